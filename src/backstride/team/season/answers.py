"""What a season says: shares by player, position, team, phase and minute, from its tables."""

from dataclasses import dataclass, field
from typing import Any

from backstride.errors import DamagedFileError, SettingsError
from backstride.team.parts import extra
from backstride.team.season.columns import SUMS
from backstride.team.season.costs import COSTS
from backstride.team.season.pooling import shares, trends
from backstride.team.season.positions import of_positions, speed_of
from backstride.team.season.settings import SCHEMA
from backstride.team.season.update import Season

GROUPS: dict[str, tuple[str, ...]] = {
    "all": (),
    "team": ("team",),
    "position": ("position",),
    "player": ("person",),
    "phase": ("phase",),
    "minute": ("period", "minute"),
}
"""What shares are given by, and the columns that tell groups apart."""

_MOST_NOTES = 100  # on single matches; a person reads no more

_BASIS = ["facing", "window"]
"""Shares of different bases or windows of time are never pooled."""

_WHO = ("player", "team", "position", "format")


@dataclass(slots=True)
class SeasonAnswer:
    """The answers of a season; each group a frame of polars, a row for each basis and window.

    Attributes
    ----------
    season : Season
    groups : dict
        Frames by the names of ``GROUPS``.
    matches : frame of polars
        The share of each match of each team, in the order of the season.
    thresholds : dict
        What all shares hang on.
    """

    season: Season
    groups: dict[str, Any]
    matches: Any
    thresholds: dict[str, float]
    rows: int
    warnings: list[str] = field(default_factory=list)


def answer_season(season: Season) -> SeasonAnswer:
    """Return the shares of a season with intervals and trends, read from its tables.

    Raises
    ------
    DamagedFileError
        When a table cannot be read.
    """
    polars = extra("polars")
    _refuse_older(season)
    table = polars.scan_parquet(season.tables())
    try:
        plain = _plain(_judged(table))
        fine = {name: _narrow(_judged(table), GROUPS[name]) for name in ("phase", "minute")}
        groups = {name: _totals(plain.lazy(), name) for name in GROUPS if name not in fine}
        groups |= {name: _totals(_judged(table), name) for name in fine}
    except (polars.exceptions.PolarsError, OSError) as error:
        raise DamagedFileError(
            f"{season.out}: a table in it is damaged ({str(error).splitlines()[0][:120]}); remove "
            "that folder and run this on the feeds again."
        ) from None
    limits = table.select(
        "backward_above_deg", "forward_below_deg", "speed_above_mps", "position_speed_above_mps",
        "shortest_bout_s",
    ).first().collect().row(0, named=True)  # fmt: skip
    quick = of_positions(plain)
    sums = {name: fine.get(name, quick if name == "position" else plain) for name in GROUPS}
    groups = {
        name: _group(groups[name], sums[name], name).with_columns(speed_of(name, limits))
        for name in GROUPS
    }
    answer = SeasonAnswer(
        season, groups, _matches(plain), limits, sum(one.rows for one in season.entries)
    )
    answer.warnings = _warnings(answer, plain)
    return answer


def _refuse_older(season: Season) -> None:
    """Refuse tables that an older version wrote, which lack columns."""
    polars = extra("polars")
    for path in season.tables():
        try:
            schema = polars.read_parquet_metadata(path).get("backstride.schema")
        except (polars.exceptions.PolarsError, OSError):
            continue  # reading it says what is wrong
        if schema is not None and schema != SCHEMA:
            raise SettingsError(
                f"{path}: an older version wrote it ({schema}, now {SCHEMA}); run season on the "
                "folder of the feeds, which measures them again, without --keep-missing."
            )


def _judged(table: Any) -> Any:
    """Return rows with their moving time and with what a share is of."""
    polars = extra("polars")
    col = polars.col
    known = polars.sum_horizontal("forward_s", "backward_s", "left_s", "right_s")
    moving = polars.sum_horizontal("forward_s", "backward_s", "left_s", "right_s", "unknown_s")
    judged = (
        polars.when(col("facing") == "measured")
        .then(known)
        .when(col("facing") == "estimated")
        .then(moving)
        .otherwise(0.0)
    )
    return table.with_columns(moving.alias("moving_s"), judged.alias("judged_s"))


def _plain(rows: Any) -> Any:
    """Return sums by player and match, with the place of the match in the season."""
    polars = extra("polars")
    col = polars.col
    found = (
        rows.group_by("match", *_BASIS, "person")
        .agg(
            col(*_NUMBERS).sum().round(_STEADY),
            col("interval_factor").max(),
            col(*_WHO, "match_name", "day", "followed").last(),
        )
        .collect(engine="streaming")
    )
    order = (
        found.select("match", "match_name", "day")
        .unique("match")
        .with_columns(col("day").fill_null(polars.date(9999, 1, 1)).alias("_day"))
        .sort("_day", "match_name", "match")
        .select("match", polars.int_range(polars.len()).alias("order"))
    )
    return found.join(order, on="match").sort("order", "person")


def _narrow(rows: Any, group: tuple[str, ...]) -> Any:
    """Return what shares need by player, match and phase or minute; ids as short numbers."""
    col = extra("polars").col
    return (
        rows.drop_nulls(group)
        .group_by(*_BASIS, *group, col("match").hash(), col("person").hash())
        .agg(
            col("judged_s", "backward_s", "backward_low_s", "backward_high_s").sum().round(_STEADY),
            col("interval_factor").max(),
        )
        .collect(engine="streaming")
    )


_STEADY = 6
"""Decimals that sums are kept to: with more, the order in which threads add would show."""

_NUMBERS = (*SUMS, "moving_s", "judged_s")


def _totals(rows: Any, name: str) -> Any:
    """Return sums over all players and matches of each group."""
    col = extra("polars").col
    return (
        rows.drop_nulls(GROUPS[name])
        .group_by(*_BASIS, *GROUPS[name])
        .agg(
            col("match").n_unique().alias("matches"),
            col("person").n_unique().alias("players"),
            col(*_NUMBERS).sum().round(_STEADY),
            *([col(*_WHO, "followed").sort_by("order").last()] if name == "player" else []),
        )
        .collect(engine="streaming")
    )


def _group(total: Any, sums: Any, name: str) -> Any:
    """Return totals, share, intervals and trend of each group; the largest measured share first."""
    polars = extra("polars")
    col, group = polars.col, [*_BASIS, *GROUPS[name]]
    sums = sums.drop_nulls(GROUPS[name])
    found = total.join(shares(sums, group), on=group, how="left", nulls_equal=True)
    if name not in {"phase", "minute"}:
        found = found.join(trends(sums, group), on=group, how="left", nulls_equal=True)
    quick = polars.when(col("quick_known_s") > 0).then(
        col("quick_backward_s") / col("quick_known_s")
    )
    found = found.with_columns(
        quick.alias("share_when_quick"),
        (col("backward_s") / col("matches")).alias("backward_s_per_match"),
        (col("backward_m") / col("matches")).alias("backward_m_per_match"),
    ).with_columns(_none_of_unknown())
    found = found.filter(col("moving_s") > 0)
    basis = col("facing").replace_strict({"measured": 0, "estimated": 1}, default=2)
    if name == "minute":
        return found.sort(basis, "window", "period", "minute")
    # Players are not ranked by estimates.
    ranked = polars.when(col("facing") == "measured").then(-col("share"))
    last = ("team", "player", "person") if name == "player" else GROUPS[name]
    return found.sort(basis, "window", ranked, *last, nulls_last=True)


def _none_of_unknown() -> list[Any]:
    """Return the sums that a basis cannot give as null instead of as zero."""
    polars = extra("polars")
    col = polars.col
    measured = [name for name in SUMS if name not in _ANY_BASIS]
    never = [name for name in _ANY_BASIS if name.startswith("backward") or name in COSTS]
    is_measured = polars.when(col("facing") == "measured")
    is_known = polars.when(col("facing") != "unknown")
    return [
        *(is_measured.then(col(name)).alias(name) for name in measured),
        *(is_known.then(col(name)).alias(name) for name in never),
    ]


_ANY_BASIS = {
    "seen_s", "still_s", "unknown_s", "unknown_m", "backward_s", "backward_m", "backward_walk_s",
    "backward_run_s", "backward_from_10_kmh_s", *COSTS,
}  # fmt: skip


def _matches(plain: Any) -> Any:
    """Return the share of each team in each match, in the order of the season."""
    polars = extra("polars")
    col = polars.col
    return (
        plain.filter(col("judged_s") > 0)
        .group_by(*_BASIS, "team", "match", maintain_order=True)
        .agg(col("match_name", "day", "order").first(), col("judged_s", "backward_s").sum())
        .with_columns((col("backward_s") / col("judged_s")).alias("share"))
        .sort("order", "team")
    )


def _warnings(answer: SeasonAnswer, plain: Any) -> list[str]:
    from backstride.team.facing_model import UNTESTED  # noqa: PLC0415 - text only

    polars = extra("polars")
    said = []
    if (plain["facing"] == "estimated").any():
        said.append(UNTESTED)
    lone = plain.filter(~polars.col("followed"))["person"].n_unique()
    if lone:
        said.append(
            f"{lone} players are known by side and shirt alone; another match's shirt may be "
            "another player's, so each is followed within one match."
        )
    if answer.season.gone:
        said.append(
            f"{len(answer.season.gone)} matches are no longer in the folder and are not counted: "
            f"{', '.join(answer.season.gone[:5])}."
        )
    return said + _noted(answer.season)


def _noted(season: Season) -> list[str]:
    """Return what was said of single matches, the same words once for all it was said of."""
    of: dict[str, list[str]] = {}
    for entry in season.entries:
        for line in entry.warnings:
            of.setdefault(line, []).append(entry.name)
    lines = [
        f"{names[0]}: {line}" if len(names) == 1 else f"{len(names)} matches: {line}"
        for line, names in of.items()
    ]
    more = len(lines) - _MOST_NOTES
    return lines if more <= 0 else [*lines[:_MOST_NOTES], f"and {more} more of single matches."]
