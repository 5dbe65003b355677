"""The ground as a picture: metres to pixels, with a grid of squares."""

import math
from dataclasses import dataclass

import numpy as np

from backstride.drawing.svg import Scale, element, nice_step, text, tick_label
from backstride.exchange.report.parts import Size
from backstride.motion.arrays import Floats

LEFT_PX, _RIGHT, _TOP, _BOTTOM = 46.0, 12.0, 14.0, 44.0
_LEAST_M = 2.0  # a body is about as tall; sway while standing is not blown up beyond that
_MARK_PX = 36.0  # room for a body mark and its time at the edge


@dataclass(frozen=True, slots=True)
class GroundView:
    """The ground as drawn: metres to pixels, with y turned to the right when it is the longer."""

    across: Scale
    down: Scale
    turned: bool
    height: float

    def screen(self, ground_m: Floats) -> tuple[Floats, Floats]:
        """Return the pixels across and down of places (…, 2)."""
        x, y = ground_m[..., 0], ground_m[..., 1]
        if self.turned:
            return self.across.many(y), self.down.many(-x)
        return self.across.many(x), self.down.many(y)


def ground_view(ground: Floats, size: Size) -> GroundView:
    """Return the view of a path (n, 2) that fills a picture, turned when the path is long in y."""
    low, high = np.nanmin(ground, axis=0), np.nanmax(ground, axis=0)
    turned = bool((high - low)[1] > 1.2 * (high - low)[0])
    if turned:  # a quarter turn clockwise: right is +y, up is -x
        low, high = np.array([low[1], -high[0]]), np.array([high[1], -low[0]])
    middle, span = (low + high) / 2, np.maximum(high - low, _LEAST_M)
    width, most = size.width - LEFT_PX - _RIGHT, size.height - _TOP - _BOTTOM
    px_per_m = min((width - 2 * _MARK_PX) / span[0], (most - 2 * _MARK_PX) / span[1])
    height = max((high - low)[1] * px_per_m + 2 * _MARK_PX, 120.0)
    half_w, half_h = width / 2 / px_per_m, height / 2 / px_per_m
    return GroundView(
        Scale(middle[0] - half_w, middle[0] + half_w, LEFT_PX, size.width - _RIGHT),
        Scale(middle[1] - half_h, middle[1] + half_h, _TOP + height, _TOP),
        turned,
        _TOP + height + _BOTTOM,
    )


def ground_grid(view: GroundView, size: Size) -> list[str]:
    """Return squares, numbers and the names of both axes."""
    x, y = view.across, view.down
    step = max(1.0, nice_step(x.high - x.low, 22 if size.name == "wide" else 10))
    names = ("y", "x") if view.turned else ("x", "y")
    found = []
    for value in _multiples(x.low, x.high, step):
        found.append(
            element("line", class_="grid", x1=x(value), x2=x(value), y1=y.end_px, y2=y.start_px)
        )
        label = tick_label(value, step)
        found.append(text(x(value), y.start_px + 17, label, text_anchor="middle"))
    for value in _multiples(y.low, y.high, step):
        found.append(
            element("line", class_="grid", x1=x.start_px, x2=x.end_px, y1=y(value), y2=y(value))
        )
        label = tick_label(-value if view.turned else value, step)
        found.append(text(LEFT_PX - 8, y(value) + 4, label, text_anchor="end"))
    bottom = view.height - 6
    found.append(text(x.end_px, bottom, f"{names[0]}, m", class_="unit", text_anchor="end"))
    found.append(text(2, bottom, f"{names[1]}, m (up the side)", class_="unit"))
    found.append(
        text((x.start_px + x.end_px) / 2 + 20, bottom, _square(step), text_anchor="middle")
        if size.name == "wide"
        else ""
    )
    return found


def _square(step: float) -> str:
    return f"one square is {tick_label(step, step)} m"


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [i * step for i in range(math.ceil(low / step), math.floor(high / step) + 1)]
