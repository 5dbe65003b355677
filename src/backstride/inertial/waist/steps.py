"""From beats to contacts of the feet."""

import numpy as np

from backstride.inertial.waist.beats import Beats
from backstride.inertial.waist.grid import averaged, grid_times
from backstride.inertial.waist.windows import Windows
from backstride.motion import Footfalls, Inertial
from backstride.motion.arrays import Floats, Ints

CONTACT_HZ = 100.0
"""Of the curve that contacts are read from; crossings are found between its samples."""

CONTACT_CUTOFF_HZ = 12.0
"""Low-pass (-3 dB) of that curve: four times the step rate keeps the shape of a contact, and takes
out impacts and straps."""

LOADED = 0.4
"""Share of the mean force at which a foot counts as loaded in running: high enough that a belt
shows the ground's force and not its own movement. What comes before and after is added as for half
a sine wave of force (``_whole_contact``); the result does not hang on this share."""

ERROR_S = 0.03
"""Standard error of one contact's beginning or end: root mean square against the contacts of the
feet in motion capture, two people, forward and backward (``docs/waist-sensor.md``)."""

LANDING_BEFORE_BEAT = 0.11
"""Walking: the foot lands this share of a step before the largest upward acceleration. Mean over
both directions and two people in motion capture, 0.08 backward and 0.14 forward."""

_SEARCH = 0.6  # of a step to either side of a beat, in which a contact begins and ends

RULE = (
    "Contacts are read from the bounce of the trunk. Running: while the vertical force, smoothed "
    f"at {CONTACT_CUTOFF_HZ:.0f} Hz, is above {100 * LOADED:.0f} % of body weight, with what half "
    "a sine wave of force adds at both ends. Walking: a foot lands "
    f"{100 * LANDING_BEFORE_BEAT:.0f} % of a step before the largest upward acceleration; when it "
    "leaves cannot be told. Which foot it is cannot be told either."
)


def footfalls_from_beats(sensor: Inertial, windows: Windows, beats: Beats) -> Footfalls:
    """Return one contact per beat."""
    landing = beats.time_s - LANDING_BEFORE_BEAT * beats.step_s
    leaving = np.full(len(landing), np.nan)
    running = beats.gait == "run"
    if running.any():
        time, load = _load(sensor, windows)
        landed, left = _contacts(time, load, beats.time_s[running], beats.step_s[running])
        landed, left = _whole_contact(landed, left, beats.step_s[running])
        # A landing that did not show lies a quarter of a step before the middle of the contact.
        spare = beats.time_s[running] - 0.25 * beats.step_s[running]
        landing[running] = np.where(np.isfinite(landed), landed, spare)
        leaving[running] = np.where(np.isfinite(landed), left, np.nan)
    order = np.argsort(landing, kind="stable")
    landing, leaving, gait = landing[order], leaving[order], beats.gait[order]
    count = len(landing)
    return Footfalls(
        side=np.full(count, "unknown"),
        initial_contact_s=landing,
        terminal_contact_s=leaving,
        place_m=np.full((count, 2), np.nan),
        feet="both",
        gait=np.where(gait == "step", "", gait),
        error_s=ERROR_S,
        rule=RULE,
    )


def _load(sensor: Inertial, windows: Windows) -> tuple[Floats, Floats]:
    """Return the vertical force over time, as a share of its mean, smoothed."""
    time = grid_times(sensor.time_s, CONTACT_HZ)
    force, _ = averaged(sensor.time_s, sensor.acceleration_mps2, time)
    up = np.column_stack([np.interp(time, windows.centre_s, axis) for axis in windows.up.T])
    vertical = np.einsum("nc,nc->n", force, up)
    size = np.interp(time, windows.centre_s, windows.weight_mps2)
    return time, _low_pass(vertical / size)


def _low_pass(values: Floats) -> Floats:
    sigma = np.sqrt(np.log(2.0)) / (2.0 * np.pi * CONTACT_CUTOFF_HZ) * CONTACT_HZ
    half = int(np.ceil(4.0 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-half, half + 1) / sigma) ** 2)
    smooth: Floats = np.convolve(
        np.pad(values, half, mode="edge"), kernel / kernel.sum(), mode="valid"
    )
    return smooth


def _contacts(time: Floats, load: Floats, beat_s: Floats, step_s: Floats) -> tuple[Floats, Floats]:
    """Return when the load around each beat rises above and falls below ``LOADED``; NaN if not."""
    above = load > LOADED
    changes = np.flatnonzero(above[1:] != above[:-1])
    rises, falls = (changes[above[changes + 1] == up] for up in (True, False))
    if rises.size == 0 or falls.size == 0:
        return np.full(len(beat_s), np.nan), np.full(len(beat_s), np.nan)

    def crossing(at: Ints) -> Floats:
        share = (LOADED - load[at]) / (load[at + 1] - load[at])
        moment: Floats = time[at] + share * (time[1] - time[0])
        return moment

    rise_s, fall_s = crossing(rises), crossing(falls)
    before = np.searchsorted(rise_s, beat_s) - 1
    after = np.searchsorted(fall_s, beat_s)
    landing = np.where(before >= 0, rise_s[np.maximum(before, 0)], np.nan)
    leaving = np.where(after < len(fall_s), fall_s[np.minimum(after, len(fall_s) - 1)], np.nan)
    with np.errstate(invalid="ignore"):
        landing[beat_s - landing > _SEARCH * step_s] = np.nan
        leaving[leaving - beat_s > _SEARCH * step_s] = np.nan
    return landing, leaving


def _whole_contact(landing: Floats, leaving: Floats, step_s: Floats) -> tuple[Floats, Floats]:
    """Return contacts with their lightly loaded beginning and end added.

    Half a sine wave of force that lasts a contact of the share c of a step and carries the body has
    a peak of ``pi / (2 c)`` body weights. It is below ``LOADED`` for the share
    ``asin(2 c LOADED / pi) / pi`` of the contact at either end; c follows by iteration.
    """
    loaded = (leaving - landing) / step_s
    share = loaded
    for _ in range(8):  # each round leaves a tenth of the error
        ends = np.arcsin(np.clip(2.0 * share * LOADED / np.pi, 0.0, 1.0)) / np.pi
        share = loaded / (1.0 - 2.0 * ends)
    added = 0.5 * (share - loaded) * step_s
    return landing - np.nan_to_num(added), leaving + added
