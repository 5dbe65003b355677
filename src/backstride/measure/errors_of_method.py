"""How well contacts and what follows from them can be known."""

import math

from backstride.motion import Motion

CONTACT_ERROR_S = 0.009
"""Standard error of one initial or terminal contact against force plates (finding A1)."""

PLACE_ERROR_M = 0.02
"""Standard error of where on the foot a contact is put: half the width of a forefoot marker's
region, by judgement."""

SAMPLING_SHARE = 0.3
"""Standard deviation of a uniform error of one sample, 1 / sqrt(12)."""


def event_error_s(rate_hz: float) -> float:
    """Return the standard error of one contact's beginning or end at a sampling rate, in s.

    A motion of one sample has no rate, 0, and no contacts whose error would count.
    """
    return math.hypot(CONTACT_ERROR_S, SAMPLING_SHARE / rate_hz if rate_hz else 0.0)


def contact_error_s(motion: Motion) -> float:
    """Return the standard error of one contact's beginning or end in a motion, in s.

    That of the rule for skeletons, or what a worn sensor's own rule was found to have.
    """
    if motion.footfalls is not None:
        return motion.footfalls.error_s
    return event_error_s(motion.rate_hz)


def contact_sources(motion: Motion) -> tuple[str, ...]:
    """Return the findings that the error of contacts rests on."""
    if motion.footfalls is not None:
        return motion.footfalls.sources
    return ("A1",)
