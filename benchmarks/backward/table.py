"""Scores as numbers and as a table."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.backward.score import SIDES, Tally


def figures(tally: Tally) -> dict[str, Any]:
    """Return the scores of a tally, ready for JSON; None where there is nothing to score."""
    return {
        "cases": tally.cases,
        "refused": tally.refused,
        "step_direction": {
            way: f1(tally.right[way], tally.wrong[way], tally.missed[way]) for way in SIDES
        },
        "bouts": {
            way: f1(tally.bouts_right[way], tally.bouts_wrong[way], tally.bouts_missed[way])
            for way in SIDES
        },
        "onset_s": errors(tally.onset_s),
        "offset_s": errors(tally.offset_s),
        "distance_share": {way: errors(tally.distance_share.get(way, [])) for way in SIDES},
        "false_backward_bouts": tally.false_backward,
        "hours_without_backward": round(tally.hours_without, 4),
        "false_backward_bouts_per_hour": _ratio(tally.false_backward, tally.hours_without),
        "steps_found": _ratio(tally.steps_found, tally.steps),
        "initial_contact_s": errors(tally.landing_s),
        "terminal_contact_s": errors(tally.leaving_s),
        "groundless_share": _ratio(tally.groundless_s, tally.unknowable_s),
    }


def f1(right: int, wrong: int, missed: int) -> dict[str, float | int] | None:
    """Return precision, recall, F1 and the number of true ones; None without any, true or said."""
    if right + wrong + missed == 0:
        return None
    return {
        "precision": round(right / max(right + wrong, 1), 4),
        "recall": round(right / max(right + missed, 1), 4),
        "f1": round(2 * right / (2 * right + wrong + missed), 4),
        "n": right + missed,
    }


def errors(values: Sequence[float]) -> dict[str, float | int] | None:
    """Return bias, standard deviation, and median and 95th percentile of the size of errors."""
    if not values:
        return None
    found = np.array(values)
    size = np.abs(found)
    return {
        "bias": round(float(found.mean()), 4),
        "sd": round(float(found.std()), 4),
        "median": round(float(np.median(size)), 4),
        "p95": round(float(np.quantile(size, 0.95)), 4),
        "n": len(values),
    }


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole > 0 else None


def as_text(scores: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a table with a line per feed."""
    titles = (
        "feed", "cases", "refused", "step F1 back", "step F1 forw", "bout F1 back", "bout F1 forw",
        "onset p95 s", "dist back p95", "dist forw p95", "false/h", "hours", "contact p95 ms",
        "groundless",
    )  # fmt: skip
    rows = [titles, *(_row(feed, s) for feed, s in scores.items())]
    widths = [max(len(row[i]) for row in rows) for i in range(len(titles))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in rows]
    return "\n".join(lines)


def _row(feed: str, s: Mapping[str, Any]) -> tuple[str, ...]:
    def of(part: Mapping[str, Any] | None, name: str, scale: float = 1.0, digits: int = 3) -> str:
        return "-" if part is None else f"{scale * part[name]:.{digits}f}"

    def plain(value: float | None) -> str:
        return "-" if value is None else f"{value:.3g}"

    return (
        feed,
        str(s["cases"]),
        str(s["refused"]),
        of(s["step_direction"]["backward"], "f1"),
        of(s["step_direction"]["forward"], "f1"),
        of(s["bouts"]["backward"], "f1"),
        of(s["bouts"]["forward"], "f1"),
        of(s["onset_s"], "p95", digits=2),
        of(s["distance_share"]["backward"], "p95", 100.0, 1) + " %",
        of(s["distance_share"]["forward"], "p95", 100.0, 1) + " %",
        plain(s["false_backward_bouts_per_hour"]),
        plain(s["hours_without_backward"]),
        of(s["initial_contact_s"], "p95", 1000.0, 0),
        plain(s["groundless_share"]),
    )


def totals(by_feed: Mapping[str, Tally]) -> dict[str, Any]:
    """Return the scores of each feed, and of all simulated ones together."""
    everything = Tally()
    for feed, tally in by_feed.items():
        if not feed.startswith("mocap"):
            everything.add(tally)
    return {
        **{feed: figures(tally) for feed, tally in by_feed.items()},
        "all simulated": figures(everything),
    }


__all__ = ["as_text", "errors", "f1", "figures", "totals"]
