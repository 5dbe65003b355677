"""How well contacts and what follows from them can be known."""

import math

CONTACT_ERROR_S = 0.009
"""Standard error of one initial or terminal contact against force plates (finding A1)."""

PLACE_ERROR_M = 0.02
"""Standard error of where on the foot a contact is put: half the width of a forefoot marker's
region, by judgement."""

SAMPLING_SHARE = 0.3
"""Standard deviation of a uniform error of one sample, 1 / sqrt(12)."""


def event_error_s(rate_hz: float) -> float:
    """Return the standard error of one contact's beginning or end at a sampling rate, in s."""
    return math.hypot(CONTACT_ERROR_S, SAMPLING_SHARE / rate_hz)
