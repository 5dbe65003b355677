"""The written rules of planning and progression, and their settings, read from data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from backstride.errors import SettingsError
from backstride.training.field_checks import check_number
from backstride.training.rules import EXPERT_OPINION, check_basis

_DEFAULT = Path(__file__).with_name("data") / "rules_of_training.toml"

KeptBy = Literal["planning", "progression", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSettings:
    """Every number of the rules; what each means stands in the rule that it belongs to.

    Weekdays, levels and sessions are counted; names carry their units.
    ``data/rules_of_training.toml`` holds the values, and ``docs/training-rules.md`` lists them.
    """

    repetition_s: float
    open_step_s: float
    eve_days: float
    rest_days: float
    sessions_per_week: float
    prepare_sessions: float
    walk_sessions: float
    novice_walk_sessions: float
    build_sessions: float
    familiarise_none: float
    familiarise_some: float
    familiarise_regular: float
    sessions_before_step: float
    new_kinds_per_week: float
    growth_percent: float
    growth_cautious_percent: float
    growth_weeks: float
    free_minutes: float
    free_km: float
    cautious_below_age: float
    cautious_from_age: float
    easier_every: float
    easier_percent: float
    taper_days: float
    taper_percent: float
    break_days: float
    long_break_days: float
    pain_fine: float
    pain_bearable: float
    pain_stop: float
    pain_rest_days: float
    pain_again_days: float
    rpe_hold_above: float
    rpe_lower_above: float
    done_percent: float
    confidence_hold_below: float
    confidence_lower_below: float
    measured_over_percent: float
    late_days: float

    def __post_init__(self) -> None:
        for one in fields(self):
            check_number(one.name, getattr(self, one.name), 0, 1000, "")
        if not self.pain_fine <= self.pain_bearable <= self.pain_stop <= 10:
            raise SettingsError(
                "pain_fine, pain_bearable and pain_stop must be in this order, up to 10."
            )
        for name in ("familiarise_none", "familiarise_some", "familiarise_regular"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} must be at least 1: moderate paces need it first.")
        for name in ("sessions_before_step", "easier_every", "sessions_per_week"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} must be at least 1.")

    def familiarise(self, experience: str) -> float:
        """Return how many familiarising sessions come first for an experience."""
        return float(getattr(self, f"familiarise_{experience}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRule:
    """One written rule.

    Attributes
    ----------
    id : str
    text : str
        For a person; ``{name}`` stands for a setting.
    by : KeptBy
        Which part keeps it.
    settings : mapping of str to float
        The numbers in it, by their names in ``TrainingSettings``.
    findings : tuple of str
    basis : str
    """

    id: str
    text: str
    by: KeptBy
    settings: Mapping[str, float]
    findings: tuple[str, ...] = ()
    basis: str = EXPERT_OPINION

    def __post_init__(self) -> None:
        check_basis(self.id, self.findings, self.basis)
        if self.by not in get_args(KeptBy):
            raise ValueError(f"rule {self.id}: {self.by!r} keeps no rules")

    def in_words(self, settings: TrainingSettings) -> str:
        """Return the text with the numbers of some settings filled in."""
        return self.text.format_map({f.name: getattr(settings, f.name) for f in fields(settings)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speeds:
    """What speeds are expected, in m/s, slowest and fastest, and what that rests on."""

    forward_walk: tuple[float, float]
    backward_walk: tuple[float, float]
    sideways_share: tuple[float, float]
    forward_max: tuple[float, float]
    backward_share: tuple[float, float]
    effort_share: Mapping[str, tuple[float, float]]
    slowest_backward_run: float
    findings: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRules:
    """All rules by id, their settings, and the speeds that are assumed."""

    rules: Mapping[str, TrainingRule]
    settings: TrainingSettings
    speeds: Speeds


@cache
def default_training_rules() -> TrainingRules:
    """Return the rules that ship with Backstride."""
    return load_training_rules(_DEFAULT)


def load_training_rules(path: Path) -> TrainingRules:
    """Return the rules in a TOML file of the form of ``data/rules_of_training.toml``.

    Raises
    ------
    SettingsError
        One sentence with the path, when the file cannot be read or a rule makes no sense.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = [_rule(one) for one in table["rule"]]
        numbers = [pair for one in rules for pair in one.settings.items()]
        _check_unique([one.id for one in rules], [name for name, _ in numbers])
        return TrainingRules(
            rules={one.id: one for one in rules},
            settings=TrainingSettings(**dict(numbers)),
            speeds=_speeds(table["speeds"]),
        )
    except KeyError as error:
        raise SettingsError(f"{path}: the part {error} is missing.") from None
    except (OSError, ValueError, TypeError, AttributeError, SettingsError) as error:
        raise SettingsError(f"{path}: these are no training rules: {error}") from None


def _check_unique(*lists: list[str]) -> None:
    if any(len(set(names)) < len(names) for names in lists):
        raise ValueError("an id or a setting is used twice")


def _rule(table: Mapping[str, Any]) -> TrainingRule:
    known: dict[str, Any] = {"settings": {}}
    known |= {key: tuple(one) if isinstance(one, list) else one for key, one in table.items()}
    return TrainingRule(**known)


def _speeds(table: Mapping[str, Any]) -> Speeds:
    known = {key: tuple(one) if isinstance(one, list) else one for key, one in table.items()}
    shares = {word: (low, high) for word, (low, high) in table["effort_share"].items()}
    return Speeds(**known | {"effort_share": shares})
