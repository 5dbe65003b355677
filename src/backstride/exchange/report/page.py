"""What the page says, in the order in which it says it."""

from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import Any

from backstride import __version__
from backstride.exchange.report import gait_tables, tables
from backstride.exchange.report.absent import has_path, what_is_absent
from backstride.exchange.report.big import figure_groups
from backstride.exchange.report.curves import curves_absent, joint_curves
from backstride.exchange.report.energy.section import energy_section
from backstride.exchange.report.figure import player_data, window_note
from backstride.exchange.report.load.section import load_section
from backstride.exchange.report.over_time.gait_timeline import gait_timeline
from backstride.exchange.report.over_time.heart_rate import heart_rate_chart
from backstride.exchange.report.over_time.laps import laps_table
from backstride.exchange.report.over_time.speed import speed_chart, speed_known
from backstride.exchange.report.parts import Chart
from backstride.exchange.report.path import path_chart
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
    load, energy = load_section(measurement), energy_section(measurement)
    body = measurement.motion.skeleton is not None
    player = player_data(measurement)
    page = {
        "title": title or name_of(measurement),
        "headline": headline(measurement),
        "synthetic": _COMPUTED if source.synthetic else "",
        "facts": facts_of(measurement),
        "warnings": warnings_of(measurement),
        "groups": figure_groups(measurement),
        "over_time": _over_time(measurement),
        "heart_rate": heart_rate_chart(measurement),
        "heart_facts": _heart_facts(measurement),
        "laps": laps_table(measurement),
        "path": path_chart(measurement) if has_path(measurement) else None,
        "body": body,
        "strip": strip_chart(measurement) if body else None,
        "player": player,
        "window_note": window_note(measurement),
        "curves": [
            (figures_of(measurement, d), d, chart) for d, chart in joint_curves(measurement)
        ],
        "curves_absent": curves_absent(measurement) if body else "",
        "load": load,
        "energy": energy,
        "totals": tables.totals_table(measurement),
        "bouts": tables.bouts_table(measurement),
        "gait": gait_tables.gait_table(measurement),
        "steps": tables.steps_table(measurement),
        "joints": gait_tables.joints_table(measurement),
        "device": gait_tables.device_table(measurement),
        "absent": what_is_absent(measurement),
        "truth": truth_table(measurement, truth) if truth else None,
        "bases": _bases(measurement),
        "contact_rule": measurement.contact_rule if measurement.steps else "",
        "sources": rests_on(measurement, load),
        "version": __version__,
        "directions": DIRECTION_ORDER,
        "label": direction_label,
    }
    return page | {"contents_list": _contents(page)}


def _contents(page: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the id and the name of each part that this page has."""
    parts = (
        ("speed", page["over_time"][0], True),
        ("heart", "Heart rate", page["heart_rate"]),
        ("laps", "Laps", page["laps"]),
        ("path", "Path", page["path"]),
        ("figure", "Figure", page["body"]),
        ("joints", "Joints", page["body"]),
        ("load", "Load", page["load"]),
        ("energy", "Energy", page["energy"]),
        ("tables", "Tables", True),
        ("absent", "What it cannot say", page["absent"]),
        ("how", "How it was measured", True),
    )
    return [(id_, name) for id_, name, there in parts if there]


def warnings_of(measurement: Measurement) -> tuple[str, ...]:
    """Return the warnings that stand above everything: those on load and energy stand there."""
    load, energy = measurement.load, measurement.energy
    elsewhere = {
        *(load.warnings if load is not None else ()),
        *(energy.warnings if energy is not None else ()),
    }
    every = (*measurement.warnings, *measurement.motion.source.warnings)
    return tuple(w for w in dict.fromkeys(every) if w not in elsewhere)


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
    if motion.started_at is not None:
        facts.append(("Began", motion.started_at.strftime("%Y-%m-%d %H:%M %Z").strip()))
    rate_hz = motion.recorded_hz or motion.rate_hz
    rate = "one sample" if round(rate_hz) == 1 else f"{decimal(rate_hz, 0)} samples"
    facts.append(("Recorded", f"{joined(duration(motion.duration_s))} at {rate} per second"))
    facts += [
        ("Facing", BASIS_WORDS[motion.facing_basis]),
        ("Travel", BASIS_WORDS[motion.travel_basis]),
    ]
    if motion.speed_basis != motion.travel_basis:
        facts.append(("Speed", BASIS_WORDS[motion.speed_basis]))
    return facts


def _over_time(measurement: Measurement) -> tuple[str, Chart]:
    """Return the heading and the chart of the movement over time."""
    if speed_known(measurement).any() or not measurement.by_direction:
        return "Speed", speed_chart(measurement)
    return "Direction and gait over time", gait_timeline(measurement)


def _heart_facts(measurement: Measurement) -> list[tuple[str, str]]:
    summary = measurement.channels.get("heart_rate_bpm")
    if summary is None:
        return []
    facts = [("Mean", summary.mean), ("Lowest", summary.minimum), ("Highest", summary.maximum)]
    return [(name, decimal(value, 0)) for name, value in facts]


def _bases(measurement: Measurement) -> list[tuple[str, str]]:
    motion = measurement.motion
    rows = [
        ("Where the body faced", BASIS_WORDS[motion.facing_basis]),
        ("Where it travelled", BASIS_WORDS[motion.travel_basis]),
        ("How fast", BASIS_WORDS[motion.speed_basis]),
    ]
    told = {bout.gait_basis.replace("_", " ") for bout in measurement.bouts}
    told -= {"neither steps nor speed are known"}
    if told:
        rows.append(("Walking or running, told by", " or ".join(sorted(told))))
    return rows
