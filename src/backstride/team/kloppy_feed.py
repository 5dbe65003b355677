"""Feeds of other makers, through kloppy."""

import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from backstride.errors import DamagedFileError, SettingsError
from backstride.team.companions import head_of, likeliest
from backstride.team.feed import Feed, Player, attack_from_positions
from backstride.team.parts import extra

MAKERS: dict[str, tuple[str, ...]] = {
    "hawkeye": ("ball_feeds", "player_centroid_feeds", "meta_data"),
    "pff": ("meta_data", "roster_meta_data", "raw_data"),
    "secondspectrum": ("raw_data", "meta_data"),
    "signality": ("meta_data", "raw_data_feeds", "venue_information"),
    "statsperform": ("ma1_data", "ma25_data"),
    "tracab": ("meta_data", "raw_data"),
}
"""Names of kloppy's loaders for tracking, and the order in which they take their files."""


class _Known(NamedTuple):
    """How a feed is told by its first bytes, and what each of its companions holds there."""

    feed: re.Pattern[bytes]
    marks: dict[str, bytes]


_KNOWN = {
    "pff": _Known(
        re.compile(rb'\s*\{[^{}\[]*"gameRefId"'),
        {"meta_data": b'"homeTeamStartLeft"', "roster_meta_data": b'"positionGroupType"'},
    ),
    "statsperform": _Known(re.compile(rb"\d{13};\d+,\d"), {"ma1_data": b"matchInfo"}),
    "tracab": _Known(re.compile(rb'\s*\{\s*"FrameData"'), {"meta_data": b'"Phase1StartFrame"'}),
}
_BY_KLOPPY = "by kloppy: "  # stands before the maker in the name of a kind

_TRACKING = {"statsperform": "load_tracking", "pff": "load_tracking"}


def read_by_kloppy(maker: str, paths: list[Path]) -> Feed:
    """Return a feed that kloppy loads, frame by frame, so more slowly than our own readers.

    Parameters
    ----------
    maker : str
        One of kloppy's modules.
    paths : list of Path
        The files of one match in the order in which that module takes them.
    """
    if maker not in MAKERS:
        raise SettingsError(f"Unknown maker “{maker}”; use one of {', '.join(MAKERS)}.")
    wants = MAKERS[maker]
    if not 2 <= len(paths) <= len(wants):
        raise SettingsError(f"A feed of {maker} needs its files in this order: {', '.join(wants)}.")
    module = extra(f"kloppy.{maker}")
    load = getattr(module, _TRACKING.get(maker, "load"))
    named = dict(zip(wants, (str(path) for path in paths), strict=False))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of sizes that it takes for granted
            dataset = load(**named, coordinates="secondspectrum")
    except Exception as error:  # kloppy raises whatever its parsers raise
        raise DamagedFileError(
            f"{paths[0]}: kloppy cannot read this as a feed of {maker} "
            f"({str(error).splitlines()[0][:120] if str(error) else type(error).__name__})."
        ) from None
    return _feed(paths[0], maker, dataset)


def kloppy_kind(head: bytes) -> str | None:
    """Return the kind of a feed that only kloppy reads, None for any other file."""
    return next((_BY_KLOPPY + maker for maker, one in _KNOWN.items() if one.feed.match(head)), None)


def read_beside(kind: str, path: Path, given: list[Path]) -> Feed:
    """Return a feed that only kloppy reads, with the files that belong to it found beside it."""
    maker = kind.removeprefix(_BY_KLOPPY)
    files = []
    for wants in MAKERS[maker]:
        mark = _KNOWN[maker].marks.get(wants)
        found = path if mark is None else likeliest(path, given, _holds(mark))
        if found is None:
            raise DamagedFileError(
                f"{path}: a feed of {maker} also needs its file of {wants.replace('_', ' ')}, "
                "which is not beside it; name that file too, or put it there."
            )
        files.append(found)
    return read_by_kloppy(maker, files)


def _holds(mark: bytes) -> Callable[[Path], bool]:
    return lambda other: mark in head_of(other)


def _feed(path: Path, maker: str, dataset: Any) -> Feed:  # kloppy's dataset
    frames = [frame for frame in dataset.records if frame.players_data]
    if not frames:
        raise DamagedFileError(f"{path}: kloppy finds no frame with a player in it.")
    people = list(dict.fromkeys(player for frame in frames for player in frame.players_data))
    at = {player: i for i, player in enumerate(people)}
    x = np.full((len(frames), len(people)), np.nan, dtype=np.float32)
    y = np.full_like(x, np.nan)
    ball = np.full((len(frames), 2), np.nan, dtype=np.float32)
    for row, frame in enumerate(frames):
        for player, data in frame.players_data.items():
            if data.coordinates is not None:
                x[row, at[player]] = data.coordinates.x
                y[row, at[player]] = data.coordinates.y
        if frame.ball_coordinates is not None:
            ball[row] = frame.ball_coordinates.x, frame.ball_coordinates.y
    period = np.array([frame.period.id for frame in frames], dtype=np.intp)
    stamp = np.array([frame.timestamp.total_seconds() for frame in frames], dtype=np.float64)
    rate = float(dataset.metadata.frame_rate or 0) or _rate(stamp)
    players = tuple(
        Player(
            str(player.player_id),
            player.name or str(player.player_id),
            player.team.name if player.team else "?",
            str(player.starting_position or ""),
        )
        for player in people
    )
    return Feed(
        path=path,
        format=f"{maker} (kloppy)",
        rate_hz=rate,
        time_s=stamp + 1e5 * (period - period[0]),
        period=period,
        players=players,
        x_m=x,
        y_m=y,
        ball_m=ball,
        in_play=np.array([str(getattr(f.ball_state, "value", "alive")) != "dead" for f in frames]),
        play=period.copy(),
        attack=attack_from_positions(x, period, [player.team for player in players]),
    )


def _rate(stamp_s: Any) -> float:  # array (n,)
    step = np.diff(stamp_s)
    return round(1.0 / float(np.median(step[step > 0])), 3) if (step > 0).any() else 25.0
