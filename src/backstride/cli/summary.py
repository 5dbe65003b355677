"""A measurement as text for a terminal."""

import math
from collections.abc import Callable
from textwrap import fill

from backstride.cli.summary_cost import energy_lines, heart_rate_line, load_lines
from backstride.cli.tables import pairs, table
from backstride.exchange import words
from backstride.measure import Measurement

_WIDTH = 96


def summary_text(result: Measurement, *, full: bool) -> str:
    """Return what happened in a few lines; with ``full``, also how, and what is not known."""
    source = result.motion.source
    rate_hz = result.motion.recorded_hz or result.motion.rate_hz
    lines = [
        f"{source.path}  ({source.format}, {rate_hz:.0f} Hz, "
        f"{words.joined(words.duration(result.motion.duration_s))}"
        f"{', synthetic' if source.synthetic else ''})",
        fill(words.headline(result), _WIDTH, initial_indent="  ", subsequent_indent="  "),
    ]
    if not full:
        return "\n".join(lines)
    lines += ["", *table(_said(_direction_rows(result))), *_bout_lines(result), *_lap_lines(result)]
    for direction, figures in result.gait.items():
        lines += ["", f"  How, {words.figures_of(result, direction)}"]
        lines += pairs(
            [(words.quantity(name), words.estimate_words(e)) for name, e in figures.items()]
            + [
                (f"{joint.replace('_', ' ')} range", words.estimate_words(e["range_deg"]))
                for joint, e in result.joints.get(direction, {}).items()
            ]
        )
    lines += [*load_lines(result), *energy_lines(result), *heart_rate_line(result)]
    if result.steps:
        lines += ["", *_note(result.contact_rule)]
    if result.warnings:
        lines += ["", *(line for warning in result.warnings for line in _note(warning))]
    return "\n".join(lines)


_MOST_BOUTS = 40
"""More lines than this nobody reads in a terminal; the page and the JSON have them."""


def _direction_rows(result: Measurement) -> list[tuple[str, ...]]:
    head = ("direction", "time", "distance", "share", "mean", "peak", "steps")
    rows = [
        (
            words.direction_label(direction),
            words.joined(words.duration(total.time_s)),
            _distance(total.distance_m, result.motion.speed_error_share),
            words.percent(total.share_of_moving_time),
            _known(total.mean_speed_mps, words.speed),
            _known(total.peak_speed_mps, words.speed),
            str(total.steps),
        )
        for direction, total in result.by_direction.items()
    ]
    still = ("standing", words.joined(words.duration(result.still_s)), "", "", "", "", "")
    return [head, *rows, *([still] if result.still_s > 0 else [])]


def _bout_lines(result: Measurement) -> list[str]:
    head = ("bout", "from", "to", "distance", "mean", "steps", "gait told by")
    rows = [
        (
            words.bout_label(bout),
            f"{bout.start_s:.2f} s",
            f"{bout.end_s:.2f} s",
            _distance(bout.distance_m),
            _known(bout.mean_speed_mps, words.speed),
            str(bout.steps),
            bout.gait_basis,
        )
        for bout in result.bouts[:_MOST_BOUTS]
    ]
    rest = len(result.bouts) - _MOST_BOUTS
    more = [f"  and {rest} bouts more; --json and --report have all"] if rest > 0 else []
    return ["", *table(_said([head, *rows])), *more]


def _lap_lines(result: Measurement) -> list[str]:
    head = ("lap", "name", "direction", "from", "to", "distance")
    rows = [
        (
            str(number),
            lap.name,
            lap.direction,
            f"{lap.start_s:.0f} s",
            f"{lap.end_s:.0f} s",
            _distance(lap.distance_m),
        )
        for number, lap in enumerate(result.motion.laps[:_MOST_BOUTS], start=1)
    ]
    return ["", *table(_said([head, *rows]))] if len(rows) > 1 else []


def _distance(value_m: float, error_share: float = 0.0) -> str:
    if not math.isfinite(value_m):
        return ""
    if not error_share:
        return words.joined(words.distance(value_m))
    return words.estimate_words(words.readable(words.within_share(value_m, error_share, "m")))


def _known(value: float, say: Callable[[float], str]) -> str:
    return say(value) if math.isfinite(value) else ""


def _said(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return rows without the columns that are empty below their head."""
    kept = [i for i in range(len(rows[0])) if i == 0 or any(row[i] for row in rows[1:])]
    return [tuple(row[i] for i in kept) for row in rows]


def _note(text: str) -> list[str]:
    return [fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")]
