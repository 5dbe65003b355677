"""The generated page of screening rules."""

from pathlib import Path

import pytest

from backstride.training.environment_rules import environment_rules
from backstride.training.questions import all_questions
from backstride.training.rulebook import FACTS, default_rulebook
from backstride.training.screening import NOT_MEDICAL_ADVICE
from backstride.training.screening_page import main, render_screening_page

_DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_up_to_date() -> None:
    """``python -m backstride.training.screening_page`` was run after the last change."""
    assert render_screening_page() == (_DOCS / "screening.md").read_text(encoding="utf-8")


def test_every_rule_gate_question_and_check_is_on_the_page() -> None:
    """Each with its text and what it rests on."""
    page = render_screening_page()
    book, here = default_rulebook(), environment_rules()
    for rule in book.rules:
        entry = page.split(f"**{rule.id}** when ")[1].split("\n\n")[0]
        assert rule.text in entry
        assert rule.basis in entry
        assert all(f"`{one}`" in entry for one in rule.asks if one != "unanswered")
    for gate in book.gates:
        entry = page.split(f"**{gate.kind}** (")[1].split("\n\n")[0]
        assert gate.text in entry
        assert gate.basis in entry
    for item in here.items:
        entry = page.split(f"**{item.id}** (")[1].split("\n\n")[0]
        assert item.question in entry
        assert item.change in entry
    for question in all_questions().values():
        assert f"* `{question.id}`: {question.text}" in page
    assert all(f"| `{one}` |" in page for one in FACTS)
    assert page.count(NOT_MEDICAL_ADVICE) == 1


def test_links_lead_to_findings_on_the_page_of_claims() -> None:
    """No finding is cited that people cannot look up."""
    claims = (_DOCS / "claims.md").read_text(encoding="utf-8")
    anchors = {part.split(")")[0] for part in render_screening_page().split("claims.md#")[1:]}
    assert anchors
    assert all(f'<a id="{one}"></a>' in claims for one in anchors)


def test_the_command_writes_the_page_or_says_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The path may be given; a missing directory is a sentence and exit code 2."""
    assert main([str(tmp_path / "page.md")]) == 0
    assert render_screening_page() == (tmp_path / "page.md").read_text(encoding="utf-8")
    assert main([str(tmp_path / "nowhere" / "page.md")]) == 2
    assert "There is no directory" in capsys.readouterr().err
