"""Sentences on load: how it is known, both directions beside each other, and research."""

import math

from backstride import evidence
from backstride.exchange.words import METHOD_WORDS, capital, figures_of, listed, speed
from backstride.measure.load import LoadResult
from backstride.measure.measurement import Direction, Measurement

_KNEE = "peak_patellofemoral_force_bw"
_EXPECTED = "expected_peak_patellofemoral_force_bw"


def how_known(measurement: Measurement, load: LoadResult) -> str:
    """Return how the force of the ground came to be known, direction by direction."""
    if not any(found.measured for found in load.by_direction.values()):
        return (
            "This recording does not measure load. What follows is what studies found in other "
            "people who moved this way and about this fast; it is wide, because people differ."
        )
    said = []
    for direction, found in load.by_direction.items():
        if direction in ("transition", "unknown"):
            continue
        what = figures_of(measurement, direction)
        if found.measured == 0:
            said.append(f"{what}: {METHOD_WORDS['published']}, since nothing here was measured")
            continue
        ways = listed(
            f"{METHOD_WORDS[method]} ({count})" for method, count in found.methods.items()
        )
        said.append(f"{what}, {found.measured} of {found.steps} contacts: {ways}")
    if not said:
        return "Only contacts between directions were measured; the table has them."
    return f"How the force of the ground is known. {capital('; '.join(said))}."


def beside_each_other(measurement: Measurement, load: LoadResult) -> str:
    """Return a careful sentence on the knee where one recording holds both directions."""
    both = [load.by_direction.get(d) for d in ("backward", "forward")]
    if None in both:
        return ""
    for name in (_KNEE, _EXPECTED):
        ends = [found.figures.get(name) for found in both if found is not None]
        backward, forward = ends if len(ends) == 2 else (None, None)
        if backward is None or forward is None:
            continue
        if name == _EXPECTED:
            return (
                "These are means of other people, far apart from one person to the next, and the "
                "intervals overlap: they do not say that backward is lighter for this person."
            )
        if backward.low <= forward.high and forward.low <= backward.high:
            return (
                "The two intervals overlap, so this recording does not show that either direction "
                "loads the knee less."
            )
        less = "backward" if backward.value < forward.value else "forward"
        return (
            f"Here {less} loaded the knee less{_at_speeds(measurement)}. Load rises with speed in "
            "either direction, so only equal speeds compare directions."
        )
    return ""


def _at_speeds(measurement: Measurement) -> str:
    back, ahead = (_mean_speed(measurement, d) for d in ("backward", "forward"))
    if not (math.isfinite(back) and math.isfinite(ahead)):
        return ""
    return f", at {speed(back)} backward and {speed(ahead)} forward"


def _mean_speed(measurement: Measurement, direction: Direction) -> float:
    total = measurement.by_direction.get(direction)
    return total.mean_speed_mps if total else math.nan


def research(measurement: Measurement) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what research expects of load backward, with the findings it rests on."""
    if "backward" not in measurement.by_direction:
        return ()
    wanted = ("patellofemoral_compression", "peak_vertical_force", "achilles_force")
    found = [evidence.expectation(name) for name in wanted]
    return tuple((e.sentence, e.findings) for e in found if e is not None)
