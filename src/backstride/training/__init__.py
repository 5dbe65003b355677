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
from backstride.training.catalogue import Catalogue, default_catalogue, make_catalogue
from backstride.training.decide import Decision
from backstride.training.environment import (
    CheckReason,
    EnvironmentCheck,
    check_environment,
    checklist,
)
from backstride.training.injury import Injury
from backstride.training.limits import Limits, limits_in_words, strictest
from backstride.training.log import LogEntry, MeasuredDose
from backstride.training.match_targets import MatchTargets, read_targets, targets_from_dict
from backstride.training.plan import plan
from backstride.training.programme import (
    Collision,
    NoProgramme,
    PlannedSession,
    PlanningConflict,
    Programme,
    Week,
    Why,
    Wishes,
)
from backstride.training.programme_json import (
    programme_as_dict,
    programme_from_dict,
    programme_from_text,
    programme_json,
)
from backstride.training.progression import Progression, progress
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
from backstride.training.training_rules import (
    TrainingRules,
    TrainingSettings,
    default_training_rules,
    load_training_rules,
)

__all__ = [
    "EXPERT_OPINION",
    "NOT_MEDICAL_ADVICE",
    "AclCriteria",
    "AclStatus",
    "Answers",
    "Athlete",
    "Catalogue",
    "CheckReason",
    "Collision",
    "Decision",
    "Demand",
    "Dose",
    "Effort",
    "EnvironmentCheck",
    "Injury",
    "Item",
    "Limits",
    "Load",
    "LogEntry",
    "MatchTargets",
    "MeasuredDose",
    "NoProgramme",
    "PlannedSession",
    "PlanningConflict",
    "Programme",
    "Progression",
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
    "TrainingRules",
    "TrainingSettings",
    "Week",
    "Why",
    "Wishes",
    "acl_gate",
    "athlete_as_dict",
    "athlete_from_dict",
    "athlete_from_text",
    "athlete_json",
    "athlete_toml",
    "check_environment",
    "check_session_text",
    "checklist",
    "default_catalogue",
    "default_rulebook",
    "default_training_rules",
    "demand_of",
    "dose_of",
    "format_session",
    "limits_in_words",
    "load_rulebook",
    "load_training_rules",
    "make_catalogue",
    "no_conditions",
    "parse_session",
    "plan",
    "programme_as_dict",
    "programme_from_dict",
    "programme_from_text",
    "programme_json",
    "progress",
    "questionnaire",
    "read_athlete",
    "read_targets",
    "screen",
    "session_from_dict",
    "session_to_dict",
    "strictest",
    "targets_from_dict",
]
