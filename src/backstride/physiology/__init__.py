"""Published equations of what movement costs, shared by planning and measuring."""

from backstride.physiology.oxygen import (
    KJ_PER_KCAL,
    KJ_PER_LITRE,
    RESTING_ML_KG_MIN,
    Uptake,
    oxygen_uptake,
)

__all__ = ["KJ_PER_KCAL", "KJ_PER_LITRE", "RESTING_ML_KG_MIN", "Uptake", "oxygen_uptake"]
