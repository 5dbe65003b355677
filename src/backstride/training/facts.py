"""What the rules of the screening are tried on, from an athlete, answers and a day."""

from collections.abc import Iterator
from datetime import date

from backstride.training.athlete import Athlete
from backstride.training.athlete_words import CONDITIONS, Condition
from backstride.training.injury import Injury
from backstride.training.questions import Answers
from backstride.training.rules import Facts, FactValue, Scope


def conditions_known(athlete: Athlete, answers: Answers) -> dict[Condition, bool]:
    """Return what is known of each condition; a yes counts wherever it was given."""
    given = (
        (one, [athlete.conditions.get(one), answers.get(one)])  # None: not asked there
        for one in CONDITIONS
    )
    return {one: any(said) for one, said in given if said != [None, None]}


def athlete_facts(athlete: Athlete, answers: Answers, today: date) -> dict[str, FactValue]:
    """Return the facts about the person as a whole, by the names in ``rulebook.FACTS``."""
    conditions = conditions_known(athlete, answers)
    return {
        "age_years": athlete.age_on(today),
        "body_mass_index": athlete.body_mass_index_kg_m2,
        "running_weeks": athlete.running_weeks,
        "backward_experience": athlete.backward_experience,
        "unanswered_conditions": float(len(CONDITIONS) - len(conditions)),
        **{f"condition.{one}": said for one, said in conditions.items()},
        **{f"answer.{one}": answer for one, answer in answers.items()},
    }


def scoped_facts(athlete: Athlete, scope: Scope) -> Iterator[Facts]:
    """Yield the facts of each thing a rule of that scope is tried on, besides the person's."""
    if scope == "athlete":
        yield {}
    elif scope == "injury":
        yield from (_injury_facts(one) for one in athlete.injuries)
    else:
        yield from ({"pain.site": s, "pain.level": float(x)} for s, x in athlete.pain_now.items())


def _injury_facts(injury: Injury) -> Facts:
    return {
        "injury.kind": injury.kind,
        "injury.stage": injury.stage,
        "injury.clearance": injury.clearance,
        "injury.operated": injury.surgery_on is not None,
    }
