"""Single poses side by side, from the side: the figure for print and for pages without scripts."""

import math
from itertools import pairwise

import numpy as np

from backstride.drawing.svg import element, picture, pixel, text
from backstride.exchange.report.body import Body, body_of, main_bout, main_window
from backstride.exchange.report.curves import joint_rank
from backstride.exchange.report.over_time.contacts import contacts
from backstride.exchange.report.parts import NARROW_PX, WIDE_PX, Chart, Size, Table
from backstride.exchange.words import decimal, direction_label, quantity
from backstride.measure.measurement import Measurement, StepSide
from backstride.motion.arrays import Floats, Ints

_SIZES = (Size("wide", WIDE_PX, 270), Size("narrow", NARROW_PX, 190))  # heights at most
_POSES = {"wide": 9, "narrow": 5}
_HEAD_PX = 16.0  # room for the head above its middle
_SPARE_PX = 40.0  # room for time labels under the ground
_SHOWN_S = 1.0  # about one and a half strides of running, when no step tells better


def strip_chart(measurement: Measurement, direction: str = "") -> Chart:
    """Return poses of one stride, or say why there is no body to draw.

    Taken from the middle of the longest bout of ``direction``, or of the main direction.
    """
    body = body_of(measurement, main_window(measurement, direction))
    if body is None:
        return Chart(
            absent="Too few points of a body were found to draw a figure from this recording."
        )
    start, end, whole = _stride(measurement, direction)
    bout = f"longest {direction} bout" if direction else "main bout"
    what = "One stride" if whole else f"{decimal(end - start, 1)} s"
    faced = np.isfinite(measurement.motion.facing_deg).any()
    side = (
        "facing right" if faced else "with the recording's own x to the right, as facing is unknown"
    )
    return Chart(
        sentence=(
            f"{what} of the {bout} from the side, {side}, from {decimal(start, 2)} to "
            f"{decimal(end, 2)} s; poses are set apart to be told apart. The right limbs are "
            "solid, the left dashed; a foot on the ground stands on a bar."
        ),
        pictures=tuple(_draw(measurement, body, size, (start, end)) for size in _SIZES),
        table=_table(measurement, (start, end)),
    )


def _feet_down(found: list[tuple[StepSide, float, float]], at_s: float) -> set[str]:
    """Return the sides whose foot is on the ground at a time."""
    return {side for side, a, b in found if a <= at_s < b}


def _stride(measurement: Measurement, direction: str) -> tuple[float, float, bool]:
    """Return start and end of what is shown, and whether it is one whole stride."""
    a, b = main_bout(measurement, direction)
    middle = (a + b) / 2
    strides = [
        (s.initial_contact_s, t.initial_contact_s)
        for side in ("left", "right")
        for own in [[s for s in measurement.steps if s.side == side]]
        for s, t in pairwise(own)
        if a <= s.initial_contact_s < t.initial_contact_s <= b
    ]
    if strides:
        start, end = min(strides, key=lambda s: abs((s[0] + s[1]) / 2 - middle))
        return start, end, True
    half = min(_SHOWN_S, b - a) / 2
    return middle - half, middle + half, False


def _indices(measurement: Measurement, span: tuple[float, float], poses: int) -> Ints:
    time_s = measurement.motion.time_s
    wanted = np.linspace(*span, poses)
    return np.clip(np.searchsorted(time_s, wanted - 1e-9), 0, len(time_s) - 1)


def _draw(measurement: Measurement, body: Body, size: Size, span: tuple[float, float]) -> str:
    at = _indices(measurement, span, _POSES[size.name])
    ahead, height = _from_the_side(measurement, body, at)
    column = size.width / len(at)
    tall, reach = max(_largest(height), 0.5), max(2 * _largest(np.abs(ahead)), 0.5)
    px_per_m = min((size.height - _SPARE_PX - _HEAD_PX) / tall, column * 1.05 / reach)
    ground = tall * px_per_m + _HEAD_PX
    children = [element("line", class_="axis", x1=0, x2=size.width, y1=ground + 3, y2=ground + 3)]
    touching = contacts(measurement, span)
    for k, i in enumerate(at.tolist()):
        time = float(measurement.motion.time_s[i])
        middle = column * (k + 0.5)
        px, py = middle + ahead[k] * px_per_m, ground - height[k] * px_per_m
        children.append(_pose(body, px, py, _feet_down(touching, time), ground))
        label = f"{decimal(time, 2)} s"
        children.append(text(middle, ground + 28, label, text_anchor="middle"))
    label = "Poses over one stride, from the side"
    return picture(size.width, ground + _SPARE_PX, size.name, label, children)


def _from_the_side(measurement: Measurement, body: Body, at: Ints) -> tuple[Floats, Floats]:
    """Return how far ahead of the body's place and how high each point is (poses, points)."""
    facing = measurement.motion.facing_deg[at]
    facing = np.radians(np.where(np.isfinite(facing), facing, body.facing_deg))[:, None]
    there = at - body.first
    beside = body.points_m[there, :, :2] - body.root_m[there][:, None, :]
    ahead = beside[..., 0] * np.cos(facing) + beside[..., 1] * np.sin(facing)
    return ahead, body.points_m[there, :, 2] - body.floor_m


def _largest(values: Floats) -> float:
    """Return the largest value that is known; 0 when none is."""
    return float(np.nanmax(values)) if np.isfinite(values).any() else 0.0


def _pose(body: Body, px: Floats, py: Floats, down: set[str], ground_px: float) -> str:
    """Return one figure: bones, head, nose, and a bar under each foot on the ground."""
    found = []
    feet: dict[str, list[float]] = {}
    for bone in sorted(body.bones, key=lambda b: b.side != "left"):
        ends = px[bone.start], py[bone.start], px[bone.end], py[bone.end]
        if not all(map(math.isfinite, ends)):
            continue
        lit = " lit" if bone.foot and bone.side in down else ""
        x1, y1, x2, y2 = map(float, ends)
        kind = f"bone of-{bone.side or 'middle'}{lit}"
        found.append(element("line", class_=kind, x1=x1, y1=y1, x2=x2, y2=y2))
        if lit:
            feet.setdefault(bone.side, []).extend((x1, x2))
    for side, across in feet.items():
        found.append(
            element(
                "line",
                class_=f"stand of-{side}",
                x1=min(across) - 3,
                x2=max(across) + 3,
                y1=ground_px + 6,
                y2=ground_px + 6,
            )
        )
    if body.head is not None and math.isfinite(px[body.head]) and math.isfinite(py[body.head]):
        x, y = float(px[body.head]), float(py[body.head])
        found.append(element("circle", class_="head", cx=x, cy=y, r=6))
        found.append(f'<path class="nose" d="M{pixel(x + 5)} {pixel(y - 2)}l6 3.5l-6 2.5z"/>')
    return element("g", *found, class_="figure")


def _table(measurement: Measurement, span: tuple[float, float]) -> Table:
    motion = measurement.motion
    names = sorted(measurement.joint_angles_deg, key=joint_rank)
    labels = np.asarray(measurement.direction)
    rows = []
    touching = contacts(measurement, span)
    for i in _indices(measurement, span, _POSES["wide"]).tolist():
        time = float(motion.time_s[i])
        down = sorted(_feet_down(touching, time))
        angles = (decimal(float(measurement.joint_angles_deg[n][i]), 0) for n in names)
        rows.append(
            (
                decimal(time, 2),
                direction_label(str(labels[i])),
                " and ".join(down) or ("none" if measurement.steps else "not known"),
                *angles,
            )
        )
    heads = (f"{quantity(name).capitalize()}, °" for name in names)
    return Table(
        "The poses in numbers",
        ("Time, s", "Direction", "Foot on the ground", *heads),
        tuple(rows),
        "Flexion and lean to the front are positive. – means that it was not seen.",
    )
