"""What running did to the body: forces, moments, the knee, the tendon, and who propels."""

from backstride.measure.load.measure_load import load_of
from backstride.measure.load.result import (
    BoutLoad,
    DirectionLoad,
    JointWork,
    LoadResult,
    StepLoad,
)

__all__ = ["BoutLoad", "DirectionLoad", "JointWork", "LoadResult", "StepLoad", "load_of"]
