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
from backstride.training.session import Effort, Item, Load, Repeat, Session, Step
from backstride.training.session_dose import Dose, SessionDose, dose_of
from backstride.training.session_json import session_from_dict, session_to_dict
from backstride.training.session_text import (
    SessionTextError,
    check_session_text,
    format_session,
    parse_session,
)
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
    "Dose",
    "Effort",
    "EnvironmentCheck",
    "Injury",
    "Item",
    "Limits",
    "Load",
    "Question",
    "Reason",
    "Repeat",
    "Rulebook",
    "Screening",
    "Session",
    "SessionDose",
    "SessionTextError",
    "Step",
    "Surroundings",
    "acl_gate",
    "athlete_as_dict",
    "athlete_from_dict",
    "athlete_from_text",
    "athlete_json",
    "athlete_toml",
    "check_environment",
    "check_session_text",
    "checklist",
    "default_rulebook",
    "demand_of",
    "dose_of",
    "format_session",
    "limits_in_words",
    "load_rulebook",
    "no_conditions",
    "parse_session",
    "questionnaire",
    "read_athlete",
    "screen",
    "session_from_dict",
    "session_to_dict",
    "strictest",
]
