"""The report for a terminal."""

from backstride.validation.forms.groups import groups_of, headline
from backstride.validation.row import AccuracyRow
from backstride.validation.runner import Report


def report_as_text(report: Report) -> str:
    """Return the report as lines: each part, what it was measured on, and its figures."""
    lines = []
    for part in report.parts:
        if part.rows:
            lines += ["", part.title]
        for group in groups_of(part.rows):
            lines += [f"  {group.recorded}", f"  {group.said}"]
            lines += [f"    {_line(row)}" for row in group.rows]
    lines += ["", headline(report.rows), *report.left_out]
    return "\n".join(lines).strip()


def _line(row: AccuracyRow) -> str:
    if row.figure is None:
        return f"{row.quantity}: no figure, {row.absent}"
    error, bias, limits, n = row.figure.cells()
    rest = [f"bias {bias}" if bias else "", limits, f"n {n}" if bias else ""]
    said = "; ".join(part for part in (error, *rest) if part)
    beside = f" [{', '.join(p.finding for p in row.published)}]" if row.published else ""
    return f"{row.quantity}: {said}{beside}"
