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

_MOST_PERCENT = 100.0
"""At other speeds a difference of more than this is of the speed and the gait; the table has it."""


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
    same = comparison["same_speed"]
    return said + [
        _figure(figures[name], name, say)
        for name in _ASKED
        if _is_worth_saying(figures, name, same_speed=same)
    ]


def _is_worth_saying(figures: dict[str, Any], name: str, *, same_speed: bool) -> bool:
    """Return whether a figure was compared, and is no absurdity such as a walk's beside a run's."""
    difference = figures[name]["difference"] if name in figures else None
    return difference is not None and (same_speed or abs(difference["value"]) <= _MOST_PERCENT)


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
