"""Each rule of the screening by itself: it can fire, and it is what makes the difference."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backstride import evidence
from backstride.errors import SettingsError
from backstride.training.athlete import Athlete, no_conditions
from backstride.training.questions import Answer
from backstride.training.rulebook import Rulebook, default_rulebook, load_rulebook
from backstride.training.rules import EXPERT_OPINION, Comparison, Rule, parse_comparison
from backstride.training.screening import Screening, screen
from tests.training.athlete_strategies import TODAY, healthy, injured

_BOOK = default_rulebook()
_DATA = Path(__file__).resolve().parents[2] / "src" / "backstride" / "training" / "data"


_MISSING = {
    "backward_experience": "regular",
    "injury.stage": "returned",
    "injury.clearance": "walking",
}
"""For facts that are words: one that the rules about them do not mean."""


def fitting(one: Comparison, *, miss: bool) -> Any:
    """Return a value for which a comparison just holds, or just does not."""
    wanted = one.values[0]
    if isinstance(wanted, bool):
        return wanted != miss
    if isinstance(wanted, str):
        return _MISSING[one.fact] if miss else wanted
    just = {"<": -1.0, "<=": 0.0, ">": 1.0, ">=": 0.0}[one.operator]
    beyond = {"<": 0.0, "<=": 1.0, ">": 0.0, ">=": -1.0}[one.operator]
    return wanted + (beyond if miss else just)


def case_for(rule: Rule, *, miss: Comparison | None = None) -> tuple[Athlete, dict[str, Answer]]:
    """Return a healthy person changed just so that a rule fires, or just misses in one respect."""
    # of two bounds on one fact, the one that is to be missed counts, or else the first
    ordered = sorted(rule.comparisons, key=lambda one: one == miss)
    facts = {one.fact: fitting(one, miss=one == miss) for one in reversed(ordered)}
    if miss is not None:
        facts[miss.fact] = fitting(miss, miss=True)
    conditions: dict[str, Any] = {str(one): said for one, said in no_conditions().items()}
    conditions |= {one[10:]: value for one, value in facts.items() if one.startswith("condition.")}
    if facts.get("unanswered_conditions"):
        del conditions["fever"]
    changes: dict[str, Any] = {"conditions": conditions}
    for name in ("age_years", "running_weeks"):
        if name in facts:
            changes[name] = facts[name]
    if "pain.level" in facts:
        changes["pain_now"] = {"knee": facts["pain.level"]}
    if "body_mass_index" in facts:
        changes |= {"height_m": 1.8, "body_mass_kg": facts["body_mass_index"] * 1.8**2}
    if "backward_experience" in facts:
        changes["backward_experience"] = facts["backward_experience"]
    if "injury.stage" in facts:
        operated = 20 if facts.get("injury.operated") else None
        clearance = facts.get("injury.clearance", "none")
        injury = injured("other", facts["injury.stage"], clearance, surgery_weeks=operated)
        changes["injuries"] = (injury,)
    answers = {one[7:]: value for one, value in facts.items() if one.startswith("answer.")}
    return healthy(**changes), answers


def fired(result: Screening) -> list[str]:
    """Return the ids of the rules that gave a reason."""
    return [one.rule_id for one in result.reasons]


@pytest.mark.parametrize("rule", _BOOK.rules, ids=lambda rule: rule.id)
def test_each_rule_fires_and_asks_for_what_it_says(rule: Rule) -> None:
    """A person who just meets its condition gets its reason, outcome and limits."""
    athlete, answers = case_for(rule)
    result = screen(athlete, answers, TODAY)
    reason = next(one for one in result.reasons if one.rule_id == rule.id)
    assert rule.outcome == reason.outcome
    assert result.limits.covers(rule.limits)
    assert rule.clears == reason.clears


@pytest.mark.parametrize("rule", _BOOK.rules, ids=lambda rule: rule.id)
def test_without_the_rule_its_reason_is_gone(rule: Rule) -> None:
    """No other rule says the same, so taking one out is noticed."""
    athlete, answers = case_for(rule)
    without = replace(_BOOK, rules=tuple(one for one in _BOOK.rules if one != rule))
    lifting = {name: said for name, said in answers.items() if name != f"cleared.{rule.id}"}
    assert rule.id in fired(screen(athlete, answers, TODAY))
    assert rule.id not in fired(screen(athlete, lifting, TODAY, without))


@pytest.mark.parametrize(
    ("rule", "missed"),
    [(rule, one) for rule in _BOOK.rules for one in rule.comparisons],
    ids=lambda given: given.id if isinstance(given, Rule) else f"{given.fact}",
)
def test_each_rule_is_silent_when_one_condition_just_misses(rule: Rule, missed: Comparison) -> None:
    """Every comparison matters, and its bound lies where it is written."""
    athlete, answers = case_for(rule, miss=missed)
    assert rule.id not in fired(screen(athlete, answers, TODAY))


def test_rules_rest_on_findings_that_people_may_see() -> None:
    """Or say that they are expert opinion; a basis names each finding it explains."""
    bases = [(one.findings, one.basis) for one in _BOOK.rules]
    bases += [(one.findings, one.basis) for one in _BOOK.gates]
    bases.append((_BOOK.acl.findings, _BOOK.acl.basis))
    assert any(findings for findings, _ in bases)
    for findings, basis in bases:
        assert (basis == EXPERT_OPINION) == (not findings)
        assert all(evidence.finding(one).shown and one in basis for one in findings)
        assert "expert opinion, adjustable" in basis or findings == _BOOK.acl.findings


@pytest.mark.parametrize(
    ("text", "facts", "holds"),
    [
        ("age_years < 18", {"age_years": 17.9}, True),
        ("age_years < 18", {"age_years": 18.0}, False),
        ("age_years < 18", {}, False),
        ("pain.level >= 3", {"pain.level": 3.0}, True),
        ("injury.stage is late|returned", {"injury.stage": "returned"}, True),
        ("condition.fever is no", {"condition.fever": False}, True),
        ("condition.fever is no", {}, False),
    ],
)
def test_comparisons_are_false_of_what_is_not_known(
    text: str, facts: dict[str, Any], holds: bool
) -> None:
    """And otherwise as written."""
    assert holds == parse_comparison(text).holds(facts)


@pytest.mark.parametrize("text", ["age_years", "age_years ~ 3", "a < b", "a < 1|2", "a is b c"])
def test_a_comparison_that_makes_no_sense_is_refused(text: str) -> None:
    """When the rules are read, not when they are tried."""
    with pytest.raises(ValueError, match=r"form|number"):
        parse_comparison(text)


def test_a_rule_cannot_pass_opinion_off_as_evidence() -> None:
    """A basis without findings, or findings without one, is refused."""
    plain: dict[str, Any] = {"id": "x", "outcome": "stop", "when": ("age_years < 1",), "text": "."}
    assert Rule(**plain).basis == EXPERT_OPINION
    with pytest.raises(ValueError, match="findings"):
        Rule(**plain, basis="many studies")
    with pytest.raises(ValueError, match="findings"):
        Rule(**plain, findings=("L1",))
    for outcome in ("limit", "ask_more", "clearance"):
        with pytest.raises(ValueError, match="lacks"):
            Rule(**plain | {"outcome": outcome})
    with pytest.raises(ValueError, match="outcome"):
        Rule(**plain | {"outcome": "ok"})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("condition.fever is yes", "condition.fevr is yes", "which is no fact"),
        ('asks = ["falls_number"', 'asks = ["falls_numbr"', "which is no question"),
        ('id = "fainting"', 'id = "fever"', "twice"),
        ('kind = "shin_splints"', 'kind = "shin"', "no injury of the kind"),
        ('late = "running"', 'late = "runing"', "unknown stage or clearance"),
        ("[acl_gate]", "[other_gate]", "acl_gate"),
        ("no_jumps = true", "no_jump = true", "no_jump"),
        ("[[rule]]", "[[rule]", "no screening rules"),
    ],
)
def test_a_broken_rule_file_is_refused_with_its_path(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    """One sentence for whoever adjusts the rules."""
    text = (_DATA / "screening.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError, match=says) as caught:
        load_rulebook(path)
    assert str(caught.value).startswith(str(path))


def test_an_adjusted_copy_of_the_rules_is_taken(tmp_path: Path) -> None:
    """The file that ships is itself such a file; an absent one is one sentence."""
    path = tmp_path / "mine.toml"
    text = (_DATA / "screening.toml").read_text(encoding="utf-8")
    path.write_text(text.replace("age_years >= 65", "age_years >= 70"), encoding="utf-8")
    book: Rulebook = load_rulebook(path)
    assert len(book.rules) == len(_BOOK.rules)
    assert screen(healthy(age_years=67), {}, TODAY, book).outcome == "limit"
    with pytest.raises(SettingsError, match="no screening rules"):
        load_rulebook(tmp_path / "absent.toml")
