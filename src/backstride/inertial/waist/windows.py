"""What each two-second window of a trunk sensor says: rhythm, bounce, and push along the body.

Within a window the vertical is the mean specific force in the sensor's own axes. That takes care of
three things at once: how the sensor is tilted, how the trunk leans, and a steady speeding up or
slowing down, which leans the force of the ground by the same angle all through the step. What is
left across it is the braking and pushing within steps.
"""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from backstride.inertial.waist.grid import GRID_HZ, Grid
from backstride.motion.arrays import Bools, Floats

WINDOW_S = 2.0
"""Three walking steps or five running ones: the shortest that shows a rhythm clearly."""

HOP_S = 0.24
"""Between windows, a whole number of grid intervals: less than a step, so none is missed."""

SLOWEST_STEP_HZ, FASTEST_STEP_HZ = 1.2, 4.5
"""Slow walking to sprinting: no sustained gait lies outside."""

_FREQUENCY_STEP_HZ = 0.1  # a fifth of the window's resolution; refined by a parabola

SMOOTHING_S = 0.1
"""Width of the moving average that takes out the ringing of straps and impacts (first zero at
10 Hz). It delays nothing, and what it takes from the step rate is put back."""

_SUBHARMONIC = 0.5
"""Half the strongest rate is the step rate when it is at least this strong: in slow walking the
second harmonic, from heel strike and push-off, may outgrow the first."""

_HARMONICS = 3  # of the step rate that count as its movement: the rate itself and two overtones

_CHUNK = 2048  # windows worked on at a time, to bound memory

_ROWS = 32  # of a product worked on at a time: fewer than linear algebra gives to threads

_MOST_MISSING = 0.1  # share of a window that may lie in a gap

_STEEPEST_DEG = 60.0
"""A forward axis this far from level was declared wrongly, or the wearer lies down."""

Complexes = NDArray[np.complex128]


@dataclass(frozen=True)
class Windows:
    """One value per window.

    Attributes
    ----------
    centre_s : array (k,)
    up : array (k, 3)
        Unit vector of the mean specific force, in the sensor's axes.
    weight_mps2 : array (k,)
        Size of the mean specific force: one g, as this sensor has it.
    step_hz : array (k,)
        Rate at which the movement up and along the body repeats.
    bounce_g : array (k,)
        Amplitude of vertical acceleration at the step rate, as a share of the mean specific force.
    bounce_rad : array (k,)
        Its phase at the window's centre; 0 at the largest upward acceleration.
    regularity : array (k,)
        Share of the movement up and along the body that repeats with the step.
    ahead, aside : array (k,)
        Acceleration along the forward axis, and to its left, in phase with vertical velocity, at
        the step rate and as a share of the bounce. NaN without a forward axis.
    ahead_with_lift : array (k,)
        The same along the forward axis in phase with vertical acceleration.
    turn_deg : array (k,)
        Turn about the vertical within the window, left positive; NaN without a gyroscope.
    seen : array (k,) of bool
        False where too much is missing.
    """

    centre_s: Floats
    up: Floats
    weight_mps2: Floats
    step_hz: Floats
    bounce_g: Floats
    bounce_rad: Floats
    regularity: Floats
    ahead: Floats
    aside: Floats
    ahead_with_lift: Floats
    turn_deg: Floats
    seen: Bools

    def __len__(self) -> int:
        return len(self.centre_s)


def look_through(grid: Grid, forward_axis: tuple[float, float, float] | None) -> Windows:
    """Return the windows of a recording; none when it is shorter than a window."""
    width, hop = round(WINDOW_S * GRID_HZ), round(HOP_S * GRID_HZ)
    if len(grid) < width:
        return _join([], grid)
    force = sliding_window_view(_smooth(grid.force_mps2), width, axis=0)[::hop]
    spin = None
    if grid.spin_rps is not None:
        spin = sliding_window_view(_smooth(grid.spin_rps), width, axis=0)[::hop]
    missing = sliding_window_view(~grid.seen, width)[::hop].mean(axis=1)
    chunks = [
        _look(
            force[a : a + _CHUNK],
            None if spin is None else spin[a : a + _CHUNK],
            forward_axis,
        )
        for a in range(0, len(force), _CHUNK)
    ]
    return _join(chunks, grid, missing <= _MOST_MISSING)


def _smooth(values: Floats) -> Floats:
    """Return the moving average of each column (n, k); the ends are carried on."""
    width = round(SMOOTHING_S * GRID_HZ)
    padded = np.pad(values, ((width // 2 + 1, width // 2), (0, 0)), mode="edge")
    total = np.cumsum(padded, axis=0)
    smooth: Floats = (total[width:] - total[:-width]) / width
    return smooth


def _join(chunks: list[dict[str, Floats]], grid: Grid, seen: Bools | None = None) -> Windows:
    def column(name: str) -> Floats:
        return np.concatenate([c[name] for c in chunks]) if chunks else np.empty(0)

    count = sum(len(c["step_hz"]) for c in chunks)
    centre = grid.time_s[0] + 0.5 * (WINDOW_S - 1.0 / GRID_HZ) + np.arange(count) * HOP_S
    return Windows(
        centre_s=centre,
        up=np.concatenate([c["up"] for c in chunks]) if chunks else np.empty((0, 3)),
        weight_mps2=column("weight_mps2"),
        step_hz=column("step_hz"),
        bounce_g=column("bounce_g"),
        bounce_rad=column("bounce_rad"),
        regularity=column("regularity"),
        ahead=column("ahead"),
        aside=column("aside"),
        ahead_with_lift=column("ahead_with_lift"),
        turn_deg=column("turn_deg"),
        seen=np.ones(count, dtype=np.bool_) if seen is None else seen,
    )


def _look(
    force: Floats, spin: Floats | None, forward_axis: tuple[float, float, float] | None
) -> dict[str, Floats]:
    """Return the columns of ``Windows`` for frames (k, 3, w)."""
    width = force.shape[2]
    time = (np.arange(width) - 0.5 * (width - 1)) / GRID_HZ
    weight = np.hanning(width + 2)[1:-1]
    weight /= weight.sum()
    mean = force @ weight
    size = np.maximum(np.linalg.norm(mean, axis=1), 1e-6)
    up = mean / size[:, None]
    front, left = _axes_of_body(up, forward_axis)
    moving = force - mean[:, :, None]
    rhythm = [(axis[:, None, :] @ moving)[:, 0] for axis in (up, np.nan_to_num(front))]
    step_hz = _step_rate(rhythm, time, weight)
    turns = _turning(step_hz, time)
    wave = 2.0 * weight * turns
    swing = _along(moving, wave)
    bounce = np.einsum("kc,kc->k", swing, up.astype(np.complex128))
    turn = np.full(len(force), np.nan)
    if spin is not None:
        turn = np.degrees(((spin @ np.ones(width)) * up).sum(axis=1) / GRID_HZ)
        swing = _without_rocking(swing, spin, wave, mean, step_hz)
    kept = np.sinc(SMOOTHING_S * step_hz)
    # Vertical velocity lags vertical acceleration by a quarter step.
    with np.errstate(divide="ignore", invalid="ignore"):
        push = 1j * swing / bounce[:, None]
    return {
        "up": up,
        "weight_mps2": size,
        "step_hz": step_hz,
        "bounce_g": np.abs(bounce) / (kept * size),
        "bounce_rad": np.angle(bounce),
        "regularity": _regularity(rhythm, weight, turns),
        "ahead": np.einsum("kc,kc->k", push.real, front),
        "aside": np.einsum("kc,kc->k", push.real, left),
        "ahead_with_lift": np.einsum("kc,kc->k", push.imag, front),
        "turn_deg": turn,
    }


def _turning(step_hz: Floats, time: Floats) -> Complexes:
    """Return ``exp(-2 pi i f t)`` (k, w) on an even clock, each half from the one before it."""
    turns = np.empty((len(step_hz), len(time)), dtype=np.complex128)
    turns[:, 0] = np.exp(-2j * np.pi * step_hz * time[0])
    step = np.exp(-2j * np.pi * step_hz * (time[1] - time[0]))
    known = 1
    while known < len(time):
        more = min(known, len(time) - known)
        np.multiply(turns[:, :more], step[:, None], out=turns[:, known : known + more])
        step, known = step * step, known + more
    return turns


def _along(signal: Floats, wave: Complexes) -> Complexes:
    """Return how much of each axis of frames (k, c, w) goes with a wave (k, w)."""
    parts = signal @ np.stack((wave.real, wave.imag), axis=2)
    along: Complexes = parts[..., 0] + 1j * parts[..., 1]
    return along


def _axes_of_body(
    up: Floats, forward_axis: tuple[float, float, float] | None
) -> tuple[Floats, Floats]:
    """Return the level axes (k, 3) to the front and the left; NaN where they are not known."""
    if forward_axis is None:
        return np.full_like(up, np.nan), np.full_like(up, np.nan)
    axis = np.array(forward_axis, float)
    level = axis - up * (up @ axis)[:, None]
    length = np.linalg.norm(level, axis=1)
    usable = length > np.cos(np.radians(_STEEPEST_DEG)) * np.linalg.norm(axis)
    front = np.where(usable, level.T / np.maximum(length, 1e-9), np.nan).T
    return front, np.cross(up, front)


def _step_rate(rhythm: list[Floats], time: Floats, weight: Floats) -> Floats:
    """Return the rate (k,) at which the movement up and along the body repeats."""
    rates = np.arange(SLOWEST_STEP_HZ, FASTEST_STEP_HZ + 1e-9, _FREQUENCY_STEP_HZ)
    angle = 2.0 * np.pi * time[:, None] * rates
    waves = weight[:, None] * np.concatenate((np.cos(angle), np.sin(angle)), axis=1)
    parts = [_by_rows(signal, waves) ** 2 for signal in rhythm]
    power: Floats = np.sum([p[:, : len(rates)] + p[:, len(rates) :] for p in parts], axis=0)
    rows = np.arange(len(power))
    best = power.argmax(axis=1)
    half = np.searchsorted(rates, 0.5 * rates[best] - 0.5 * _FREQUENCY_STEP_HZ)
    lower = (0.5 * rates[best] >= SLOWEST_STEP_HZ - 0.5 * _FREQUENCY_STEP_HZ) & (
        power[rows, half] > _SUBHARMONIC**2 * power[rows, best]
    )
    best = np.clip(np.where(lower, half, best), 1, len(rates) - 2)
    a, b, c = (np.sqrt(power[rows, best + shift]) for shift in (-1, 0, 1))
    curve = a - 2.0 * b + c
    shift = np.where(curve < 0, 0.5 * (a - c) / np.where(curve < 0, curve, 1.0), 0.0)
    rate: Floats = rates[best] + np.clip(shift, -1.0, 1.0) * _FREQUENCY_STEP_HZ
    return rate


def _by_rows(signal: Floats, waves: Floats) -> Floats:
    """Return a product, some rows at a time.

    As one product it is shared out to threads, whose waiting costs more than it does.
    """
    whole = len(signal) // _ROWS * _ROWS
    blocks = signal[:whole].reshape(-1, _ROWS, signal.shape[1])
    done = (blocks @ waves).reshape(whole, waves.shape[1])
    return np.concatenate((done, signal[whole:] @ waves))


def _without_rocking(
    across: Complexes, spin: Floats, wave: Complexes, mean: Floats, step_hz: Floats
) -> Complexes:
    """Return accelerations without the share of gravity that a rocking sensor turns into them.

    A sensor turned by the small angle t from its mean sees ``f - t x f``; t is the integral of its
    angular velocity, at the step rate a division by ``2 pi i f``.
    """
    turned = _along(spin, wave) / (2j * np.pi * step_hz)[:, None]
    return across + np.cross(turned, mean)


def _regularity(rhythm: list[Floats], weight: Floats, turns: Complexes) -> Floats:
    """Return how much of the movement the step rate and its overtones explain.

    ``turns`` is a wave of size 1 at the step rate (k, w); its powers are the overtones.
    """
    total = np.maximum(np.sum([signal**2 @ weight for signal in rhythm], axis=0), 1e-12)
    explained = np.zeros(len(total))
    weighted = [2.0 * weight * signal for signal in rhythm]
    first = turns.real.copy(), turns.imag.copy()
    wave = first
    for number in range(_HARMONICS):
        for signal in weighted:
            for part in wave:
                explained += 0.5 * np.einsum("kw,kw->k", signal, part) ** 2
        if number < _HARMONICS - 1:
            real, imaginary = wave
            wave = (
                real * first[0] - imaginary * first[1],
                imaginary * first[0] + real * first[1],
            )
    share: Floats = np.minimum(explained / total, 1.0)
    return share
