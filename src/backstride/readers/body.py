"""From a recording in a file's own names, axes and units to a motion in the world frame."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from backstride.errors import DamagedFileError, NothingToMeasureError
from backstride.motion import Motion, Skeleton, Source, motion_from_skeleton
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import SIDES
from backstride.readers.axes import find_up, metres_from_leg, rotation_to_z_up
from backstride.readers.clean import remove_impossible
from backstride.readers.clock import even_clock
from backstride.readers.ground_forces import to_world
from backstride.readers.landmarks import find_landmarks, missing_parts
from backstride.readers.names import Assignment, assign
from backstride.readers.recording import Content, Recording, Up, points_seen

_FEET = ("ankle", "heel", "forefoot", "toe")
_HIPS = ("hip", "asis", "psis", "sacrum", "pelvis")
_NO_PLACE = 1e9  # in no unit is anything within 10 km as far as that
_TOO_MUCH = 0.5  # share of impossible samples above which the numbers are noise
_WORTH_SAYING = (
    0.0005  # share of removed samples: one marker of fifty for a quarter of a second in 10
)
_NAMES_SHOWN = 5
_LEG_M = (0.2, 2.0)  # wider than any; a leg outside means that the unit is wrong


@dataclass(frozen=True)
class _Named:
    """Points of one person, by index, in the file's axes and unit."""

    assignment: Assignment
    points: Mapping[int, Floats]

    def level(self, bases: Iterable[str]) -> Floats | None:
        """Return the mean (n, 3) of all points of some landmarks, None without any."""
        chosen = [
            self.points[index]
            for (landmark, _), indices in self.assignment.points.items()
            if landmark.removesuffix("_left").removesuffix("_right") in bases
            for index in indices[:1]
        ]
        if not chosen:
            return None
        stack = np.stack(chosen)
        seen = np.isfinite(stack)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean: Floats = np.where(seen, stack, 0.0).sum(axis=0) / seen.sum(axis=0)
        return mean


def motion_from_recording(
    recording: Recording, content: Content, own_names: Mapping[str, Sequence[str]]
) -> Motion:
    """Return the motion of the person who is seen most in a recording.

    Raises
    ------
    NothingToMeasureError
        When no point has a name that is known, or too little was seen.
    DamagedFileError
        When the time stamps or the positions are noise.
    """
    named, time_s, clock_said = _named_points(recording, content, own_names)
    world, up, place_said = _into_world(named, recording, time_s, content)
    found, view, how = find_landmarks(named.assignment, world, time_s)
    forces, force_said = to_world(recording, up)
    warnings = [
        *(["Synthetic: this runner was computed, not recorded."] if recording.synthetic else []),
        *recording.warnings,
        *_people(named.assignment),
        *clock_said,
        *place_said,
        *_unmapped(named.assignment),
        *how,
        *missing_parts(found),
        *_own_unused(own_names, named.assignment),
        *force_said,
    ]
    start = float(time_s[0]) if len(time_s) else 0.0
    return motion_from_skeleton(
        time_s - start,
        Skeleton(found),
        Source(
            str(content.path), recording.format, content.sha256, synthetic=recording.synthetic
        ).with_warnings(*warnings),
        in_view_s=(view[0] - start, view[1] - start),
        forces=[replace(force, time_s=force.time_s - start) for force in forces],
        events=[replace(event, time_s=event.time_s - start) for event in recording.events],
    )


def _named_points(
    recording: Recording, content: Content, own_names: Mapping[str, Sequence[str]]
) -> tuple[_Named, Floats, Sequence[str]]:
    """Return the points that have a meaning, on an even clock, and what to say about it."""
    path = content.path
    samples = points_seen(recording.points).sum(axis=1)
    assignment = assign(recording.names, samples, joints=recording.joints, own=own_names)
    used = sorted({i for indices in assignment.points.values() for i in indices})
    if not used:
        raise NothingToMeasureError(
            f"{path}: none of its {len(recording.names)} points has a known name "
            f"({_some(recording.names)}); say which is which in a file for --names."
        )
    if not samples[used].any():
        raise NothingToMeasureError(f"{path}: its points were never seen; export it again.")
    time_s, chosen, said = even_clock(recording.time_s, recording.points[used], path)
    return _Named(assignment, dict(zip(used, chosen, strict=True))), time_s, said


def _into_world(
    named: _Named, recording: Recording, time_s: Floats, content: Content
) -> tuple[dict[int, Floats], Up, list[str]]:
    """Return the possible samples of the points in metres, z up; the axis that was up; warnings."""
    points = np.stack(list(named.points.values()))
    count = int(points_seen(points).sum())
    points = np.where(np.abs(points) < _NO_PLACE, points, np.nan)
    named = _Named(named.assignment, dict(zip(named.points, points, strict=True)))
    up, up_said = _up(named, recording)
    metres, unit_said = _unit(named, recording)
    with np.errstate(over="ignore", invalid="ignore"):
        world = remove_impossible(points @ rotation_to_z_up(up).T * metres, time_s)
    removed = 1 - int(points_seen(world).sum()) / max(count, 1)
    if removed > _TOO_MUCH:
        raise DamagedFileError(
            f"{content.path}: {100 * removed:.0f} % of its positions are places that no body can "
            "be in or get to; its frames are damaged, or the unit is wrong."
        )
    said = [sentence for sentence in (up_said, unit_said) if sentence]
    return dict(zip(named.points, world, strict=True)), up, [*said, *_removed(removed)]


def _up(named: _Named, recording: Recording) -> tuple[Up, str | None]:
    """Return the axis that points up and what to say about it."""
    levels = [named.level(bases) for bases in (_HIPS, ("shoulder", "neck"), ("knee",), _FEET)]
    seen = [level for level in levels if level is not None]
    nowhere = np.full((1, 3), np.nan)
    upper, lower = (seen[0], seen[-1]) if len(seen) > 1 else (nowhere, nowhere)
    if levels[0] is not None and levels[1] is not None and len(seen) == 2:
        upper, lower = seen[1], seen[0]  # only the trunk: shoulders above hips
    across = nowhere
    for base in ("hip", "asis", "shoulder", "knee", "ankle"):
        left, right = (_side(named, base, side) for side in SIDES)
        if left is not None and right is not None:
            across = right - left
            break
    return find_up(upper, lower, across, recording.up, said=recording.up_said)


def _unit(named: _Named, recording: Recording) -> tuple[float, str | None]:
    """Return the metres in the unit of a file and what to say about it."""
    leg = _leg(named)
    said = recording.metres_per_unit
    guess, sentence = metres_from_leg(leg, joints=recording.joints)
    if said is None:
        return guess, sentence
    if not np.isfinite(leg) or _LEG_M[0] <= leg * said <= _LEG_M[1]:
        return said, None
    if not _LEG_M[0] <= leg * guess <= _LEG_M[1]:
        return said, f"By the unit of the file a leg is {leg * said:.3g} m long, which cannot be."
    return guess, (
        f"By the unit of the file a leg would be {leg * said:.3g} m long; {leg * guess:.2f} m was "
        "taken instead."
    )


def _leg(named: _Named) -> float:
    """Return the length of thigh and shank in the unit of the file, NaN when not known."""
    lengths = []
    for side in SIDES:
        hip, knee, ankle = (_side(named, base, side) for base in ("hip", "knee", "ankle"))
        hip = _side(named, "asis", side) if hip is None else hip
        if hip is None or knee is None or ankle is None:
            continue
        with np.errstate(over="ignore", invalid="ignore"):
            leg = np.linalg.norm(hip - knee, axis=1) + np.linalg.norm(knee - ankle, axis=1)
        leg = leg[np.isfinite(leg)]
        if leg.size:
            lengths.append(float(np.median(leg)))
    return float(np.mean(lengths)) if lengths else float("nan")


def _side(named: _Named, base: str, side: str) -> Floats | None:
    for role in ("own", "centre", "lateral", "medial"):
        if indices := named.assignment.of(f"{base}_{side}", role):
            return named.points[indices[0]]
    return None


def _people(assignment: Assignment) -> list[str]:
    if not assignment.others:
        return []
    return [
        f"{1 + len(assignment.others)} people are in the file; {assignment.subject}, who is seen "
        f"most, was measured and not {', '.join(assignment.others)}."
    ]


def _removed(share: float) -> list[str]:
    if share < _WORTH_SAYING:
        return []
    return [
        f"{100 * share:.1f} % of the samples were left out because they lie where no body can be "
        "or get to in time: markers were mistaken for one another."
    ]


def _unmapped(assignment: Assignment) -> list[str]:
    count = len(assignment.unmapped)
    if not count:
        return []
    what = "point is" if count == 1 else "points are"
    return [f"{count} {what} not used because the name is not known: {_some(assignment.unmapped)}."]


def _own_unused(own: Mapping[str, Sequence[str]], assignment: Assignment) -> list[str]:
    missing = [
        name
        for landmark, names in own.items()
        if not assignment.of(landmark, "own")
        for name in names
    ]
    return [f"Not in this file, though named for a landmark: {_some(missing)}."] if missing else []


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(n[:30] for n in names[:_NAMES_SHOWN])
    return f"{shown} and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else shown
