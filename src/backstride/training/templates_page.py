"""The page ``docs/templates.md``: every template with its dose, reasons and rungs, from the data.

Written by ``python -m backstride.training.templates_page [docs/templates.md]``.
"""

import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from backstride.evidence import VERDICTS, claim, finding
from backstride.evidence.grades import GRADES
from backstride.training.rulebook import default_rulebook
from backstride.training.session_text import format_session
from backstride.training.template import STAGES, Rung, Stage, Template
from backstride.training.template_evidence import dose_grade, sources_of
from backstride.training.template_ladder import changes_between, needed_clearance
from backstride.training.templates import templates

_STAGE_TEXT: dict[Stage, tuple[str, str]] = {
    "prepare": ("Prepare", "Balance, coordination and the warm-up."),
    "walk": ("Walk", "Backward walking first: after or around an injury."),
    "familiarise": ("Familiarise", "The first backward runs."),
    "build": ("Build", "More backward running."),
    "specialise": ("Specialise", "Fast, uphill, loaded, or for a sport."),
}
_INTRODUCTION = """\
# Templates

<!-- Made by `python -m backstride.training.templates_page`; change the data, not this page. -->

A template is one kind of training as a ladder of sessions. Each rung is more than the one below on
a single axis. Each can be used on its own: start at the first rung, go up when two sessions went
well, go down when they did not; both are expert opinion, adjustable, for no study of progression
backward was found ([L6e](claims.md#l6e)). The screening comes before any of them
([screening.md](screening.md)). This is not medical advice.

The *grade* is that of the weakest study which the dose is from ([evidence.md](evidence.md));
*adapted* means that the dose was moved from another group or kind of training. Sessions are
written in the session language.
"""
_RELEASE = {"none": "none needed", "walking": "for walking", "running": "for running"}
_ID = re.compile(r"\b(S[12]-\d\d|[A-Z]{1,3}\d+[a-z]?)\b")


def render_templates_page() -> str:
    """Return the whole page as Markdown."""
    parts = [_INTRODUCTION, _contents()]
    for stage in STAGES:
        title, text = _STAGE_TEXT[stage]
        parts.append(f"## {title}\n\n{text}\n")
        parts += [_template(one) for one in templates().values() if one.stage == stage]
    return "\n".join(parts)


def _contents() -> str:
    rows = [
        f"| [{one.title}](#{one.id}) | {one.stage} | {one.basis} | {_grade(one)} | "
        f"{', '.join(one.progresses)} |"
        for one in templates().values()
    ]
    head = "| template | stage | basis | grade | progresses |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _grade(template: Template) -> str:
    return dose_grade(template) or "none"


def _template(template: Template) -> str:
    grade = dose_grade(template)
    weight = f"grade {grade}: {GRADES[grade]}" if grade else "no study of this dose"
    low, high = template.sessions_per_week
    first, last = template.weeks
    lines = [
        f'<a id="{template.id}"></a>\n\n### {template.title}\n',
        f"{template.purpose}\n",
        f"* **Dose**: {_linked(template.dose)}",
        f"* **How often**: {_span(low, high)} a week, for {_span(first, last)} weeks",
        f"* **Basis**: {template.basis} ({weight})",
        *_for_whom(template),
        *_gates(template),
        f"* **Research shows**: {_linked(template.shows)}",
        f"* **It does not show**: {_linked(template.does_not_show)}",
        f"* **Stop at once**: {'; '.join(template.stop_if)}",
        f"* **Progresses**: {', '.join(template.progresses)}",
        *_evidence(template),
        "",
        *_rungs(template.rungs),
    ]
    return "\n".join(lines) + "\n"


def _for_whom(template: Template) -> Iterator[str]:
    words = {
        "Goals": template.goals,
        "Sports": template.sports,
        "Positions": template.positions,
        "Injuries": template.injuries,
        "Places": template.places,
        "Equipment": template.equipment,
    }
    for name, values in words.items():
        if values:
            yield f"* **{name}**: {', '.join(one.replace('_', ' ') for one in values)}"
    if template.ages_years:
        low, high = template.ages_years
        yield f"* **Age**: {f'from {low}' if high >= 100 else _span(low, high)} years"
    if template.needs_spotter:
        yield "* **Not alone**: a partner or a harness must be there"
    if template.needs:
        links = (f"[{templates()[one].title}](#{one})" for one in template.needs)
        yield f"* **Before it**: the first rungs of {', '.join(links)}"


def _gates(template: Template) -> Iterator[str]:
    if template.max_pain is not None:
        yield f"* **Pain**: at most {template.max_pain} of 10 at the site, before and during"
    for kind in template.injuries:
        gate = default_rulebook().gate(kind)
        walking, running = (
            ", ".join(f"{stage}: {_RELEASE.get(one, one)}" for stage, one in table.items())
            for table in (gate.backward_walking, gate.backward_running)
        )
        yield (
            f"* **Clearance, {gate.name}**: the release a clinician must have given, by stage, "
            f"for backward walking ({walking}) and backward running ({running}); otherwise never"
        )


def _evidence(template: Template) -> Iterator[str]:
    found = (f"{_linked(one)} ({finding(one).grade})" for one in template.findings)
    yield f"* **Findings**, with grades: {', '.join(found)}"
    sources = [
        f"[{one.citation}]({one.link})" if one.link else one.citation
        for one in sources_of(template)
    ]
    if sources:
        yield f"* **Sources**: {'; '.join(sources)}"
    claims = [claim(one) for one in template.claims]
    if claims:
        listed = "; ".join(f"{_linked(one.id)} {VERDICTS[one.verdict]}" for one in claims)
        yield f"* **Claims of the articles**: {listed}"


def _rungs(rungs: tuple[Rung, ...]) -> Iterator[str]:
    yield f"```\n{format_session(rungs[0].session)}```\n"
    for number, (below, rung) in enumerate(pairwise(rungs), start=2):
        changes = changes_between(below.session, rung.session)
        what = dict.fromkeys(one.what for one in changes)
        runs = [needed_clearance(one.session) == "backward_running" for one in (below, rung)]
        aside = " Backward running begins here." if runs == [False, True] else ""
        more = "less" if rung.changes == "recovery" else "more"
        yield f"* Rung {number}, {more} {rung.changes}: {'; '.join(what)}.{aside}"


def _linked(text: str) -> str:
    return _ID.sub(lambda found: f"[{found[0]}](claims.md#{found[0].lower()})", text)


def _span(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} to {high}"


def main(arguments: list[str]) -> int:
    """Write the page to the path given, or to ``docs/templates.md`` below the current directory."""
    path = Path(arguments[0]) if arguments else Path("docs/templates.md")
    if not path.parent.is_dir():
        sys.stderr.write(f"There is no directory {path.parent} to write {path.name} into.\n")
        return 2
    path.write_text(render_templates_page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
