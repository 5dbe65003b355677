"""A session of a template as it is done at one place."""

import math
from dataclasses import replace

from backstride.training.athlete_words import SURFACE_OF_PLACE, Place
from backstride.training.session import Item, Repeat, Session, Step
from backstride.training.template_ladder import is_recovery

TREADMILL_NOTE = (
    "Clip the harness on, test the stop button, and keep the space behind the belt free."
)
TREADMILL_CUE = "eyes ahead, hands off the rails"
TREADMILL_REST = "stop the belt; turn round only when it stands"

WALK_BACK_MPS = 1.2
"""An easy walk, to turn a distance walked back into a rest of the same length; adjustable."""

_OVERGROUND = ("look over", "change sides", "lane", "turn round and walk")


def at_place(session: Session, place: Place) -> Session:
    """Return a session with the ground of a place, and on a treadmill with what is safe there.

    On a treadmill nobody looks over a shoulder or turns round on a moving belt: looks behind leave
    the cues, and walking between backward steps becomes a rest with the belt stopped.
    """
    surface = SURFACE_OF_PLACE[place]
    if surface != "treadmill" or session.surface == "treadmill":
        return replace(session, surface=surface)
    note = ". ".join(
        part for part in session.note.rstrip(".").split(". ") if "lane" not in part.casefold()
    )
    note = f"{TREADMILL_NOTE} {note}.".replace(" .", "") if note else TREADMILL_NOTE
    items = tuple(_on_belt(one, inside=False) for one in session.items)
    return replace(session, surface=surface, note=note, items=items)


def _on_belt(item: Item, *, inside: bool) -> Item:
    if isinstance(item, Repeat):
        return Repeat(item.count, tuple(_on_belt(one, inside=True) for one in item.items))
    if item.direction == "backward":
        return replace(item, cue=_belt_cue(item.cue))
    if inside and is_recovery(item):
        seconds = item.amount if item.unit == "s" else math.ceil(item.amount / WALK_BACK_MPS)
        if item.unit in {"s", "m"}:
            return Step(seconds, "s", "rest", cue=TREADMILL_REST)
    return item


def _belt_cue(cue: str) -> str:
    parts = [part for one in cue.split("; ") for part in one.split(", ")]
    kept = [one for one in parts if not any(word in one for word in _OVERGROUND)]
    return ", ".join([*kept, TREADMILL_CUE])
