"""Who propels and who brakes: work of the joints in contact, by the side that does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from backstride.drawing.svg import Scale, element, picture, pixel, text
from backstride.estimate import Estimate
from backstride.exchange.report.parts import NARROW_PX, WIDE_PX, Chart, Table
from backstride.exchange.words import NOT_SEEN, estimate_words, listed, share
from backstride.measure.load import JointWork, LoadResult

_GROUPS = (
    ("hip", "extensors", "hip extensors", "glutes, hamstrings"),
    ("hip", "flexors", "hip flexors", ""),
    ("knee", "extensors", "knee extensors", "quadriceps"),
    ("knee", "flexors", "knee flexors", "hamstrings"),
    ("ankle", "plantar flexors", "plantar flexors", "calf"),
    ("ankle", "dorsiflexors", "dorsiflexors", "shin"),
)
_BAR_PX, _ROW_WORDS_PX, _GAP_PX = 13.0, 20.0, 12.0
_TOP, _BOTTOM, _SIDE = 26.0, 46.0, 14.0
_LEAST_SAID = 0.05  # smaller shares are left to the table

CAVEAT = (
    "A joint's moment tells which side of it works, not which muscle: both sides can pull at once, "
    "and muscles that cross two joints are in both."
)


@dataclass(frozen=True)
class Worker:
    """What one direction's joints do; ``name`` is said of it, ``direction`` colours it."""

    direction: str
    name: str
    work: dict[str, JointWork]

    def share(self, kind: str, joint: str, group: str) -> Estimate | None:
        """Return the share of a side of a joint in what all three give or take in contact."""
        groups = self.work[joint].groups if joint in self.work else {}
        return groups.get(group, {}).get(f"share_of_{kind}")


def work_chart(load: LoadResult) -> Chart | None:
    """Return the chart of one recording, None where the joints' work is not known."""
    return chart_of(
        [
            Worker(direction, direction, dict(load.by_direction[direction].work))
            for direction in ("backward", "forward", "left", "right")
            if direction in load.by_direction and load.by_direction[direction].work
        ]
    )


def chart_of(workers: Sequence[Worker]) -> Chart | None:
    """Return a chart of shares given (right) and taken (left), one bar per direction."""
    if not workers:
        return None
    return Chart(
        sentence=" ".join([*(_sentence(worker) for worker in workers), CAVEAT]),
        pictures=tuple(
            _draw(workers, size, width)
            for size, width in (("wide", WIDE_PX), ("narrow", NARROW_PX))
        ),
        table=_table(workers),
        labels=tuple(worker.direction for worker in workers),
    )


def _sentence(worker: Worker) -> str:
    given, taken = (_said(worker, kind) for kind in ("given", "taken"))
    return f"{worker.name.capitalize()}: propelled by {given}; braked by {taken}."


def _said(worker: Worker, kind: str) -> str:
    found = [
        (estimate, f"{name}{f' ({muscle})' if muscle else ''}")
        for joint, group, name, muscle in _GROUPS
        if (estimate := worker.share(kind, joint, group)) is not None
        and estimate.value >= _LEAST_SAID
    ]
    found.sort(key=lambda pair: -pair[0].value)
    return listed(f"{name} {estimate_words(share(e))}" for e, name in found)


def _draw(workers: Sequence[Worker], size: str, width: float) -> str:
    most = max(
        (
            e.high
            for worker in workers
            for joint, group, _, _ in _GROUPS
            for kind in ("given", "taken")
            if (e := worker.share(kind, joint, group)) is not None
        ),
        default=0.5,
    )
    edge = min(1.0, max(0.2, -(-most // 0.1) * 0.1))
    x = Scale(-edge, edge, _SIDE, width - _SIDE)
    row = _ROW_WORDS_PX + _BAR_PX * len(workers) + _GAP_PX
    bottom = _TOP + row * len(_GROUPS)
    children = _grid(x, bottom, edge)
    for number, (joint, group, name, muscle) in enumerate(_GROUPS):
        y = _TOP + row * number
        words = f"{name} ({muscle})" if muscle else name
        children.append(
            text(x(0), y + 14, words.capitalize(), class_="label", text_anchor="middle")
        )
        for k, worker in enumerate(workers):
            top = y + _ROW_WORDS_PX + k * _BAR_PX
            for kind, way in (("given", 1), ("taken", -1)):
                children += _bar(worker, worker.share(kind, joint, group), way, x, top)
    label = "Shares of the joints' work in contact: propelling to the right, braking to the left"
    return picture(width, bottom + _BOTTOM, size, label, children)


def _bar(worker: Worker, estimate: Estimate | None, way: int, x: Scale, top: float) -> list[str]:
    if estimate is None:
        return []
    at, low, high = (x(way * v) for v in (estimate.value, estimate.low, estimate.high))
    bottom, middle = top + _BAR_PX - 3, top + (_BAR_PX - 3) / 2
    box = f"M{pixel(x(0))} {pixel(top)}H{pixel(at)}V{pixel(bottom)}H{pixel(x(0))}Z"
    return [
        element("path", class_=f"bar {worker.direction}", d=box),
        element("line", class_="whisker", x1=low, x2=high, y1=middle, y2=middle),
    ]


def _grid(x: Scale, bottom: float, edge: float) -> list[str]:
    step = 0.1 if edge <= 0.5 else 0.2
    ticks = [k * step for k in range(-int(edge / step + 1e-9), int(edge / step + 1e-9) + 1)]
    found = []
    for value in ticks:
        kind = "axis" if abs(value) < 1e-9 else "grid"
        found.append(element("line", class_=kind, x1=x(value), x2=x(value), y1=_TOP - 6, y2=bottom))
        found.append(text(x(value), bottom + 17, f"{abs(100 * value):.0f}", text_anchor="middle"))
    found.append(text(x.start_px, 14, "← brakes", class_="heading"))
    found.append(text(x.end_px, 14, "propels →", class_="heading", text_anchor="end"))
    unit = "% of what all joints take or give"
    found.append(text(x.end_px, bottom + 38, unit, class_="unit", text_anchor="end"))
    return found


def _table(workers: Sequence[Worker]) -> Table:
    rows = tuple(
        (
            f"{name} ({muscle})" if muscle else name,
            *(_cell(worker.share(kind, joint, group)) for worker in workers for kind in _KINDS),
        )
        for joint, group, name, muscle in _GROUPS
    )
    heads = (
        "Side of the joint",
        *(f"{worker.name.capitalize()}, {_KINDS[kind]}" for worker in workers for kind in _KINDS),
    )
    return Table(
        "Shares of the joints' work in contact",
        heads,
        rows,
        "Shares of what hip, knee and ankle together give (propel) or take up (brake) while the "
        f"foot is down. {NOT_SEEN} means that it is not known.",
    )


_KINDS = {"given": "propels", "taken": "brakes"}


def _cell(estimate: Estimate | None) -> str:
    return estimate_words(share(estimate)) if estimate is not None else NOT_SEEN
