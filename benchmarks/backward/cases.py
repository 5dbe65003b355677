"""Which cases there are: a fixed list that follows from one seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backstride.simulate import Scenario
from backstride.simulate.camera import CameraModel
from backstride.simulate.feeds import FeedOptions
from backstride.simulate.feeds.feed import Quality
from backstride.simulate.sessions import backward_session, forward_session

PUBLIC_SEED = 1
"""Seed of the public list."""

SESSION_MINUTES = 3.0
_QUALITIES: tuple[Quality, ...] = ("ideal", "consumer", "rough")
_RATES_HZ = (100.0, 200.0, 400.0)
_VIEWS_DEG = (0.0, 30.0, -30.0, 60.0, 180.0)
_SENSOR_FEEDS = ("foot", "feet", "waist", "chest", "phone")
_HOURLY_FEEDS = ("foot", "waist")


@dataclass(frozen=True)
class Case:
    """One recording to be judged.

    Attributes
    ----------
    id : str
    feed : str
        One of ``backstride.simulate.feeds.FEEDS``.
    scenario : Scenario
    options : FeedOptions
    knowable : bool
        Whether the recording can say which way the body faces; where it cannot, the right answer
        is ``unknown``.
    """

    id: str
    feed: str
    scenario: Scenario
    options: FeedOptions
    knowable: bool = True

    def about(self) -> dict[str, Any]:
        """Return what a participant may know beforehand."""
        return {
            "feed": self.feed,
            "knowable": self.knowable,
            "height_m": self.scenario.body.height_m,
            "feet": "left" if self.feed == "foot" else "both",
        }


def public_cases(seed: int = PUBLIC_SEED, sessions: int = 6, hours: int = 2) -> list[Case]:
    """Return the list of cases.

    Parameters
    ----------
    seed : int
        Another seed gives another list of the same make-up, for a hidden test.
    sessions : int
        Three-minute sessions with backward running in them, for each feed.
    hours : int
        Hour-long sessions without any, for each of foot and waist: for false alarms.
    """
    cases = [case for i in range(sessions) for case in _session_cases(seed, i)]
    return cases + _forward_cases(seed, hours)


def _session_cases(seed: int, i: int) -> list[Case]:
    scenario = backward_session(_scenario_seed(seed, i), SESSION_MINUTES, hills=i % 3 == 2)
    quality, rate_hz = _QUALITIES[i % 3], _RATES_HZ[(i // 3 + i) % 3]
    worn = FeedOptions(rate_hz=rate_hz, quality=quality)
    filmed = FeedOptions(
        camera=CameraModel(
            view_deg=_VIEWS_DEG[i % len(_VIEWS_DEG)],
            kind="panning" if i % 2 else "following",
            noise_px=(0.0, 2.0, 5.0)[i % 3],
        )
    )
    cases = [Case(f"{feed}-{i}", feed, scenario, worn) for feed in _SENSOR_FEEDS]
    cases.append(Case(f"keypoints-{i}", "keypoints", scenario, filmed))
    cases.append(Case(f"markers-{i}", "c3d", scenario, worn))
    cases.append(Case(f"watch-{i}", ("gpx", "tcx")[i % 2], scenario, worn, knowable=False))
    return cases


def _forward_cases(seed: int, hours: int) -> list[Case]:
    cases = []
    for i in range(hours):
        scenario = forward_session(_scenario_seed(seed, 500 + i), 59.0, hills=i % 2 == 1)
        options = FeedOptions(rate_hz=_RATES_HZ[i % 2], quality=_QUALITIES[1 + i % 2])
        cases += [Case(f"{feed}-hour-{i}", feed, scenario, options) for feed in _HOURLY_FEEDS]
    return cases


def _scenario_seed(seed: int, i: int) -> int:
    return 1000 * seed + i


def by_scenario(cases: Sequence[Case]) -> list[list[Case]]:
    """Return the cases grouped by scenario, so that each runner is worked out once."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.scenario.name, []).append(case)
    return list(groups.values())
