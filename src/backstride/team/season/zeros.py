"""From what the angles of a season of play tables count, where each game is a match of its own."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from backstride.errors import BackstrideError
from backstride.team.feed import Feed
from backstride.team.reading import read_feeds
from backstride.team.season.measuring import Task
from backstride.team.tags import zeros_of

_LOOKED_AT = 9  # games of a season: bad ones are one in 306, so that most of nine are good

_SMALL_BYTES = 20_000_000
"""A table of a week holds many games, which tell their zero themselves; a game is smaller."""


def with_zeros(todo: Sequence[Task], tasks: Sequence[Task]) -> list[Task]:
    """Return the tasks to do, each with what the angles of its season count from.

    Some games of the season are looked at for it, done before or not.
    """
    of = {season: found for season in {_season(task) for task in todo} if season
          for found in [_zero([task for task in tasks if _season(task) == season])]}  # fmt: skip
    return [replace(task, zero_deg=of.get(_season(task), 0.0)) for task in todo]


def _season(task: Task) -> str:
    """Return the season that a small table of plays belongs to, empty for others."""
    source = task.source
    if source.kind != "plays" or source.day is None:
        return ""
    year, month = int(source.day[:4]), int(source.day[5:7])
    try:
        size = sum((Path(task.root) / name).stat().st_size for name in source.feeds)
    except OSError:
        return ""
    return str(year - (month < 3)) if size < _SMALL_BYTES else ""


def _zero(tasks: list[Task]) -> float:
    feeds: list[Feed] = []
    for task in tasks[:: max(1, len(tasks) // _LOOKED_AT)][:_LOOKED_AT]:
        try:
            feeds += read_feeds([Path(task.root) / name for name in task.source.feeds])
        except BackstrideError:
            continue  # measuring it says what is wrong
    for feed in feeds:
        feed.season = ""
    return zeros_of(feeds).get("", 0.0)
