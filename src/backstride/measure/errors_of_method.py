"""How well contacts and what follows from them can be known."""

import math

from backstride.motion import Motion

CONTACT_ERROR_S = 0.009
"""Standard error of one initial or terminal contact against force plates (finding A1)."""

LANDING_SCATTER_S = 0.006
"""Scatter of landings within a recording, which step times are made of: 6.1 ms on the eight
landings of A1; on simulated feet, which are stiffer than real ones, 2 ms."""

CONTACT_TIME_SCATTER_S = 0.006
"""The same for contact times: 5.7 ms on the seven whole contacts of A1."""

CONTACT_TIME_SHARED_S = 0.0057
"""Standard error of contact time that all contacts of a recording share: the three recordings of A1
were off by -9, -6 and +4 ms in the mean, 5.4 ms once the scatter of their few contacts is taken
out; 100 simulated runners by 6.1 ms, who were not those that coverage is worked out on."""

PARTIAL_FOOT_SHARED_S = 0.03
"""The same where a foot has no heel or no toe: 285 contacts of two people were 13 to 50 ms shorter
in the mean in files without heels (30 Hz) than by the markers of the same takes, by gait and
direction."""

SENSED_SCATTER, SENSED_SHARED = 0.65, 0.8
"""Parts of a worn sensor's error of one contact: what scatters from contact to contact, and what
all contact times of a recording share. On the shoe, where the error is 25 ms, contacts of one real
walker scatter by 10 to 22 ms, and contact times are 24 to 39 ms too long throughout
(``inertial.foot``)."""

STEP_LENGTH_SCATTER_M, STRIDE_LENGTH_SCATTER_M = 0.009, 0.010
"""Standard error of one length by markers: 300 steps of two people, told by two skeletons from the
same markers, differ by 12 mm a step and 15 mm a stride; each is taken to have its part of it."""

STEP_LENGTH_SHARED_M = 0.0025
"""Standard error of step length that a recording shares: simulated walkers were off by 5 mm,
runners by 1.4 mm; set so that intervals held 9 of 10 of 100 of them, who were not those that
coverage is worked out on."""

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
