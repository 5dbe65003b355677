"""Where on the pitch players went backward, and in which period."""

import numpy as np

from backstride.drawing.svg import element, picture, shortened, text
from backstride.motion.arrays import Floats
from backstride.team.answers import Bout, PlayerAnswer
from backstride.team.pitch import CELL_M, Pitch
from backstride.team.report.parts import Chart, Table, limits_line
from backstride.team.report.words import duration, percent
from backstride.team.result import GameAnswer, MatchResult

_PX = 5.0  # pixels for a metre
_EDGE = 10.0  # around the pitch
_MOST_TEAMS = 2  # more are drawn together
_MOST_BOUTS = 60  # the longest: more lines cannot be told apart
_DEPTHS = (0.0, 0.2, 0.4, 0.6, 0.8)  # of the fullest cell, for five depths of colour
_THIRDS = ("own third", "middle third", "attacking third")


def pitch_pictures(result: MatchResult) -> list[Chart]:
    """Return a picture for each team, or one of all where there are many."""
    games = result.games
    groups = result.by_team()
    pitch = games[0].pitch
    if not groups or pitch is None:
        return []
    if len(groups) > _MOST_TEAMS:
        groups = {"All teams": [one for group in groups.values() for one in group]}
    return [_team(result, games, name, group, pitch) for name, group in groups.items()]


def _team(
    result: MatchResult,
    games: list[GameAnswer],
    name: str,
    group: list[PlayerAnswer],
    pitch: Pitch,
) -> Chart:
    where = _together([one.where_s for one in group], pitch)
    whole = where.sum(axis=0)
    most = float(whole.max(initial=0.0))
    bouts = _bouts(games, group) if len(games) == 1 else []
    title = f"{name}, attack to the right"
    pictures = [_draw(pitch, whole, most, title, bouts, "")]
    if where.shape[0] > 1 and len(games) == 1:
        periods = np.unique(games[0].feed.period).tolist()
        each = float(where.max(initial=0.0))
        pictures += [
            _draw(pitch, part, each, f"{name}, period {number}", [], f"period {number}")
            for number, part in zip(periods, where, strict=True)
        ]
    lines = (
        f" Lines are the {len(bouts)} longest backward bouts, each ending in a dot."
        if bouts
        else ""
    )
    return Chart(
        title=shortened(name, 60),
        sentence=f"Backward time in squares of {CELL_M:g} m; the fullest square holds "
        f"{duration(most)}, and each depth of colour is a fifth of that.{lines} "
        f"{limits_line(result)}",
        pictures=tuple(pictures),
        tables=(_thirds(where, name),),
    )


def _together(parts: list[Floats], pitch: Pitch) -> Floats:
    """Return the sum (periods, rows, columns) of those that are of one pitch."""
    same = [one for one in parts if one.shape[1:] == pitch.shape]
    count = max((len(one) for one in same), default=1)
    total = np.zeros((count, *pitch.shape))
    for one in same:
        total[: len(one)] += one
    return total


def _bouts(games: list[GameAnswer], group: list[PlayerAnswer]) -> list[tuple[Bout, float]]:
    """Return the longest bouts of a group, with the sign that turns their attack to the right."""
    feed = games[0].feed
    found = []
    for one in group:
        sign = feed.attack.get(one.player.team)
        for bout in one.bouts or ():
            at = min(int(np.searchsorted(feed.time_s, bout.start_s)), len(feed) - 1)
            found.append((bout, -1.0 if sign is not None and sign[at] < 0 else 1.0))
    found.sort(key=lambda pair: -pair[0].length_s)
    return found[:_MOST_BOUTS]


def _draw(
    pitch: Pitch,
    seconds: Floats,
    most: float,
    label: str,
    bouts: list[tuple[Bout, float]],
    title: str,
) -> str:
    wide, high = 2 * pitch.half_x_m * _PX, 2 * pitch.half_y_m * _PX
    top = _EDGE + (24 if title else 0)
    drawn = [text(_EDGE, 20, title, class_="heading big")] if title else []
    inside = [
        element("rect", class_="turf", x=0, y=0, width=wide, height=high),
        *_cells(pitch, seconds, most),
        *_lines(pitch),
        *(_bout(pitch, *pair) for pair in bouts),
    ]
    drawn.append(element("g", *inside, transform=f"translate({_EDGE:g} {top:g})"))
    arrow = f"M{_EDGE + wide / 2 - 60:g} {top + high + 16:g}h110m-8 -5l8 5l-8 5"
    drawn.append(element("path", class_="attack", d=arrow))
    drawn.append(text(_EDGE + wide / 2 - 68, top + high + 21, "attack", class_="big end"))
    return picture(wide + 2 * _EDGE, top + high + 30, "any", f"Backward time: {label}", drawn)


def _cells(pitch: Pitch, seconds: Floats, most: float) -> list[str]:
    down, along = pitch.shape
    side = CELL_M * _PX
    wide, high = 2 * pitch.half_x_m * _PX, 2 * pitch.half_y_m * _PX
    drawn = []
    for row in range(down):
        for column in range(along):
            part = seconds[row, column] / most if most > 0 else 0.0
            if part > 0.02:
                depth = sum(part > border for border in _DEPTHS)
                x, y = column * side, row * side
                drawn.append(
                    element("rect", class_=f"backward d{depth}", x=x, y=y,
                            width=min(side, wide - x), height=min(side, high - y))
                )  # fmt: skip
    return drawn


def _bout(pitch: Pitch, bout: Bout, sign: float) -> str:
    ends = []
    for x, y in (bout.from_m, bout.to_m):
        ends.append((sign * (x - pitch.middle_m[0]) + pitch.half_x_m) * _PX)
        ends.append((pitch.half_y_m - sign * (y - pitch.middle_m[1])) * _PX)
    if not np.isfinite(ends).all():
        return ""
    x1, y1, x2, y2 = ends
    line = element("line", class_="bout", x1=x1, y1=y1, x2=x2, y2=y2)
    return line + element("circle", class_="bout-end", cx=x2, cy=y2, r=3.2)


def _lines(pitch: Pitch) -> list[str]:
    if pitch.lines == "football":
        return _football(pitch)
    wide, high = 2 * pitch.half_x_m * _PX, 2 * pitch.half_y_m * _PX
    drawn = [element("rect", class_="line-of", x=0, y=0, width=wide, height=high)]
    if pitch.lines == "gridiron":
        step = wide / 12  # ten yards
        drawn += [
            element("line", class_="line-of", x1=i * step, x2=i * step, y1=0, y2=high)
            for i in range(1, 12)
        ]
    return drawn


def _football(pitch: Pitch) -> list[str]:
    """Return the lines of the laws of the game (law 1), in metres from the middle."""
    hx, hy = pitch.half_x_m, pitch.half_y_m

    def box(x: float, y: float, wide: float, high: float) -> str:
        return element(
            "rect", class_="line-of", x=(x + hx) * _PX, y=(y + hy) * _PX,
            width=wide * _PX, height=high * _PX,
        )  # fmt: skip

    def circle(x: float, radius: float) -> str:
        return element("circle", class_="line-of", cx=(x + hx) * _PX, cy=hy * _PX, r=radius * _PX)

    halfway = element("line", class_="line-of", x1=hx * _PX, x2=hx * _PX, y1=0, y2=2 * hy * _PX)
    boxes = [
        box(x, -wide / 2, deep, wide)
        for deep, wide in ((16.5, 40.32), (5.5, 18.32))
        for x in (-hx, hx - deep)
    ]
    spots = [circle(x, 0.4) for x in (-hx + 11.0, 0.0, hx - 11.0)]
    return [box(-hx, -hy, 2 * hx, 2 * hy), halfway, circle(0.0, 9.15), *boxes, *spots]


def _thirds(where: Floats, name: str) -> Table:
    """Return the same in numbers: thirds of the pitch by period."""
    along = where.shape[2]
    third = np.minimum(np.arange(along) * 3 // along, 2)
    total = float(where.sum())
    rows = []
    for period, part in enumerate(where, 1):
        for i, words in enumerate(_THIRDS):
            seconds = float(part[:, third == i].sum())
            share = seconds / total if total else float("nan")
            rows.append((words, f"{period}", duration(seconds), percent(share)))
    return Table(
        f"Backward time by third, {name}",
        ("part of the pitch", "period", "backward", "of all"),
        tuple(rows),
        folded=True,
    )
