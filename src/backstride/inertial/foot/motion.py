"""From sensors on one or both feet to a motion."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.inertial.foot.body import Course, course_of, grid_of
from backstride.inertial.foot.contacts import LANDING_MPS, LEAVING_MPS
from backstride.inertial.foot.foot_path import foot_path
from backstride.inertial.foot.path import FootPath
from backstride.motion import Footfalls, Inertial, Motion, Source
from backstride.motion.angles import heading_deg
from backstride.motion.headings import SLOWEST_WITH_HEADING_MPS

SLOWEST_RATE_HZ = 50.0
"""Five samples in the shortest contact of a sprint; below it, swings are not followed."""

DISTANCE_ERROR_SHARE = 0.03
"""Six measured lines of 87.8 m by two people: 1.6 % root mean square error. 70 simulated recordings
at 200 samples a second: 4 %, 63 of them within 4 %; short ones and fast sprints are worst."""

CONTACT_ERROR_S = 0.025
"""Against the rule for markers on 128 contacts of one person walking (gaitmap) contacts were 24 to
37 ms early at landing and 0 to 2 ms late at take-off, spread 10 to 22 ms; on simulated runners 16
ms early to 5 ms late and 1 to 30 ms late, spread under 21 ms."""

_MOST_RESTLESS = (
    0.2  # share of rests; a firmly fixed sensor has none, starts and stops have single ones
)
_MOST_TILTED = 0.05  # share of what looks like rests; no firmly fixed sensor has any
_MOST_UNKNOWN = 0.05  # share of the time; less is the first and last step of a recording

_RULE = (
    "Initial and terminal contact: the slowest point of the sole, by the foot's velocity and "
    f"turning between rests, falls below {LANDING_MPS:.1f} and rises above {LEAVING_MPS:.1f} m/s."
)


def foot_motion(
    sensors: Sequence[Inertial], source: Source, *, started_at: datetime | None = None
) -> Motion:
    """Return the motion of whoever wore sensors on one or both feet.

    Each stride is the way of a foot from rest to rest in its own frame: backward is a stride
    against the toes, sideways one across them. Distances, speed and direction follow; a stride in
    which the foot turns belongs to none. Headings start anywhere and drift with the gyroscope.

    Parameters
    ----------
    sensors : sequence of Inertial
        One or two, on one clock. Without ``placement.forward_axis`` the toes are found.
    source : Source
        Where they came from.
    started_at : datetime, optional
        Moment of time 0, with a time zone.

    Raises
    ------
    NothingToMeasureError
        When no sensor has a gyroscope, or no foot made a stride.
    """
    feet, said = _paths(sensors, source.path)
    feet, known, agreed = _same_way(feet)
    time_s = grid_of(
        min(float(s.time_s[0]) for s in sensors), max(float(s.time_s[-1]) for s in sensors)
    )
    course = course_of(feet, time_s)
    travel = np.where(
        np.nan_to_num(course.speed_mps) >= SLOWEST_WITH_HEADING_MPS,
        heading_deg(course.velocity_mps),
        np.nan,
    )
    facing = course.facing_deg if known else np.full(len(time_s), np.nan)
    declared = any(f.shoe.declared for f in feet)
    return Motion(
        time_s=time_s,
        position_m=np.where(np.isfinite(course.speed_mps)[:, None], course.position_m, np.nan),
        speed_mps=course.speed_mps,
        travel_deg=travel,
        facing_deg=facing,
        travel_basis="measured",
        facing_basis="unknown" if not known else "measured" if declared else "estimated",
        source=source.with_warnings(*said, *agreed, *_doubts(feet, course)),
        footfalls=_footfalls(feet, course),
        turning=course.turning,
        started_at=started_at,
        recorded_hz=sensors[0].rate_hz,
        speed_basis="measured",
        speed_error_share=DISTANCE_ERROR_SHARE,
    )


def _paths(sensors: Sequence[Inertial], where: str) -> tuple[list[FootPath], list[str]]:
    """Return the path of each foot that has one, and what to say of the other."""
    feet, said = [], []
    failed: NothingToMeasureError | None = None
    for sensor in sensors[:2]:
        if len(sensor) > 1 and sensor.rate_hz < SLOWEST_RATE_HZ:
            failed = NothingToMeasureError(
                f"{where}: the foot sensor {sensor.name} recorded {sensor.rate_hz:.3g} samples a "
                f"second, too few to follow a swing; record at {SLOWEST_RATE_HZ:.0f} or more, best "
                "200."
            )
        else:
            try:
                feet.append(foot_path(sensor, where))
                continue
            except NothingToMeasureError as problem:
                failed = problem
        said.append(str(failed))
    if not feet:
        raise failed or NothingToMeasureError(f"{where}: has no foot sensor.")
    return feet, said


def _same_way(feet: list[FootPath]) -> tuple[list[FootPath], bool, list[str]]:
    """Return the feet facing alike, whether that is where the body faces, and why not.

    Feet go the same way. Where the toes of one are known, the other's follow; where both are, the
    body faces half-way between them.
    """
    known = [f.shoe.known for f in feet]
    said = [] if any(known) else list(dict.fromkeys(f.shoe.said for f in feet))
    if len(feet) == 1:
        return feet, known[0], said
    apart = _apart_deg(feet[0], feet[1])
    if all(known) and abs(apart) > _OPPOSED_DEG:
        declared = [f.shoe.declared for f in feet]
        known = declared if declared[0] != declared[1] else [False, False]
        said = [] if any(known) else [_CONTRADICTION]
    share = 0.5 if known[0] == known[1] else float(known[1])
    turned = [feet[0].facing_turned(share * apart), feet[1].facing_turned((share - 1.0) * apart)]
    return turned, any(known), said


_OPPOSED_DEG = 90.0  # by definition; feet set outward differ by 40° at most

_CONTRADICTION = (
    "The sensors disagree on which end of the foot is the toes: by one the feet went forward where "
    "by the other they went backward. Facing is unknown; say for each sensor which of its axes "
    "points to the toes."
)


def _apart_deg(a: FootPath, b: FootPath) -> float:
    """Return by how much the way of one foot, seen from its toes, lies left of the other's."""
    common = 0.0 + 0.0j
    for mine, other, sign in ((a, b, 1), (b, a, -1)):
        middle = 0.5 * (other.arrive_s[1:] + other.leave_s[:-1])
        at = np.searchsorted(mine.leave_s, middle) - 1
        inside = (at >= 0) & (at < len(mine.forward_m))
        at = np.clip(at, 0, len(mine.forward_m) - 1)
        fits = inside & mine.strides[at] & other.strides & ~mine.turned[at] & ~other.turned
        own = mine.forward_m[at][fits] + 1j * mine.left_m[at][fits]
        its = other.forward_m[fits] + 1j * other.left_m[fits]
        product = complex(np.sum(own * its.conj()))
        common += product if sign > 0 else product.conjugate()
    return float(np.degrees(np.angle(common)))


def _doubts(feet: list[FootPath], course: Course) -> list[str]:
    """Return sentences on what lowers the accuracy of this recording."""
    said = []
    strides = sum(int(f.strides.sum()) for f in feet)
    mended = sum(int(f.mended.sum()) for f in feet)
    if mended:
        said.append(
            f"In {mended} of {strides} strides samples are missing or contradict one another (a "
            "gap, strong clipping or a loose sensor); they were given the speed of the strides "
            "beside them."
        )
    restless = float(np.mean(np.concatenate([f.restless for f in feet])))
    if restless > _MOST_RESTLESS:
        said.append(
            f"In {100 * restless:.0f} % of its rests on the ground the foot sensor did not come to "
            "rest; it may be loose, and fast strides may be wrong, their direction too. Fix it "
            "firmly to the shoe."
        )
    tilted = max(f.tilted_share for f in feet)
    if tilted > _MOST_TILTED:
        said.append(
            f"In {100 * tilted:.0f} % of what looked like rests on the ground the foot sensor was "
            "tilted as no foot that stands, so it is loose. Strides in which it contradicts itself "
            "were left out, and nothing is said about them. Fix it firmly to the shoe."
        )
    unknown = float(np.isnan(course.speed_mps).sum()) / len(course.time_s)
    if unknown > _MOST_UNKNOWN:
        said.append(
            f"For {100 * unknown:.0f} % of the time the foot was not seen to rest, or nothing was "
            "recorded; nothing is said about that time."
        )
    return said


def _footfalls(feet: list[FootPath], course: Course) -> Footfalls:
    """Return the landings of all feet in order, each where the body passed over the foot."""
    landed = [np.isfinite(f.initial_contact_s) for f in feet]
    begin = np.concatenate([f.initial_contact_s[w] for f, w in zip(feet, landed, strict=True)])
    end = np.concatenate([f.terminal_contact_s[w] for f, w in zip(feet, landed, strict=True)])
    side = np.concatenate([np.repeat(f.side, w.sum()) for f, w in zip(feet, landed, strict=True)])
    over = np.concatenate(
        [(0.5 * (f.arrive_s + f.leave_s))[w] for f, w in zip(feet, landed, strict=True)]
    )
    order = np.argsort(begin, kind="stable")
    position = course.position_m
    place = [np.interp(over, course.time_s, position[:, axis]) for axis in (0, 1)]
    return Footfalls(
        side=side[order].astype(np.str_),
        initial_contact_s=begin[order],
        terminal_contact_s=end[order],
        place_m=np.stack(place, axis=1)[order],
        feet="both" if len(feet) == 2 else "one",
        gait=np.full(len(order), "", dtype=np.str_),
        error_s=CONTACT_ERROR_S,
        rule=_RULE,
    )
