"""The page, the Markdown, the text and the JSON say the same."""

import json
from collections.abc import Callable

import pytest

from backstride.validation import Context, Report, validate
from backstride.validation.forms import (
    SCHEMA,
    report_as_json,
    report_as_markdown,
    report_as_page,
    report_as_text,
)
from tests.exchange.report.html_pages import parse


@pytest.fixture(scope="module")
def report() -> Report:
    """Return published pairs and a few simulated runners."""
    return validate(Context(effort=0.05), only=("published", "coverage", "plates"))


@pytest.mark.parametrize("form", [report_as_page, report_as_markdown, report_as_text])
def test_every_figure_and_every_gap_is_in_every_form(
    report: Report, form: Callable[[Report], str]
) -> None:
    """Also what was left out, with the reason."""
    said = form(report).replace("&#39;", "'")

    for row in report.rows:
        assert row.quantity[1:] in said, row.id
        if row.figure is not None:
            assert row.figure.cells()[0] in said, row.id
    for sentence in report.left_out:
        assert sentence in said


def test_json_has_the_figures_and_is_the_same_for_the_same_run(report: Report) -> None:
    """No time and no folder is in it, so that two runs can be compared."""
    said = report_as_json(report)

    assert SCHEMA == said["schema"]
    assert json.loads(json.dumps(said, allow_nan=False)) == said
    again = validate(Context(effort=0.05), only=("published", "coverage", "plates"))
    assert report_as_json(again) == said


def test_a_table_in_markdown_has_as_many_cells_in_each_line(report: Report) -> None:
    """Bars in words are escaped."""
    lines = [x for x in report_as_markdown(report).splitlines() if x.startswith("|")]
    widths = {line.replace("\\|", "").count("|") for line in lines}

    assert len(lines) > 20
    assert widths <= {4, 5, 6, 7, 8}


def test_the_page_is_whole_and_asks_the_network_nothing(report: Report) -> None:
    """Tags nest, ids are unique, links go to sources that are cited, and nothing is fetched."""
    page = parse(report_as_page(report))
    everything = page.everything()

    ids = [e.attributes["id"] for e in everything if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert not [e for e in everything if "src" in e.attributes]
    assert "default-src 'none'" in page.all("meta")[1].attributes["content"]
    assert {"part-published", "part-coverage"} <= set(ids)
    assert "source-E10" in ids
    assert all(table.all("th") for table in page.all("table"))
    pictures = [e for e in page.all("svg") if "chart" in e.attributes.get("class", "")]
    assert all(e.attributes["aria-label"] for e in pictures)
    assert pictures
