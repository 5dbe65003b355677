"""Trunk sensors with a movement written down as sines: what the method must see in them."""

import numpy as np

from backstride.motion import Inertial, Placement, Track
from backstride.motion.arrays import Floats
from backstride.motion.inertial import Site

G_MPS2 = 9.80665

NORTH_DOWN_UT = np.array([0.0, 20.0, -44.0])  # field along east, north and up

FORWARD, BACKWARD = 1.0, -1.0


def bouncing(
    seconds: float,
    *,
    gait: str = "run",
    way: Floats | float = FORWARD,
    step_hz: float | None = None,
    bounce_g: float | None = None,
    push: float | None = None,
    rate_hz: float = 100.0,
    facing_deg: Floats | float = 0.0,
    mounting: Floats | None = None,
    gyroscope: bool = True,
    compass: bool = False,
    iron_ut: tuple[float, float, float] = (0.0, 0.0, 0.0),
    site: Site = "waist",
    said_forward: bool = True,
) -> Inertial:
    """Return a sensor on a body that bounces like a runner or vaults like a walker.

    ``push`` is the acceleration along the travel in phase with vertical velocity, as a share of the
    bounce; negative in walking. ``way`` and ``facing_deg`` may change over time.
    """
    run = gait == "run"
    rate = step_hz or (2.8 if run else 1.8)
    size = G_MPS2 * (bounce_g or (1.3 if run else 0.3))
    share = push if push is not None else (0.25 if run else -0.7)
    time = np.arange(round(seconds * rate_hz)) / rate_hz
    wave = 2.0 * np.pi * rate * time
    facing = np.radians(facing_deg) * np.ones(len(time))
    body = np.column_stack(
        (way * share * size * np.sin(wave), np.zeros(len(time)), G_MPS2 + size * np.cos(wave))
    )
    turn = np.zeros((len(time), 3))
    turn[:, 2] = np.degrees(np.gradient(facing, time))
    east, north, up = NORTH_DOWN_UT
    field = np.column_stack(
        (
            east * np.cos(facing) + north * np.sin(facing),
            north * np.cos(facing) - east * np.sin(facing),
            np.full(len(time), up),
        )
    )
    turned = np.eye(3) if mounting is None else mounting
    x, y, z = turned[:, 0].tolist()
    return Inertial(
        name="trunk",
        time_s=time,
        acceleration_mps2=body @ turned.T,
        angular_velocity_dps=turn @ turned.T if gyroscope else None,
        magnetic_field=field @ turned.T + np.array(iron_ut) if compass else None,
        placement=Placement(site, forward_axis=(x, y, z) if said_forward else None, said=True),
    )


def straight_track(
    seconds: float, *, speed_mps: float = 3.0, course_deg: Floats | float = 90.0
) -> Track:
    """Return fixes once a second along a course, clockwise from north, that may change."""
    time = np.arange(seconds)
    course = np.radians(course_deg) * np.ones(len(time))
    east = np.cumsum(speed_mps * np.sin(course))
    north = np.cumsum(speed_mps * np.cos(course))
    nothing = np.full(len(time), np.nan)
    return Track(
        time_s=time,
        latitude_deg=np.degrees(north / 6_371_008.8),
        longitude_deg=np.degrees(east / 6_371_008.8),
        altitude_m=nothing,
        speed_mps=np.full(len(time), speed_mps),
        course_deg=np.degrees(course) % 360.0,
        error_m=nothing,
    )
