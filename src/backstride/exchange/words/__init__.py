"""Figures and directions as a person reads them."""

from backstride.exchange.words.estimates import (
    estimate_parts,
    estimate_words,
    readable,
    share,
    unit_label,
    within_share,
)
from backstride.exchange.words.headline import figures_of, headline, what_happened
from backstride.exchange.words.labels import (
    BASIS_WORDS,
    DIRECTION_ORDER,
    METHOD_WORDS,
    bout_label,
    direction_adjective,
    direction_label,
    quantity,
)
from backstride.exchange.words.numbers import (
    NOT_SEEN,
    capital,
    clock,
    decimal,
    distance,
    duration,
    joined,
    listed,
    percent,
    speed,
)

__all__ = [
    "BASIS_WORDS",
    "DIRECTION_ORDER",
    "METHOD_WORDS",
    "NOT_SEEN",
    "bout_label",
    "capital",
    "clock",
    "decimal",
    "direction_adjective",
    "direction_label",
    "distance",
    "duration",
    "estimate_parts",
    "estimate_words",
    "figures_of",
    "headline",
    "joined",
    "listed",
    "percent",
    "quantity",
    "readable",
    "share",
    "speed",
    "unit_label",
    "what_happened",
    "within_share",
]
