"""One hour of samples through one peer, in that peer's own environment.

Run by ``benchmarks.sensor_speed`` and of no use by itself; nothing of Backstride is imported here::

    python sensor_hour.py PEER SAMPLES.npy RATE_HZ

The samples are (n, 7): time in s, acceleration in m/s² and angular velocity in °/s along x ahead, y
to the left and z up. Prints one line of JSON.
"""

# ruff: noqa: PLC0415 - each peer is only in its own environment

import json
import resource
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

AXES = ["acc_x", "acc_y", "acc_z", "gyr_x", "gyr_y", "gyr_z"]
HEIGHT_M, SENSOR_HEIGHT_M, G_MPS2 = 1.75, 1.0, 9.81

Job = Callable[[Any, float], dict[str, float]]


def gaitmap(samples: Any, rate_hz: float) -> dict[str, float]:
    """Find strides of one foot, their events, trajectories, times and lengths.

    The template's limit is raised from 4 to 6: without it none of the simulated strides is found,
    and nothing is left to do.
    """
    import pandas as pd
    from gaitmap.event_detection import RamppEventDetection
    from gaitmap.parameters import SpatialParameterCalculation, TemporalParameterCalculation
    from gaitmap.stride_segmentation import BarthDtw
    from gaitmap.trajectory_reconstruction import StrideLevelTrajectory
    from gaitmap.utils.coordinate_conversion import convert_left_foot_to_fbf

    data = pd.DataFrame(samples[:, 1:], columns=AXES)
    body = convert_left_foot_to_fbf(data)
    strides = BarthDtw(max_cost=6.0).segment(body, sampling_rate_hz=rate_hz).stride_list_
    found = RamppEventDetection().detect(body, stride_list=strides, sampling_rate_hz=rate_hz)
    events = found.min_vel_event_list_
    path = StrideLevelTrajectory().estimate(
        data, stride_event_list=events, sampling_rate_hz=rate_hz
    )
    spatial = SpatialParameterCalculation().calculate(
        stride_event_list=events,
        positions=path.position_,
        orientations=path.orientation_,
        sampling_rate_hz=rate_hz,
    )
    TemporalParameterCalculation().calculate(stride_event_list=events, sampling_rate_hz=rate_hz)
    metres = float(spatial.parameters_["stride_length"].sum())
    return {"strides": len(strides), "distance_m": metres}


def mobgap(samples: Any, rate_hz: float) -> dict[str, float]:
    """Find walking bouts, steps with sides, cadence, stride length, speed and turns."""
    import pandas as pd
    from mobgap.data import GaitDatasetFromData
    from mobgap.pipeline import MobilisedPipelineHealthy

    up_right_ahead = np.concatenate(
        [samples[:, [3, 2, 1]] * [1, -1, 1], samples[:, [6, 5, 4]] * [1, -1, 1]], axis=1
    )
    data = pd.DataFrame(up_right_ahead, columns=AXES)
    data.index.name = "samples"
    person = {"height_m": HEIGHT_M, "sensor_height_m": SENSOR_HEIGHT_M, "cohort": "HA"}
    dataset = GaitDatasetFromData(
        {("p",): {"LowerBack": data}},
        rate_hz,
        {("p",): person},
        {("p",): {"measurement_condition": "free_living"}},
    )
    found = MobilisedPipelineHealthy().run(dataset)
    return {"steps": len(found.raw_ic_list_), "bouts": len(found.per_wb_parameters_)}


def skdh(samples: Any, rate_hz: float) -> dict[str, float]:
    """Find steps, strides and turns; the whole hour is declared to be gait."""
    from skdh.gait import GaitLumbar

    found = GaitLumbar().predict(
        time=1.7e9 + samples[:, 0],
        accel=samples[:, 1:4] / G_MPS2,
        gyro=np.radians(samples[:, 4:7]),
        fs=rate_hz,
        height=HEIGHT_M,
    )
    return {"steps": len(found["Gait Cycles"])}


JOBS: dict[str, Job] = {"gaitmap": gaitmap, "mobgap": mobgap, "skdh": skdh}


def peak_mb() -> float:
    """Return the largest memory of this process so far, in MB.

    Linux keeps it since the process began its own program; elsewhere what it was started by may
    count too.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text("utf-8").splitlines() if x.startswith("VmHWM"))
        return float(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(name: str, path: str, rate_hz: float) -> None:
    """Run one peer twice, the second time with everything imported and compiled."""
    warnings.simplefilter("ignore")
    samples = np.load(path)
    seconds: list[float] = []
    found: dict[str, float] = {}
    for _ in range(2):
        begun = time.process_time()
        found = JOBS[name](samples, rate_hz)
        seconds.append(time.process_time() - begun)
    said = {"first_s": seconds[0], "again_s": seconds[1], "peak_mb": peak_mb(), "found": found}
    print(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
