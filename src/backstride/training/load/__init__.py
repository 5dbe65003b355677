"""What training cost, session by session, day by day and week by week."""

from backstride.training.figure import Figure
from backstride.training.load.acute_chronic import (
    METHODS,
    RATIO_NOTE,
    AcuteChronic,
    acute_and_chronic,
)
from backstride.training.load.errors import with_relative_error
from backstride.training.load.heart_rate import HeartRateLimits, banister_load, edwards_load
from backstride.training.load.recovery import RECOVERY_NOTE, heart_rate_recovery
from backstride.training.load.series import DailySeries, daily_series
from backstride.training.load.session import (
    QUANTITIES,
    UNITS,
    Quantity,
    SessionLoad,
    load_of_entry,
    session_rpe_load,
)
from backstride.training.load.variability import (
    VARIABILITY_NOTE,
    VariabilityTrend,
    variability_trend,
)
from backstride.training.load.weeks import WeeklyLoad, weekly_loads

__all__ = [
    "METHODS",
    "QUANTITIES",
    "RATIO_NOTE",
    "RECOVERY_NOTE",
    "UNITS",
    "VARIABILITY_NOTE",
    "AcuteChronic",
    "DailySeries",
    "Figure",
    "HeartRateLimits",
    "Quantity",
    "SessionLoad",
    "VariabilityTrend",
    "WeeklyLoad",
    "acute_and_chronic",
    "banister_load",
    "daily_series",
    "edwards_load",
    "heart_rate_recovery",
    "load_of_entry",
    "session_rpe_load",
    "variability_trend",
    "weekly_loads",
    "with_relative_error",
]
