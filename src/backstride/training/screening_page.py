"""The page ``docs/screening.md``: every rule, question and check, made from the data.

Written by ``python -m backstride.training.screening_page [docs/screening.md]``.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from backstride.training.athlete_words import CONDITIONS
from backstride.training.environment_page import basis_line, environment_section
from backstride.training.injury import STAGES
from backstride.training.injury_gate import InjuryGate
from backstride.training.limits import limits_in_words
from backstride.training.questions import Question, all_questions
from backstride.training.rulebook import FACTS, UNANSWERED, default_rulebook
from backstride.training.rules import OUTCOMES, Outcome, Rule
from backstride.training.screening import NOT_MEDICAL_ADVICE

_OUTCOME_TEXT: dict[Outcome, tuple[str, str]] = {
    "stop": ("Stop", "A red flag: there is no plan, and a clinician should be seen."),
    "clearance": ("Clearance", "The plan waits until a clinician has agreed."),
    "ask_more": ("Ask more", "The plan waits for answers."),
    "limit": ("Limit", "A plan is made within limits."),
    "ok": ("Go", "A plan is made."),
}

_INTRODUCTION = f"""\
# Screening, and the look around

<!-- Made by `python -m backstride.training.screening_page`; change the data, not this page. -->

{NOT_MEDICAL_ADVICE}

Before a plan, `screen(athlete, answers, today)` tries every rule below; the most cautious outcome
counts, and what any rule excludes stays excluded. A rule can only add caution. No usable list of
red flags was found in research ([L8](claims.md#l8)), so a rule is expert opinion, adjustable,
unless it names findings; its basis then says what they show and where judgement begins. To adjust
the rules, copy `src/backstride/training/data/screening.toml` and give the copy to `load_rulebook`.
"""


def render_screening_page() -> str:
    """Return the whole page as Markdown."""
    parts = [_INTRODUCTION, *_outcomes(), *_rules(), *_injuries(), _acl(), *_questions()]
    return "\n".join([*parts, environment_section()])


def _outcomes() -> Iterator[str]:
    rows = [f"| `{one}` | {_OUTCOME_TEXT[one][1]} |" for one in reversed(OUTCOMES)]
    yield "\n".join(["| outcome | meaning |", "|---|---|", *rows]) + "\n"


def _rules() -> Iterator[str]:
    rules = default_rulebook().rules
    for outcome in reversed(OUTCOMES[1:]):
        yield f"## {_OUTCOME_TEXT[outcome][0]}\n"
        yield from (_rule(one) for one in rules if one.outcome == outcome)
    yield "### Facts that rules ask about\n"
    rows = [f"| `{fact}` | {meaning} |" for fact, meaning in FACTS.items()]
    rows += ["| `condition.<name>` | yes or no to a question of the questionnaire |"]
    rows += ["| `answer.<question>` | answer to a question that follows up |"]
    yield "\n".join(["| fact | meaning |", "|---|---|", *rows]) + "\n"


def _rule(rule: Rule) -> str:
    when = " and ".join(f"`{one.replace('|', ' or ')}`" for one in rule.when)
    lines = [f"**{rule.id}** when {when}", rule.text]
    excluded = limits_in_words(rule.limits)
    if excluded:
        once = "Once cleared" if rule.outcome == "clearance" else "Limits"
        lines.append(f"{once}: {', '.join(excluded)}.")
    if rule.clears:
        lines.append(f"Cleared by: {rule.clears}")
    if rule.asks:
        asks = "every question that has no answer" if rule.asks == (UNANSWERED,) else ""
        lines.append(f"Asks: {asks or ', '.join(f'`{one}`' for one in rule.asks)}.")
    return "  \n".join([*lines, basis_line(rule.findings, rule.basis)]) + "\n"


def _injuries() -> Iterator[str]:
    yield (
        "## Injuries\n\n"
        "An acute injury gets no plan. From then on, stage and a clinician's release decide, and\n"
        "backward walking comes before backward running in all of them. The cells say what\n"
        "release is needed. The id of a gate is `injury.` and the kind.\n"
    )
    yield from (_gate(one) for one in default_rulebook().gates)


def _gate(gate: InjuryGate) -> str:
    head = f"| | {' | '.join(STAGES)} |\n|---|{'---|' * len(STAGES)}"
    tables = {"walking": gate.backward_walking, "running": gate.backward_running}
    rows = [
        f"| backward {name} | {' | '.join(_needed(table.get(one)) for one in STAGES)} |"
        for name, table in tables.items()
    ]
    until = f"Until the return to sport: {', '.join(limits_in_words(gate.limits))}."
    lines = [f"**{gate.kind}** ({gate.name})", gate.text, until]
    lines.append(basis_line(gate.findings, gate.basis))
    return "\n".join(["  \n".join(lines), "", head, *rows]) + "\n"


def _needed(clearance: str | None) -> str:
    words = {None: "no", "none": "yes"}
    return words.get(clearance, f"released for {clearance}")


def _acl() -> str:
    acl = default_rulebook().acl
    return (
        "### acl_gate: before running after ACL reconstruction\n\n"
        "All must hold; each one that fails is named and holds the person at backward walking.\n\n"
        f"* at least {acl.least_weeks:g} weeks since the operation\n"
        f"* pain below {acl.pain_below:g} of 10\n"
        f"* motion at least {acl.least_motion_percent:g} % of the other knee\n"
        f"* strength of extensors and of flexors above {acl.strength_above_percent:g} % "
        "of the other leg\n"
        f"* hop above {acl.hop_above_percent:g} % of the other leg\n"
        f"* swelling in the joint: at most {acl.most_effusion}\n\n"
        f"{basis_line(acl.findings, acl.basis)}\n"
    )


def _questions() -> Iterator[str]:
    everyone = [one for one in all_questions().values() if one.id in CONDITIONS]
    more = [one for one in all_questions().values() if one.id not in CONDITIONS]
    yield "## Questions\n\nAsked of everyone; no answer is not the same as no.\n"
    yield _question_list(everyone)
    yield "Asked to follow up:\n"
    yield _question_list(more)


def _question_list(questions: Iterable[Question]) -> str:
    return "\n".join(f"* `{one.id}`: {one.text}{_answer(one)}" for one in questions) + "\n"


def _answer(question: Question) -> str:
    if question.kind == "choice":
        return f" ({', '.join(question.options)})"
    return f" (a number, {question.unit or 'plain'})" if question.kind == "number" else ""


def main(arguments: list[str]) -> int:
    """Write the page to the path given, or to ``docs/screening.md`` below the current directory."""
    path = Path(arguments[0]) if arguments else Path("docs/screening.md")
    if not path.parent.is_dir():
        sys.stderr.write(f"There is no directory {path.parent} to write {path.name} into.\n")
        return 2
    path.write_text(render_screening_page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
