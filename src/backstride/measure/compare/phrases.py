"""Figures inside the reasons of statements."""

from backstride.estimate import Estimate


def more(difference: Estimate) -> str:
    """Return a difference in percent as more or less, with its interval."""
    value, low, high = difference.value, difference.low, difference.high
    if value < 0:
        value, low, high = -value, -high, -low
    word = "more" if difference.value >= 0 else "less"
    return f"{value:.0f} % {word} ({low:.0f} to {high:.0f} %)".replace("-", "−")


def percent(share: Estimate) -> str:
    """Return a share of one in percent, with its interval."""
    return f"{100 * share.value:.0f} % ({100 * share.low:.0f} to {100 * share.high:.0f} %)"


def load(estimate: Estimate) -> str:
    """Return a load with its interval and unit."""
    unit = "body weights" if estimate.unit == "BW" else estimate.unit
    return f"{estimate.value:.1f} ({estimate.low:.1f} to {estimate.high:.1f}) {unit}"
