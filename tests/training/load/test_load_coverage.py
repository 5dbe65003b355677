"""Intervals of 90 % hold the truth of simulated people in 85 to 95 of 100 cases.

Synthetic: loads of people differ, days are rest or training, and every rating is off by the spread
that repeated ratings have (L10).
"""

from collections import defaultdict

import numpy as np
import pytest

from backstride.estimate import Estimate
from backstride.training.load import (
    METHODS,
    HeartRateLimits,
    acute_and_chronic,
    banister_load,
    heart_rate_recovery,
    variability_trend,
    weekly_loads,
)
from backstride.training.load.errors import log_spread
from backstride.training.load.heart_rate import VARIATION_PERCENT
from backstride.training.load.session import RPE_VARIATION_PERCENT
from tests.training.load.made_weeks import day, week_of

_PEOPLE = 800


def check(hits: dict[str, list[bool]]) -> None:
    """Fail unless each figure's interval held between 85 and 95 of 100 times."""
    shares = {name: round(float(np.mean(held)), 3) for name, held in hits.items()}
    assert all(0.85 <= share <= 0.95 for share in shares.values()), shares


def holds(estimate: Estimate, truth: float) -> bool:
    """Return whether the interval holds the truth."""
    return estimate.low <= truth <= estimate.high


def person(random: np.random.Generator, days: int, rest: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a person's true load on some days, and as they rated it.

    True is what the ratings of a session average to when it is repeated.
    """
    usual, spread = random.uniform(100, 400), random.uniform(0.3, 0.7)
    trained = random.random(days) > rest
    true = np.where(trained, usual * np.exp(random.normal(0, spread, days)), 0.0)
    error = log_spread(RPE_VARIATION_PERCENT)
    off = np.exp(random.normal(-(error**2) / 2, error, days))
    return true, true * off


@pytest.mark.parametrize("rest", [0.2, 0.4, 0.6])
def test_weekly_figures(rest: float) -> None:
    """Total, monotony and strain of weeks with many and with few days of rest."""
    random = np.random.default_rng(11)
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    for _ in range(_PEOPLE):
        true, ratings = person(random, 7, rest)
        (week,) = weekly_loads(week_of(ratings.tolist()))
        if not true.any():
            continue
        assert week.total.estimate is not None
        hits["total"].append(holds(week.total.estimate, true.sum()))
        if week.monotony.estimate and week.strain.estimate:
            monotony = true.mean() / true.std(ddof=1)
            hits["monotony"].append(holds(week.monotony.estimate, monotony))
            hits["strain"].append(holds(week.strain.estimate, monotony * true.sum()))
    check(hits)


@pytest.mark.parametrize("missing", [0.0, 0.08])
@pytest.mark.parametrize("method", METHODS)
def test_acute_and_chronic(method: str, missing: float) -> None:
    """Both means and their ratio, with whole logs and with days not recorded."""
    random = np.random.default_rng(12)
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    age = np.arange(60)[::-1]
    weights = {
        "acute": age < 7 if method == "rolling" else (1 - 2 / 8) ** age,
        "chronic": age < 28 if method == "rolling" else (1 - 2 / 29) ** age,
    }
    for _ in range(_PEOPLE):
        true, ratings = person(random, 60, 0.4)
        known = random.random(60) >= missing
        loads = [x if k else None for x, k in zip(ratings.tolist(), known, strict=True)]
        found = acute_and_chronic(week_of(loads), method)  # type: ignore[arg-type]
        truth = {name: float(np.average(true, weights=w)) for name, w in weights.items()}
        truth["ratio"] = truth["acute"] / truth["chronic"]
        for name, value in truth.items():
            estimate = getattr(found, name).estimate
            if estimate:
                hits[name].append(holds(estimate, value))
    check(hits)


def test_heart_rate_load_and_recovery() -> None:
    """What the same session gives on the average day, from one day of it."""
    random = np.random.default_rng(13)
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    time_s = np.arange(0.0, 1800.0, 5.0)
    limits = HeartRateLimits(max_bpm=195, rest_bpm=55, weighting="women")
    spread = log_spread(VARIATION_PERCENT)
    for _ in range(_PEOPLE):
        bpm = np.full(time_s.shape, random.uniform(120, 150))
        usual = banister_load(time_s, bpm, limits).estimate
        assert usual is not None
        # The day's heart rate whose load is off by the day's deviation, found on a fine ladder.
        ladder = np.arange(56.0, 195.0, 0.1)
        reserve = (ladder - 55) / 140
        load = 30 * reserve * 0.86 * np.exp(1.67 * reserve)
        wanted = usual.value * np.exp(random.normal(0, spread))
        today = np.full(time_s.shape, ladder[np.argmin(abs(load - wanted))])
        found = banister_load(time_s, today, limits).estimate
        assert found is not None
        hits["banister"].append(holds(found, usual.value))

        fall = random.uniform(20, 60)
        seen = fall * np.exp(random.normal(0, log_spread(25)))
        resting = np.interp(time_s, [0, 600, 655, 1800], [180, 180, 180 - seen, 180 - seen])
        recovery = heart_rate_recovery(time_s, resting, 600.0).estimate
        assert recovery is not None
        hits["recovery"].append(holds(recovery, fall))
    check(hits)


def test_variability() -> None:
    """Means and spread of ln rMSSD of people with different levels and spreads, with gaps."""
    random = np.random.default_rng(14)
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    for _ in range(_PEOPLE):
        level, spread = random.uniform(3.2, 4.6), random.uniform(0.06, 0.25)
        logs = random.normal(level, spread, 37)
        data = {day(n): float(np.exp(x)) for n, x in enumerate(logs) if random.random() > 0.2}
        found = variability_trend(data, day(36))
        truth = {"week": level, "usual": level, "worthwhile": spread / 2}
        truth["own_variation_percent"] = 100 * spread / level
        for name, value in truth.items():
            estimate = getattr(found, name).estimate
            if estimate:
                hits[name].append(holds(estimate, value))
    check(hits)
