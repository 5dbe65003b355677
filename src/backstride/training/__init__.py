"""From a person to the sessions they should do, each choice with its reason."""

from backstride.training.acl_criteria import AclCriteria, AclStatus, acl_gate
from backstride.training.athlete import Athlete, no_conditions
from backstride.training.athlete_text import (
    athlete_as_dict,
    athlete_from_dict,
    athlete_from_text,
    athlete_json,
    athlete_toml,
    read_athlete,
)
from backstride.training.environment import (
    CheckReason,
    EnvironmentCheck,
    check_environment,
    checklist,
)
from backstride.training.injury import Injury
from backstride.training.limits import Limits, limits_in_words, strictest
from backstride.training.questions import Answers, Question, questionnaire
from backstride.training.rulebook import Rulebook, default_rulebook, load_rulebook
from backstride.training.rules import EXPERT_OPINION, Reason
from backstride.training.screening import NOT_MEDICAL_ADVICE, Screening, screen
from backstride.training.surroundings import Demand, Surroundings, demand_of

__all__ = [
    "EXPERT_OPINION",
    "NOT_MEDICAL_ADVICE",
    "AclCriteria",
    "AclStatus",
    "Answers",
    "Athlete",
    "CheckReason",
    "Demand",
    "EnvironmentCheck",
    "Injury",
    "Limits",
    "Question",
    "Reason",
    "Rulebook",
    "Screening",
    "Surroundings",
    "acl_gate",
    "athlete_as_dict",
    "athlete_from_dict",
    "athlete_from_text",
    "athlete_json",
    "athlete_toml",
    "check_environment",
    "checklist",
    "default_rulebook",
    "demand_of",
    "limits_in_words",
    "load_rulebook",
    "no_conditions",
    "questionnaire",
    "read_athlete",
    "screen",
    "strictest",
]
