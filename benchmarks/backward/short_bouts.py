"""How many short backward bouts are found: repetitions of three to five steps, in every feed.

::

    python -m benchmarks.backward.short_bouts --sessions 20 --first-seed 92000

A session is of eight repetitions, entered by braking, by turning in full motion or from a rest. A
true bout counts as found when a bout that is said to be backward covers half of its time, and as
told wrong when more than half of it is said to be forward.
"""

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import Literal

import numpy as np

from backstride.errors import BackstrideError
from backstride.measure import Measurement, measure
from backstride.simulate import Body, Scenario, Segment, Truth, make_runner
from backstride.simulate.known import truth_of
from benchmarks.backward.predictions import Stretch
from benchmarks.backward.truth import joined
from benchmarks.backward.wearers import FEEDS, WEARINGS, worn

REPETITIONS = 8
FEWEST_STEPS, MOST_STEPS = 3, 5


def short_session(seed: int) -> Scenario:
    """Return a session with short backward repetitions between forward runs."""
    rng = np.random.default_rng([seed, 3])
    segments = [Segment("stand", duration_s=2.0)]
    for _ in range(REPETITIONS):
        segments += _repetition(rng)
    return Scenario(
        name=f"short-{seed}",
        segments=(*segments, Segment("run", "forward", 3.0, duration_s=8.0)),
        body=Body(height_m=float(rng.uniform(1.5, 1.95))),
        rate_hz=60.0,
        seed=seed,
    )


def _repetition(rng: np.random.Generator) -> list[Segment]:
    """Return a forward run and a short way back: from a rest, by turning, or by braking."""
    ahead_mps, back_mps = float(rng.uniform(2.0, 3.2)), float(rng.uniform(0.9, 1.9))
    ahead = Segment("run", "forward", ahead_mps, duration_s=float(rng.uniform(6.0, 12.0)))
    held_s = float(rng.uniform(0.1, 0.9))
    entry = rng.integers(3)
    if entry == 0:
        walks = rng.random() < 0.5
        gait: Literal["walk", "run"] = "walk" if walks else "run"
        pace_mps = min(back_mps, 1.3) if walks else back_mps
        ramp_s = max(0.4, pace_mps / (1.0 if walks else 2.0))
        back = Segment(gait, "backward", pace_mps, duration_s=ramp_s + held_s)
        stand = Segment("stand", duration_s=4.5)
        return [ahead, stand, back, stand]
    if entry == 1:
        turn = Segment("turn", duration_s=float(rng.uniform(0.8, 1.2)), facing_turn_deg=180.0)
        back = Segment("run", "backward", ahead_mps, duration_s=0.6 + held_s)
        return [ahead, turn, back, turn]
    ramp_s = max(0.4, (ahead_mps + back_mps) / 2.0)
    return [ahead, Segment("run", "backward", back_mps, duration_s=ramp_s + held_s)]


def true_short_bouts(truth: Truth) -> list[Stretch]:
    """Return the backward bouts of three to five landings, whatever the gait."""
    bouts = [Stretch(b.start_s, b.end_s, b.direction, b.distance_m) for b in truth.bouts]
    landed = np.array([s.initial_contact_s for s in truth.steps])

    def steps(bout: Stretch) -> int:
        return int(((landed >= bout.start_s) & (landed < bout.end_s)).sum())

    backward = [b for b in joined(bouts) if b.direction == "backward"]
    return [b for b in backward if FEWEST_STEPS <= steps(b) <= MOST_STEPS]


def outcome(found: Measurement, bout: Stretch) -> str:
    """Return whether a true bout was ``found``, ``wrong`` or ``not told``."""
    time_s = found.motion.time_s
    inside = found.direction[(time_s >= bout.start_s) & (time_s < bout.end_s)]
    if not inside.size:
        return "not told"
    if (inside == "backward").mean() >= 0.5:
        return "found"
    return "wrong" if (inside == "forward").mean() > 0.5 else "not told"


def session(task: tuple[str, int, int]) -> tuple[str, Counter[str]]:
    """Return the outcomes of one session by one feed."""
    feed, seed, number = task
    runner = make_runner(short_session(seed))
    truth = truth_of(runner, runner.skeleton(runner.time_s))
    wearing = "" if feed == "markers" else WEARINGS[number % len(WEARINGS)]
    bouts = true_short_bouts(truth)
    try:
        found = measure(worn(feed, runner, number))
        told = Counter(outcome(found, bout) for bout in bouts)
    except BackstrideError:
        told = Counter({"not told": len(bouts)})
    return f"{feed} {wearing}".strip(), told


def main() -> int:
    """Print the outcomes of each feed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=20, help="for each feed")
    parser.add_argument("--first-seed", type=int, default=92_000)
    parser.add_argument("--feeds", default=",".join(FEEDS))
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    tasks = [
        (feed, chosen.first_seed + number, number)
        for feed in chosen.feeds.split(",")
        for number in range(chosen.sessions)
    ]
    told: dict[str, Counter[str]] = {}
    with ProcessPoolExecutor(chosen.processes) as workers:
        for name, outcomes in workers.map(session, tasks):
            told.setdefault(name, Counter()).update(outcomes)
    for name, counts in told.items():
        share = 100.0 * counts["found"] / max(1, counts.total())
        print(f"{name}: {share:.0f} % of {counts.total()} found; {dict(counts)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
