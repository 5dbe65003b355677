"""The report as Markdown, for the docs."""

from backstride.validation.changes import figures_of, mark_of
from backstride.validation.forms.as_json import report_as_json
from backstride.validation.forms.groups import (
    HEADS,
    READING,
    Group,
    groups_of,
    headline,
    used_heads,
)
from backstride.validation.runner import PartResult, Report

_OPENING = (
    "# How accurate it is\n\n"
    "What was checked, against what, and how far off it was. `python -m backstride.validation.pages"
    " DIR` writes this page; it is not edited by hand, and a number that moves is said in the "
    "[changelog](../CHANGELOG.md) under *Scientific changes*. Recordings are real unless "
    "*simulated* is said. No recording of backward running with force plates, or with a sensor on "
    "the trunk, was to be had.\n"
)


def report_as_markdown(report: Report) -> str:
    """Return the report as a page of Markdown."""
    lines = [_OPENING, headline(report.rows), "", READING, ""]
    for part in report.parts:
        if part.rows:
            lines += _part(part)
    if report.left_out:
        lines += ["## Left out", "", *(f"* {sentence}" for sentence in report.left_out), ""]
    mark = mark_of(figures_of(report_as_json(report)))
    return "\n".join([*lines, f"Mark of these figures: `{mark}`.", ""])


def _part(part: PartResult) -> list[str]:
    lines = [f"## {part.title}", "", part.says, ""]
    for group in groups_of(part.rows):
        lines += [f"**{group.title}.** {group.said}", ""]
        lines += [*_table(group), ""]
    return lines


def _table(group: Group) -> list[str]:
    rows = group.cells()
    kept = used_heads(rows)
    return [
        _line([HEADS[i] for i in kept]),
        _line(["---"] * len(kept)),
        *(_line([_escaped(cells[i]) for i in kept]) for cells in rows),
    ]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|")
