"""What a device wrote beside the movement, by direction: its own step figures and heart rate."""

from collections.abc import Mapping

import numpy as np

from backstride.estimate import Estimate, mean_estimate
from backstride.measure.direction import Labels
from backstride.measure.parts import DIRECTIONS, ChannelSummary, Direction
from backstride.motion import Channel, Motion
from backstride.motion.arrays import Bools
from backstride.motion.channels import ChannelName

_GAIT_FIGURES: Mapping[ChannelName, tuple[str, float, str]] = {
    "step_frequency_spm": ("step_frequency_hz", 1 / 60, "steps/s"),
    "step_length_m": ("step_length_m", 1.0, "m"),
    "contact_time_s": ("contact_time_s", 1.0, "s"),
    "flight_time_s": ("flight_time_s", 1.0, "s"),
    "vertical_oscillation_m": ("vertical_oscillation_m", 1.0, "m"),
}
"""Channels that say something about gait: their figure, the factor to its unit, and the unit."""

_DEVICE_ERROR: Mapping[ChannelName, tuple[float, tuple[str, ...]]] = {
    "step_frequency_spm": (0.01, ("X8",)),
    "step_length_m": (0.01, ("X8",)),
    "contact_time_s": (0.052, ("X8",)),
    "flight_time_s": (0.151, ("X8",)),
}
"""Published bias of running wearables as a share of the reading, and the finding; forward running
only, since nobody has tested them backward."""

_UNTESTED = 0.1  # share, by judgement, for a channel that no finding covers


def gait_of_device(motion: Motion, labels: Labels) -> dict[Direction, dict[str, Estimate]]:
    """Return a device's own step figures by direction, each with its published error."""
    found: dict[Direction, dict[str, Estimate]] = {}
    for direction in DIRECTIONS:
        where = labels == direction
        if not where.any():
            continue
        for channel, (name, factor, unit) in _GAIT_FIGURES.items():
            if channel in motion.channels:
                figure = _figure(channel, motion.channels[channel], where, factor, unit)
                if figure is not None:
                    found.setdefault(direction, {})[name] = figure
    return found


def _figure(
    name: ChannelName, channel: Channel, where: Bools, factor: float, unit: str
) -> Estimate | None:
    values = channel.value[where]
    known = values[np.isfinite(values) & (values > 0)] * factor
    if not known.size:
        return None
    share, sources = _DEVICE_ERROR.get(name, (_UNTESTED, ()))
    return mean_estimate(
        known.tolist(),
        error_each=0.0,
        bias=share * float(known.mean()),
        unit=unit,
        basis=channel.basis,
        sources=sources,
    )


def channels_of(motion: Motion) -> dict[ChannelName, ChannelSummary]:
    """Return the mean and extremes of each channel over the recording."""
    found = {}
    for name, channel in motion.channels.items():
        known = channel.value[np.isfinite(channel.value)]
        if known.size:
            found[name] = ChannelSummary(
                mean=float(known.mean()),
                minimum=float(known.min()),
                maximum=float(known.max()),
                basis=channel.basis,
                device=channel.device,
            )
    return found
