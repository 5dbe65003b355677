"""BVH: a skeleton with joint rotations, from games, animation and inertial suits.

Read by this module and not by the library ``pybvh``, which refuses position channels on joints
other than the root; several exporters give every joint its own. A joint's position channels
replace its OFFSET, at the root as elsewhere.

BVH has no units: the custom is centimetres and Y up, and both are checked against the body.
"""

import re
from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from backstride.errors import DamagedFileError, EmptyFileError
from backstride.motion.arrays import Floats
from backstride.readers.bvh_kinematics import Joint, joint_positions
from backstride.readers.recording import FASTEST_HZ, SLOWEST_HZ, Content, Format, Recording
from backstride.readers.text import decode, first_line, numbers, shown

_TOKEN = re.compile(r"[{}]|[^\s{}]+")
_MOTION = re.compile(r"^[ \t]*MOTION\b", re.MULTILINE | re.IGNORECASE)
_FRAMES = re.compile(r"\bFrames\s*:\s*(\S+)\s+Frame\s+Time\s*:\s*(\S+)", re.IGNORECASE)
_CHANNELS = {f"{axis}{kind}" for axis in "xyz" for kind in ("position", "rotation")}


def recognise(head: bytes) -> bool:
    """Return whether a file begins like BVH."""
    return first_line(head).upper().startswith("HIERARCHY")


def read(content: Content) -> Recording:
    """Return the joint positions of a BVH file.

    Raises
    ------
    DamagedFileError
        When the hierarchy or the frames do not hold what they declare.
    EmptyFileError
        When there are no frames.
    """
    text = decode(content.data)
    split = _MOTION.search(text)
    if split is None:
        _damaged(content, "has no MOTION part; it is cut before the first frame")
    joints = _hierarchy(content, text[: split.start()])
    values, frame_s = _frames(content, text[split.end() :], sum(len(j.channels) for j in joints))
    names, points = joint_positions(joints, values)
    return Recording(
        format=FORMAT.name,
        names=names,
        points=points,
        time_s=np.arange(len(values), dtype=float) * frame_s,
        up="y",
        joints=True,
    )


@dataclass
class _Tokens:
    """Words of the hierarchy, taken one after the other."""

    content: Content
    words: list[str]
    at: int = 0

    def next(self) -> str:
        if self.at >= len(self.words):
            _damaged(self.content, "ends inside its HIERARCHY; it is cut or was edited by hand")
        self.at += 1
        return self.words[self.at - 1]

    def number(self) -> float:
        word = self.next()
        try:
            value = float(word)
        except ValueError:
            value = np.nan
        if not np.isfinite(value):
            _damaged(self.content, f"holds {shown(word)} in its HIERARCHY where a number should be")
        return value


def _hierarchy(content: Content, text: str) -> list[Joint]:
    """Return the joints, parents before children."""
    tokens = _Tokens(content, _TOKEN.findall(text))
    tokens.next()  # HIERARCHY
    joints: list[Joint] = []
    parents: list[int] = []
    while tokens.at < len(tokens.words):
        word = tokens.next().upper()
        if word in ("ROOT", "JOINT", "END"):
            joints.append(_joint(tokens, word, joints, parents))
        elif not joints:
            _damaged(content, f"has {shown(word)} in its HIERARCHY before any joint")
        elif word == "{":
            parents.append(len(joints) - 1)
        elif word == "}" and parents:
            parents.pop()
        elif word == "OFFSET":
            joints[-1].offset = np.array([tokens.number() for _ in range(3)])
        elif word == "CHANNELS":
            joints[-1].channels = _channels(tokens)
        else:
            _damaged(content, f"has {shown(word)} in its HIERARCHY where BVH has no place for it")
    if not joints or parents:
        _damaged(content, "has a HIERARCHY with no joints or with an open brace")
    return joints


def _joint(tokens: _Tokens, kind: str, joints: list[Joint], parents: list[int]) -> Joint:
    """Return a joint without its offset and channels; names may have spaces."""
    words = [tokens.next()]
    while tokens.words[tokens.at : tokens.at + 1] not in (["{"], []):
        words.append(tokens.next())
    parent = parents[-1] if parents else -1
    if kind == "END":
        return Joint(f"{joints[parent].name} End" if parents else "End", parent, ends=True)
    return Joint(" ".join(words), parent)


def _channels(tokens: _Tokens) -> tuple[str, ...]:
    count = tokens.number()
    if not 0 <= count <= len(_CHANNELS):
        _damaged(tokens.content, f"declares a joint with {count:g} channels")
    channels = tuple(tokens.next().lower() for _ in range(int(count)))
    if unknown := set(channels) - _CHANNELS:
        _damaged(tokens.content, f"declares the channel {shown(min(unknown))}, unknown to BVH")
    return channels


def _frames(content: Content, text: str, channels: int) -> tuple[Floats, float]:
    """Return the channel values (n, channels) and the time of one frame."""
    header = _FRAMES.search(text)
    if header is None:
        _damaged(content, "does not say “Frames:” and “Frame Time:” after MOTION")
    declared = numbers(f"{header[1]} {header[2]}")[0]
    frames, frame_s = declared if len(declared) == 2 else (-1.0, 0.0)
    if not (0 <= frames < 2**31 and 1 / FASTEST_HZ <= frame_s <= 1 / SLOWEST_HZ):
        _damaged(
            content,
            f"declares {shown(header[1])} frames of {shown(header[2])} s, which cannot be",
        )
    wanted = int(frames)
    if wanted == 0 or channels == 0:
        raise EmptyFileError(f"{content.path}: has no frames of movement; export it again.")
    values, whole = numbers(text[header.end() :])
    got = len(values) // channels
    if not whole:
        _damaged(content, f"holds something that is not a number in frame {got + 1}")
    if len(values) < wanted * channels:
        _damaged(
            content,
            f"is cut: it declares {wanted} frames and ends in frame {got + 1}; if it was "
            "shortened on purpose, correct “Frames:” in it",
        )
    if len(values) > wanted * channels:
        _damaged(
            content,
            f"holds {len(values)} numbers where its {wanted} frames of {channels} channels need "
            f"{wanted * channels}",
        )
    values[~np.isfinite(values)] = np.nan
    return values.reshape(wanted, channels), float(frame_s)


def _damaged(content: Content, what: str) -> NoReturn:
    raise DamagedFileError(f"{content.path}: {what}; export it again.")


FORMAT = Format(
    name="BVH",
    extensions=(".bvh",),
    gives="joint centres of a solved skeleton",
    recognise=recognise,
    read=read,
)
