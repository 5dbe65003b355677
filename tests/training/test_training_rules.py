"""The written rules of training, their settings, and their generated page."""

from pathlib import Path

import pytest

from backstride import evidence
from backstride.errors import SettingsError
from backstride.training import training_rules
from backstride.training.training_rules import default_training_rules, load_training_rules
from backstride.training.training_rules_page import main, render_training_rules_page

_DOCS = Path(__file__).resolve().parents[2] / "docs"
_DATA = Path(training_rules.__file__).with_name("data") / "rules_of_training.toml"


def test_the_page_is_up_to_date() -> None:
    """``python -m backstride.training.training_rules_page`` was run after the last change."""
    page = (_DOCS / "training-rules.md").read_text(encoding="utf-8")
    assert render_training_rules_page() == page


def test_every_rule_and_setting_is_on_the_page() -> None:
    """Each with its words, its numbers and what it rests on."""
    page = render_training_rules_page()
    rules = default_training_rules()
    for rule in rules.rules.values():
        part = page.split(f"**{rule.id}**  \n")[1].split("\n\n")[0]
        assert rule.in_words(rules.settings) in part
        assert rule.basis in part
        assert all(f"`{name}` = {value:g}" in part for name, value in rule.settings.items())


def test_every_finding_exists() -> None:
    """Rules and speeds rest on findings that can be looked up."""
    rules = default_training_rules()
    named = [one for rule in rules.rules.values() for one in rule.findings]
    assert all(evidence.exists(one) for one in [*named, *rules.speeds.findings])


def test_speeds_are_those_of_the_findings() -> None:
    """Border of walking and running, and backward against forward speed."""
    speeds = default_training_rules().speeds
    border = evidence.finding("E6").values[0]
    assert border.value == speeds.backward_walk[1]
    assert border.value is not None
    assert border.spread is not None
    assert pytest.approx(border.value - border.spread) == speeds.slowest_backward_run
    shares = [one for one in evidence.finding("T10").values if "over forward" in one.quantity]
    assert min(one.low for one in shares if one.low) == speeds.backward_share[0]
    assert max(one.high for one in shares if one.high) == speeds.backward_share[1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pain_fine = 2", "pain_fine = 6", "in this order"),
        ("familiarise_none = 3", "familiarise_none = 0", "at least 1"),
        ("easier_every = 4", "easier_every = 0", "at least 1"),
        ("rest_days = 1", "rest_days = -1", "rest_days"),
        ("rest_days = 1", "rest_dayz = 1", "rest_dayz"),
        ('id = "match_day"', 'id = "match_eve"', "twice"),
        ('by = "both"', 'by = "nobody"', "nobody"),
        ("[speeds]", "[speed]", "'speeds' is missing"),
    ],
)
def test_rules_that_make_no_sense_are_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """One sentence with the path."""
    path = tmp_path / "rules.toml"
    text = _DATA.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as caught:
        load_training_rules(path)
    assert str(path) in str(caught.value)


def test_the_command_writes_the_page_or_says_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The path may be given; a missing directory is a sentence and exit code 2."""
    assert main([str(tmp_path / "page.md")]) == 0
    assert render_training_rules_page() == (tmp_path / "page.md").read_text(encoding="utf-8")
    assert main([str(tmp_path / "nowhere" / "page.md")]) == 2
    assert "There is no directory" in capsys.readouterr().err
