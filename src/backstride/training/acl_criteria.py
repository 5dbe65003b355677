"""The gate before running after reconstruction of the anterior cruciate ligament.

The criteria are the commonest ones in studies of forward running (L2, L2b). None was made for
backward running, and no trial of it after this operation was found (R18).
"""

from dataclasses import dataclass
from typing import Literal, get_args

Effusion = Literal["none", "trace", "mild", "moderate", "severe"]
EFFUSIONS: tuple[Effusion, ...] = get_args(Effusion)
"""Swelling inside the joint, from least to most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AclStatus:
    """One operated knee as measured; every percentage is against the other leg.

    Attributes
    ----------
    weeks : float
        Since the operation.
    pain : float
        On a scale from 0 to 10.
    motion_percent, extensor_percent, flexor_percent, hop_percent : float
        Range of motion, strength of knee extensors and flexors, and hop distance.
    effusion : Effusion
    """

    weeks: float
    pain: float
    motion_percent: float
    extensor_percent: float
    flexor_percent: float
    hop_percent: float
    effusion: Effusion


@dataclass(frozen=True, slots=True, kw_only=True)
class AclCriteria:
    """What must hold before running; the values in use are in ``screening.toml``.

    Attributes
    ----------
    least_weeks, least_motion_percent : float
        Reaching it is enough.
    pain_below : float
        Must be less.
    strength_above_percent, hop_above_percent : float
        Must be more; the first is for extensors and flexors alike.
    most_effusion : Effusion
    findings : tuple of str
    basis : str
    """

    least_weeks: float
    pain_below: float
    least_motion_percent: float
    strength_above_percent: float
    hop_above_percent: float
    most_effusion: Effusion
    findings: tuple[str, ...]
    basis: str


def acl_gate(status: AclStatus, criteria: AclCriteria) -> tuple[str, ...]:
    """Return a sentence for each criterion that fails; nothing when all hold and the gate is open.

    A value that is not a number fails. Findings: L2, L2b.
    """
    need_strength = criteria.strength_above_percent
    early = too_early(status.weeks, criteria)
    compared = (
        (not early, early),
        (
            status.pain < criteria.pain_below,
            f"Pain is {status.pain:g} of 10; it must be below {criteria.pain_below:g}.",
        ),
        (
            status.motion_percent >= criteria.least_motion_percent,
            f"Knee motion is {status.motion_percent:g} % of the other side; "
            f"it must be at least {criteria.least_motion_percent:g} %.",
        ),
        _strength("straighten", status.extensor_percent, need_strength),
        _strength("bend", status.flexor_percent, need_strength),
        (
            status.hop_percent > criteria.hop_above_percent,
            f"The hop is {status.hop_percent:g} % of the other side; "
            f"it must be above {criteria.hop_above_percent:g} %.",
        ),
        (
            EFFUSIONS.index(status.effusion) <= EFFUSIONS.index(criteria.most_effusion),
            f"Swelling in the knee is {status.effusion}; "
            f"it must be no more than {_article(criteria.most_effusion)}.",
        ),
    )
    return tuple(sentence for holds, sentence in compared if not holds)


def too_early(weeks: float, criteria: AclCriteria) -> str:
    """Return a sentence when too few weeks have passed since the operation, otherwise nothing."""
    if weeks >= criteria.least_weeks:
        return ""
    # whole weeks that have passed: 11.9 is not yet 12, and must not read as if it were
    passed = "less than a week" if not weeks >= 1 else f"{int(weeks)} weeks"
    return f"It is {passed} since the operation; running needs at least {criteria.least_weeks:g}."


def _strength(movement: str, percent: float, above: float) -> tuple[bool, str]:
    return (
        percent > above,
        f"Strength to {movement} the knee is {percent:g} % of the other side; "
        f"it must be above {above:g} %.",
    )


def _article(effusion: Effusion) -> str:
    return "a trace" if effusion == "trace" else effusion
