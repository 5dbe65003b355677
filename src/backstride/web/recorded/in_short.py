"""A comparison in a few plain sentences of the reader's language."""

from collections import Counter
from typing import Any

from backstride.estimate import Estimate
from backstride.exchange.words import estimate_words
from backstride.web.sentences import number
from backstride.web.words_of import Words

_ASKED = (
    "patellofemoral_compression",
    "knee_moment",
    "peak_vertical_force",
    "step_frequency",
    "step_length",
    "contact_time",
    "energy_cost",
)
"""Quantities that people ask about, in this order; the others stand in the table."""


def in_short(comparison: dict[str, Any], say: Words) -> list[str]:
    """Return what two recordings say of each other: speeds, articles, and the chief figures."""
    said = [say("compared.same_speed" if comparison["same_speed"] else "compared.other_speed")]
    answers = Counter(one["answer"] for one in comparison["statements"])
    said.append(
        say(
            "compared.statements",
            n=len(comparison["statements"]),
            supports=answers["supports"],
            contradicts=answers["contradicts"],
            unknown=answers["cannot tell"],
        )
    )
    figures = {one["quantity"]: one for one in comparison["figures"]}
    return said + [_figure(figures[name], name, say) for name in _ASKED if _is_there(figures, name)]


def _is_there(figures: dict[str, Any], name: str) -> bool:
    return name in figures and figures[name]["difference"] is not None


def _figure(figure: dict[str, Any], name: str, say: Words) -> str:
    difference = figure["difference"]
    amount = estimate_words(
        Estimate(
            difference["value"],
            difference["low"],
            difference["high"],
            difference["unit"],
            difference["basis"],
            tuple(difference["sources"]),
        )
    )
    sign = "+" if difference["value"] > 0 else ""
    verdict = figure["verdict"].replace(" ", "_")
    return say(
        "compared.figure",
        name=say(f"compared_what.{name}"),
        amount=number(sign + amount, say),
        verdict=say(f"compared_verdict.{verdict}"),
    )
