"""Random runners: varied people, speeds, directions and rates for property tests."""

import numpy as np

from backstride.simulate.scenario import (
    FASTEST_MPS,
    HEADINGS,
    Body,
    Heading,
    Kind,
    Scenario,
    Segment,
)


def random_scenario(seed: int) -> Scenario:
    """Return a scenario of one to five segments that can be run; the same for the same seed."""
    rng = np.random.default_rng(seed)
    segments = []
    if rng.random() < 0.4:
        segments.append(Segment("stand", duration_s=_between(rng, 1.0, 2.5)))
    for _ in range(int(rng.integers(1, 5))):
        if segments and segments[-1].kind in ("walk", "run") and rng.random() < 0.3:
            segments.append(_turn(rng))
            segments.append(_after_turn(rng, segments))
        else:
            segments.append(_moving(rng))
    if rng.random() < 0.4:
        segments.append(Segment("stand", duration_s=_between(rng, 4.5, 6.0)))
    return Scenario(
        name=f"random-{seed}",
        segments=tuple(segments),
        body=Body(height_m=_between(rng, 1.45, 2.0), mass_kg=_between(rng, 45.0, 110.0)),
        rate_hz=float(rng.choice((50.0, 60.0, 100.0, 120.0, 200.0, 240.0, 300.0))),
        seed=seed,
        start_heading_deg=_between(rng, -180.0, 180.0),
    )


def _between(rng: np.random.Generator, low: float, high: float) -> float:
    return round(float(rng.uniform(low, high)), 3)


def _moving(rng: np.random.Generator) -> Segment:
    kind: Kind = "walk" if rng.random() < 0.35 else "run"
    weights = (0.35, 0.4, 0.125, 0.125)
    direction: Heading = HEADINGS[int(rng.choice(len(HEADINGS), p=weights))]
    slowest = {"walk": 0.6, "run": 1.2}[kind]
    fastest = min(FASTEST_MPS[kind, direction], 4.5)
    speed = _between(rng, slowest, fastest)
    return Segment(kind, direction, speed, duration_s=_between(rng, 6.0, 9.0))


def _turn(rng: np.random.Generator) -> Segment:
    turn = float(rng.choice((-180.0, -90.0, 90.0, 180.0)))
    facing, travel = ((turn, 0.0), (turn, turn), (0.0, turn))[int(rng.integers(3))]
    duration = _between(rng, 0.9, 2.5)
    return Segment("turn", duration_s=duration, facing_turn_deg=facing, travel_turn_deg=travel)


def _after_turn(rng: np.random.Generator, segments: list[Segment]) -> Segment:
    """Return a segment that goes on in the direction that a turn ends in, where it can."""
    before, turn = segments[-2], segments[-1]
    order: tuple[Heading, ...] = ("forward", "left", "backward", "right")
    quarters = round((turn.travel_turn_deg - turn.facing_turn_deg) / 90.0)
    direction = order[(order.index(before.direction) + quarters) % 4]
    speed = min(before.speed_mps, FASTEST_MPS[before.kind, direction])
    return Segment(before.kind, direction, speed, duration_s=_between(rng, 6.0, 8.0))
