"""Shares of many rows, with intervals that know which errors do not average out.

``low`` and ``high`` say how far the truth of this very season could lie. Measured: backward time
with the borders between directions moved by the error of the tags, which all matches share.
Estimated: a player faces by habit, and the habit is in every match: more matches lessen what chance
adds, and never the habit's part. For groups the errors of players are taken as shared in full,
since the model is one for all.

``between_low`` and ``between_high`` say how far another season of like matches could lie. They come
from how much whole matches differ, and for groups also whole players: the variances of both, less
that of single players in single matches, which both hold (Cameron, Gelbach and Miller 2011,
10.1198/jbes.2010.07136). Only measured shares have them: estimates differ less than players do.
"""

import math
from typing import Any

import numpy as np

from backstride.motion.arrays import Floats
from backstride.team.facing_model import scale
from backstride.team.parts import extra

LEVEL = 0.9  # of every interval that Backstride gives

FEWEST = 2  # whole matches or players that can differ

MATCHES, BOTH = "whole matches", "whole matches and whole players"

_STEADY = 9
"""Decimals that shares are kept to: with more, the order in which threads add would show."""

_CLUSTERS = {"match": ["match"], "person": ["person"], "pair": ["person", "match"]}


def shares(sums: Any, group: list[str]) -> Any:
    """Return the backward share of each group with its 90 % interval.

    Parameters
    ----------
    sums : frame of polars
        Seconds for each player and match (and phase or minute): ``person``, ``match``, ``facing``,
        ``judged_s`` (what a share is of), ``backward_s``, its bounds and ``interval_factor``.
    group : list of str
        Columns; ``facing`` among them, since measured and estimated shares are never mixed.

    Returns
    -------
    frame of polars
        The columns of ``group``, ``share`` with ``low`` and ``high``; ``between_low`` and
        ``between_high`` with ``between``, what they come from: null where there is a single match
        and nothing to compare it with.
    """
    polars = extra("polars")
    known = sums.filter(polars.col("judged_s") > 0)
    measured = known.filter(polars.col("facing") == "measured")
    estimated = known.filter(polars.col("facing") == "estimated")
    return polars.concat([_measured(measured, group), _estimated(estimated, group)])


def _keys(group: list[str], *clusters: str) -> list[str]:
    return list(dict.fromkeys([*group, *clusters]))


def _ratio() -> Any:
    polars = extra("polars")
    return (polars.col("backward_s").sum() / polars.col("judged_s").sum()).round(_STEADY)


def _measured(sums: Any, group: list[str]) -> Any:
    polars = extra("polars")
    col = polars.col
    judged = col("judged_s").sum()
    found = sums.group_by(group).agg(
        _ratio().alias("share"),
        (col("backward_low_s").sum() / judged).round(_STEADY).alias("low"),
        (col("backward_high_s").sum() / judged).round(_STEADY).alias("high"),
    )
    for name, clusters in _CLUSTERS.items():
        found = found.join(_spread(sums, found, group, name, clusters), on=group, nulls_equal=True)
    by = {name: found[f"by_{name}"].to_numpy() for name in _CLUSTERS}
    count = {name: found[f"{name}_count"].to_numpy().astype(float) for name in _CLUSTERS}
    people = count["person"] >= FEWEST
    both = by["match"] + np.where(people, by["person"] - by["pair"], 0.0)
    spread = np.maximum(both, np.maximum(by["match"], np.where(people, by["person"], 0.0)))
    free = np.minimum(count["match"], np.where(people, count["person"], np.inf)) - 1.0
    known = count["match"] >= FEWEST
    found = _bounded(found, np.where(known, _half(spread, free), np.nan), "between_")
    source = np.where(known, np.where(people, BOTH, MATCHES), "")
    between = polars.Series("between", source.tolist(), polars.String).replace("", None)
    bounds = ("low", "high", "between_low", "between_high")
    return found.with_columns(between).select(*group, "share", *bounds, "between")


def _spread(sums: Any, found: Any, group: list[str], name: str, clusters: list[str]) -> Any:
    """Return the variance of each group's share that whole clusters make, and their number."""
    col = extra("polars").col
    whole = sums.group_by(_keys(group, *clusters)).agg(col("judged_s", "backward_s").sum())
    off = col("backward_s") - col("share") * col("judged_s")
    count = extra("polars").len()
    return (
        whole.join(found.select(*group, "share"), on=group, nulls_equal=True)
        .group_by(group)
        .agg(
            count.alias(f"{name}_count"),
            ((off**2).sum() / col("judged_s").sum() ** 2 * count / (count - 1).clip(1)).alias(
                f"by_{name}"
            ),
        )
    )


def _half(variance: Floats, free: Floats) -> Floats:
    """Return half the width of an interval of Student's t."""
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to load

    half = stdtrit(np.maximum(free, 1.0), 0.5 + LEVEL / 2.0) * np.sqrt(variance)
    return half.astype(np.float64)


def _estimated(sums: Any, group: list[str]) -> Any:
    polars = extra("polars")
    whole = sums.group_by(_keys(group, "person")).agg(
        polars.col("judged_s", "backward_s").sum(), polars.col("interval_factor").max()
    )
    columns = (whole[name].to_list() for name in ("backward_s", "judged_s", "interval_factor"))
    halves = [f * scale(min(1.0, b / t), t) for b, t, f in zip(*columns, strict=True)]
    weighted = (polars.col("half") * polars.col("judged_s")).sum() / polars.col("judged_s").sum()
    found = (
        whole.with_columns(polars.Series("half", halves, polars.Float64))
        .group_by(group)
        .agg(_ratio().alias("share"), weighted.alias("half"))
    )
    found = _bounded(found, found["half"].to_numpy(), "")
    none = polars.lit(None, polars.Float64)
    return found.with_columns(
        none.alias("between_low"),
        none.alias("between_high"),
        polars.lit(None, polars.String).alias("between"),
    ).drop("half")


def _bounded(found: Any, half: Floats, prefix: str) -> Any:
    polars = extra("polars")
    share = found["share"].to_numpy()
    bounds = {"low": np.clip(share - half, 0.0, 1.0), "high": np.clip(share + half, 0.0, 1.0)}
    columns = [
        polars.Series(f"{prefix}{name}", values, polars.Float64).fill_nan(None)
        for name, values in bounds.items()
    ]
    return found.with_columns(*columns)


def trends(sums: Any, group: list[str]) -> Any:
    """Return how the share of each group changes from match to match, per ten of its matches.

    A straight line through the shares of whole matches, each weighted by its time; the interval is
    that of its slope (Student's t). Null with fewer than four matches, which would leave no more
    than one to judge the line by.
    """
    polars = extra("polars")
    col = polars.col
    each = (
        sums.filter(col("judged_s") > 0)
        .group_by(_keys(group, "match"))
        .agg(col("judged_s", "backward_s").sum(), col("order").min())
        .with_columns(
            (col("backward_s") / col("judged_s")).alias("y"),
            (col("order").rank("ordinal").over(group) / 10.0).alias("x"),
            col("judged_s").alias("w"),
        )
        .with_columns(
            (col("x") - _mean("x", group)).alias("x"), (col("y") - _mean("y", group)).alias("y")
        )
    )
    lines = each.group_by(group).agg(
        polars.len().alias("n"),
        (col("w") * col("x") ** 2).sum().alias("xx"),
        (col("w") * col("x") * col("y")).sum().alias("xy"),
        (col("w") * col("y") ** 2).sum().alias("yy"),
    )
    count, wide = lines["n"].to_numpy().astype(float), lines["xx"].to_numpy()
    slope, half = _line(count, wide, lines["xy"].to_numpy(), lines["yy"].to_numpy())
    named = {"trend": slope, "trend_low": slope - half, "trend_high": slope + half}
    columns = [polars.Series(k, v, polars.Float64).fill_nan(None) for k, v in named.items()]
    return lines.select(*group).with_columns(*columns)


def _mean(name: str, group: list[str]) -> Any:
    col = extra("polars").col
    return ((col("w") * col(name)).sum() / col("w").sum()).over(group)


def _line(n: Floats, xx: Floats, xy: Floats, yy: Floats) -> tuple[Floats, Floats]:
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to load

    enough = n >= 4
    wide, free = np.where(enough, xx, 1.0), np.where(enough, n - 2.0, 1.0)
    slope = np.where(enough, xy / wide, math.nan)
    left = np.maximum(yy - xy * xy / wide, 0.0)
    half = stdtrit(free, 0.5 + LEVEL / 2.0) * np.sqrt(left / free / wide)
    return slope, half.astype(np.float64)
