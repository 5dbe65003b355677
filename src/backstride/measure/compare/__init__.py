"""A backward and a forward recording side by side, with what research expects."""

from backstride.measure.compare.comparing import SAME_SPEED_SHARE, compare
from backstride.measure.compare.comparison import (
    SCHEMA,
    ComparedFigure,
    Comparison,
    Statement,
    Topic,
)

__all__ = [
    "SAME_SPEED_SHARE",
    "SCHEMA",
    "ComparedFigure",
    "Comparison",
    "Statement",
    "Topic",
    "compare",
]
