"""Which method reads which sensor."""

from collections.abc import Sequence
from datetime import datetime

from backstride.errors import NothingToMeasureError
from backstride.motion import Inertial, Motion, Source, Track


def motion_from_sensors(
    sensors: Sequence[Inertial],
    source: Source,
    *,
    track: Track | None = None,
    started_at: datetime | None = None,
) -> Motion:
    """Return the motion of whoever wore the sensors.

    Feet say most and are taken first, then the waist and the chest; other sensors of the recording
    are left out and named in the warnings.

    Parameters
    ----------
    sensors : sequence of Inertial
        All of one recording, on one clock.
    source : Source
        Where they came from.
    track : Track, optional
        Positions of a satellite receiver on the same clock.
    started_at : datetime, optional
        Moment of time 0, with a time zone.

    Raises
    ------
    NothingToMeasureError
        When no sensor was worn where a step can be told.
    """
    from backstride.inertial.foot import foot_motion  # noqa: PLC0415 - only what is worn
    from backstride.inertial.waist import waist_motion  # noqa: PLC0415

    feet = [s for s in sensors if s.placement.site == "foot"][:2]
    if feet:
        return foot_motion(feet, _left_out(source, sensors, feet), started_at=started_at)
    trunk = [
        s for site in ("waist", "chest", "unknown") for s in sensors if s.placement.site == site
    ]
    if not trunk:
        raise NothingToMeasureError(
            f"{source.path}: was worn on the wrist, where an arm swings for reasons of its own; "
            "steps and direction need a sensor on a foot, the waist or the chest."
        )
    chosen = trunk[0]
    left = _left_out(source, sensors, [chosen])
    return waist_motion(chosen, left, track=track, started_at=started_at)


def _left_out(source: Source, sensors: Sequence[Inertial], used: Sequence[Inertial]) -> Source:
    """Return the source, with a sentence on sensors that were not used."""
    names = [s.name for s in sensors if not any(s is u for u in used)]
    if not names:
        return source
    return source.with_warnings(f"Sensors that were not used: {', '.join(names)}.")
