"""The generated page of templates."""

from pathlib import Path

import pytest

from backstride.training.session_text import format_session
from backstride.training.template import Template
from backstride.training.templates import templates
from backstride.training.templates_page import main, render_templates_page

_ROOT = Path(__file__).resolve().parents[2]

ALL = pytest.mark.parametrize("one", templates().values(), ids=list(templates()))


def test_the_page_is_up_to_date() -> None:
    """``python -m backstride.training.templates_page`` was run after the last change."""
    page = (_ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    assert render_templates_page() == page


@ALL
def test_the_page_tells_all_of_a_template(one: Template) -> None:
    """Title, purpose, evidence, and every rung."""
    page = render_templates_page()
    entry = page.split(f'<a id="{one.id}"></a>')[1].split('<a id="')[0]
    assert one.title in entry
    assert one.purpose in entry
    assert all(f"[{ref}](claims.md#{ref.lower()})" in entry for ref in one.findings + one.claims)
    assert all(text in entry for text in one.stop_if)
    assert format_session(one.rungs[0].session) in entry
    assert entry.count("* Rung ") == len(one.rungs) - 1


def test_links_lead_to_the_page_of_claims_and_to_templates() -> None:
    """Nothing is cited that people cannot look up."""
    claims = (_ROOT / "docs" / "claims.md").read_text(encoding="utf-8")
    page = render_templates_page()
    anchors = {part.split(")")[0] for part in page.split("claims.md#")[1:]}
    assert len(anchors) > 40
    assert all(f'<a id="{anchor}"></a>' in claims for anchor in anchors)
    here = {part.split(")")[0] for part in page.split("](#")[1:]}
    assert all(f'<a id="{anchor}"></a>' in page for anchor in here)


def test_the_command_writes_the_page_or_says_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The path may be given; a missing directory is a sentence and exit code 2."""
    assert main([str(tmp_path / "page.md")]) == 0
    assert render_templates_page() == (tmp_path / "page.md").read_text(encoding="utf-8")
    assert main([str(tmp_path / "nowhere" / "page.md")]) == 2
    assert "There is no directory" in capsys.readouterr().err
