"""Foot-worn VN-200 in MATLAB files: one matrix ``u`` of 15 rows, as UC Irvine publishes them.

Rows: 1-3 acceleration (g), 4-6 angular velocity (°/s), 8 time (s), 11 sample period, 12-14 magnetic
field, 15 temperature. Axes x forward, y right, z down, so that z is -1 g at rest: specific force.
"""

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.inertial.clock import Samples
from backstride.motion.arrays import Floats
from backstride.motion.inertial import Placement
from backstride.readers import matlab
from backstride.readers.recording import Content, Format
from backstride.readers.sensor_recording import SensorRecording
from backstride.readers.text import shown
from backstride.readers.worn import RawSensor, recording_of

NAME = "VN-200 (MATLAB)"

_ROWS = 15


def read(content: Content) -> SensorRecording:
    """Return the sensor of a file; where it was worn is not in it and taken from the custom.

    Raises
    ------
    DamagedFileError
        When the file is cut or contradicts itself.
    NothingToMeasureError
        When no matrix in it is of this layout.
    """
    found = matlab.matrices(content)
    table = _table(found)
    if table is None:
        named = [f"{shown(n)} {m.shape[0]}×{m.shape[1]}" for n, m in found.items()]
        raise NothingToMeasureError(
            f"{content.path}: has no matrix of 15 rows as a VN-200 gives (found: "
            f"{', '.join(named[:9]) or 'none'}); write the samples as CSV and describe it "
            "in a mapping file."
        )
    time_s = table[:, 7].copy()
    raw = RawSensor(
        name="VN-200",
        acceleration=Samples("accelerometer", time_s, table[:, 0:3].copy()),
        acceleration_unit="g",
        angular_velocity=Samples("gyroscope", time_s, table[:, 3:6].copy()),
        angular_velocity_unit="deg/s",
        magnetic_field=Samples("magnetometer", time_s, table[:, 11:14].copy()),
        placement=Placement("foot", "unknown", (1.0, 0.0, 0.0)),
    )
    return recording_of(
        [raw],
        name=NAME,
        path=content.path,
        said=[
            "The file does not say where the sensor was worn; files of this layout come from a "
            "foot, so a foot was taken. Say it with --placement, for example foot_left.",
        ],
    )


def _table(found: dict[str, Floats]) -> Floats | None:
    """Return the samples (n, 15) of the first matrix that has them."""
    for matrix in found.values():
        for table in (matrix.T, matrix):
            if table.shape[1] == _ROWS and len(table) > _ROWS and _grows(table[:, 7]):
                return table
    return None


def _grows(stamps: Floats) -> bool:
    """Return whether numbers are mostly growing, as time stamps are."""
    with np.errstate(invalid="ignore"):
        return bool((np.diff(stamps) > 0).mean() > 0.5)


FORMAT = Format(
    name=NAME,
    extensions=(".mat",),
    gives="sensor on a foot with gyroscope and magnetometer",
    recognise=matlab.recognise,
    read=read,
)
