"""Sportec Solutions / DFL: XML with one block of frames a player, read by columns."""

import re
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints
from backstride.team.feed import Feed, Player, attack_from_positions
from backstride.team.parts import clock, content, damaged, extra, wide_csv, xml

_BLOCK = re.compile(rb"<FrameSet\b([^>]*)>(.*?)</FrameSet>", re.DOTALL)
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_PERIODS = {
    "firstHalf": 1,
    "secondHalf": 2,
    "firstHalfExtra": 3,
    "secondHalfExtra": 4,
    "FIRST_HALF": 1,
    "SECOND_HALF": 2,
}
_RATE_HZ = 25.0  # DFL's official positional data; checked against its own clock
_FRAMES = 10**9  # no match has more
_OTHERS = {"BALL", "referee", "REFEREE"}


class _Track(NamedTuple):
    team: str
    person: str
    period: int
    frame: Ints
    xy_m: Floats
    alive: Bools | None


def is_sportec(head: bytes) -> bool:
    """Tell positional data by its elements."""
    return b"<PutDataRequest" in head and b"<Positions" in head


def read_sportec(path: Path, meta: Path | None) -> Feed:
    """Return a feed from positional data, with names from the match information beside it."""
    data = content(path)
    tracks = [_track(path, *block) for block in _BLOCK.findall(data)]
    tracks = [track for track in tracks if track.frame.size]
    people = list(dict.fromkeys((t.team, t.person) for t in tracks if t.team not in _OTHERS))
    if not people:
        damaged(path, "it holds no player's frames")
    if data.count(b"<FrameSet") != data.count(b"</FrameSet>"):
        damaged(path, "it ends in the middle of a block of frames")
    stamps = np.unique(np.concatenate([t.frame + t.period * 10**9 for t in tracks]))
    period, frame = stamps // 10**9, stamps % 10**9
    x = np.full((len(stamps), len(people)), np.nan, dtype=np.float32)
    y = np.full_like(x, np.nan)
    ball = np.full((len(stamps), 2), np.nan, dtype=np.float32)
    alive = np.zeros(len(stamps), dtype=np.bool_)
    at = {who: i for i, who in enumerate(people)}
    for track in tracks:
        rows = np.searchsorted(stamps, track.frame + track.period * 10**9)
        if track.team == "BALL":
            ball[rows] = track.xy_m
            alive[rows] = True if track.alive is None else track.alive
        elif track.team not in _OTHERS:
            column = at[track.team, track.person]
            x[rows, column], y[rows, column] = track.xy_m.T
    time_s, play = clock(frame, _RATE_HZ)
    known = _names(meta)
    players = tuple(known.get(person, Player(person, person, team)) for team, person in people)
    return Feed(
        path=path,
        format="Sportec",
        rate_hz=_RATE_HZ,
        time_s=time_s,
        period=period,
        players=players,
        x_m=x,
        y_m=y,
        ball_m=ball,
        in_play=alive,
        play=play,
        attack=attack_from_positions(x, period, [player.team for player in players]),
    )


def _track(path: Path, head: bytes, body: bytes) -> _Track:
    """Return one block of frames.

    Every line of a block has the same attributes in the same order: quotation marks are then the
    borders of columns.
    """
    said = {
        key.decode(): value.decode("utf-8", "replace") for key, value in _ATTRIBUTE.findall(head)
    }
    body = body.strip()
    titles = [key.decode() for key, _ in _ATTRIBUTE.findall(body.split(b"/>", 1)[0])]
    none = np.empty(0, dtype=np.intp)
    if not titles:
        return _Track(
            said.get("TeamId", ""), said.get("PersonId", ""), 1, none, np.empty((0, 2)), None
        )
    if not {"N", "X", "Y"} <= set(titles):
        damaged(path, f"the frames of {said.get('PersonId', 'one player')} lack N, X or Y")
    values = _values(
        path, body, titles, ["N", "X", "Y", *(["BallStatus"] * ("BallStatus" in titles))]
    )
    if not (np.abs(np.nan_to_num(values[0], nan=np.inf)) < _FRAMES).all():
        damaged(path, f"a frame of {said.get('PersonId', 'one player')} has no number")
    section = said.get("GameSection", "firstHalf")
    return _Track(
        said.get("TeamId", ""),
        said.get("PersonId", ""),
        _PERIODS.get(section, 1),
        values[0].astype(np.intp),
        np.column_stack(values[1:3]),
        values[3] == 1 if len(values) > 3 else None,
    )


def _values(path: Path, body: bytes, titles: list[str], wanted: list[str]) -> list[Any]:
    polars = extra("polars")
    at = [2 * titles.index(name) + 1 for name in wanted]
    try:
        table = wide_csv(
            body,
            2 * len(titles) + 1,
            dict.fromkeys(at, polars.Float64),
            separator='"',
            quote_char=None,
        )
    except polars.exceptions.PolarsError as error:
        damaged(
            path,
            f"a frame has other attributes than the first ({str(error).splitlines()[0][:120]})",
        )
    if body.count(b'"') != 2 * len(titles) * len(table):
        damaged(path, "a frame has other attributes than the first of its block")
    return [table[f"c{i}"].to_numpy() for i in at]


def _names(meta: Path | None) -> dict[str, Player]:
    if meta is None:
        return {}
    found = {}
    for team in xml(meta, content(meta)).iter("Team"):
        for one in team.iter("Player"):
            words = (one.get("FirstName"), one.get("LastName"))
            name = " ".join(word for word in words if word) or one.get("Shortname", "")
            id_ = one.get("PersonId", "")
            found[id_] = Player(id_, name, team.get("TeamName", ""), one.get("PlayingPosition", ""))
    return found
