"""The match minute by minute: the share of each team, and a strip for each player."""

from backstride.drawing.svg import element, nice_step, picture, shortened, text
from backstride.team.answers import PlayerAnswer
from backstride.team.groups import part_share, parts_together
from backstride.team.phases import Part
from backstride.team.report.parts import Chart, Table, limits_line, order_of
from backstride.team.report.words import cell, duration, percent
from backstride.team.result import MatchResult

WIDE_PX, NARROW_PX = 900.0, 358.0
"""Widths at which charts over time are drawn; the page shows the one that fits."""

STEPS = (0.02, 0.05, 0.1, 0.2)
"""Borders between five depths of colour, as shares of moving time."""

_LEGEND = tuple(
    (f"backward d{depth}", words)
    for depth, words in enumerate(("under 2 %", "2–5 %", "5–10 %", "10–20 %", "over 20 %"), 1)
)
_BETWEEN_PX, _PANEL_PX, _ROW_PX = 10.0, 104.0, 15.0
_HIGHEST = 3.0  # times the largest share: intervals beyond it are cut, so that bars stay readable
_LABEL_PX = {"wide": 130.0, "narrow": 82.0}
_FEWEST_S = 5.0
"""Moving time below which a player's minute has no share worth a colour: four backward bouts."""


class _Axis:
    """Where each minute lies; periods stand apart."""

    def __init__(self, names: list[str], size: str) -> None:
        self.width = WIDE_PX if size == "wide" else NARROW_PX
        self.left = _LABEL_PX[size]
        periods = [name.split(":")[0] for name in names]
        self.starts = [i for i, p in enumerate(periods) if i == 0 or p != periods[i - 1]]
        free = self.width - self.left - 8 - _BETWEEN_PX * (len(self.starts) - 1)
        self.step = free / max(1, len(names))
        gaps = [sum(s <= i for s in self.starts) - 1 for i in range(len(names))]
        self.x = [self.left + i * self.step + g * _BETWEEN_PX for i, g in enumerate(gaps)]
        self.names = names

    def labels(self, y: float, size: str) -> list[str]:
        """Return the minutes written below."""
        every = 15 if size == "wide" else 45
        every = every if len(self.names) > 20 else max(1, len(self.names) // 4)
        found = []
        for i, name in enumerate(self.names):
            minute = int(name.split(":")[1])
            if i in self.starts or (minute % every == 0 and not self._crowded(i, every)):
                found.append(text(self.x[i], y, f"{minute}", class_="tick"))
        return found

    def _crowded(self, at: int, every: int) -> bool:
        return any(0 < abs(at - start) < every / 2 for start in self.starts)


def timeline(result: MatchResult) -> Chart:
    """Return the share of each team by minute, and each player's minutes."""
    if len(result.games) > 1 or not any(one.minutes for one in result.players):
        return Chart(absent="Plays of single seconds have no minutes; shares by part of a play "
                     "stand under Phases.")  # fmt: skip
    teams = result.by_team()
    if not teams:
        return Chart(absent="No player's facing is known, so there is no share by minute.")
    known = [one for group in teams.values() for one in group]
    names = list(dict.fromkeys(part.name for one in known for part in one.minutes))
    minutes = {
        team: parts_together([one.minutes for one in group]) for team, group in teams.items()
    }
    pictures = tuple(
        drawn
        for size in ("wide", "narrow")
        for drawn in (_bars(teams, minutes, names, size), _strips(result, teams, names, size))
    )
    return Chart(
        sentence="Above, the backward share of each team's moving time in each minute; grey marks "
        "are 90 % intervals. Below, a strip for each player: the deeper the colour, the larger the "
        "share; empty where the player was not seen or hardly moved. " + limits_line(result),
        pictures=pictures,
        tables=(_table(teams, minutes),),
        legend=_LEGEND,
    )


def _bars(
    teams: dict[str, list[PlayerAnswer]],
    minutes: dict[str, list[Part]],
    names: list[str],
    size: str,
) -> str:
    axis = _Axis(names, size)
    at = dict(zip(names, axis.x, strict=True))
    shares = {
        team: [(at[p.name], part_share(p, teams[team])) for p in parts]
        for team, parts in minutes.items()
    }
    found = [one for rows in shares.values() for _, one in rows if one is not None]
    most = max((one.value for one in found), default=0.0)
    top = max(0.05, 1.1 * min(_HIGHEST * most, max((one.high for one in found), default=0.0)))
    drawn = []
    for i, (team, rows) in enumerate(shares.items()):
        base = 22 + i * _PANEL_PX + _PANEL_PX - 30
        drawn += _panel(team, base, top, axis, size)
        for x, one in rows:
            if one is None:
                continue
            high = _PANEL_PX - 44
            height = high * one.value / top
            drawn.append(
                element("rect", class_="bar backward", x=x, y=base - height,
                        width=max(1.0, axis.step - 1), height=height)
            )  # fmt: skip
            ends = [base - high * min(top, end) / top for end in (one.low, one.high)]
            thin = max(1.0, 0.4 * (axis.step - 1))
            drawn.append(
                element("rect", class_="whisker", x=x + (axis.step - 1 - thin) / 2, y=ends[1],
                        width=thin, height=ends[0] - ends[1])
            )  # fmt: skip
    bottom = 22 + len(shares) * _PANEL_PX
    drawn += axis.labels(bottom - 10, size)
    drawn.append(text(axis.width, bottom + 8, "minute of the period", class_="tick end"))
    label = "Backward share of moving time of each team in each minute"
    return picture(axis.width, bottom + 14, size, label, drawn)


def _panel(team: str, base: float, top: float, axis: _Axis, size: str) -> list[str]:
    """Return the name and the lines of one team's panel."""
    room = 40 if size == "wide" else 30
    drawn = [text(0, base - _PANEL_PX + 32, shortened(team, room), class_="heading")]
    step = nice_step(100 * top, 3)
    value = 0.0
    while value <= 100 * top:
        y = base - (_PANEL_PX - 44) * value / (100 * top)
        drawn.append(element("line", class_="grid", x1=axis.left, x2=axis.width, y1=y, y2=y))
        drawn.append(text(axis.left - 6, y + 4, f"{value:g} %", class_="tick end"))
        value += step
    return drawn


def _strips(
    result: MatchResult, teams: dict[str, list[PlayerAnswer]], names: list[str], size: str
) -> str:
    axis = _Axis(names, size)
    at = dict(zip(names, axis.x, strict=True))
    drawn: list[str] = []
    y = 6.0
    letters = 19 if size == "wide" else 11
    for team, group in teams.items():
        y += 16
        drawn.append(text(0, y, shortened(team, 40), class_="heading"))
        y += 8
        for one in sorted(group, key=order_of(result)):
            drawn.append(text(0, y + 10.5, shortened(one.player.name, letters), class_="tick"))
            drawn += _strip(one, at, axis, y)
            y += _ROW_PX
        y += 4
    drawn += axis.labels(y + 12, size)
    label = "Backward share of each player in each minute, as depth of colour"
    return picture(axis.width, y + 18, size, label, drawn)


def _strip(one: PlayerAnswer, at: dict[str, float], axis: _Axis, y: float) -> list[str]:
    drawn = []
    for part in one.minutes:
        if part.moving_s < _FEWEST_S:
            continue
        share = part.backward_s / part.moving_s
        depth = 1 + sum(share >= border for border in STEPS)
        drawn.append(
            element("rect", class_=f"backward d{depth}", x=at[part.name], y=y + 1,
                    width=max(1.0, axis.step - (1 if axis.step > 4 else 0)), height=_ROW_PX - 3)
        )  # fmt: skip
    return drawn


def _table(teams: dict[str, list[PlayerAnswer]], minutes: dict[str, list[Part]]) -> Table:
    rows = []
    for team, parts in minutes.items():
        for part in parts:
            share = part_share(part, teams[team])
            rows.append(
                (
                    part.name,
                    team,
                    duration(part.moving_s),
                    duration(part.backward_s),
                    cell(share) if share is not None else percent(float("nan")),
                )
            )
    return Table(
        "Minutes of each team",
        ("period: minute", "team", "moving", "backward", "share, %"),
        tuple(rows),
        folded=True,
    )
