"""The report as one HTML page, in the look of the reports on recordings."""

import re

from backstride.exchange.report.parts import Table
from backstride.exchange.report.render import render_page
from backstride.exchange.report.support import cited
from backstride.validation.forms.chart import limits_charts
from backstride.validation.forms.groups import (
    HEADS,
    READING,
    Group,
    groups_of,
    headline,
    used_heads,
)
from backstride.validation.runner import Report


def report_as_page(report: Report) -> str:
    """Return the report as HTML that needs no network."""
    ids = [p.finding for row in report.rows for p in row.published]
    return render_page(
        "accuracy.html",
        {
            "title": "accuracy",
            "headline": headline(report.rows),
            "synthetic": "",
            "facts": _facts(report),
            "warnings": report.left_out,
            "reading": re.split(r"\*\*", READING),
            "parts": [
                {
                    "name": part.name,
                    "title": part.title,
                    "says": part.says,
                    "charts": limits_charts(part.rows),
                    "tables": [_table(group) for group in groups_of(part.rows)],
                }
                for part in report.parts
                if part.rows
            ],
            "sources": cited(ids),
            "version": report.version,
            "directions": (),
            "label": str,
        },
    )


def _facts(report: Report) -> list[tuple[str, str]]:
    absent = sum(row.figure is None for row in report.rows)
    return [
        ("Version", report.version),
        (
            "Real recordings",
            "yes" if report.with_recordings else "none given: simulated parts only",
        ),
        ("Rows without a figure", str(absent)),
        ("Processor time", f"{report.seconds:.0f} s"),
    ]


def _table(group: Group) -> Table:
    rows = group.cells()
    kept = used_heads(rows)
    return Table(
        group.title,
        tuple(HEADS[i] for i in kept),
        tuple(tuple(cells[i] for i in kept) for cells in rows),
        group.said,
    )
