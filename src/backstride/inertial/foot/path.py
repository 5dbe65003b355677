"""One foot from rest to rest, in its own frame."""

from dataclasses import dataclass, replace

import numpy as np

from backstride.inertial.foot.axes import ShoeAxes
from backstride.motion.arrays import Bools, Floats
from backstride.motion.inertial import WornSide

_CUT_STRIDES = 1.2
"""A recording that begins or ends in mid-stride is carried on from the stride beside it, over at
most this many of its times: more would be guessing."""


@dataclass(frozen=True)
class FootPath:
    """One foot from rest to rest; m rests, m - 1 gaps between them.

    Attributes
    ----------
    arrive_s, leave_s : array (m,)
        When the body passes over the resting foot: the same moment while it goes on, earlier and
        later while it stands in between.
    forward_m, left_m, up_m : array (m - 1,)
        Stride in the foot's own frame, half-way between its facing before and after; NaN where
        there is none.
    facing_deg : array (m,)
        Heading of the foot in its own level frame, without jumps of 360.
    turned : array (m - 1,) of bool
        Strides that belong to no direction: the foot turned, or hardly got on.
    mended : array (m - 1,) of bool
        Strides whose samples contradict each other and which were given their neighbours' speed.
    restless : array (m,) of bool
        Rests during which the sensor moved so much that they may be none.
    known : tuple of float
        Beginning and end of the time that rests and strides account for, in s.
    initial_contact_s, terminal_contact_s : array (m,)
        NaN where not seen.
    shoe : ShoeAxes
    side : {"left", "right", "unknown"}
    clipped_share, rate_hz : float
    tilted_share : float
        Share of what looked like rests at which the foot lay as it never does on the ground.
    """

    arrive_s: Floats
    leave_s: Floats
    forward_m: Floats
    left_m: Floats
    up_m: Floats
    facing_deg: Floats
    turned: Bools
    mended: Bools
    restless: Bools
    known: tuple[float, float]
    initial_contact_s: Floats
    terminal_contact_s: Floats
    shoe: ShoeAxes
    side: WornSide
    clipped_share: float
    tilted_share: float
    rate_hz: float

    @property
    def strides(self) -> Bools:
        """Which gaps between rests hold a stride (m - 1,)."""
        return np.isfinite(self.forward_m)

    def facing_turned(self, angle_deg: float) -> "FootPath":
        """Return the same with the toes taken to point by an angle further to the left."""
        c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
        return replace(
            self,
            forward_m=c * self.forward_m + s * self.left_m,
            left_m=c * self.left_m - s * self.forward_m,
            facing_deg=self.facing_deg + angle_deg,
        )


def carried_on(path: FootPath, begin_s: float, end_s: float) -> FootPath:
    """Return the path with the strides that the ends of the recording cut.

    Parameters
    ----------
    begin_s, end_s : float
        First and last moment of the recording; NaN where no samples are there.
    """
    lasts = path.arrive_s[1:] - path.leave_s[:-1]
    plain = path.strides & ~path.turned
    before, after = path.arrive_s[0] - begin_s, end_s - path.leave_s[-1]
    if plain[0] and path.known[0] > begin_s and before < _CUT_STRIDES * lasts[0]:
        path = _longer(path, begin_s, before / lasts[0], first=True)
    if plain[-1] and path.known[1] < end_s and after < _CUT_STRIDES * lasts[-1]:
        path = _longer(path, end_s, after / lasts[-1], first=False)
    return path


def _longer(path: FootPath, until_s: float, share: float, *, first: bool) -> FootPath:
    """Return the path with a share of its first or last stride more at that end."""
    place, end = (0, 0) if first else (-1, len(path.forward_m))
    rest = 0 if first else len(path.arrive_s)

    def more(values: Floats) -> Floats:
        return np.insert(values, end, share * values[place])

    return replace(
        path,
        arrive_s=np.insert(path.arrive_s, rest, until_s),
        leave_s=np.insert(path.leave_s, rest, until_s),
        forward_m=more(path.forward_m),
        left_m=more(path.left_m),
        up_m=more(path.up_m),
        facing_deg=np.insert(path.facing_deg, rest, path.facing_deg[place]),
        turned=np.insert(path.turned, end, values=False),
        mended=np.insert(path.mended, end, values=False),
        restless=np.insert(path.restless, rest, values=False),
        known=(until_s, path.known[1]) if first else (path.known[0], until_s),
        initial_contact_s=np.insert(path.initial_contact_s, rest, np.nan),
        terminal_contact_s=np.insert(path.terminal_contact_s, rest, np.nan),
    )
