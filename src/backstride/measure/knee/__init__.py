"""Load on the kneecap's joint and on the Achilles tendon, from moments or from published values."""

from backstride.measure.knee.achilles import ACHILLES_ARM_M, achilles_force
from backstride.measure.knee.patellofemoral import (
    compression,
    compression_per_quadriceps_force,
    contact_area_m2,
    quadriceps_arm_m,
    quadriceps_force,
)
from backstride.measure.knee.published import published_difference, published_peak

__all__ = [
    "ACHILLES_ARM_M",
    "achilles_force",
    "compression",
    "compression_per_quadriceps_force",
    "contact_area_m2",
    "published_difference",
    "published_peak",
    "quadriceps_arm_m",
    "quadriceps_force",
]
