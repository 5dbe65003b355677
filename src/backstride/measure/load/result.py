"""The result of ``load_of`` and its JSON form, the part ``"load"`` of a measurement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from backstride.estimate import Estimate
from backstride.measure.force.foot_force import Method
from backstride.measure.parts import Direction, Gait

Figures = Mapping[str, Estimate]
"""Names end in their unit: ``peak_vertical_force_bw`` and so on."""


@dataclass(frozen=True, slots=True)
class StepLoad:
    """One contact.

    Attributes
    ----------
    step : int
        Index into the steps of the measurement.
    method : Method
        How the ground force came to be known.
    figures : Figures
    """

    step: int
    method: Method
    figures: Figures


@dataclass(frozen=True, slots=True)
class JointWork:
    """What one joint does in the contacts, and in the swings after them, per step.

    Attributes
    ----------
    figures : Figures
        ``given_j_per_kg`` and ``taken_j_per_kg`` in contact, ``share_of_given`` and
        ``share_of_taken`` of all three joints in contact, and ``swing_given_j_per_kg`` and
        ``swing_taken_j_per_kg``.
    groups : mapping of str to Figures
        The same two amounts in contact for ``"extensors"`` and ``"flexors"``; at the ankle
        ``"plantar flexors"`` and ``"dorsiflexors"``.
    """

    figures: Figures
    groups: Mapping[str, Figures]

    def as_json(self) -> dict[str, Any]:
        """Return the figures, with the groups under ``groups``."""
        return {
            **_json(self.figures),
            "groups": {name: _json(found) for name, found in self.groups.items()},
        }


@dataclass(frozen=True, slots=True)
class DirectionLoad:
    """Mean of the steps of one direction's main gait, and their sums.

    Attributes
    ----------
    gait : Gait
    steps : int
        Steps of that gait and direction.
    measured : int
        Of them, those with figures of their own.
    methods : mapping of Method to int
        How the ground force of those came to be known.
    figures : Figures
        Means per step, and ``total_…`` over all ``steps``.
    work : mapping of joint to JointWork
        Empty where the joints are not all known.
    common : mapping of str to float
        Standard errors of those means that other recordings of this person have too.
    """

    gait: Gait
    steps: int
    measured: int
    methods: Mapping[Method, int]
    figures: Figures
    work: Mapping[str, JointWork] = field(default_factory=dict)
    common: Mapping[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return what is known."""
        return {
            "gait": self.gait,
            "steps": self.steps,
            "measured": self.measured,
            "methods": {str(name): count for name, count in self.methods.items()},
            **_json(self.figures),
            "work": {joint: found.as_json() for joint, found in self.work.items()} or None,
        }


@dataclass(frozen=True, slots=True)
class BoutLoad:
    """One bout.

    Attributes
    ----------
    bout : int
        Index into the bouts of the measurement.
    steps, measured : int
        Steps in it, and those with figures.
    figures : Figures
        Means per step, and ``total_…`` over all steps of the bout.
    """

    bout: int
    steps: int
    measured: int
    figures: Figures


@dataclass(frozen=True)
class LoadResult:
    """All that a recording says about load.

    Attributes
    ----------
    body_mass : Estimate or None
        In kg: as declared, or as force plates and movement together say; None when not known, and
        then everything is in body weights or per kilogram.
    steps : tuple of StepLoad
        Only steps that something is known of.
    bouts : tuple of BoutLoad
    by_direction : mapping of Direction to DirectionLoad
    session : Figures
        Sums over the whole recording.
    warnings : tuple of str
    """

    body_mass: Estimate | None
    steps: tuple[StepLoad, ...]
    bouts: tuple[BoutLoad, ...]
    by_direction: Mapping[Direction, DirectionLoad]
    session: Figures
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any] | None:
        """Return the part ``"load"`` of the measurement, None when it holds nothing."""
        if not self.by_direction and not self.steps:
            return None
        return {
            "body_mass_kg": self.body_mass.as_json() if self.body_mass else None,
            "session": _json(self.session),
            "by_direction": {str(d): found.as_json() for d, found in self.by_direction.items()},
            "bouts": [
                {"bout": b.bout, "steps": b.steps, "measured": b.measured, **_json(b.figures)}
                for b in self.bouts
            ],
            "steps": [{"step": s.step, "method": s.method, **_json(s.figures)} for s in self.steps],
        }


def _json(figures: Figures) -> dict[str, Any]:
    return {name: estimate.as_json() for name, estimate in figures.items()}
