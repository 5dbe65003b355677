"""What the page says, in the order in which it says it."""

from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import Any

from backstride import __version__
from backstride.exchange.report import tables
from backstride.exchange.report.big import figure_groups
from backstride.exchange.report.curves import curves_absent, joint_curves
from backstride.exchange.report.figure import player_data, window_note
from backstride.exchange.report.parts import feet_absent
from backstride.exchange.report.path import path_chart
from backstride.exchange.report.speed import speed_chart
from backstride.exchange.report.strip import strip_chart
from backstride.exchange.report.support import rests_on
from backstride.exchange.report.truth import truth_table
from backstride.exchange.words import (
    BASIS_WORDS,
    DIRECTION_ORDER,
    decimal,
    direction_label,
    duration,
    figures_of,
    headline,
    joined,
)
from backstride.measure.measurement import Measurement

_COMPUTED = "This runner was computed; nobody was recorded."


def page_of(
    measurement: Measurement, *, title: str | None, truth: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return everything the template shows, as words, pictures and tables."""
    source = measurement.motion.source
    return {
        "title": title or name_of(measurement),
        "headline": headline(measurement),
        "synthetic": _COMPUTED if source.synthetic else "",
        "facts": facts_of(measurement),
        "warnings": tuple(dict.fromkeys((*measurement.warnings, *source.warnings))),
        "groups": figure_groups(measurement),
        "speed": speed_chart(measurement),
        "path": path_chart(measurement),
        "strip": strip_chart(measurement),
        "player": player_data(measurement),
        "window_note": window_note(measurement),
        "curves": [
            (figures_of(measurement, d), d, chart) for d, chart in joint_curves(measurement)
        ],
        "curves_absent": curves_absent(measurement),
        "totals": tables.totals_table(measurement),
        "bouts": tables.bouts_table(measurement),
        "gait": tables.gait_table(measurement),
        "steps": tables.steps_table(measurement),
        "steps_absent": feet_absent(measurement),
        "joints": tables.joints_table(measurement),
        "joints_absent": _joints_absent(measurement),
        "truth": truth_table(measurement, truth) if truth else None,
        "bases": _bases(measurement),
        "contact_rule": measurement.contact_rule if measurement.steps else "",
        "sources": rests_on(measurement),
        "version": __version__,
        "directions": DIRECTION_ORDER,
        "label": direction_label,
    }


def name_of(measurement: Measurement) -> str:
    """Return the file's name without its folders, on whatever system it was named."""
    source = measurement.motion.source
    return PureWindowsPath(source.path).name or source.format


def facts_of(measurement: Measurement) -> list[tuple[str, str]]:
    """Return what is known of the recording itself, as names and values."""
    motion = measurement.motion
    source = motion.source
    facts = [("File", source.path), ("Format", source.format)]
    if source.sha256:
        facts.append(("SHA-256", source.sha256[:12]))
    rate = decimal(motion.recorded_hz or motion.rate_hz, 0)
    return [
        *facts,
        ("Recorded", f"{joined(duration(motion.duration_s))} at {rate} samples per second"),
        ("Facing", BASIS_WORDS[motion.facing_basis]),
        ("Travel", BASIS_WORDS[motion.travel_basis]),
    ]


def _joints_absent(measurement: Measurement) -> str:
    if any(measurement.joints.values()) or curves_absent(measurement):
        return ""  # present, or the sentence about the curves has said why not
    return "Joint ranges need strides that were seen whole."


def _bases(measurement: Measurement) -> list[tuple[str, str]]:
    motion = measurement.motion
    rows = [
        ("Where the body faced", BASIS_WORDS[motion.facing_basis]),
        ("Where it travelled", BASIS_WORDS[motion.travel_basis]),
    ]
    told = sorted({bout.gait_basis.replace("_", " ") for bout in measurement.bouts})
    if told:
        rows.append(("Walking or running", f"told by {' or '.join(told)}"))
    return rows
