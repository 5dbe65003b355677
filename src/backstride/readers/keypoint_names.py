"""Names of key points, as pose estimators write them, and ours."""

from collections.abc import Sequence

from backstride.motion.skeleton import LANDMARKS
from backstride.pose.keypoints import FACE

KNOWN = frozenset((*LANDMARKS, *FACE))
"""All names that key points may have here."""

_BASES = {
    "nose": "nose",
    "eye": "eye",
    "ear": "ear",
    "shoulder": "shoulder",
    "elbow": "elbow",
    "wrist": "wrist",
    "hand": "wrist",
    "hip": "hip",
    "knee": "knee",
    "ankle": "ankle",
    "foot": "ankle",
    "heel": "heel",
    "calcaneus": "heel",
    "toe": "toe",
    "bigtoe": "toe",
    "footindex": "toe",
    "hallux": "toe",
    "toetip": "toe",
    "smalltoe": "forefoot",
    "littletoe": "forefoot",
    "forefoot": "forefoot",
    "ball": "forefoot",
    "neck": "neck",
    "head": "head",
    "pelvis": "pelvis",
    "midhip": "pelvis",
    "hipcenter": "pelvis",
    "hips": "pelvis",
    "root": "pelvis",
}
_SIDES = (("left", "left"), ("right", "right"), ("l", "left"), ("r", "right"))

COCO = (
    *("nose", "eye_left", "eye_right", "ear_left", "ear_right"),
    *(
        f"{name}_{side}"
        for name in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
        for side in ("left", "right")
    ),
)
"""The 17 points of COCO, in order."""

_FEET = tuple(f"{n}_{s}" for s in ("left", "right") for n in ("toe", "forefoot", "heel"))
_HALPE = ("head", "neck", "pelvis", "toe_left", "toe_right", "forefoot_left", "forefoot_right")

BY_COUNT: dict[int, tuple[str, ...]] = {
    17: COCO,
    23: (*COCO, *_FEET),
    26: (*COCO, *_HALPE, "heel_left", "heel_right"),
    133: (*COCO, *_FEET, *("",) * 110),
    136: (*COCO, *_HALPE, "heel_left", "heel_right", *("",) * 110),
}
"""Sets of points in the layout of COCO, by their number: COCO, COCO with feet, Halpe with 26,
COCO-WholeBody, and Halpe with face and hands. ``""`` is no point of ours."""

MEDIAPIPE = (
    *("nose", "", "eye_left", "", "", "eye_right", "", "ear_left", "ear_right", "", ""),
    *("shoulder_left", "shoulder_right", "elbow_left", "elbow_right", "wrist_left", "wrist_right"),
    *("",) * 6,
    *("hip_left", "hip_right", "knee_left", "knee_right", "ankle_left", "ankle_right"),
    *("heel_left", "heel_right", "toe_left", "toe_right"),
)
"""The 33 points of BlazePose, in order: without mouth, fingers and the corners of the eyes."""


def own_name(name: str) -> str:
    """Return our name of a key point, ``""`` for one that is none of ours."""
    plain = "".join(c for c in name.lower() if c.isalnum())
    if name.lower() in KNOWN:
        return name.lower()
    if plain in _BASES and f"{_BASES[plain]}" in KNOWN:
        return _BASES[plain]
    for word, side in _SIDES:
        for core in (plain.removeprefix(word), plain.removesuffix(word)):
            if core != plain and f"{_BASES.get(core, '')}_{side}" in KNOWN:
                return f"{_BASES[core]}_{side}"
    return ""


def own_names(names: Sequence[str]) -> tuple[str, ...]:
    """Return our names; where two mean the same, the second is left out."""
    found: list[str] = []
    for name in names:
        own = own_name(name)
        found.append("" if own in found else own)
    return tuple(found)


def enough(names: Sequence[str]) -> bool:
    """Return whether points can be a body: both hips or shoulders, and a knee or ankle."""
    have = set(names)
    trunk = any({f"{n}_left", f"{n}_right"} <= have for n in ("hip", "shoulder"))
    return trunk and bool(have & {f"{n}_{s}" for n in ("knee", "ankle") for s in ("left", "right")})
