"""From the channels of a BVH skeleton to where its joints are, all frames at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from backstride.motion.arrays import Floats

_NO_LENGTH = 1e-6  # of the file's unit; an End Site as near as this to its joint marks nothing


@dataclass
class Joint:
    """One joint of a BVH hierarchy.

    Attributes
    ----------
    name : str
        As declared; an End Site has its joint's name and ``" End"``.
    parent : int
        Index of the parent, -1 for a root.
    ends : bool
        True for an End Site.
    offset : array (3,)
        From the parent, in the parent's axes.
    channels : tuple of str
        In the order of the file, lower case, for example ``"zrotation"``.
    """

    name: str
    parent: int
    ends: bool = False
    offset: Floats = field(default_factory=lambda: np.zeros(3))
    channels: tuple[str, ...] = ()


def joint_positions(joints: Sequence[Joint], values: Floats) -> tuple[tuple[str, ...], Floats]:
    """Return the names and positions (k, n, 3) of all joints and of End Sites with a length.

    Parameters
    ----------
    joints : sequence of Joint
        Parents before children.
    values : array (n, channels)
        Channel values of all joints in order; angles in degrees.

    Notes
    -----
    ``R = R_parent · R_1 · R_2 · R_3`` with the rotations in the order of the channels, and
    ``p = p_parent + R_parent · offset``, where position channels replace the offset.
    """
    parents = {joint.parent for joint in joints}
    kept = [not (j.ends and float(np.abs(j.offset).max()) < _NO_LENGTH) for j in joints]
    positions = np.empty((len(joints), len(values), 3))
    turns: dict[int, Floats] = {-1: np.eye(3)[None]}
    column = 0
    for index, joint in enumerate(joints):
        own = values[:, column : column + len(joint.channels)]
        column += len(joint.channels)
        turn = turns[joint.parent]
        offset = _offset(joint, own)
        start = positions[joint.parent] if joint.parent >= 0 else 0.0
        with np.errstate(over="ignore", invalid="ignore"):  # noise; refused later as too far off
            positions[index] = start + (turn @ offset[..., None])[..., 0]
        if index in parents:
            turns[index] = turn @ _rotation(joint, own)
    names = tuple(j.name for j, keep in zip(joints, kept, strict=True) if keep)
    return names, positions[np.array(kept)]


def _offset(joint: Joint, own: Floats) -> Floats:
    """Return where a joint lies in its parent's axes (n, 3) or, if it never moves there, (1, 3).

    Some exporters declare position channels everywhere and leave them zero; a bone has a length,
    so there the OFFSET holds.
    """
    columns = {c[0]: i for i, c in enumerate(joint.channels) if c.endswith("position")}
    if not columns or (joint.parent >= 0 and not own[:, list(columns.values())].any()):
        return joint.offset[None]
    offset = np.tile(joint.offset, (len(own), 1))
    for axis, column in columns.items():
        offset[:, "xyz".index(axis)] = own[:, column]
    return offset


def _rotation(joint: Joint, own: Floats) -> Floats:
    """Return a joint's rotation matrices (n, 3, 3) from its Euler angles."""
    rotation = np.broadcast_to(np.eye(3), (len(own), 3, 3))
    for column, channel in enumerate(joint.channels):
        if channel.endswith("rotation"):
            rotation = rotation @ _about("xyz".index(channel[0]), np.radians(own[:, column]))
    return rotation


def _about(axis: int, angle: Floats) -> Floats:
    """Return rotation matrices (n, 3, 3) about one axis, angles in radians."""
    matrix = np.zeros((len(angle), 3, 3))
    a, b = (axis + 1) % 3, (axis + 2) % 3
    cos, sin = np.cos(angle), np.sin(angle)
    matrix[:, axis, axis] = 1.0
    matrix[:, a, a] = matrix[:, b, b] = cos
    matrix[:, b, a], matrix[:, a, b] = sin, -sin
    return matrix
