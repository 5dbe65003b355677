"""Quantiles of Student's t and of chi-square, for spreads known from few repeats."""

import math


def t_quantile(probability: float, freedom: float) -> float:
    """Return the value that a t variable stays below with some probability, 0 < p < 1."""
    from scipy.special import stdtrit  # noqa: PLC0415 - scipy is slow to import

    return float(stdtrit(freedom, probability))


def t_probability(value: float, freedom: float) -> float:
    """Return the probability that a t variable stays below a value, which may be infinite."""
    from scipy.special import stdtr  # noqa: PLC0415 - scipy is slow to import

    return float(stdtr(freedom, value))


def spread_interval(spread: float, freedom: float) -> tuple[float, float]:
    """Return the 90 % interval of a standard deviation estimated with some degrees of freedom."""
    from scipy.special import chdtri  # noqa: PLC0415 - scipy is slow to import

    low, high = (math.sqrt(freedom / float(chdtri(freedom, tail))) for tail in (0.05, 0.95))
    return spread * low, spread * high
