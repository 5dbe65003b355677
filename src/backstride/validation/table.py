"""The parts of the report. A new one is a module of its own and a line here."""

from backstride.validation import (
    coverage,
    false_alarms,
    feeds,
    foot_sensor,
    key_points,
    motion_capture,
    plates,
    published_pairs,
    trunk_sensor,
    watch,
)
from backstride.validation.check import Part

PARTS: tuple[Part, ...] = (
    motion_capture.PART,
    plates.PART,
    published_pairs.PART,
    foot_sensor.PART,
    trunk_sensor.PART,
    watch.PART,
    key_points.PART,
    feeds.PART,
    coverage.STEADY,
    coverage.COVERAGE,
    false_alarms.PART,
)
