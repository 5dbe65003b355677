"""How fast a plan is made, and whether any random person ever breaks a written rule.

Run by hand from the checkout::

    PYTHONPATH=src .venv-test/bin/python -m benchmarks.planning            # timing
    PYTHONPATH=src .venv-test/bin/python -m benchmarks.planning 1000000    # so many people

The second form plans and logs twelve weeks for each person, on all processors, and checks every
step; it prints a line per rule that was broken, with a seed to repeat it.
"""

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.training.athlete_strategies import TODAY, healthy
from tests.training.plan_strategies import twelve_weeks

from backstride.training.catalogue import default_catalogue
from backstride.training.plan import plan
from backstride.training.programme import Wishes
from backstride.training.safety_check import check
from backstride.training.screening import screen

LIMIT_S = 0.05
BATCH = 500


def plan_seconds(tries: int = 20) -> float:
    """Return the shortest time for a plan of twelve weeks, in s, templates already read."""
    athlete = healthy(minutes_by_weekday={"monday": 60, "wednesday": 60, "friday": 60})
    screening = screen(athlete, {}, TODAY)
    default_catalogue()
    times = []
    for _ in range(tries):
        start = time.perf_counter()
        plan(athlete, screening, TODAY, Wishes(weeks=12, sessions_per_week=3))
        times.append(time.perf_counter() - start)
    return min(times)


def broken(first: int) -> tuple[int, Counter[str], dict[str, int]]:
    """Return people with a programme, violations by rule, and the first seed of each."""
    count: Counter[str] = Counter()
    seeds: dict[str, int] = {}
    people = 0
    for seed in range(first, first + BATCH):
        planned = False
        for case in twelve_weeks(seed):
            planned = True
            for one in check(case):
                count[one.rule_id] += 1
                seeds.setdefault(one.rule_id, seed)
        people += planned
    return people, count, seeds


def check_people(number: int) -> int:
    """Check so many random people; return how many violations there were."""
    start = time.perf_counter()
    total: Counter[str] = Counter()
    people = 0
    with ProcessPoolExecutor() as pool:
        for with_plan, count, seeds in pool.map(broken, range(0, number, BATCH)):
            people += with_plan
            total += count
            for rule_id, seed in seeds.items():
                print(f"{rule_id} broken by seed {seed}", flush=True)
    seconds = time.perf_counter() - start
    print(
        f"{number} people, {people} with a programme, {total.total()} violations, {seconds:.0f} s"
    )
    return total.total()


def main(arguments: list[str]) -> int:
    """Time a plan, and check people when a number of them is given."""
    seconds = plan_seconds()
    print(f"12-week plan: {1000 * seconds:.1f} ms, {seconds / LIMIT_S:.2f} of the limit")
    return int(bool(check_people(int(arguments[0])))) if arguments else int(seconds > LIMIT_S)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
