"""The ACL gate within the screening: when it applies, what it asks, what it says."""

from collections.abc import Iterator
from datetime import date

from backstride.training.acl_criteria import AclStatus, acl_gate, too_early
from backstride.training.injury import Injury
from backstride.training.injury_gate import InjuryGate
from backstride.training.limits import Limits
from backstride.training.questions import Answers, Question, all_questions, sided_question
from backstride.training.rulebook import Rulebook
from backstride.training.rules import Outcome, Reason

RULE_ID = "acl_gate"

_MEASURES = ("pain", "motion_percent", "extensor_percent", "flexor_percent", "hop_percent")


def acl_screening(
    injury: Injury, answers: Answers, today: date, book: Rulebook
) -> Iterator[tuple[Reason, tuple[Question, ...]]]:
    """Yield what stands between a reconstructed knee and running, with the questions left.

    The gate is asked about when stage and clearance would let the person run. Who has returned to
    sport with a clinician's clearance for sport has passed it before; only the weeks are checked.
    """
    if not _would_run(injury, book.gate(injury.kind)):
        return
    weeks = injury.surgery_weeks(today)
    early = too_early(weeks or 0.0, book.acl)
    if early:
        yield _reason("limit", early, book), ()
        return
    if injury.stage == "returned" and injury.clearance == "sport":
        return
    asked = {name: f"acl_{name}:{injury.side}" for name in (*_MEASURES, "effusion")}
    missing = tuple(one for one in asked.values() if one not in answers)
    if missing:
        text = (
            "Before running on a reconstructed knee, a clinician's measurements of it are needed."
        )
        questions = (all_questions()[one.split(":")[0]] for one in missing)
        yield (
            _reason("ask_more", text, book),
            tuple(sided_question(one, injury.side) for one in questions),
        )
        return
    measured = {name: answers[question_id] for name, question_id in asked.items()}
    status = AclStatus(weeks=weeks or 0.0, **measured)  # type: ignore[arg-type]
    yield from ((_reason("limit", one, book), ()) for one in acl_gate(status, book.acl))


def _would_run(injury: Injury, gate: InjuryGate) -> bool:
    return injury.kind == "acl_reconstruction" and gate.allowed(injury) == "backward_running"


def _reason(outcome: Outcome, text: str, book: Rulebook) -> Reason:
    return Reason(
        rule_id=RULE_ID,
        outcome=outcome,
        text=text,
        findings=book.acl.findings,
        basis=book.acl.basis,
        limits=Limits(allowed="backward_walking", walking_first=True),
    )
