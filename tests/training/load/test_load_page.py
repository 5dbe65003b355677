"""``docs/training-load.md`` says what the code does."""

import re
from pathlib import Path

import pytest

from backstride import evidence
from backstride.training.load import acute_chronic, heart_rate, recovery, session, variability

_DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page on one line."""
    return " ".join((_DOCS / "training-load.md").read_text(encoding="utf-8").split())


def test_findings_on_the_page_exist_and_may_be_shown(page: str) -> None:
    """Each link leads to a finding that people may see."""
    linked = re.findall(r"\[([A-Z]+\d+[a-z]?)\]\(claims\.md#([a-z0-9]+)\)", page)
    assert len(linked) > 15
    for name, anchor in linked:
        assert evidence.finding(name).shown, name
        assert name.lower() == anchor


@pytest.mark.parametrize(
    "said",
    [
        f"{session.RPE_VARIATION_PERCENT:g} % ([L10]",
        f"{session.DISTANCE_VARIATION_PERCENT:g} %, the widest",
        f"of {acute_chronic.ACUTE_DAYS} and of {acute_chronic.CHRONIC_DAYS} days",
        f"varied by {heart_rate.VARIATION_PERCENT:g} %",
        f"outside {heart_rate.LOWEST_BPM:g} to {heart_rate.HIGHEST_BPM:g} bpm",
        f"gaps over {heart_rate.LONGEST_GAP_S:g} s",
        "0.64, 1.92 for men and 0.86, 1.67 for women",
        f"in the {recovery.RECOVERY_S:g} s after",
        f"varies by about {recovery.VARIATION_PERCENT:g} %",
        f"last {variability.WEEK_DAYS} days beside the person's own {variability.BASELINE_DAYS}",
        f"at least {variability.LEAST_WEEK} mornings",
        f"{variability.LEAST_BASELINE} of the month",
    ],
)
def test_numbers_on_the_page_are_those_of_the_code(said: str, page: str) -> None:
    """Each constant that a reader meets."""
    assert said in page


def test_constants_are_those_of_their_findings() -> None:
    """What the code takes from a finding is in it."""
    assert evidence.finding("L10").values[0].value == session.RPE_VARIATION_PERCENT
    assert evidence.finding("L11").values[0].value == heart_rate.VARIATION_PERCENT
    assert evidence.finding("L18").values[0].value == recovery.VARIATION_PERCENT
    assert [one.value for one in evidence.finding("L13").values] == [
        *heart_rate.BANISTER["men"],
        *heart_rate.BANISTER["women"],
    ]
    days = [acute_chronic.ACUTE_DAYS, acute_chronic.CHRONIC_DAYS]
    assert [one.value for one in evidence.finding("L15").values] == days
    assert evidence.finding("L19").values[0].value == variability.LEAST_WEEK
    assert [one.value for one in evidence.finding("L21").values] == [
        variability.WEEK_DAYS,
        variability.BASELINE_DAYS,
        variability.WORTHWHILE_SHARE,
    ]
    distance = next(one for one in evidence.finding("X3").values if one.unit == "m")
    assert distance.value == pytest.approx(2.02 * session.DISTANCE_VARIATION_PERCENT, abs=0.1)
