"""Ground forces of a recording in the world frame, and where to find them for a marker file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from backstride.errors import SettingsError
from backstride.motion import GroundForce
from backstride.motion.arrays import Floats
from backstride.readers.axes import rotation_to_z_up
from backstride.readers.clean import FARTHEST_M
from backstride.readers.files import head_of
from backstride.readers.recording import SMALLEST_LOAD_N, Format, Recording, Up

LARGEST_FORCE_N = 100_000.0
"""Ten times the load that force plates are built for; a larger number is none."""


def to_world(recording: Recording, up: Up) -> tuple[list[GroundForce], list[str]]:
    """Return ground forces with z up and upward positive, and what to say.

    Parameters
    ----------
    recording : Recording
        Its forces are in the axes of its points unless they plainly stand along another axis.
    up : Up
        The axis of the points that points up.

    Notes
    -----
    The ground can only push: a plate whose vertical force is mostly downward was recorded as what
    the foot does to the plate, and all its components are turned round.
    """
    if not recording.forces:
        return [], []
    own, said = _up_of_forces(recording, up)
    rotation = rotation_to_z_up(own)
    forces, turned = [], []
    for plate in recording.forces:
        force = _possible(plate.force_n, LARGEST_FORCE_N) @ rotation.T
        centre = _possible(plate.centre_of_pressure_m, FARTHEST_M) @ rotation.T
        loaded = np.abs(force[:, 2]) > SMALLEST_LOAD_N
        if loaded.any() and float(np.median(force[loaded, 2])) < 0:
            force = -force
            turned.append(plate.name)
        forces.append(GroundForce(plate.name, plate.time_s, force, centre))
    if turned:
        said.append(
            f"Force plate {', '.join(turned)} recorded the foot's push on the ground; it was "
            "turned into the ground's push on the foot."
        )
    return forces, said


def _possible(values: Floats, limit: float) -> Floats:
    """Return the same without what no plate can measure."""
    return np.where(np.abs(values) < limit, values, np.nan)


def _up_of_forces(recording: Recording, up: Up) -> tuple[Up, list[str]]:
    """Return the axis along which the forces carry the body."""
    share = np.zeros(3)
    for plate in recording.forces:
        share += np.nansum(np.abs(_possible(plate.force_n, LARGEST_FORCE_N)), axis=0)
    axes: tuple[Up, ...] = ("x", "y", "z")
    own = axes[int(np.argmax(share))]
    if own == up[-1] or share.max() < 2 * share["xyz".index(up[-1])]:
        return up, []
    return own, [
        f"Ground forces stand along {own.upper()} and the body along {up.upper()}; they were "
        "turned upright, but their horizontal directions may not be those of the body."
    ]


def with_forces(recording: Recording, other: Recording, path: Path) -> Recording:
    """Return a recording with the ground forces of another file, on its clock.

    Raises
    ------
    SettingsError
        When that file has no forces or they are from another time.
    """
    if not other.forces:
        raise SettingsError(f"{path}: has no ground forces; give the file that has them.")
    start, end = float(recording.time_s[0]), float(recording.time_s[-1])
    shift = start - other.forces[0].time_s[0] if other.forces_begin_with_points else 0.0
    plates = tuple(replace(p, time_s=p.time_s + shift) for p in other.forces)
    first = min(float(p.time_s[0]) for p in plates)
    last = max(float(p.time_s[-1]) for p in plates)
    if min(last, end) <= max(first, start):
        raise SettingsError(
            f"{path}: its forces are from {first:.2f} to {last:.2f} s and the markers from "
            f"{start:.2f} to {end:.2f} s; give forces of the same recording."
        )
    said = [f"Ground forces were read from {path.name}.", *other.warnings]
    step = (end - start) / max(len(recording.time_s) - 1, 1)
    if first > start + 2 * step or last < end - 2 * step:
        said.append(
            f"Ground forces cover {first - start:.2f} to {last - start:.2f} s of the recording."
        )
    return replace(recording, forces=plates, warnings=(*recording.warnings, *said))


def forces_beside(path: Path, formats: Sequence[Format]) -> tuple[Path | None, list[str]]:
    """Return the file with ground forces that lies beside a marker file, and what to say.

    Its name begins with the marker file's, and nothing else there could be meant.
    """
    force_formats = [f for f in formats if f.has_forces]
    extensions = {e for f in force_formats for e in f.extensions}
    stem = path.stem.lower()
    try:
        names = [
            p
            for p in path.parent.iterdir()
            if p.suffix.lower() in extensions and _belongs(p.stem.lower(), stem)
        ]
    except OSError:
        return None, []
    found = [p for p in sorted(names) if _has_forces(p, force_formats)]
    if len(found) > 1:
        listed = ", ".join(p.name for p in found[:3])
        return None, [
            f"Several force files lie beside this one ({listed}); name one with --forces."
        ]
    return (found[0] if found else None), []


def _has_forces(path: Path, formats: Sequence[Format]) -> bool:
    head = head_of(path)
    return any(f.has_forces(head) for f in formats if f.has_forces)


def _belongs(stem: str, to: str) -> bool:
    rest = stem.removeprefix(to)
    return stem.startswith(to) and (not rest or not rest[0].isalnum())
