"""Any two recordings beside each other: which fit together, and what keeps two apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from backstride.estimate import Estimate
from backstride.exchange.side_by_side import SameDirection, same_speed, side_by_side
from backstride.exchange.words import decimal, estimate_words
from backstride.web.belonging import day_of
from backstride.web.recorded.drawing import Pair
from backstride.web.recorded.found import kind_of
from backstride.web.sentences import (
    distance_words,
    length_words,
    number,
    sentence_of,
    speed_words,
    when_words,
)
from backstride.web.visiting import Visit
from backstride.web.words_of import Words

Speeds = Sequence[tuple[float | None, float | None]]

MOST_OFFERED = 12
"""Recordings that stand on cards; all others are in the lists below them."""


_MOSTLY = 0.9
"""A recording that is backward for so much of its moving time has no forward run to compare."""


@dataclass(frozen=True, slots=True)
class Card:
    """A recording that another can be compared with.

    Attributes
    ----------
    fits : list of str
        What speaks for it: the same day, the same kind of device, the other direction.
    """

    id: str
    name: str
    when: str
    sentence: str
    fits: list[str]


def cards(visit: Visit, found: Sequence[Pair], chosen: Pair, say: Words) -> list[Card]:
    """Return what a recording can be compared with, what fits it best first."""
    mine, own_day, own_kind = chosen[1], day_of(visit, chosen[1]), kind_of(chosen[1])

    def apart(day: date | None) -> int:
        return abs((day - own_day).days) if day is not None and own_day is not None else 10_000

    def rank(pair: Pair) -> tuple[bool, bool, int]:
        measured = pair[1]
        return (
            measured.backward_s is None or mine.backward_s is None,
            kind_of(measured) != own_kind,
            apart(day_of(visit, measured)),
        )

    others = sorted((one for one in found if one[0].id != chosen[0].id), key=rank)
    return [
        Card(
            recording.id,
            recording.name,
            when_words(recording, measured, visit.person.zone, say),
            sentence_of(measured, say),
            [
                say(f"chosen.fits_{why}")
                for why, holds in (
                    ("day", apart(day_of(visit, measured)) == 0),
                    ("device", kind_of(measured) == own_kind),
                )
                if holds
            ],
        )
        for recording, measured in others[:MOST_OFFERED]
    ]


def roles(one: Pair, other: Pair) -> tuple[Pair, Pair] | None:
    """Return which of two is the backward and which the forward one; None where they are not.

    The one with the larger share of backward is the backward one, if it holds any, and the other
    holds more than that.
    """
    if one[1].backward_s is None or other[1].backward_s is None:
        return None
    backward, forward = sorted((one, other), key=lambda pair: -_share(pair))
    if not backward[1].backward_s or _share(forward) >= _MOSTLY:
        return None
    return backward, forward


def _share(pair: Pair) -> float:
    moving = pair[1].moving_s or 0.0
    return (pair[1].backward_s or 0.0) / moving if moving > 0 else 0.0


def kept_apart(pair: tuple[Pair, Pair], speeds: Speeds, say: Words) -> list[str]:
    """Return why two recordings are not to be compared as they are, in plain sentences.

    Parameters
    ----------
    pair : tuple
    speeds : sequence of (float or None, float or None)
        Mean speeds of both, of what is compared.
    say : Words
    """
    said = []
    kinds = [kind_of(one[1]) for one in pair]
    if kinds[0] != kinds[1]:
        devices = [say(f"recording_kind.{kind}") for kind in kinds]
        said.append(say("chosen.other_device", one=devices[0], other=devices[1]))
    for one_mps, other_mps in speeds:
        if same_speed(one_mps, other_mps) is False:
            shown = (speed_words(one_mps, say), speed_words(other_mps, say))
            said.append(say("chosen.other_speed", one=shown[0], other=shown[1]))
            break
    blind = [recording.name for recording, one in pair if one.backward_s is None]
    said += [say("chosen.blind", name=name) for name in blind]
    return said


@dataclass(frozen=True, slots=True)
class Row:
    """A quantity of both recordings in words."""

    name: str
    one: str
    other: str
    verdict: str


def table_of(found: SameDirection, say: Words) -> list[Row]:
    """Return the figures of one direction in both recordings, in words."""
    verdicts = {True: say("chosen.apart"), False: say("chosen.not_apart"), None: "–"}
    return [
        Row(
            say(f"chosen_what.{line.quantity}"),
            _figure(line.one, line.unit, say),
            _figure(line.other, line.unit, say),
            verdicts[line.apart],
        )
        for line in found.lines
    ]


def _figure(value: Estimate | float | None, unit: str, say: Words) -> str:
    if isinstance(value, Estimate):
        said = estimate_words(value).replace("body weights", say("recorded.body_weights"))
        return number(said.replace("steps/s", say("chosen.steps_per_s")), say)
    if value is None:
        return "–"
    if unit == "s":
        return length_words(value, say)
    if unit == "m":
        return distance_words(value, say)
    return number(f"{decimal(value, 2)}\u00a0{unit}", say)


def beside(
    one: dict[str, Any], other: dict[str, Any], say: Words
) -> list[tuple[str, list[Row], SameDirection]]:
    """Return each direction that both contracts hold, with its table."""
    return [
        (say(f"closer_way.{found.direction}"), table_of(found, say), found)
        for found in side_by_side(one, other)
    ]
