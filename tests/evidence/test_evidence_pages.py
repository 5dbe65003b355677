"""The generated page of claims."""

from pathlib import Path

import pytest

from backstride import evidence
from backstride.evidence.pages import main

_DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_up_to_date() -> None:
    """``python -m backstride.evidence.pages`` was run after the last change of the data."""
    written = (_DOCS / "claims.md").read_text(encoding="utf-8")
    assert evidence.render_claims_page() == written


def test_every_claim_is_on_the_page_with_its_verdict_and_reason() -> None:
    """All 82, each with an anchor."""
    page = evidence.render_claims_page()
    for claim in evidence.claims():
        assert f'<a id="{claim.id.lower()}"></a>\n**{claim.id}** {claim.text}' in page
        assert f"*{claim.verdict.capitalize()}. {claim.nuance}".rstrip() in page
        assert claim.reason in page


def test_shown_findings_are_on_the_page_and_hidden_ones_are_not() -> None:
    """Each shown finding has an anchor; background knowledge leaves no trace."""
    page = evidence.render_claims_page()
    for found in evidence.findings(include_hidden=True):
        assert (f"**{found.id}** {found.statement}" in page) == found.shown
        assert (f"(#{found.id.lower()})" in page) <= found.shown


def test_every_link_within_the_page_leads_somewhere() -> None:
    """No anchor is referred to that is not there."""
    page = evidence.render_claims_page()
    targets = {part.split('"')[0] for part in page.split('<a id="')[1:]}
    used = {part.split(")")[0] for part in page.split("](#")[1:]}
    assert used
    assert used <= targets


def test_the_grades_and_marks_are_documented() -> None:
    """Each grade, mark and verdict has its row in the page about the evidence."""
    page = (_DOCS / "evidence.md").read_text(encoding="utf-8")
    for word in (*evidence.GRADES, *evidence.SEEN, *evidence.VERDICTS):
        assert f"\n| {word} |" in page


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    """The path may be given; the exit code is 0."""
    assert main([str(tmp_path / "page.md")]) == 0
    written = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert evidence.render_claims_page() == written


def test_the_command_says_when_there_is_nowhere_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing directory is a sentence and exit code 2."""
    assert main([str(tmp_path / "nowhere" / "page.md")]) == 2
    assert "There is no directory" in capsys.readouterr().err
