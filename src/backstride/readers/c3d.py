"""C3D: markers, force plates and foot events of a motion-capture laboratory."""

import re
from itertools import zip_longest
from typing import Literal

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.motion import FootEvent
from backstride.motion.source import SYNTHETIC_MARK
from backstride.readers.axes import METRES
from backstride.readers.c3d_frames import read_frames
from backstride.readers.c3d_plates import read_plates
from backstride.readers.c3d_sections import (
    KEY,
    Sections,
    damaged,
    parameter_start,
    processor_of,
    take_apart,
)
from backstride.readers.recording import (
    FASTEST_HZ,
    SLOWEST_HZ,
    Content,
    Format,
    Recording,
    Up,
)

_MODEL_OUTPUTS = ("ANGLES", "FORCES", "MOMENTS", "POWERS", "SCALARS", "REACTIONS")
_LATE_BLOCK = 10  # parameters start in block 2, later ones are rare
_SIDES: dict[str, Literal["left", "right"]] = {"l": "left", "r": "right"}
_LABEL = re.compile(
    r"(?P<side>left|right|l(?=[a-z]{2}$)|r(?=[a-z]{2}$))? ?"
    r"(?:(?P<down>(?:foot |heel |toe )?(?:strike|contact|down)|initial contact|hs|fs|ic)"
    r"|(?P<up>(?:foot |toe )?off|terminal contact|to|fo|tc))"
)


def recognise(head: bytes) -> bool:
    """Return whether a file begins like C3D, even if it ends before its parameters."""
    if len(head) < 2 or head[1] != KEY or head[0] < 2:
        return False
    cut = head[0] <= _LATE_BLOCK and len(head) <= parameter_start(head) + 3
    return cut or processor_of(head) is not None


def read(content: Content) -> Recording:
    """Return the markers, forces and events of a C3D file.

    Raises
    ------
    DamagedFileError
        When it is cut or not consistent with itself.
    EmptyFileError
        When it has no frames.
    NothingToMeasureError
        When it has no markers.
    """
    c3d = take_apart(content.path, content.data)
    rate = c3d.number("POINT:RATE") or c3d.header.rate_hz
    if not SLOWEST_HZ <= rate <= FASTEST_HZ:
        damaged(content.path, f"declares {rate:g} frames per second, which cannot be")
    frames = read_frames(c3d)
    names, kept = _markers(c3d, len(frames.points))
    if not names:
        raise NothingToMeasureError(
            f"{content.path}: has no markers; export the marker trajectories with the analog "
            "channels."
        )
    count = frames.points.shape[1]
    unit = METRES.get("".join(c3d.texts("POINT:UNITS")[:1]).lower())
    plates, warnings = read_plates(
        c3d, frames.analog, rate * max(1, c3d.header.analog_samples), unit or METRES["mm"]
    )
    events, event_warnings = _events(c3d, rate, count)
    up = _screen_up(c3d)
    return Recording(
        format=FORMAT.name,
        names=names,
        points=frames.points[kept],
        time_s=np.arange(count) / rate,
        metres_per_unit=unit,
        up=up or "z",
        up_said=up is not None,
        forces=plates,
        events=events,
        warnings=(*warnings, *event_warnings),
        synthetic=SYNTHETIC_MARK in c3d.texts("POINT:DESCRIPTIONS"),
    )


def _markers(c3d: Sections, count: int) -> tuple[tuple[str, ...], list[int]]:
    """Return names and places of the points that are markers and not outputs of a model."""
    groups = (*_MODEL_OUTPUTS, *(g.upper() for g in c3d.texts("POINT:TYPE_GROUPS")))
    outputs = {
        name
        for group in groups
        if "MARKER" not in group
        for name in c3d.texts(f"POINT:{group}")
        if group not in ("LABELS", "DESCRIPTIONS", "UNITS")
    }
    labels = c3d.texts("POINT:LABELS")[:count]
    kept = [i for i, name in enumerate(labels) if name and name not in outputs]
    return tuple(labels[i] for i in kept), kept


def _screen_up(c3d: Sections) -> Up | None:
    """Return the axis that points up on a screen, None where the file does not say."""
    text = "".join(c3d.texts("POINT:Y_SCREEN")[:1]).lower().replace("+", "")
    known: dict[str, Up] = {a: a for a in ("x", "y", "z", "-x", "-y", "-z")}
    return known.get(text)


def _events(c3d: Sections, rate_hz: float, frames: int) -> tuple[tuple[FootEvent, ...], list[str]]:
    """Return foot events on a clock that is 0 at the first frame.

    Their times count from frame 1 of the take, of which a file may hold a later part.
    """
    times = c3d.array("EVENT:TIMES")
    labels, contexts = c3d.texts("EVENT:LABELS"), c3d.texts("EVENT:CONTEXTS")
    if times.ndim != 2 or times.shape[0] != 2:
        return (), []
    first = c3d.number("TRIAL:ACTUAL_START_FIELD") or c3d.header.first_frame
    start_s = (max(first, 1) - 1) / rate_hz
    found, outside = [], 0
    with np.errstate(all="ignore"):
        absolute_s = times[0] * 60.0 + times[1]
    for label, context, time_s in zip_longest(labels, contexts, absolute_s):
        event = _event(label, context, time_s, start_s)
        if event is None:
            continue
        if -1 <= event.time_s * rate_hz <= frames:
            found.append(event)
        else:
            outside += 1
    found.sort(key=lambda event: event.time_s)
    if not outside:
        return tuple(found), []
    return tuple(found), [f"{outside} foot events lie outside the recording and are left out."]


def _event(
    label: str | None, context: str | None, time_s: float | None, start_s: float
) -> FootEvent | None:
    """Return one event, None if it is not about a foot."""
    if not label or time_s is None or not np.isfinite(time_s):
        return None
    said = _LABEL.fullmatch(re.sub(r"[\s_-]+", " ", label).strip().lower())
    if said is None:
        return None
    side = _SIDES.get((context or "").strip().lower()[:1]) or _SIDES.get((said["side"] or "")[:1])
    if side is None:
        return None
    kind: Literal["initial_contact", "terminal_contact"] = (
        "initial_contact" if said["down"] else "terminal_contact"
    )
    return FootEvent(float(time_s - start_s), side, kind)


FORMAT = Format(
    name="C3D",
    extensions=(".c3d",),
    gives="markers, force plates, foot events",
    recognise=recognise,
    read=read,
)
