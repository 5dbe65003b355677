"""The tests that ship, their data and their page."""

from pathlib import Path

import pytest

from backstride import evidence
from backstride.errors import SettingsError
from backstride.training.outcomes import load_outcome_tests, outcome_test, outcome_tests
from backstride.training.outcomes.page import main, render_outcome_tests_page

_DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_what_a_coach_runs_is_there() -> None:
    """Sprints, turns, jump, balance, backward speed, ankle, hip and confidence."""
    assert {
        "sprint_10_m",
        "sprint_20_m",
        "turn_505",
        "pro_agility",
        "t_test",
        "countermovement_jump",
        "single_leg_balance",
        "y_balance",
        "backward_top_speed",
        "backward_20_m",
        "knee_to_wall",
        "hip_rotation",
        "hip_flexion",
        "hip_extension",
        "confidence",
    } == set(outcome_tests())


def test_the_page_is_up_to_date() -> None:
    """``python -m backstride.training.outcomes.page`` was run after the last change."""
    assert render_outcome_tests_page() == (_DOCS / "outcome-tests.md").read_text(encoding="utf-8")


def test_every_finding_exists_and_may_be_shown() -> None:
    """Also those named in notes; none is background knowledge."""
    for test in outcome_tests().values():
        named = [*(test.error.findings if test.error else ())]
        named += test.worthwhile.findings if test.worthwhile else ()
        for one in named:
            assert evidence.finding(one).shown, (test.id, one)
    page = render_outcome_tests_page()
    for anchor in {part.split(")")[0] for part in page.split("claims.md#")[1:]}:
        assert f'<a id="{anchor}">' in (_DOCS / "claims.md").read_text(encoding="utf-8"), anchor


def test_published_errors_are_the_upper_ends_of_their_findings() -> None:
    """No error is smaller than the study's largest, and detectable changes are turned into one."""
    root = 1.645 * 2**0.5
    expected = {
        "sprint_10_m": max(_bounds("O3")),
        "sprint_20_m": max(_bounds("O3")),
        "backward_20_m": 4.3,
        "turn_505": max(_bounds("O6")),
        "pro_agility": max(_bounds("O6")),
        "t_test": max(_bounds("O6")),
        "countermovement_jump": 5.8,
        "y_balance": max(_bounds("L7d", 1)),
        "knee_to_wall": 1.9 / root,
        "hip_rotation": max(_bounds("O15")) / root,
        "hip_flexion": max(_bounds("O16")),
    }
    shipped = {one.id: one.error.value for one in outcome_tests().values() if one.error}
    assert shipped == pytest.approx(expected, rel=0.005)


def _bounds(finding: str, which: int = 0) -> tuple[float, float]:
    value = evidence.finding(finding).values[which]
    assert value.low is not None
    assert value.high is not None
    return value.low, value.high


def test_backward_error_is_that_of_the_finding() -> None:
    """T10: at most 4.3 % after the first day."""
    values = evidence.finding("T10").values
    assert any(one.high == 4.3 and one.unit == "%" for one in values)


def test_an_unknown_test_is_named_with_what_is_near() -> None:
    """A misspelt id gets a hint."""
    with pytest.raises(SettingsError, match='did you mean "confidence"'):
        outcome_test("confidense")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('better = "lower"', 'better = "faster"', "sprint_10_m"),
        ("read_to = 0.01", "read_to = 0", "sprint_10_m"),
        ('id = "sprint_20_m"', 'id = "sprint_10_m"', "used twice"),
        ("[[test]]", "[[tset]]", "missing"),
        ("valid = [1.3, 10.0]", "valid = [10.0, 1.3]", "sprint_10_m"),
        ('findings = ["O3"]', "findings = []", "names a finding"),
        ("settle_after = 0", "settles = 0", "settles"),
    ],
)
def test_a_mistake_in_the_data_is_one_sentence(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    """It names the file and what is wrong."""
    from backstride.training.outcomes import library  # noqa: PLC0415 - only for its path

    text = library._DEFAULT.read_text(encoding="utf-8")
    changed = text.replace(old, new) if old == "[[test]]" else text.replace(old, new, 1)
    path = tmp_path / "tests.toml"
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as error:
        load_outcome_tests(path)
    assert str(path) in str(error.value)


def test_the_page_is_written_where_asked(tmp_path: Path) -> None:
    """And a directory that is not there is said to be missing."""
    assert main([str(tmp_path / "page.md")]) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == render_outcome_tests_page()
    assert main([str(tmp_path / "no" / "page.md")]) == 2


def test_every_test_has_a_json_form() -> None:
    """With the protocol sentence and the error where there is one."""
    forms = [one.as_json() for one in outcome_tests().values()]
    assert all(form["protocol"].endswith((".", "?")) for form in forms)
    assert {"value": 2.6, "unit": "%", "findings": ["O3"]} == forms[0]["error"]
    assert forms[-1]["error"] is None
