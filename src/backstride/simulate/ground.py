"""Hills: feet on ground that slopes."""

import numpy as np

from backstride.motion.arrays import Floats
from backstride.simulate.course import Course
from backstride.simulate.curves import smooth_step
from backstride.simulate.foot import FootPath
from backstride.simulate.rotations import from_axes

_HEEL_RAD = 0.1  # of toes up from which a tilted foot turns about its heel alone; chosen: small


def on_slope(course: Course, foot: FootPath, time_s: Floats) -> FootPath:
    """Return a foot tilted and raised as the ground under the body slopes.

    The ground is a plane through the place under the body. The foot keeps its shape; its ball, or
    its heel while the toes are up, stays above the place where it is on level ground. A planted
    foot shifts a little while one slope goes over into another.
    """
    if not course.hilly:
        return foot
    slope, here = course.at(course.slope, time_s), course.place(time_s)
    on_heel = smooth_step(-foot.pitch_rad / _HEEL_RAD)[:, None]
    pivot = foot.ball_sole + (foot.heel_sole - foot.ball_sole) * on_heel
    up = course.at(course.height_m, time_s) + ((pivot[:, :2] - here) * slope).sum(axis=1)
    raised = pivot + up[:, None] * np.array([0.0, 0.0, 1.0])
    tilt = ground_rotation(course, time_s)
    return foot.moved(lambda point: raised + np.einsum("nij,nj->ni", tilt, point - pivot))


def ground_rotation(course: Course, time_s: Floats) -> Floats:
    """Return the rotation (n, 3, 3) that takes level ground to the slope at each time."""
    slope = course.at(course.slope, time_s)
    zero, one = np.zeros(len(slope)), np.ones(len(slope))
    x = np.column_stack((one, zero, slope[:, 0]))
    y = np.column_stack((zero, one, slope[:, 1]))
    return from_axes(x, y)
