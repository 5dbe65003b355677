"""The report as ``backstride.accuracy/1``."""

from typing import Any

from backstride.validation.runner import Report

SCHEMA = "backstride.accuracy/1"


def report_as_json(report: Report) -> dict[str, Any]:
    """Return the report, ready for ``json.dumps``; the same for the same figures."""
    return {
        "schema": SCHEMA,
        "version": report.version,
        "with_recordings": report.with_recordings,
        "left_out": list(report.left_out),
        "parts": [
            {
                "name": part.name,
                "title": part.title,
                "says": part.says,
                "rows": [row.as_json() for row in part.rows],
            }
            for part in report.parts
        ],
    }
