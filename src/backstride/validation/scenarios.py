"""Built-in scenarios and random runners seen by markers: contacts, totals, lengths and feet."""

from dataclasses import dataclass, field

import numpy as np

from backstride.measure import Measurement, measure
from backstride.measure.accuracy import against_truth, nearest_contact
from backstride.simulate import Truth, load_scenario, random_scenario, scenario_names, simulate
from backstride.validation.check import Check, Rows
from backstride.validation.contacts import contact_errors_s
from backstride.validation.context import Context
from backstride.validation.figures import Share, errors_of, share_of
from backstride.validation.published import best
from backstride.validation.row import row_of

RANDOM_RUNNERS = 40
"""Besides the built-in scenarios."""

FIRST_SEED = 51_000
"""Of the random runners; no method was tried on them while it was built."""

_ABOUT = {
    "truth": "exact: the runners are simulated",
    "kind": "simulated",
}


@dataclass
class _Seen:
    """What came out of some scenarios."""

    matched: int = 0
    contacts: int = 0
    landing_ms: list[float] = field(default_factory=list)
    leaving_ms: list[float] = field(default_factory=list)
    distance_m: list[float] = field(default_factory=list)
    length_m: list[float] = field(default_factory=list)
    parts: list[bool] = field(default_factory=list)

    def add(self, found: Measurement, truth: Truth) -> None:
        """Take in one scenario."""
        agreement = against_truth(found, truth)
        self.matched += agreement.matched_contacts
        self.contacts += agreement.true_contacts
        errors, _ = contact_errors_s(found, truth)
        self.landing_ms += (1000 * errors[:, 0]).tolist()
        self.leaving_ms += (1000 * errors[:, 1]).tolist()
        self.distance_m += [
            d.distance_m - d.true_distance_m
            for d in agreement.directions
            if d.direction != "transition"
        ]
        self._add_steps(found, truth)

    def _add_steps(self, found: Measurement, truth: Truth) -> None:
        inner = [s for s in truth.steps if s.direction != "still" and s.gait != "other"]
        for true in inner[1:-1]:
            if not np.isfinite(true.initial_contact_s):
                continue
            near = nearest_contact(true, found)
            own = next((s for s in found.steps if s is near), None)
            if own is None:
                continue
            self.length_m.append(own.length_m - true.length_m)
            for told, known in (
                (own.first_down, true.first_down),
                (own.last_up, true.last_up),
            ):
                if "unknown" not in told and "flat" not in (told, known):
                    self.parts.append(told == known)


def _built_in(context: Context) -> Rows:
    seen = _Seen()
    names = scenario_names()[: context.count(len(scenario_names()))]
    for name in names:
        motion, truth = simulate(load_scenario(name))
        seen.add(measure(motion), truth)
    return _rows(seen, "scenarios", "markers of the built-in scenarios, 120 Hz", "seen")


def _random(context: Context) -> Rows:
    seen = _Seen()
    for number in range(context.count(RANDOM_RUNNERS)):
        motion, truth = simulate(random_scenario(FIRST_SEED + number))
        seen.add(measure(motion), truth)
    recorded = "markers of random runners in all directions, 50 to 300 Hz"
    return _rows(seen, "random", recorded, "held out")


def _rows(seen: _Seen, name: str, recorded: str, fitting: str) -> Rows:
    about = {**_ABOUT, "recorded": recorded, "fitting": fitting}
    rows = [
        row_of(
            Share(seen.matched, seen.contacts) if seen.contacts else None,
            id=f"simulated/{name}-contacts",
            quantity="contacts found",
            **about,
        ),
        row_of(
            share_of(seen.parts),
            id=f"simulated/{name}-part-of-foot",
            quantity="part of the foot that lands or leaves, heel or forefoot",
            **about,
        ),
    ]
    figures = (
        ("landing", "landing of a foot", seen.landing_ms, "ms", (best("X1", 0),)),
        ("take-off", "take-off of a foot", seen.leaving_ms, "ms", (best("X1", 1),)),
        ("distance", "distance of each direction", seen.distance_m, "m", ()),
        ("step-length", "length of a step", seen.length_m, "m", ()),
    )
    return rows + [
        row_of(
            errors_of(errors, unit),
            id=f"simulated/{name}-{key}",
            quantity=words,
            published=published,
            **about,
        )
        for key, words, errors, unit, published in figures
    ]


BUILT_IN = Check("built-in scenarios by markers", _built_in)
RANDOM = Check("random runners by markers", _random)
