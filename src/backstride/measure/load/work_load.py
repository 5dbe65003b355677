"""Work of the joints as figures: who propels and who brakes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from backstride.estimate import Estimate
from backstride.measure.load.errors import MethodError
from backstride.measure.load.readings import Readings
from backstride.measure.load.result import JointWork
from backstride.measure.moments.work import GROUPS, JOINTS, ContactWork
from backstride.motion.arrays import Floats, Ints

SOURCES = ("A30", "A31")

NAMES_OF_GROUPS = {
    "hip": ("extensors", "flexors"),
    "knee": ("extensors", "flexors"),
    "ankle": ("plantar flexors", "dorsiflexors"),
}

_SHARED, _OWN = 0.8, 0.6  # of the error of work, in quadrature: where joints lie, and one step

_OF_ITSELF = {"hip": 1.0, "knee": 0.0, "ankle": 2.2}
"""How much of the error of an amount of work grows with that amount itself, beside what grows with
the work of all joints: a misplaced pressure turns the ankle whole and the knee hardly (A31)."""

_OF_ALL = {"hip": 0.75, "knee": 1.0, "ankle": 1.0}
"""How much of the error of shares of work each joint has (A31)."""

_OF_SWING, _LEAST_J_PER_KG = {"hip": 0.14, "knee": 0.10, "ankle": 0.10}, 0.008
"""Standard error of work in swing, as a share of itself, and the least of it in J/kg: segments'
masses differ by some 8 % between people (A31)."""


@dataclass(frozen=True)
class _Amount:
    """Work of one kind: by joint and group, of all joints together, and its error as a share."""

    kind: str
    table: Mapping[tuple[str, str, str], Floats]
    whole: Floats
    error: Floats

    def mean(self, values: Floats, joint: str, use: Ints) -> Estimate | None:
        """Return the mean of some work at a joint over contacts."""
        error = self.error * np.hypot(_OF_ALL[joint] * self.whole, _OF_ITSELF[joint] * values)
        return _readings(values, error, "J/kg").mean(use)

    def share(self, values: Floats, joint: str, use: Ints) -> Estimate | None:
        """Return the share of some work in that of all joints, over all contacts together."""
        total = float(self.whole[use].sum())
        if total <= 0:
            return None
        share = np.full(len(values), float(values[use].sum()) / total)
        found = _readings(share, _OF_ALL[joint] * self.error, "").mean(use)
        if found is None:
            return None
        high = max(found.value, min(found.high, 1.0))
        return Estimate(found.value, found.low, high, "", found.basis, found.sources)


def _readings(values: Floats, error: Floats, unit: str) -> Readings:
    shared, own = _SHARED * error, _OWN * error
    return Readings(values, shared, own, unit, "estimated", SOURCES, np.zeros_like(error))


def work_of(work: ContactWork, errors: list[MethodError], which: Ints) -> dict[str, JointWork]:
    """Return the mean work per step of some contacts; empty where the joints are not all known.

    Only contacts count in which all three joints are known, so that shares add up to one.
    """
    amounts = [
        _Amount(
            kind,
            table,
            np.sum([table[j, g, "contact"] for j in JOINTS for g in GROUPS], axis=0),
            np.array([getattr(e, kind) for e in errors]),
        )
        for kind, table in (("given", work.given), ("taken", work.taken))
    ]
    known = np.ones(len(errors), dtype=np.bool_)
    for amount in amounts:
        known &= np.isfinite(amount.whole) & np.isfinite(amount.error)
    use = which[known[which]]
    if not use.size:
        return {}
    return {
        joint: JointWork(
            figures={
                name: e for amount in amounts for name, e in _of_joint(amount, joint, use).items()
            },
            groups={
                name: _of_group(amounts, joint, group, use)
                for name, group in zip(NAMES_OF_GROUPS[joint], GROUPS, strict=True)
            },
        )
        for joint in JOINTS
    }


def _of_joint(amount: _Amount, joint: str, use: Ints) -> dict[str, Estimate]:
    """Return what a joint does in contact, its share of all three, and what it does in swing."""
    own, swing = (
        np.sum([amount.table[joint, group, phase] for group in GROUPS], axis=0)
        for phase in ("contact", "swing")
    )
    found = {
        f"{amount.kind}_j_per_kg": amount.mean(own, joint, use),
        f"share_of_{amount.kind}": amount.share(own, joint, use),
        f"swing_{amount.kind}_j_per_kg": _readings(
            swing, np.hypot(_OF_SWING[joint] * swing, _LEAST_J_PER_KG), "J/kg"
        ).mean(use),
    }
    return {name: estimate for name, estimate in found.items() if estimate is not None}


def _of_group(amounts: list[_Amount], joint: str, group: str, use: Ints) -> dict[str, Estimate]:
    found = {}
    for amount in amounts:
        own = amount.table[joint, group, "contact"]
        found[f"{amount.kind}_j_per_kg"] = amount.mean(own, joint, use)
        found[f"share_of_{amount.kind}"] = amount.share(own, joint, use)
    return {name: estimate for name, estimate in found.items() if estimate is not None}
