"""A measurement as text for a terminal."""

from textwrap import fill

from backstride.cli.tables import table
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
    lines += ["", *table(_direction_rows(result)), "", *table(_bout_rows(result))]
    for direction, figures in result.gait.items():
        lines += ["", f"  How, {words.figures_of(result, direction)}"]
        lines += _pairs(
            [(words.quantity(name), words.estimate_words(e)) for name, e in figures.items()]
            + [
                (f"{joint.replace('_', ' ')} range", words.estimate_words(e["range_deg"]))
                for joint, e in result.joints.get(direction, {}).items()
            ]
        )
    if result.steps:
        lines += ["", *_note(result.contact_rule)]
    if result.warnings:
        lines += ["", *(line for warning in result.warnings for line in _note(warning))]
    return "\n".join(lines)


def _direction_rows(result: Measurement) -> list[tuple[str, ...]]:
    head = ("direction", "time", "distance", "share", "mean", "peak", "steps")
    rows = [
        (
            words.direction_label(direction),
            words.joined(words.duration(total.time_s)),
            words.joined(words.distance(total.distance_m)),
            words.percent(total.share_of_moving_time),
            words.speed(total.mean_speed_mps),
            words.speed(total.peak_speed_mps),
            str(total.steps),
        )
        for direction, total in result.by_direction.items()
    ]
    still = ("standing", words.joined(words.duration(result.still_s)), "", "", "", "", "")
    return [head, *rows, *([still] if result.still_s > 0 else [])]


def _bout_rows(result: Measurement) -> list[tuple[str, ...]]:
    head = ("bout", "from", "to", "distance", "mean", "steps", "gait told by")
    return [
        head,
        *(
            (
                words.bout_label(bout),
                f"{bout.start_s:.2f} s",
                f"{bout.end_s:.2f} s",
                words.joined(words.distance(bout.distance_m)),
                words.speed(bout.mean_speed_mps),
                str(bout.steps),
                bout.gait_basis,
            )
            for bout in result.bouts
        ),
    ]


def _pairs(pairs: list[tuple[str, str]]) -> list[str]:
    width = max(len(name) for name, _ in pairs)
    return [f"    {name.ljust(width)}  {value}" for name, value in pairs]


def _note(text: str) -> list[str]:
    return [fill(text, _WIDTH, initial_indent="  ", subsequent_indent="  ")]
