"""Large figures in groups."""

from dataclasses import dataclass

from backstride.estimate import Estimate
from backstride.exchange.words import BASIS_WORDS, capital, estimate_parts, quantity, readable


@dataclass(frozen=True, slots=True)
class Figure:
    """One large figure with its uncertainty and why it is believed."""

    name: str
    value: str
    interval: str
    unit: str
    why: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one direction; ``note`` says what all of them rest on."""

    direction: str
    title: str
    figures: tuple[Figure, ...]
    note: str = ""


def figure_of(name: str, estimate: Estimate, *, title: str = "", why: str = "") -> Figure:
    """Return an estimate as a large figure.

    Parameters
    ----------
    name : str
        Key of the quantity, such as ``"step_length_m"``.
    title : str, optional
        What stands above it; the quantity's own name without.
    why : str, optional
        Why it is believed; its basis without.
    """
    value, interval, unit = estimate_parts(readable(estimate))
    basis = f"{BASIS_WORDS[estimate.basis].capitalize()}; the interval is what the method supports."
    title = title or quantity(name)
    return Figure(capital(title), value, interval, unit, why or basis, estimate.sources)
