"""Where under the foot the ground presses, from how the foot lies on it.

A foot with its heel up can only press with the ball, one with its toes up only with the heel. Flat,
it presses in between, and the pressure goes on in the direction in which the body passes over it:
towards the toes in forward, towards the heel in backward running.
"""

from dataclasses import dataclass

import numpy as np

from backstride.measure.force.contacts import Contacts
from backstride.measure.force.plane import side_view
from backstride.measure.parts import SIDES_OF_BODY
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.motion.skeleton import Skeleton

HEEL_UP_DEG, TOES_UP_DEG = 4.0, 8.0
"""A foot tilted by more than this rests on the ball only, or on the heel only. The borders of the
foot strike angle are 1.6° for the forefoot and 8° for the heel (Altman and Davis 2012, doi
10.1016/j.gaitpost.2011.09.104); the first is widened for markers that shift with the skin."""

NEARLY_FLAT_DEG = 2.0
"""A foot whose toes are up by less than this lies; markers tilt by as much while it does."""

SLOPE_DEG = 3.0
"""Floors and calibrated volumes slope by a few degrees from one contact to the next; a foot that at
its flattest is tilted by more than this against others keeps its heel up."""

HEEL_PAD = 0.10
"""Middle of the heel pad ahead of the marker at the back of the heel, share from heel to ball:
about 2 cm of an adult foot. By judgement."""

HEEL_BEHIND_ANKLE = 0.5
"""Back of the heel behind the ankle as a share from ankle to ball, where no heel is in view: the
ankle lies at a quarter and the ball at three quarters of the foot's length."""

TOES_SHARE = (0.25, 0.38)
"""How far a toe landmark lies ahead of the forefoot landmark, as a share of the latter's distance
from the heel: up to the first, it is over the joint of the second toe, as many marker sets have it
(0.15 to 0.25); from the second on, it is the tip of the toes (by foot proportions 0.4 from the root
of the toes, 0.6 from a marker at the outer ball)."""

BALL_BEYOND = (0.50, 0.15)
"""Middle of the ball ahead of the forefoot landmark, as a share of the way to the toe landmark, in
these two cases. Between two markers on the ball it lies in the middle. With the tip of the toes: a
marker at the outer ball lies at 0.63 of the foot's length, a joint at the root of the toes at 0.72,
and pressure leaves the ball at about 0.7."""

BALL_OF_TOES = 0.75
"""Ball of the foot as a share from heel to tip of the toes, where only the tip is known."""

SOLE_M = 0.025
"""Foot markers above the floor while the foot is flat: 1.5 to 3.5 cm in the recordings of A30."""

_FLATTEST = 0.25  # of the contacts, in which the heel comes down; some runners keep it up in others
_LOWEST_M = 0.002  # a flat foot's middle stays this near its lowest, markers on skin and all


@dataclass(frozen=True)
class Foot:
    """One foot over time.

    Attributes
    ----------
    heel_m, ball_m : array (n, 3)
        Where its ends press, at the height of their landmarks.
    pitch_deg : array (n,)
        Positive with the heel up against the ball.
    """

    heel_m: Floats
    ball_m: Floats
    pitch_deg: Floats


def pressure_points(
    smooth: Skeleton, facing_deg: Floats, time_s: Floats, contacts: Contacts
) -> tuple[Floats, Floats]:
    """Return the centre of pressure (n, 3) under the left and the right foot in their contacts.

    NaN outside contacts and where the foot has no two landmarks.
    """
    pressed = []
    for side, name in enumerate(SIDES_OF_BODY):
        result = np.full((len(time_s), 3), np.nan)
        own = np.flatnonzero(contacts.side == side)
        spans = [
            np.arange(*np.searchsorted(time_s, (contacts.start_s[k], contacts.end_s[k])))
            for k in own
        ]
        foot = foot_of(smooth, facing_deg, name)
        if foot is not None and own.size:
            tilts = _tilts(foot, spans, contacts.whole[own])
            for inside, tilt, travel in zip(spans, tilts, contacts.travel[own], strict=True):
                _press(result, foot, time_s, inside, tilt, float(travel))
        pressed.append(result)
    return pressed[0], pressed[1]


def foot_of(smooth: Skeleton, facing_deg: Floats, side: str) -> Foot | None:
    """Return a foot, or None where it has no length in view.

    Parameters
    ----------
    smooth : Skeleton
        Without noise, which would tilt the foot.
    facing_deg : array (n,)
    side : {"left", "right"}
    """
    ball = _ball(smooth, facing_deg, side)
    heel = smooth.get(f"heel_{side}")
    if f"heel_{side}" not in smooth:
        ankle = smooth.get(f"ankle_{side}")
        heel = ankle - HEEL_BEHIND_ANKLE * (ball - ankle)
        heel[:, 2] = ankle[:, 2]
    along = side_view(ball - heel, facing_deg)
    pitch = np.degrees(np.arctan2(-along[:, 1], along[:, 0]))
    if not np.isfinite(pitch).any():
        return None
    return Foot(heel + HEEL_PAD * (ball - heel), ball, pitch)


def _tilts(foot: Foot, spans: list[Ints], whole: Bools) -> list[Floats]:
    """Return how far the heel is up in each contact against lying flat, in degrees.

    The foot is flat where it is lowest as a whole, in each contact by itself, so that a sloping
    floor does not tilt it; unless its heel stays up there, as others with that foot show.
    """
    flat = np.array([_pitch_when_lowest(foot, at) for at in spans])
    used = flat[whole & np.isfinite(flat)]
    used = used if used.size else flat[np.isfinite(flat)]
    usual = float(np.quantile(used, _FLATTEST)) if used.size else 0.0
    flat = np.where(whole & np.isfinite(flat), flat, usual)
    flat = np.clip(flat, usual - SLOPE_DEG, usual + SLOPE_DEG)
    return [foot.pitch_deg[at] - own for at, own in zip(spans, flat, strict=True)]


def _pitch_when_lowest(foot: Foot, at: Ints) -> float:
    """Return the pitch of a foot in one contact where its middle is lowest; NaN if never seen."""
    height = (foot.heel_m[at, 2] + foot.ball_m[at, 2]) / 2
    if not np.isfinite(height).any():
        return float("nan")
    low = height <= np.nanmin(height) + _LOWEST_M
    return float(np.median(foot.pitch_deg[at][low]))


def _ball(smooth: Skeleton, facing_deg: Floats, side: str) -> Floats:
    """Return the middle of the ball of a foot (n, 3)."""
    forefoot, toe = smooth.get(f"forefoot_{side}"), smooth.get(f"toe_{side}")
    back = smooth.get(f"heel_{side}" if f"heel_{side}" in smooth else f"ankle_{side}")
    if f"forefoot_{side}" not in smooth:
        return back + BALL_OF_TOES * (toe - back)
    ahead, behind = (
        np.linalg.norm(side_view(line, facing_deg), axis=1)
        for line in (toe - forefoot, forefoot - back)
    )
    share = (ahead / behind)[np.isfinite(ahead) & (behind > 0)]
    if not share.size:
        return forefoot
    beyond = float(np.interp(np.median(share), TOES_SHARE, BALL_BEYOND))
    return np.where(np.isfinite(toe), forefoot + beyond * (toe - forefoot), forefoot)


def _press(
    result: Floats, foot: Foot, time_s: Floats, inside: Ints, tilt: Floats, travel: float
) -> None:
    """Write the pressure of one contact into the whole."""
    seen = np.isfinite(tilt)
    if not seen.any():
        return
    at = inside[seen]
    share = pressed_share(tilt[seen], time_s[at], travel)[:, None]
    heel, ball = foot.heel_m[at], foot.ball_m[at]
    result[at] = heel + share * (ball - heel)
    lowest = np.minimum(heel[:, 2], ball[:, 2])
    result[at, 2] = float(lowest.min()) - SOLE_M


def pressed_share(tilt_deg: Floats, time_s: Floats, travel: float) -> Floats:
    """Return where a foot presses over one contact (m,): 0 at the heel, 1 at the ball.

    Parameters
    ----------
    tilt_deg : array (m,)
        Heel up positive, from landing to take-off.
    time_s : array (m,)
    travel : {1, 0, -1}
        Whether the body passes over the foot towards the toes, across it or towards the heel.

    Notes
    -----
    Under a flat foot the pressure goes forward with the body from halfway between the parts that
    land and leave and the heel, to the part that leaves; backward the same the other way round in
    time. Forward from the heel that is from a quarter to the ball: the plates of A30 show 0.3 to
    0.8 in a walk and 0.6 to 1.0 in a run that landed flat.
    """
    limit = np.where(tilt_deg > 0, HEEL_UP_DEG, TOES_UP_DEG)
    tilted = np.clip(tilt_deg / limit, -1.0, 1.0)
    landing, leaving = 0.5 + 0.5 * float(tilted[0]), 0.5 + 0.5 * float(tilted[-1])
    behind = (landing + leaving) / 4.0
    first, last = {1.0: (behind, leaving), -1.0: (landing, behind)}.get(
        travel, (behind + 0.25, behind + 0.25)
    )
    flat = np.flatnonzero((tilt_deg > -NEARLY_FLAT_DEG) & (tilt_deg < HEEL_UP_DEG))
    gone = np.full(len(tilt_deg), 0.5)
    if flat.size > 1:
        start_s, end_s = time_s[flat[0]], time_s[flat[-1]]
        gone = np.clip((time_s - start_s) / (end_s - start_s), 0.0, 1.0)
        between = slice(flat[0], flat[-1] + 1)
        tilted[between] = np.maximum(tilted[between], 0.0)
    lying = first + (last - first) * gone
    weight = np.abs(tilted)
    share: Floats = np.clip((1.0 - weight) * lying + weight * (tilted > 0), 0.0, 1.0)
    return share
