"""Joint angles over the stride: mean ± standard deviation, left and right."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from backstride.drawing.svg import (
    Scale,
    band_path,
    element,
    line_path,
    nice_step,
    nice_ticks,
    picture,
    text,
    tick_label,
)
from backstride.exchange.report.over_time.contacts import feet_absent
from backstride.exchange.report.parts import Chart, Table
from backstride.exchange.words import decimal, direction_adjective, listed, quantity
from backstride.measure.measurement import Direction, JointCurve, Measurement

JOINT_ORDER = ("knee", "hip", "ankle", "trunk_lean")
_WIDTH, _HEIGHT = 240.0, 220.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 38.0, 12.0, 26.0, 40.0
_LEAST_DEG = 20.0  # a joint that hardly moves shall look like it
_PERCENT = np.arange(101.0)
_POSITIVE = "Flexion, toes towards the shin and lean to the front are positive."


def split_side(name: str) -> tuple[str, str]:
    """Return joint and side of a name such as ``"knee_left"``; the side may be empty."""
    joint, _, side = name.rpartition("_")
    return (joint, side) if side in ("left", "right") else (name, "")


def joint_rank(name: str) -> tuple[int, str]:
    """Return a key that sorts joints from the knee on, left before right."""
    joint, _ = split_side(name)
    return (JOINT_ORDER.index(joint) if joint in JOINT_ORDER else len(JOINT_ORDER), name)


def joint_curves(measurement: Measurement) -> list[tuple[Direction, Chart]]:
    """Return for each direction one picture per joint; the same joint has the same scale."""
    limits = curve_limits(measurement.curves.values())
    return [
        (direction, _chart(direction, curves, limits))
        for direction, curves in measurement.curves.items()
        if curves
    ]


def curves_absent(measurement: Measurement) -> str:
    """Return why there are no curves, or an empty sentence when there are some."""
    if any(measurement.curves.values()):
        return ""
    return feet_absent(measurement) or (
        "No stride was seen whole, from one landing of a foot to its next, so there is no curve "
        "over the stride."
    )


def curve_limits(groups: Iterable[Mapping[str, JointCurve]]) -> dict[str, tuple[float, float]]:
    """Return the lowest and highest angle of each joint, so that its panels share a scale."""
    found: dict[str, tuple[float, float]] = {}
    for curves in groups:
        for name, curve in curves.items():
            joint, _ = split_side(name)
            low, high = found.get(joint, (np.inf, -np.inf))
            found[joint] = (
                min(low, float(np.nanmin(curve.mean_deg - curve.deviation_deg))),
                max(high, float(np.nanmax(curve.mean_deg + curve.deviation_deg))),
            )
    return found


def _chart(
    direction: str, curves: Mapping[str, JointCurve], limits: Mapping[str, tuple[float, float]]
) -> Chart:
    joints: dict[str, dict[str, JointCurve]] = {}
    for name in sorted(curves, key=joint_rank):
        joint, side = split_side(name)
        joints.setdefault(joint, {})[side] = curves[name]
    return Chart(
        sentence=_sentence(curves),
        pictures=tuple(
            curve_panel(
                quantity(joint),
                [(f"{direction} {_of(side)}".strip(), curve) for side, curve in sides.items()],
                limits[joint],
            )
            for joint, sides in joints.items()
        ),
        table=_table(direction, curves),
        labels=(direction,),
    )


def _sentence(curves: Mapping[str, JointCurve]) -> str:
    said = []
    for name in sorted(curves, key=joint_rank):
        joint, side = split_side(name)
        mean = curves[name].mean_deg
        span = f"{decimal(float(np.nanmin(mean)), 0)}° to {decimal(float(np.nanmax(mean)), 0)}°"
        said.append(" ".join(w for w in (side, quantity(joint), span) if w))
    strides = sorted({curve.strides for curve in curves.values()})
    counted = f"{strides[0]}" if len(strides) == 1 else f"{strides[0]} to {strides[-1]}"
    noun = "stride" if strides == [1] else "strides"
    return f"On the mean of {counted} {noun}: {listed(said)}. {_POSITIVE}"


def curve_panel(
    title: str, lines: Sequence[tuple[str, JointCurve]], limits: tuple[float, float]
) -> str:
    """Return one picture with the curves of one joint, each under its CSS classes."""
    spare = max(0.0, _LEAST_DEG - (limits[1] - limits[0])) / 2
    bottom, top = limits[0] - spare, limits[1] + spare
    step = nice_step(top - bottom, 5)
    low, high = np.floor(bottom / step) * step, np.ceil(top / step) * step
    x = Scale(0, 100, _LEFT, _WIDTH - _RIGHT)
    y = Scale(low, max(high, low + step), _HEIGHT - _BOTTOM, _TOP)
    children = _grid(x, y, step)
    for classes, curve in lines:
        px, py = x.many(_PERCENT), y.many(curve.mean_deg)
        spread = curve.deviation_deg * abs(y.px_per_unit)
        known = np.isfinite(py) & np.isfinite(spread)
        band = band_path(px[known], (py + spread)[known], (py - spread)[known])
        children.append(element("path", class_=f"spread {classes}", d=band))
        children.append(element("path", class_=f"curve {classes}", d=line_path(px, py)))
    children.append(text(_LEFT, 15, f"{title.capitalize()}, °", class_="heading"))
    return picture(_WIDTH, _HEIGHT, "any", f"{title.capitalize()} over the stride", children)


def _of(side: str) -> str:
    return f"of-{side}" if side else ""


def _grid(x: Scale, y: Scale, step: float) -> list[str]:
    found = []
    for value in nice_ticks(y.low, y.high, 6):
        kind = "axis" if abs(value) < 1e-9 else "grid"
        found += [
            element("line", class_=kind, x1=x.start_px, x2=x.end_px, y1=y(value), y2=y(value)),
            text(_LEFT - 6, y(value) + 4, tick_label(value, step), text_anchor="end"),
        ]
    for value in (0, 25, 50, 75, 100):
        found.append(
            element("line", class_="grid", x1=x(value), x2=x(value), y1=y.end_px, y2=y.start_px)
        )
        found.append(text(x(value), y.start_px + 16, str(value), text_anchor="middle"))
    found.append(text(x.end_px, _HEIGHT - 6, "% of the stride", class_="unit", text_anchor="end"))
    return found


def _table(direction: str, curves: Mapping[str, JointCurve]) -> Table:
    names = sorted(curves, key=joint_rank)
    heads = tuple(f"{quantity(name).capitalize()}, °" for name in names)
    rows = tuple(
        (
            f"{percent}",
            *(
                f"{decimal(float(curves[n].mean_deg[percent]), 0)} ± "
                f"{decimal(float(curves[n].deviation_deg[percent]), 0)}"
                for n in names
            ),
        )
        for percent in range(0, 101, 10)
    )
    counts = listed(f"{quantity(n)} {curves[n].strides}" for n in names)
    way = direction_adjective(direction)
    return Table(
        f"Joint angles over the stride, {way}: mean ± standard deviation",
        ("Stride, %", *heads),
        rows,
        f"Strides averaged: {counts}. 0 and 100 % are landings of the same foot.",
    )
