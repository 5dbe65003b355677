"""What the page is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from backstride.team.answers import PlayerAnswer
from backstride.team.result import MatchResult

MOST_ROWS = 300
"""Rows that a table shows; nobody reads further on a page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its header."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Pictures with a sentence and tables that say the same; ``absent`` says why there is none."""

    sentence: str = ""
    pictures: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    absent: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    title: str = ""


MOST_OF_MANY = 60
"""The same where a page holds many games: who played a few seconds of one is found in the files."""

SHORT_S = 20.0
"""Moving time below which a share says little, as in the published trial: such players stand below
the others."""


def limited(table: Table, most: int = MOST_ROWS) -> Table:
    """Return a table cut to its first rows, with a note on where the rest is."""
    if len(table.rows) <= most:
        return table
    rest = f"The first {most} of {len(table.rows):,}; “--csv” and “--json” hold all."
    return Table(
        table.caption,
        table.columns,
        table.rows[:most],
        f"{rest} {table.note}".strip(),
        table.folded,
    )


def order_of(result: MatchResult) -> Callable[[PlayerAnswer], tuple[bool, float, str, str]]:
    """Return the order of players: by share where it was measured; nobody is ranked otherwise.

    Players who hardly moved come last: their shares are chance.
    """
    ranked = result.facing == "measured"

    def key(one: PlayerAnswer) -> tuple[bool, float, str, str]:
        share = one.backward_share
        value = -1.0 if share is None else share.value
        short = ranked and one.moving_s < SHORT_S
        return short, -value if ranked else 0.0, one.player.team, one.player.name

    return key


def limits_line(result: MatchResult) -> str:
    """Return what every share hangs on."""
    limits = result.thresholds
    return (
        f"Backward: more than {limits.backward_above_deg:g}° between facing and travel, above "
        f"{limits.slowest_mps:g} m/s; {result.games[0].feed.window}."
    )


def bouts_line(result: MatchResult) -> str:
    """Return what bouts and shares of positions hang on."""
    limits = result.thresholds
    return (
        f"Bouts and shares of positions: above {limits.position_mps:.2f} m/s; bouts of "
        f"{limits.bout_s:g} s or more."
    )
