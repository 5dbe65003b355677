"""From named points to landmarks: joint centres, and a pelvis that is followed as one bone."""

from collections.abc import Mapping

import numpy as np

from backstride.motion.arrays import Floats
from backstride.motion.skeleton import LANDMARKS, SIDES
from backstride.readers.hips import hip_joint_centres
from backstride.readers.names import Assignment
from backstride.readers.rigid import drop_misplaced, fill_rigid
from backstride.readers.view import time_in_view
from backstride.readers.vocabulary import HELPERS

_PELVIS = ("asis_left", "asis_right", "psis_left", "psis_right", *HELPERS)
_ONE_SIDED_MATTERS = ("knee", "ankle")
_FEWEST_ON_BONE = 3
_WORTH_SAYING_PERCENT = 0.5

Landmarks = dict[str, Floats]


def find_landmarks(
    assignment: Assignment, points: Mapping[int, Floats], time_s: Floats
) -> tuple[Landmarks, tuple[float, float], list[str]]:
    """Return the landmarks (n, 3), when the body was in view, and how they were found.

    Parameters
    ----------
    assignment : Assignment
        Which points stand for what.
    points : mapping of int to array (n, 3)
        The points it names, in metres, z up.
    time_s : array (n,)
        Their times.
    """
    found: Landmarks = {}
    outer: list[str] = []
    for name in (*LANDMARKS, *HELPERS):
        position, outer_only = _choose(name, assignment, points)
        if position is not None:
            found[name] = position
            if outer_only:
                outer.append(name)
    outer_hips = {n: found.pop(n) for n in outer if n.startswith("hip_")}
    view = time_in_view(found, [name for name in _PELVIS if name in found], time_s)
    warnings = _follow_pelvis(found)
    warnings += _hips(found, outer_hips)
    skin = any(name in found for name in _PELVIS)
    one_sided = [f"{b}s" for b in _ONE_SIDED_MATTERS if any(n.startswith(b) for n in outer)]
    if skin and one_sided:
        warnings.append(
            f"{' and '.join(one_sided).capitalize()} have a marker on one side only, which stands "
            "in for the joint centre; joint angles seen from the front are less sure."
        )
    if "hip_left" in found and "hip_right" in found:
        found["pelvis"] = (found["hip_left"] + found["hip_right"]) / 2
    return {name: found[name] for name in LANDMARKS if name in found}, view, warnings


def _choose(
    name: str, assignment: Assignment, points: Mapping[int, Floats]
) -> tuple[Floats | None, bool]:
    """Return the best position of a landmark, and whether it lies on one side of it only."""
    own = assignment.of(name, "own")
    if own:
        return _mean(own, points), False
    if centre := assignment.of(name, "centre"):
        return points[centre[0]], False
    if several := assignment.of(name, "mean"):
        return _mean(several, points), False
    lateral, medial = assignment.of(name, "lateral"), assignment.of(name, "medial")
    if lateral and medial:
        return _mean([lateral[0], medial[0]], points), False
    if either := lateral or medial:
        return points[either[0]], True
    return None, False


def _mean(indices: list[int], points: Mapping[int, Floats]) -> Floats:
    mean: Floats = np.mean([points[i] for i in indices], axis=0)
    return mean


def _follow_pelvis(found: Landmarks) -> list[str]:
    """Leave out pelvis markers that are elsewhere and fill hidden ones, in place."""
    cluster = [name for name in (*_PELVIS, "hip_left", "hip_right") if name in found]
    if len(cluster) < _FEWEST_ON_BONE:
        return []
    kept, dropped = drop_misplaced(np.stack([found[name] for name in cluster]))
    kept, filled = fill_rigid(kept)
    for name, position in zip(cluster, kept, strict=True):
        found[name] = position
    out_of_place, hidden = (100 * float(which.any(axis=0).mean()) for which in (dropped, filled))
    said = []
    if out_of_place >= _WORTH_SAYING_PERCENT:
        said.append(
            f"Pelvis markers were out of place in {out_of_place:.0f} % of the frames and left out "
            "there: they were mistaken for other markers."
        )
    if hidden >= _WORTH_SAYING_PERCENT:
        said.append(
            f"Pelvis markers were hidden in {hidden:.0f} % of the frames and placed from the "
            "others on the pelvis."
        )
    return said


def _hips(found: Landmarks, outer: Landmarks) -> list[str]:
    """Add hip joint centres, in place: given ones, else from the pelvis, else from outer ones."""
    if all(f"hip_{side}" in found for side in SIDES):
        return []
    asis = [found.get(f"asis_{side}") for side in SIDES]
    psis = [found.get(f"psis_{side}") for side in SIDES]
    back = (psis[0] + psis[1]) / 2 if psis[0] is not None and psis[1] is not None else None
    if back is None:
        back = found.get("sacrum")
    if asis[0] is not None and asis[1] is not None and back is not None:
        found["hip_left"], found["hip_right"] = hip_joint_centres(asis[0], asis[1], back)
        return []
    found.update(outer)
    if outer and any(name in found for name in _PELVIS):
        return ["The hips have outer markers only, which stand in for the joint centres."]
    return []


def missing_parts(found: Mapping[str, Floats]) -> list[str]:
    """Return a sentence for each part of the body without which something cannot be measured."""
    sentences = []
    if not any(f"{part}_{side}" in found for part in ("hip", "asis", "psis") for side in SIDES):
        sentences.append("No hips were found by name, so the trunk or limbs stand in for the body.")
    feet = [
        side
        for side in SIDES
        if not any(f"{part}_{side}" in found for part in ("ankle", "heel", "forefoot", "toe"))
    ]
    if feet:
        which = f"No {feet[0]} foot was" if len(feet) == 1 else "No feet were"
        sentences.append(f"{which} found by name, so steps cannot be timed for it.")
    knees = [side for side in SIDES if f"knee_{side}" not in found]
    if knees:
        which = f"No {knees[0]} knee was" if len(knees) == 1 else "No knees were"
        sentences.append(f"{which} found by name, so leg angles are not known for it.")
    return sentences
