"""What a sensor does to the movement it is fixed to: mounting, strap, errors, limits, gaps."""

from dataclasses import dataclass, field, replace

import numpy as np

from backstride.motion.arrays import Bools, Floats
from backstride.motion.smoothing import rows_seen, runs
from backstride.simulate.person import G_MPS2
from backstride.simulate.rotations import rotation_about

Rotation = tuple[tuple[float, ...], ...]

AS_BODY: Rotation = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
"""A sensor whose axes are those of the body part: x where it points, y left, z up."""

EARTH_FIELD_UT = (0.0, 20.0, -44.0)
"""Magnetic field along the world's x (east), y (north) and z: middle latitudes, no declination."""


@dataclass(frozen=True, slots=True)
class SensorModel:
    """How a sensor is worn and what is wrong with it; the default is ideal and rigidly mounted.

    What is called a deviation is the standard deviation from which one value per sensor and axis
    is drawn. ``CONSUMER`` is a usual unit.

    Attributes
    ----------
    mounting : rotation (3 rows of 3)
        Takes a vector from the axes of the body part (x where it points, y left, z up) to those
        of the sensor: how it is meant to be worn.
    mounting_error_deg : deviation, about a random axis, of how it really is.
    acceleration_noise_mps2_per_rthz, rate_noise_dps_per_rthz : white noise density.
    acceleration_bias_mps2, rate_bias_dps : deviation of a constant offset.
    rate_drift_dps_per_rts : random walk of the gyroscope's offset, per root second.
    scale_error : deviation of the scale, as a share.
    acceleration_limit_mps2, rate_limit_dps : where a channel clips; infinite for never.
    strap_hz, strap_damping, strap_lever_m
        Natural frequency and damping ratio of a soft mount (a spring and damper that carry the
        sensor), and the arm over which its shift tilts the sensor. No frequency is a rigid mount.
    jitter_s : deviation of the moment of a sample from its time stamp, up to half an interval.
    gap_share, gap_s : share of time without samples and mean length of one such gap.
    magnetometer : bool
        Whether there is one.
    magnetic_noise_ut, magnetic_bias_ut : white noise per sample, and deviation of an offset.
    """

    mounting: Rotation = AS_BODY
    mounting_error_deg: float = 0.0
    acceleration_noise_mps2_per_rthz: float = 0.0
    rate_noise_dps_per_rthz: float = 0.0
    acceleration_bias_mps2: float = 0.0
    rate_bias_dps: float = 0.0
    rate_drift_dps_per_rts: float = 0.0
    scale_error: float = 0.0
    acceleration_limit_mps2: float = float("inf")
    rate_limit_dps: float = float("inf")
    strap_hz: float | None = None
    strap_damping: float = 0.3
    strap_lever_m: float = 0.05
    jitter_s: float = 0.0
    gap_share: float = 0.0
    gap_s: float = field(default=0.1)
    magnetometer: bool = False
    magnetic_noise_ut: float = 0.0
    magnetic_bias_ut: float = 0.0

    @property
    def nominal(self) -> Floats:
        """The mounting as an array (3, 3)."""
        return np.array(self.mounting, float)

    def forward_axis(self) -> tuple[float, float, float]:
        """Return where the wearer faces, in the sensor's axes as it is meant to be worn."""
        x, y, z = self.nominal[:, 0].tolist()
        return (x, y, z)

    def drawn_mounting(self, rng: np.random.Generator) -> Floats:
        """Return how the sensor really sits (3, 3), its error included."""
        axis = rng.standard_normal(3)
        angle = np.radians(self.mounting_error_deg) * rng.standard_normal()
        turned: Floats = rotation_about(axis / np.linalg.norm(axis), angle) @ self.nominal
        return turned


def mounted(model: SensorModel, mounting: Floats) -> SensorModel:
    """Return a model with another mounting: a rotation (3, 3) from body part to sensor."""
    x, y, z = (tuple(row) for row in np.asarray(mounting, float).tolist())
    return replace(model, mounting=(x, y, z))


def with_compass(model: SensorModel) -> SensorModel:
    """Return a model with a magnetometer."""
    return replace(model, magnetometer=True)


CONSUMER = SensorModel(
    mounting_error_deg=3.0,
    acceleration_noise_mps2_per_rthz=0.0015,
    rate_noise_dps_per_rthz=0.008,
    acceleration_bias_mps2=0.15,
    rate_bias_dps=0.5,
    rate_drift_dps_per_rts=0.002,
    scale_error=0.01,
    acceleration_limit_mps2=16.0 * G_MPS2,
    rate_limit_dps=2000.0,
    jitter_s=0.0003,
    magnetic_noise_ut=0.4,
    magnetic_bias_ut=1.5,
)
"""An inexpensive six-axis unit: noise and offsets of the size that makers of such chips state
(about 150 micro-g and 0.008 degrees per second per root hertz; 15 milli-g; 0.5 degrees per second),
full scale 16 g and 2000 degrees per second. Round figures, chosen."""


def on_strap(
    force: Floats, rate: Floats, rate_hz: float, model: SensorModel
) -> tuple[Floats, Floats]:
    """Return specific force and angular velocity (n, 3) of a sensor on a soft mount.

    The mount carries the sensor by spring and damper: relative to the body its shift u follows
    ``u'' + 2 d w u' + w² u = -f`` with the body's own specific force f, and what the sensor feels
    is the mount's force, ``-(2 d w u' + w² u)``. Its shift across the mount's arm tilts it as well.
    """
    if model.strap_hz is None:
        return force, rate
    w = 2.0 * np.pi * model.strap_hz
    felt, shift = np.full_like(force, np.nan), np.full_like(force, np.nan)
    for a, b in runs(rows_seen(force)):
        felt[a:b], shift[a:b] = _mount(force[a:b], w, model.strap_damping, 1.0 / rate_hz)
    level = np.nanmean(force, axis=0) if len(force) else np.zeros(3)
    up = level / np.linalg.norm(level)
    tilt = np.cross(up, shift) / model.strap_lever_m  # rad; small
    # Softer than its arm is long, the mount comes to its stop.
    tilt = np.tanh(tilt / 0.3) * 0.3
    spin = np.gradient(tilt, 1.0 / rate_hz, axis=0) if len(tilt) > 1 else np.zeros_like(tilt)
    return felt - np.cross(tilt, felt), rate + np.degrees(spin)


def _mount(force: Floats, w: float, damping: float, step_s: float) -> tuple[Floats, Floats]:
    """Return the mount's force and the shift from rest (n, 3): exact steps of a linear system."""
    from scipy.linalg import expm  # noqa: PLC0415 - slow import, rarely needed
    from scipy.signal import lfilter  # noqa: PLC0415

    system = np.array([[0.0, 1.0, 0.0], [-(w**2), -2.0 * damping * w, 1.0], [0.0, 0.0, 0.0]])
    moved = expm(system * step_s)
    a, b = moved[:2, :2], moved[:2, 2]
    trace, determinant = float(np.trace(a)), float(np.linalg.det(a))
    # Shift from its rest under the first sample, driven by what changes since.
    drive = -(force - force[:1])
    poles = np.array([1.0, -trace, determinant])
    shift = lfilter([0.0, b[0], a[0, 1] * b[1] - a[1, 1] * b[0]], poles, drive, axis=0)
    speed = lfilter([0.0, b[1], a[1, 0] * b[0] - a[0, 0] * b[1]], poles, drive, axis=0)
    felt = force[:1] - (2.0 * damping * w * speed + w**2 * shift)
    return felt, shift


def with_errors(
    force: Floats, rate: Floats, rate_hz: float, model: SensorModel, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return both signals (n, 3), in sensor axes, with scale, offset, drift, noise and clipping."""
    n, root = len(force), np.sqrt(0.5 * rate_hz)  # a density spreads over half the sample rate

    def constant(deviation: float) -> Floats:
        return deviation * rng.standard_normal(3)

    walk = np.cumsum(rng.standard_normal((n, 3)), axis=0) / np.sqrt(rate_hz)
    force = force * (1.0 + constant(model.scale_error)) + constant(model.acceleration_bias_mps2)
    rate = rate * (1.0 + constant(model.scale_error)) + constant(model.rate_bias_dps)
    force = force + model.acceleration_noise_mps2_per_rthz * root * rng.standard_normal((n, 3))
    rate = rate + model.rate_noise_dps_per_rthz * root * rng.standard_normal((n, 3))
    rate = rate + model.rate_drift_dps_per_rts * walk
    g, w = model.acceleration_limit_mps2, model.rate_limit_dps
    return np.clip(force, -g, g), np.clip(rate, -w, w)


def magnetic_field_ut(
    rotation: Floats, model: SensorModel, rng: np.random.Generator
) -> Floats | None:
    """Return the field (n, 3) in the axes of a sensor with that sensor-to-world rotation."""
    if not model.magnetometer:
        return None
    field_ut: Floats = np.einsum("nij,i->nj", rotation, np.array(EARTH_FIELD_UT))
    noise = model.magnetic_noise_ut * rng.standard_normal(field_ut.shape)
    return field_ut + model.magnetic_bias_ut * rng.standard_normal(3) + noise


def gaps(count: int, share: float, burst: float, rng: np.random.Generator) -> Bools:
    """Return which of ``count`` samples are missing: bursts and stretches of random length.

    Parameters
    ----------
    share : share of samples missing.
    burst : mean number of samples in a burst.
    """
    missing: Bools = np.zeros(count, dtype=bool)
    if share == 0.0:
        return missing
    burst = max(burst, 1.0)
    pairs = int(2 * count * share / burst) + 20
    gap = rng.geometric(1.0 / burst, pairs)
    view = rng.geometric(min(1.0, share / (burst * (1.0 - share))), pairs)
    ends = np.cumsum(view + gap) - rng.integers(int(burst / share) + 1)
    for start, end in zip(ends - gap, ends, strict=True):
        missing[max(start, 0) : max(end, 0)] = True
    return missing
