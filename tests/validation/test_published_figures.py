"""The committed accuracy page: whole, in step with the code, and changed only with a word."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from backstride.validation import Context, validate
from backstride.validation.changes import figures_of, mark_of, moved
from backstride.validation.check import Check
from backstride.validation.feeds import PART as FEEDS
from backstride.validation.foot_sensor import PART as FOOT
from backstride.validation.forms import report_as_json
from backstride.validation.plates import PART as PLATES
from backstride.validation.published_pairs import PART as PAIRS
from backstride.validation.table import PARTS
from backstride.validation.watch import PART as WATCH

ROOT = Path(__file__).resolve().parents[2]
TO_DO = (
    "numbers changed: run python -m backstride.validation.pages RECORDINGS, and say under "
    "Scientific changes in CHANGELOG.md what moved and why"
)


@pytest.fixture(scope="module")
def committed() -> dict[str, Any]:
    """Return the committed figures."""
    report: dict[str, Any] = json.loads((ROOT / "docs" / "accuracy.json").read_text("utf-8"))
    return report


def fresh(checks: tuple[Check, ...], context: Context) -> dict[str, Any]:
    """Return the figures of some checks, worked out now."""
    return {row.id: row.as_json()["figure"] for check in checks for row in check.rows(context)}


def test_changed_figures_stand_in_the_changelog(committed: dict[str, Any]) -> None:
    """Under Scientific changes, by the mark of the committed figures."""
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    scientific = "".join(re.findall(r"### Scientific changes\n(.*?)(?=\n##|\Z)", changelog, re.S))

    assert f"`{mark_of(figures_of(committed))}`" in scientific, TO_DO


def test_page_and_figures_belong_together(committed: dict[str, Any]) -> None:
    """The page carries the mark of the figures, and a heading for each part."""
    page = (ROOT / "docs" / "accuracy.md").read_text("utf-8")

    assert mark_of(figures_of(committed)) in page
    for part in committed["parts"]:
        assert f"## {part['title']}" in page


def test_every_part_is_in_the_committed_page(committed: dict[str, Any]) -> None:
    """It was written with recordings and whole."""
    assert [part.name for part in PARTS] == [part["name"] for part in committed["parts"]]
    assert committed["with_recordings"]


def test_simulated_and_published_figures_are_as_committed(committed: dict[str, Any]) -> None:
    """A cheap part of them, worked out anew."""
    some = tuple(c for c in FEEDS.checks if "GPX" in c.name or "belt (CSV)" in c.name)
    found = fresh((*PAIRS.checks, *some), Context())

    assert len(found) > 25
    assert [] == moved(figures_of(committed), found), TO_DO


def test_figures_of_recordings_are_as_committed(committed: dict[str, Any], data_dir: Path) -> None:
    """Plates, the foot sensor's line and strides, and watches, worked out anew."""
    found = fresh((*PLATES.checks, *FOOT.checks, *WATCH.checks), Context(data_dir))

    assert len(found) > 20
    assert [] == moved(figures_of(committed), found), TO_DO


def test_a_whole_report_has_the_rows_that_are_committed(committed: dict[str, Any]) -> None:
    """No simulated row has come or gone unsaid."""
    report = report_as_json(validate(Context(effort=0.02), only=("published", "steady")))
    names = {row["id"] for p in committed["parts"] for row in p["rows"]}

    assert figures_of(report).keys() <= names, TO_DO
