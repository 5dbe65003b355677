"""Shares of positions in a season: of faster movement than other shares, as in a match."""

from typing import Any

from backstride.team.parts import extra


def of_positions(plain: Any) -> Any:
    """Return the sums of positions: where measured, of time above the speed of their shares."""
    polars = extra("polars")
    pairs = {
        "judged_s": "quick_known_s",
        "backward_s": "quick_backward_s",
        "backward_low_s": "quick_backward_low_s",
        "backward_high_s": "quick_backward_high_s",
    }
    measured = polars.when(polars.col("facing") == "measured")
    return plain.with_columns(
        measured.then(polars.col(quick)).otherwise(polars.col(name)).alias(name)
        for name, quick in pairs.items()
    )


def speed_of(name: str, limits: dict[str, float]) -> Any:
    """Return above which speed the shares of a group are."""
    polars = extra("polars")
    usual = polars.lit(limits["speed_above_mps"])
    if name == "position":
        quick = polars.lit(limits["position_speed_above_mps"])
        usual = polars.when(polars.col("facing") == "measured").then(quick).otherwise(usual)
    return usual.alias("speed_above_mps")
