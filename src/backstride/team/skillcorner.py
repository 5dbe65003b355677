"""SkillCorner: one JSON object a frame, as lines (version 3) or as one list (version 2)."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from backstride.errors import UnreadableFileError
from backstride.team.feed import Feed, Player, Singles, attack_from_positions
from backstride.team.parts import all_true, clock, content, damaged, number, parsed_json

_RATE_HZ = 10.0  # SkillCorner's broadcast tracking, both versions


class _Columns:
    """Frames taken one by one, kept as flat columns."""

    def __init__(self) -> None:
        self.frame: list[int] = []
        self.period: list[int] = []
        self.ball: list[tuple[float, float]] = []
        self.row: list[int] = []
        self.who: list[int] = []
        self.x: list[float] = []
        self.y: list[float] = []

    def take(self, one: dict[str, Any]) -> None:
        """Add a frame of either version; frames before and after play have no period."""
        people = one.get("player_data", one.get("data")) or ()
        if one.get("period") is None or not people:
            return
        row = len(self.frame)
        self.frame.append(int(one["frame"]))
        self.period.append(int(one["period"]))
        found = one.get("ball_data") or {}
        for person in people:
            id_ = person.get("player_id", person.get("trackable_object"))
            if person.get("x") is None or id_ is None:
                found = person if person.get("x") is not None else found
                continue
            self.row.append(row)
            self.who.append(id_)
            self.x.append(person["x"])
            self.y.append(person["y"])
        x, y = found.get("x"), found.get("y")
        self.ball.append((np.nan, np.nan) if x is None or y is None else (x, y))


def is_skillcorner(head: bytes) -> bool:
    """Tell frames of SkillCorner by the keys of the first."""
    start = head.lstrip()[:600]
    return b'"frame"' in start and b'"possession"' in start


def read_skillcorner(path: Path, meta: Path) -> Feed:
    """Return a feed from SkillCorner's frames and its match data."""
    match = parsed_json(meta, content(meta))
    columns = _Columns()
    try:
        for one in _frames(path, content(path)):
            columns.take(one)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        damaged(path, f"a frame is not shaped as SkillCorner's are ({error})")
    if not columns.frame:
        damaged(path, "none of its frames holds a player")
    known = _players(match)
    ball = int((match.get("ball") or {}).get("trackable_object") or -1)
    ids, who = np.unique(np.array(columns.who, dtype=np.int64), return_inverse=True)
    x = np.full((len(columns.frame), len(ids)), np.nan, dtype=np.float32)
    y = np.full_like(x, np.nan)
    x[columns.row, who], y[columns.row, who] = columns.x, columns.y
    balls = np.array(columns.ball, dtype=np.float32)
    if ball in ids:
        at = int(np.searchsorted(ids, ball))
        balls = np.column_stack((x[:, at], y[:, at]))
    named = len(set(ids.tolist()) & set(known))
    if 2 * named < len(ids):  # the ball and referees are among the others
        raise UnreadableFileError(
            f"{path}: {meta.name} names {named} of its {len(ids)} people, so it is another "
            "match's; name the match data that belongs to it."
        )
    keep = [i for i, id_ in enumerate(ids.tolist()) if id_ in known]
    return _feed(path, columns, x[:, keep], y[:, keep], balls, [known[ids[i]] for i in keep])


def _feed(
    path: Path, columns: _Columns, x: Singles, y: Singles, ball: Singles, players: list[Player]
) -> Feed:
    frame, period = np.array(columns.frame), np.array(columns.period)
    time_s, play = clock(frame, _RATE_HZ)
    return Feed(
        path=path,
        format="SkillCorner",
        rate_hz=_RATE_HZ,
        time_s=time_s,
        period=period,
        players=tuple(players),
        x_m=x,
        y_m=y,
        ball_m=ball,
        in_play=all_true(len(frame)),
        play=play,
        attack=attack_from_positions(x, period, [player.team for player in players]),
        warnings=["SkillCorner extrapolates players who are out of the picture; they are counted."],
    )


def _frames(path: Path, data: bytes) -> Iterable[dict[str, Any]]:
    if data.lstrip()[:1] == b"[":
        return list(parsed_json(path, data))
    return _lines(path, data)


def _lines(path: Path, data: bytes) -> Iterator[dict[str, Any]]:
    for i, line in enumerate(data.splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                damaged(path, f"line {i} is not JSON ({error})")


def _players(match: dict[str, Any]) -> dict[int, Player]:
    """Return players under both of the numbers that frames may use."""
    teams = {
        side["id"]: side.get("short_name") or side.get("name") or str(side["id"])
        for side in (match.get("home_team") or {}, match.get("away_team") or {})
        if "id" in side
    }
    found: dict[int, Player] = {}
    for one in match.get("players", ()):
        words = (one.get("first_name"), one.get("last_name"))
        name = " ".join(word for word in words if word)
        role = (one.get("player_role") or {}).get("name") or ""
        player = Player(str(one.get("id")), name, teams.get(one.get("team_id"), "?"), role)
        for key in ("id", "trackable_object"):
            if np.isfinite(number(one.get(key))):
                found[int(one[key])] = player
    return found
