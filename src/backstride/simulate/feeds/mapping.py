"""The mapping file that tells a reader what the columns of a sensor table are."""

from collections.abc import Sequence

from backstride.motion import Inertial, Placement
from backstride.motion.source import SYNTHETIC_MARK


def mapping_toml(sensors: Sequence[Inertial], prefixes: Sequence[str]) -> str:
    """Return the mapping of a table whose columns are named by ``feeds.worn``."""
    lines = [f"# {SYNTHETIC_MARK}", "[file]", 'delimiter = ","', "skip = 1"]
    lines += ["", "[time]", 'column = "time_s"', 'unit = "s"']
    for sensor, prefix in zip(sensors, prefixes, strict=True):
        lines += [
            "",
            "[[sensor]]",
            f'name = "{sensor.name}"',
            f'placement = "{placement_words(sensor.placement)}"',
            f"acceleration = [{_titles(prefix, 'acc', 'mps2')}]",
            'acceleration_unit = "m/s^2"',
            f"angular_velocity = [{_titles(prefix, 'gyr', 'dps')}]",
            'angular_velocity_unit = "deg/s"',
        ]
    return "\n".join(lines) + "\n"


def placement_words(placement: Placement) -> str:
    """Return a placement as a person says it: ``foot_left``, ``waist:-z``."""
    words: str = placement.site
    if placement.side != "unknown":
        words += f"_{placement.side}"
    return words if placement.forward_axis is None else f"{words}:{_axis(placement.forward_axis)}"


def _titles(prefix: str, kind: str, unit: str) -> str:
    return ", ".join(f'"{prefix}{kind}_{axis}_{unit}"' for axis in "xyz")


def _axis(axis: tuple[float, float, float]) -> str:
    """Return ``+x``, ``-z`` and so on for the axis that a unit vector is nearest to."""
    largest = max(range(3), key=lambda i: abs(axis[i]))
    return ("+" if axis[largest] > 0.0 else "-") + "xyz"[largest]
