"""Training sessions of random people: minutes to an hour of what people do."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from backstride.simulate.scenario import Body, Heading, Scenario, Segment

_LONGEST_S = 3590.0  # a scenario may last an hour


def backward_session(seed: int, minutes: float = 3.0, *, hills: bool = False) -> Scenario:
    """Return a session with backward running in it; the same for the same seed.

    Blocks in random order: forward and backward walks and runs, turns between them in full motion,
    reversals by braking, side steps, curves and rests. Speeds, durations and order are drawn from
    ranges chosen as plausible; the person, by ``draw_person``.

    Parameters
    ----------
    minutes : float
        About how long, 1 to 59.
    hills : bool
        Whether the ground slopes, by up to 8 %.
    """
    rng = np.random.default_rng([seed, 1])
    blocks = (_forward, _back_by_turning, _shuttle, _back_from_rest, _side_steps, _curve, _walks)
    odds = np.array((0.2, 0.25, 0.15, 0.15, 0.1, 0.05, 0.1))
    return _session(f"backward-session-{seed}", seed, rng, minutes, (blocks, odds), hills=hills)


def forward_session(seed: int, minutes: float = 60.0, *, hills: bool = False) -> Scenario:
    """Return a session without a single backward or side step, to look for false alarms in.

    Runs of many speeds, walks, rests, curves both ways and, now and then, a half turn made round a
    cone: what a watch or a foot sensor records on most days.
    """
    rng = np.random.default_rng([seed, 2])
    blocks = (_forward, _curve, _cone, _rest, _forward_walk)
    odds = np.array((0.45, 0.25, 0.1, 0.05, 0.15))
    return _session(f"forward-session-{seed}", seed, rng, minutes, (blocks, odds), hills=hills)


Block = Callable[[np.random.Generator], list[Segment]]


def _session(
    name: str,
    seed: int,
    rng: np.random.Generator,
    minutes: float,
    drawn_from: tuple[tuple[Block, ...], "np.ndarray[tuple[int], np.dtype[np.float64]]"],
    *,
    hills: bool,
) -> Scenario:
    blocks, odds = drawn_from
    wanted = min(60.0 * minutes, _LONGEST_S)
    segments = [Segment("stand", duration_s=_between(rng, 2.0, 5.0))]
    stop = Segment("stand", duration_s=_between(rng, 5.0, 7.0))
    gone = (segments[0].duration_s or 0.0) + (stop.duration_s or 0.0)
    while True:
        block = blocks[int(rng.choice(len(blocks), p=odds))](rng)
        if hills:
            slope = _between(rng, -8.0, 8.0)
            block = [_sloped(segment, slope) for segment in block]
        lasts = sum(segment.duration_s or 0.0 for segment in block)
        if gone + lasts > wanted and len(segments) > 1:
            break
        segments += block
        gone += lasts
    return Scenario(
        name=name,
        segments=(*segments, stop),
        body=Body(height_m=_between(rng, 1.5, 1.95), mass_kg=_between(rng, 45.0, 100.0)),
        rate_hz=60.0 if minutes <= 10.0 else 30.0,
        seed=seed,
        start_heading_deg=_between(rng, -180.0, 180.0),
        fatigue=_between(rng, 0.0, 1.0),
        description="A random session, made by Backstride.",
    )


def _sloped(segment: Segment, slope_percent: float) -> Segment:
    moving = segment.kind in ("walk", "run")
    return replace(segment, slope_percent=slope_percent) if moving else segment


def _between(rng: np.random.Generator, low: float, high: float) -> float:
    return round(float(rng.uniform(low, high)), 2)


def _run(rng: np.random.Generator, direction: Heading = "forward") -> Segment:
    slowest, fastest = {"forward": (2.0, 4.0), "backward": (1.7, 3.0)}.get(direction, (1.2, 1.6))
    speed = _between(rng, slowest, fastest)
    return Segment("run", direction, speed, duration_s=_between(rng, 8.0, 25.0))


def _walk(rng: np.random.Generator, direction: Heading = "forward") -> Segment:
    slowest, fastest = {"forward": (0.9, 1.7), "backward": (0.7, 1.4)}.get(direction, (0.5, 0.8))
    speed = _between(rng, slowest, fastest)
    return Segment("walk", direction, speed, duration_s=_between(rng, 8.0, 20.0))


def _half_turn(rng: np.random.Generator) -> Segment:
    """Return a turn of the body alone, which goes on the same way."""
    turn = float(rng.choice((-180.0, 180.0)))
    return Segment("turn", duration_s=_between(rng, 0.8, 1.8), facing_turn_deg=turn)


def _stand(rng: np.random.Generator) -> Segment:
    return Segment("stand", duration_s=_between(rng, 5.0, 10.0))


def _forward(rng: np.random.Generator) -> list[Segment]:
    return [_run(rng)]


def _forward_walk(rng: np.random.Generator) -> list[Segment]:
    return [_walk(rng)]


def _rest(rng: np.random.Generator) -> list[Segment]:
    return [_run(rng), _stand(rng)]


def _back_by_turning(rng: np.random.Generator) -> list[Segment]:
    """Run forward, turn to backward without slowing, and back again."""
    back = _run(rng, "backward")
    ahead = replace(_run(rng), speed_mps=back.speed_mps + 0.2)
    entry = replace(back, speed_mps=ahead.speed_mps)
    return [ahead, _half_turn(rng), replace(entry, duration_s=back.duration_s), _half_turn(rng)] + [
        replace(_run(rng), speed_mps=ahead.speed_mps)
    ]


def _shuttle(rng: np.random.Generator) -> list[Segment]:
    return [_run(rng), _run(rng, "backward")]


def _back_from_rest(rng: np.random.Generator) -> list[Segment]:
    first = _run(rng, "backward") if rng.random() < 0.7 else _walk(rng, "backward")
    return [_stand(rng), first]


def _side_steps(rng: np.random.Generator) -> list[Segment]:
    sides: tuple[Heading, Heading] = ("left", "right")
    return [_run(rng, sides[int(rng.integers(2))])]


def _walks(rng: np.random.Generator) -> list[Segment]:
    return [_walk(rng), _walk(rng, "backward")]


def _curve(rng: np.random.Generator) -> list[Segment]:
    turn = _between(rng, 40.0, 180.0) * float(rng.choice((-1.0, 1.0)))
    seconds = _between(rng, 3.0, 8.0)
    curve = Segment("turn", duration_s=seconds, facing_turn_deg=turn, travel_turn_deg=turn)
    run = _run(rng)
    return [run, curve, replace(_run(rng), speed_mps=run.speed_mps)]


def _cone(rng: np.random.Generator) -> list[Segment]:
    """Run round a cone: half a turn of body and path in little more than a second, slowly."""
    turn = float(rng.choice((-180.0, 180.0)))
    seconds = _between(rng, 1.2, 2.0)
    cone = Segment("turn", duration_s=seconds, facing_turn_deg=turn, travel_turn_deg=turn)
    return [replace(_run(rng), speed_mps=2.0), cone, _run(rng)]
