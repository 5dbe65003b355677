"""The figures that stand large above a result, and what is said of one not measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from backstride.exchange.words import estimate_parts, estimate_words
from backstride.journal.measurements import Measured
from backstride.web.briefs import KNEE, OTHERS, brief_key, brief_of, estimate_in
from backstride.web.measuring import Measuring
from backstride.web.recorded.drawing import is_known
from backstride.web.sentences import distance_words, length_words, number, speed_words
from backstride.web.visiting import Visit
from backstride.web.words_of import Words


@dataclass(frozen=True, slots=True)
class Figure:
    """A large figure: its name, value, unit and interval, and what it rests on."""

    name: str
    value: str
    interval: str = ""
    sources: tuple[str, ...] = ()


def brief(visit: Visit, measuring: Measuring, measured: Measured) -> dict[str, Any]:
    """Return the brief of a result; from the contract where nobody has asked for long."""

    def read() -> dict[str, Any]:
        recordings, id_ = visit.journal.recordings, visit.person.id
        whole = recordings.result(visit.by, id_, measured.recording_id, measured.number)
        return brief_of(whole.contract)

    return measuring.pages.made(brief_key(measured.id), read)


def figures(measured: Measured, brief: dict[str, Any], say: Words) -> list[Figure]:
    """Return what of backward running is known: how far, how long, how fast, and the knee."""
    found = []
    if measured.backward_s:
        if measured.backward_m is not None:
            found.append(Figure(say("recorded.distance"), distance_words(measured.backward_m, say)))
        found.append(Figure(say("recorded.time"), length_words(measured.backward_s, say)))
        if measured.backward_mean_mps is not None:
            mean = speed_words(measured.backward_mean_mps, say)
            found.append(Figure(say("recorded.speed"), mean))
    knee = estimate_in(brief, KNEE)
    if knee is not None:
        value, interval, _ = estimate_parts(knee)
        words = number(f"{value}\u00a0{say('recorded.body_weights')}", say)
        found.append(
            Figure(say("recorded.knee"), words, number(interval, say), _known(knee.sources))
        )
    return found


def _known(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that the evidence page has."""
    return tuple(one for one in ids if is_known(one))


def unsure(brief: dict[str, Any], say: Words) -> str:
    """Return that the knee load is other people's, where nothing was measured."""
    other = estimate_in(brief, OTHERS)
    if other is None or estimate_in(brief, KNEE) is not None:
        return ""
    words = estimate_words(other).replace("body weights", say("recorded.body_weights"))
    return say("recorded.knee_of_others", value=number(words, say))


class CouldNot(NamedTuple):
    """What a recording could not know: its name, that for people, and what to do next time."""

    name: str
    said: str
    advice: str


def could_not_know(brief: dict[str, Any], kind: str, say: Words) -> list[CouldNot]:
    """Return what a recording could not know, and how to know it next time."""
    found = []
    for name in brief["absent"]:
        kinds = say.section(f"absent_{name}")
        advice = kinds.get(kind, kinds["other"])
        found.append(CouldNot(name, say(f"absent.{name}"), advice))
    return found
