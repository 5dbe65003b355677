"""Noise of orientation from frame to frame: found, counted and taken out where it is large."""

from math import ceil

import numpy as np

from backstride.motion.angles import wrap_deg
from backstride.motion.arrays import Bools
from backstride.team.feed import Feed, Singles

STEP_DEG = 45.0  # between frames: no body turns so fast at 10 frames a second

_SPIKE_FRAMES = 3  # a turn that is undone within so few frames was none

JITTER_DEG = 6.0
"""Frame-to-frame noise above which orientation gets a running median first: half
of the 12° that worn and camera-based orientation is off by (Arbués-Sangüesa 2020). Quieter tags are
taken as they are."""

_LONGEST_S = 0.5
"""The running median takes as many frames as bring noise down to that, and no more than this. A
median keeps every stretch longer than half its window, here a quarter of a second: less than a
step."""

_OF_MEDIAN = 1.2533
"""A median of n samples spreads by this more than a mean of n: √(π/2), for a normal spread."""


def jitter_of(facing: Singles) -> float:
    """Return the frame-to-frame noise in degrees, from how far samples lie off their neighbours."""
    some = facing[:, :: max(1, facing.shape[1] // 12)][:20000]
    bend = some[1:-1] - some[:-2] - (some[2:] - some[1:-1])
    bend = np.abs(wrap_deg(bend.astype(np.float64)))
    known = bend[np.isfinite(bend)]
    return float(np.median(known)) * 1.4826 / 6**0.5 if known.size else float("nan")


def half_width(feed: Feed, jitter_deg: float) -> int:
    """Return how many frames the running median takes to either side."""
    wanted = (_OF_MEDIAN * jitter_deg / JITTER_DEG) ** 2
    most = (round(_LONGEST_S * feed.rate_hz) - 1) // 2
    return min(most, ceil((wanted - 1.0) / 2.0))


def steadied(feed: Feed, facing: Singles, half: int) -> Singles:
    """Return a running median of orientation (n, p) that never reaches across a gap.

    ``half`` is what it takes to either side, in frames.
    """
    steady = facing.copy()
    for a, b in feed.stretches():
        if b - a <= 2 * half or half == 0:
            continue
        for player in range(facing.shape[1]):
            own = facing[a:b, player]
            wide = np.pad(own, half, mode="edge")
            around = np.lib.stride_tricks.sliding_window_view(wide, 2 * half + 1)
            apart = wrap_deg((around - own[:, None]).astype(np.float64))
            apart[np.isnan(apart)] = 0.0
            steady[a:b, player] = wrap_deg(own + np.median(apart, axis=1))
    return steady


def without_spikes(feed: Feed, facing: Singles) -> tuple[Singles, int, int]:
    """Return orientation without turns that are undone at once, and how many steps and spikes."""
    turn = np.abs(_wrapped(np.diff(facing, axis=0)))
    edges = feed.stretches()[1:, 0] - 1
    turn[edges] = 0.0
    step = turn > STEP_DEG
    steps = int(step.sum())
    if not steps:
        return facing, 0, 0
    spike: Bools = np.zeros(facing.shape, dtype=np.bool_)
    for width in range(1, _SPIKE_FRAMES + 1):
        both = step[:-width] & step[width:]
        back = np.abs(_wrapped(facing[width + 1 :] - facing[: -width - 1])) < STEP_DEG
        for shift in range(1, width + 1):
            spike[shift : shift + len(both)] |= both & back
    return np.where(spike, np.float32(np.nan), facing), steps, int(spike.sum())


def _wrapped(angle_deg: Singles) -> Singles:
    size = np.abs(angle_deg)
    short: Singles = np.minimum(size, np.abs(360.0 - size))
    return short
