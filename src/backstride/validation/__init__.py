"""How accurate Backstride is, worked out anew: ``backstride validate``."""

from backstride.validation.context import Context
from backstride.validation.row import AccuracyRow
from backstride.validation.runner import Report, part_names, validate

__all__ = ["AccuracyRow", "Context", "Report", "part_names", "validate"]
