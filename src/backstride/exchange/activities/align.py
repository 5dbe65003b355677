"""A recording laid along the session it was run from, so that the plan can say the directions.

What a watch cannot know, the person declared before the start. Laps are matched to steps by what
both say of time and distance; where the match is poor or could as well be another, the direction
stays unknown and a sentence says why.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from backstride.exchange.activities.lap_costs import LapFacts, lap_facts
from backstride.exchange.activities.lap_matching import match_laps
from backstride.exchange.activities.planned_walk import walk_along
from backstride.motion import Motion
from backstride.motion.arrays import Bools
from backstride.readers.activity_facing import MOVING_MPS, with_directions
from backstride.readers.activity_motion import FACING_UNKNOWN
from backstride.training.session import Session, Step

_LEAST_MATCHED = 0.8
"""Share of the moving time that must find its step, or of the steps that must find their lap; with
less of both the recording is of another session."""

_MOST_PAIRS = 2_000_000  # laps times steps; beyond it the match would take seconds


def declare_from_session(motion: Motion, session: Session) -> Motion:
    """Return a motion whose directions are declared by the session it was recorded from.

    Parameters
    ----------
    motion : Motion
        Of a watch: with a speed, and best with a lap for each step.
    session : Session
        What was planned. Steps may have been skipped, laps added, long steps cut by automatic
        laps, and rests taken standing, with or without a lap of their own.

    Returns
    -------
    Motion
        With ``facing_basis`` ``"declared"`` where steps were found again; elsewhere, and wherever
        the plan says no direction, facing stays unknown. A facing that the recording itself knows
        (``measured``, ``estimated``) is left as it is. The source says what was done.
    """
    if motion.facing_basis in {"measured", "estimated"}:
        return _saying(
            motion, "The recording knows by itself where its wearer faced; the plan was not needed."
        )
    steps, laps = session.steps(), lap_facts(motion)
    if len(laps) * len(steps) > _MOST_PAIRS:
        return _saying(
            motion,
            f"{len(laps)} laps and {len(steps)} steps are too many to lay along each other; the "
            "direction stays unknown.",
        )
    moving = np.nan_to_num(motion.speed_mps) >= MOVING_MPS
    words, how = _words(motion, laps, steps, moving)
    return _declared(motion, session.title, words, how, moving)


def _declared(
    motion: Motion, title: str, words: NDArray[np.str_], how: str, moving: Bools
) -> Motion:
    """Return the motion with the directions that were found again, and say what was done."""
    share = (words[moving] != "").mean() if moving.any() else 0.0
    if not share:
        return _saying(
            motion,
            f"The recording does not fit the session “{title}”, so the direction stays unknown. "
            "Check that it is the right one; a lap for each step makes it certain.",
        )
    known = with_directions(replace(motion, facing_basis="unknown"), words, "declared")
    left = tuple(said for said in motion.source.warnings if said != FACING_UNKNOWN)
    return _saying(
        replace(known, source=replace(motion.source, warnings=left)),
        f"Directions are those of the session “{title}”, {how}; they are declared and not "
        f"measured, and cover {100 * share:.0f} % of the moving time.",
    )


def _words(
    motion: Motion, laps: list[LapFacts], steps: tuple[Step, ...], moving: Bools
) -> tuple[NDArray[np.str_], str]:
    """Return the direction at each sample (n,), ``""`` where it is not certain, and by what."""
    found = match_laps(laps, steps)
    words = np.full(len(motion), "", dtype="<U10")
    matched = np.zeros(len(motion), bool)
    for lap, one in zip(laps, found.laps, strict=True):
        inside = (motion.time_s >= lap.start_s) & (motion.time_s < lap.end_s)
        matched |= inside & one.matched
        words[inside] = one.direction
    share = (matched & moving).sum() / max(1, moving.sum())
    if max(share, found.found) >= _LEAST_MATCHED:
        return words, "found again in its laps"
    return walk_along(motion, steps), "found again by time and distance from the start"


def _saying(motion: Motion, sentence: str) -> Motion:
    return replace(motion, source=motion.source.with_warnings(sentence))
