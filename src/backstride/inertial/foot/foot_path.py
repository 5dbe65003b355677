"""What one sensor says of its foot: rests, strides in the foot's own frame, contacts."""

from dataclasses import replace

import numpy as np

from backstride.errors import NothingToMeasureError
from backstride.inertial.foot import algebra
from backstride.inertial.foot.axes import ShoeAxes, shoe_axes
from backstride.inertial.foot.calibration import calibrate, rough_scale
from backstride.inertial.foot.clipping import (
    Repaired,
    repair_acceleration,
    repair_angular_velocity,
)
from backstride.inertial.foot.contacts import contact_times, sole_speed
from backstride.inertial.foot.gaps import LONGEST_LOSS_S, fill_gaps
from backstride.inertial.foot.own_frame import along_progress, mended
from backstride.inertial.foot.path import FootPath, carried_on
from backstride.inertial.foot.rests import Strides, find_strides
from backstride.inertial.foot.stance import LONGEST_STRIDE_S, Stances, candidates, stance_cost
from backstride.motion import Inertial, wrap_deg
from backstride.motion.arrays import Bools, Floats

TURNING_DEG = 45.0
"""A stride over which the foot turns by more belongs to no direction: definition, the half width of
a sector, so that it can begin in the middle of one and end in another."""

SHORTEST_STRIDE_M = 0.15
"""Half a foot. A foot that is set down again so near was shifted, and went in no direction."""

_STANDING_SWINGS = 1.0
"""A rest lasts while the other foot swings, about as long as the own swing: half of that before and
half after the body passes over the foot. What is longer is standing."""


def foot_path(sensor: Inertial, where: str) -> FootPath:
    """Return the path of the foot that a sensor was worn on.

    Parameters
    ----------
    sensor : Inertial
        With a gyroscope.
    where : str
        Name of the recording, for errors.

    Raises
    ------
    NothingToMeasureError
        When the foot never rests, or acceleration is not in m/s².
    """
    filled = fill_gaps(sensor, where)
    rate_hz = sensor.rate_hz
    acceleration = repair_acceleration(filled.acceleration, sensor.acceleration_limit_mps2)
    rate = repair_angular_velocity(filled.rate_dps, sensor.angular_velocity_limit_dps)
    acceleration, rate = _calibrated(acceleration, rate, rate_hz, f"{where}: {sensor.name}")
    turned = algebra.orientation(rate.values, rate_hz)
    strides = find_strides(acceleration, rate, turned, filled, where)
    ways, spans = strides.ways, strides.spans
    axis = sensor.placement.forward_axis
    shoe = shoe_axes(strides.lie.up, ways.orientation, ways.vector_m, spans, axis)
    contacts = contact_times(sole_speed(ways, rate.values, shoe), strides.stances, spans)
    path = _path(sensor, strides, shoe, contacts, acceleration.share + rate.share)
    begin_s, end_s = sensor.time_s[[0, -1]].tolist()
    return carried_on(
        path, np.nan if filled.lost[0] else begin_s, np.nan if filled.lost[-1] else end_s
    )


def _calibrated(
    acceleration: Repaired, rate: Repaired, rate_hz: float, where: str
) -> tuple[Repaired, Repaired]:
    """Return both signals with scale and offset corrected."""
    rough = rough_scale(acceleration.values, rate.values, rate_hz)
    if not np.isfinite(rough):
        raise NothingToMeasureError(
            f"{where} does not feel gravity of 9.81 m/s² while it rests; check the unit of the "
            "acceleration (m/s² or g), for example in a mapping file."
        )
    acceleration = _scaled(acceleration, rough)
    cost = stance_cost(acceleration.values, rate.values, rate_hz)
    found = calibrate(acceleration.values, rate.values, candidates(cost, rate_hz), rate_hz)
    if np.isfinite(found.scale):
        acceleration = _scaled(acceleration, found.scale)
    return acceleration, replace(rate, values=rate.values - found.offset_dps)


def _scaled(signal: Repaired, factor: float) -> Repaired:
    return replace(signal, values=signal.values * factor, error=signal.error * factor)


def _path(
    sensor: Inertial,
    strides: Strides,
    shoe: ShoeAxes,
    contacts: tuple[Floats, Floats],
    clipped_share: float,
) -> FootPath:
    stances, ways, spans = strides.stances, strides.ways, strides.spans
    mendable = (spans.lasts_s <= LONGEST_STRIDE_S) & (strides.gone_s <= LONGEST_LOSS_S)
    rate_hz, start_s = sensor.rate_hz, float(sensor.time_s[0])
    toes = algebra.rotate(
        ways.orientation[:, stances.middle], np.repeat(shoe.toes[:, None], len(stances), axis=1)
    )
    heading = np.degrees(np.arctan2(toes[1], toes[0]))
    turn = wrap_deg(np.diff(heading))
    between = np.radians(heading[:-1] + 0.5 * turn)
    x, y, z = ways.vector_m
    arrive, leave = _passing(stances, np.isfinite(x))
    turned = np.isfinite(x) & ((np.abs(turn) > TURNING_DEG) | (np.hypot(x, y) < SHORTEST_STRIDE_M))
    own = np.stack(
        (x * np.cos(between) + y * np.sin(between), y * np.cos(between) - x * np.sin(between), z)
    )
    lasts = arrive[1:] - leave[:-1]
    own[:2] = along_progress(own[:2], np.isfinite(x) & ~turned)
    straight = np.abs(turn) <= TURNING_DEG
    own, corrected = mended(own, lasts, straight, ways.misfit, mendable)
    landed, left = contacts
    standing = leave > arrive
    return FootPath(
        arrive_s=start_s + arrive / rate_hz,
        leave_s=start_s + leave / rate_hz,
        forward_m=own[0],
        left_m=own[1],
        up_m=own[2],
        facing_deg=heading[0] + np.concatenate(([0.0], np.cumsum(turn))),
        turned=turned,
        mended=corrected,
        restless=strides.restless,
        known=(start_s + stances.first[0] / rate_hz, start_s + stances.last[-1] / rate_hz),
        initial_contact_s=start_s + landed / rate_hz,
        terminal_contact_s=start_s + np.where(standing, np.nan, left) / rate_hz,
        shoe=shoe,
        side=sensor.placement.side,
        clipped_share=clipped_share,
        tilted_share=strides.tilted_share,
        rate_hz=rate_hz,
    )


def _passing(stances: Stances, stride: Bools) -> tuple[Floats, Floats]:
    """Return the samples at which the body comes over each resting foot, and leaves it.

    The first and last rest may be cut by the ends of the recording; their halves are taken to be at
    least as long as those of the others, and then reach beyond it.
    """
    half = 0.5 * (stances.last - stances.first)
    half[[0, -1]] = np.maximum(half[[0, -1]], np.median(half))
    swing = np.where(stride, (stances.first[1:] - stances.last[:-1]).astype(float), 0.0)
    before = np.minimum(half, _STANDING_SWINGS * np.concatenate(([0.0], swing)))
    after = np.minimum(half, _STANDING_SWINGS * np.concatenate((swing, [0.0])))
    arrive, leave = stances.first + before, stances.last - after
    arrive[0], leave[-1] = min(arrive[0], leave[0]), max(arrive[-1], leave[-1])
    return arrive, leave
