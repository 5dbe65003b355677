"""Which figures moved between two reports, so that no number changes unsaid."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

ALLOWED = 0.03
"""Share by which a figure may differ between machines: processors round differently, and a step
that lies on a limit then falls to the other side."""

_SIZES = ("root_mean_square", "limit_high", "limit_low")
_SHOWN = ("root_mean_square", "bias", "right", "of", "count", "hours", "n")

Figures = Mapping[str, Mapping[str, Any] | None]
"""Figures of a report by row id, as JSON has them."""


def figures_of(report: Mapping[str, Any]) -> dict[str, Mapping[str, Any] | None]:
    """Return the figure of each row of a report in its JSON form."""
    return {row["id"]: row["figure"] for part in report["parts"] for row in part["rows"]}


def moved(old: Figures, new: Figures) -> list[str]:
    """Return a sentence for each row of ``new`` whose figure is not that of ``old``."""
    sentences = []
    for name, figure in new.items():
        if name not in old:
            sentences.append(f"{name}: new, {_words(figure)}")
        elif not _same(old[name], figure):
            sentences.append(f"{name}: {_words(old[name])} -> {_words(figure)}")
    return sentences


def gone(old: Figures, new: Figures) -> list[str]:
    """Return a sentence for each row that ``new`` has no more."""
    return [f"{name}: no longer there, was {_words(old[name])}" for name in old if name not in new]


def mark_of(figures: Figures) -> str:
    """Return the mark of a set of figures, which the changelog quotes: eight characters.

    Another mark means other figures, so whoever changes them comes by the changelog.
    """
    text = json.dumps(figures, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _same(a: Mapping[str, Any] | None, b: Mapping[str, Any] | None) -> bool:
    if a is None or b is None or a.keys() != b.keys() or a["kind"] != b["kind"]:
        return a == b
    size = max((abs(f[k]) for f in (a, b) for k in _SIZES if k in f), default=0.0)
    return all(_near(a[k], b[k], size) for k in a if isinstance(a[k], int | float))


def _near(a: float, b: float, size: float) -> bool:
    return math.isclose(a, b, rel_tol=ALLOWED, abs_tol=ALLOWED * size)


def _words(figure: Mapping[str, Any] | None) -> str:
    if figure is None:
        return "no figure"
    unit = figure.get("unit", "")
    return " ".join(f"{k} {figure[k]:g}{_unit(k, unit)}" for k in _present(figure))


def _present(figure: Mapping[str, Any]) -> Iterable[str]:
    return (name for name in _SHOWN if name in figure)


def _unit(name: str, unit: str) -> str:
    return f" {unit}" if unit and name in ("root_mean_square", "bias") else ""
