"""What a recording cannot say, once and with the reason, instead of empty boxes."""

import numpy as np

from backstride.exchange.report.over_time.contacts import feet_absent
from backstride.exchange.report.over_time.speed import speed_known
from backstride.measure.measurement import Measurement

_SHARE_OF_NOTE = 0.05
"""A direction unknown for less of the moving time is left to the table: as in the headline."""


_NEXT_TIME = {
    "Direction": "Next time: carry the phone and let it record its compass, wear a sensor on the "
    "foot, or name the laps of a watch after what is run in them, such as “backward”.",
    "Speed and distance": "Next time: record outdoors with positions on, or wear the sensor on the "
    "foot.",
    "Path": "Next time: switch positions on, and record outdoors.",
    "Figure and joints": "Only a film from the side or a laboratory sees a body.",
    "Single steps": "Next time: wear a sensor at the waist or on the foot, where steps are felt.",
    "Load on knee and tendon": "Next time: record what knows direction and speed, or a film from "
    "the side.",
    "Energy": "Next time: record speed, outdoors with positions on or with a sensor on the foot.",
}
"""What to do to know it next time."""


def what_is_absent(measurement: Measurement) -> list[tuple[str, str, str]]:
    """Return each part that the page leaves out, with why, and how to know it next time."""
    found = [
        ("Direction", _direction(measurement)),
        ("Speed and distance", _speed(measurement)),
        ("Path", _path(measurement)),
        ("Figure and joints", _body(measurement)),
        ("Single steps", feet_absent(measurement)),
        ("Load on knee and tendon", _load(measurement)),
        ("Energy", _energy(measurement)),
    ]
    return [(name, why, _NEXT_TIME[name]) for name, why in found if why]


def has_path(measurement: Measurement) -> bool:
    """Return whether the recording knows where the body was."""
    return bool(np.isfinite(measurement.motion.position_m[:, :2]).all(axis=1).any())


def _direction(measurement: Measurement) -> str:
    unknown = measurement.by_direction.get("unknown")
    if unknown is None or unknown.share_of_moving_time < _SHARE_OF_NOTE:
        return ""
    if np.isfinite(measurement.motion.facing_deg).any():
        return "For part of the time it is not known which way the body faced or went."
    return (
        "Which way the body faced is not in the file, so nobody can tell forward from backward in "
        "it."
    )


def _speed(measurement: Measurement) -> str:
    if not measurement.by_direction or speed_known(measurement).any():
        return ""
    return "The recording knows when its wearer moved and not how fast."


def _path(measurement: Measurement) -> str:
    return "" if has_path(measurement) else "The file says nothing of where the body was."


def _body(measurement: Measurement) -> str:
    if measurement.motion.skeleton is not None:
        return ""
    return "There is no body in the file, so there is no figure to play and there are no angles."


def _load(measurement: Measurement) -> str:
    load = measurement.load
    if load is not None and load.by_direction:
        return ""
    why = "What is known of load is known forward and backward, at a known speed or from a body"
    if load is not None and load.warnings:
        why = load.warnings[0].removesuffix(".")
    unknown = measurement.by_direction.get("unknown")
    if measurement.motion.skeleton is None and unknown and len(measurement.by_direction) == 1:
        why += ", and published values are for a known direction"
    return f"{why}."


def _energy(measurement: Measurement) -> str:
    if measurement.energy is not None:
        return ""
    return "Energy is worked out from speed, and no speed is known."
