"""Readings of contacts gathered to steps, bouts, directions and the session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from backstride.estimate import Estimate
from backstride.measure.force.foot_force import Method
from backstride.measure.knee.published import published_peak
from backstride.measure.load.quantities import Recorded
from backstride.measure.load.readings import Readings
from backstride.measure.load.result import BoutLoad, DirectionLoad, StepLoad
from backstride.measure.load.work_load import work_of
from backstride.measure.moments import ContactWork
from backstride.measure.parts import DIRECTIONS, Bout, Direction, Step, main_gait
from backstride.motion.arrays import Bools, Ints

TOTALS = {
    "vertical_impulse_bw_s": "total_vertical_impulse_bw_s",
    "patellofemoral_impulse_bw_s": "total_patellofemoral_impulse_bw_s",
    "achilles_impulse_bw_s": "total_achilles_impulse_bw_s",
}
"""Quantities that add up over steps."""

EXPECTED_PEAK = "expected_peak_patellofemoral_force_bw"
"""Name of the knee's load where only published values speak of it."""

_KNEE_PEAK = "peak_patellofemoral_force_bw"


@dataclass(frozen=True)
class Groups:
    """The readings of a recording with what its contacts belong to."""

    steps: Sequence[Step]
    bouts: Sequence[Bout]
    recorded: Recorded
    readings: Mapping[str, Readings]
    work: ContactWork | None

    def of_steps(self) -> tuple[StepLoad, ...]:
        """Return the figures of each contact that has any."""
        contacts = self.recorded.contacts
        found = []
        for k in np.flatnonzero(self._known):
            figures = {name: e for name, r in self.readings.items() if (e := r.at(int(k)))}
            method = self.recorded.ground.methods[k]
            found.append(StepLoad(int(contacts.step[k]), method, figures))
        return tuple(found)

    def of_bouts(self) -> tuple[BoutLoad, ...]:
        """Return the means and sums of each bout that has any."""
        found = []
        bout_of = np.array([-1 if s.bout is None else s.bout for s in self.steps], dtype=np.intp)
        counts = np.bincount(bout_of[bout_of >= 0], minlength=len(self.bouts)).tolist()
        for index, which in enumerate(_sorted_by(bout_of[self._step], len(self.bouts))):
            if figures := self._figures(which, counts[index]):
                measured = int(self._known[which].sum())
                found.append(BoutLoad(index, counts[index], measured, figures))
        return tuple(found)

    def by_direction(self) -> dict[Direction, DirectionLoad]:
        """Return the load of each direction's main gait, by published values if need be."""
        found = {direction: self._of_direction(direction) for direction in DIRECTIONS}
        return {direction: load for direction, load in found.items() if load is not None}

    def of_session(self) -> dict[str, Estimate]:
        """Return sums over all steps in bouts."""
        own = [step.bout is not None for step in self.steps]
        return self._totals(self._contacts_of(own), sum(own))

    def _of_direction(self, direction: Direction) -> DirectionLoad | None:
        gait = main_gait(self.bouts, direction)
        bouts = [b for b in self.bouts if b.direction == direction and b.gait == gait]
        chosen = {i for i, b in enumerate(self.bouts) if b.direction == direction}
        own = [
            step.bout in chosen and self.bouts[step.bout or 0].gait == gait for step in self.steps
        ]
        which = self._contacts_of(own)
        steps = max(sum(own), sum(b.steps for b in bouts))
        figures = self._figures(which, sum(own))
        counts = self._methods(which[self._known[which]])
        expected = published_peak(direction, gait, _mean_speed(bouts))
        if bouts and expected is not None and _KNEE_PEAK not in figures:
            figures[EXPECTED_PEAK] = expected
            counts = counts or {"published": steps}
        if not figures:
            return None
        return DirectionLoad(
            gait=gait,
            steps=steps,
            measured=int(self._known[which].sum()),
            methods=counts,
            figures=figures,
            work=work_of(self.work, self.recorded.errors, which) if self.work else {},
            common={
                name: error for name, r in self.readings.items() if (error := r.common_of(which))
            },
        )

    @cached_property
    def _known(self) -> Bools:
        """Which contacts have any reading (k,)."""
        known = np.zeros(len(self.recorded.contacts), dtype=np.bool_)
        for reading in self.readings.values():
            known |= reading.known()
        return known

    @property
    def _step(self) -> Ints:
        """The step that each contact is (k,)."""
        return self.recorded.contacts.step

    def _contacts_of(self, own: Sequence[bool]) -> Ints:
        """Return the contacts that some steps are."""
        return np.flatnonzero(np.asarray(own, dtype=np.bool_)[self._step])

    def _methods(self, which: Ints) -> dict[Method, int]:
        counts: dict[Method, int] = {}
        for k in which:
            method = self.recorded.ground.methods[k]
            counts[method] = counts.get(method, 0) + 1
        return counts

    def _figures(self, which: Ints, steps: int) -> dict[str, Estimate]:
        means = {name: e for name, r in self.readings.items() if (e := r.mean(which))}
        return means | self._totals(which, steps)

    def _totals(self, which: Ints, steps: int) -> dict[str, Estimate]:
        found = {
            total: self.readings[name].total(which, steps)
            for name, total in TOTALS.items()
            if name in self.readings
        }
        return {name: estimate for name, estimate in found.items() if estimate is not None}


def _sorted_by(group: Ints, count: int) -> list[Ints]:
    """Return the places in which each of a number of groups stands, in order."""
    order = np.argsort(group, kind="stable")
    borders = np.searchsorted(group[order], np.arange(count + 1))
    return [order[a:b] for a, b in pairwise(borders.tolist())]


def _mean_speed(bouts: Sequence[Bout]) -> float:
    """Return the mean speed of bouts whose distance is known; NaN without any."""
    known = [b for b in bouts if np.isfinite(b.distance_m)]
    time_s = sum(b.end_s - b.start_s for b in known)
    return sum(b.distance_m for b in known) / time_s if time_s > 0 else float("nan")
