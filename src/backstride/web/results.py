"""Results as JSON and as pages."""

import html
import re
from typing import Any

from backstride.web.guard import POLICY
from backstride.web.measuring import Measuring
from backstride.web.store import Result
from backstride.web.words_of import Words

_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def result_json(result: Result, measuring: Measuring) -> dict[str, Any]:
    """Return a result as programs take it; parts that are not there are null."""
    measured = result.state == "measured"
    return {
        "id": result.id,
        "title": result.title,
        "state": result.state,
        "at": result.at,
        "placement": result.placement or None,
        "headline": result.headline or None,
        "progress": measuring.progress.get(result.id),
        "report": f"/results/{result.id}" if measured else None,
        "measurement": f"/api/results/{result.id}/measurement" if measured else None,
        "error": {"code": "refused", "message": result.error} if result.error else None,
    }


def with_way_back(report: str, say: Words) -> tuple[str, str]:
    """Return a report with a way back to the app, and the policy it is sent under.

    A report carries its style and script inside, named by their hashes in a policy of its own; that
    policy is sent instead of the app's.
    """
    found = _META.search(report)
    policy = html.unescape(found[1]) + "; frame-ancestors 'none'" if found else POLICY
    back = html.escape(say("recordings.back"))
    way = f'<body>\n<nav aria-label="Backstride"><a href="/recordings">← {back}</a></nav>'
    return report.replace("<body>", way, 1), policy
