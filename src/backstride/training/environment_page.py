"""The part of ``docs/screening.md`` about the look around before a session."""

from backstride.training.athlete_words import PLACES
from backstride.training.environment_rules import CheckItem, EffortBounds, environment_rules
from backstride.training.limits import LIMIT_WORDS

_EXAMPLES_MPS = (1.2, 2.0, 3.0, 5.0)  # a walk, a jog, a run and a sprint, to show the formula


def environment_section() -> str:
    """Return the section as Markdown."""
    return "\n".join([_INTRODUCTION, _lane(), *(_item(one) for one in environment_rules().items)])


def basis_line(findings: tuple[str, ...], basis: str) -> str:
    """Return what a rule rests on, its findings linked to the page of claims."""
    links = ", ".join(f"[{one}](claims.md#{one.lower()})" for one in findings)
    return f"*Basis: {basis}.*{f' {links}' if links else ''}"


def _lane() -> str:
    lane, efforts = environment_rules().lane, environment_rules().efforts
    rows = [f"| {v:g} | {lane.stopping_distance_m(v):.1f} |" for v in _EXAMPLES_MPS]
    length = (
        "**length**: the free way must hold the longest backward stretch of the session, or "
        f"{lane.shortest_m:g} m when it goes by time, and the stopping distance after it. "
        "Less is change; no more than the stopping distance is do not run.  "
    )
    stopping = (
        "Stopping takes `speed × time without a look + speed² / (2 × braking)`, with "
        f"{lane.unseen_s:g} s and {lane.braking_mps2:g} m/s².  "
    )
    harness = (
        f"**treadmill_harness**: from {lane.harness_from} effort on, a treadmill needs a harness.  "
    )
    words = f"An effort given as a number counts as a word.  \n{_efforts(efforts)}"
    return "\n".join(
        [
            "### Room and support\n",
            stopping,
            length,
            f"**width**: at least {lane.width_m:g} m.  ",
            basis_line(lane.findings, lane.basis) + "\n",
            "| speed, m/s | stopping, m |",
            "|---|---|",
            *rows,
            "",
            harness,
            basis_line(lane.harness_findings, lane.harness_basis) + "\n",
            f"{words}  \n{basis_line(efforts.findings, efforts.basis)}\n",
            _EXCLUDED,
            "### Questions on the spot\n",
        ]
    )


def _efforts(efforts: EffortBounds) -> str:
    tables = {
        "share of maximal effort, %": efforts.effort_percent,
        "RPE": efforts.rpe,
        "share of maximal heart rate, %": efforts.heart_rate_percent,
    }
    phrases = [
        f"{name}: {', '.join(f'{word} up to {most:g}' for word, most in table.items())}, then max"
        for name, table in tables.items()
    ]
    return ".  \n".join(phrases) + "."


def _item(item: CheckItem) -> str:
    where = "everywhere" if set(item.places) == set(PLACES) else ", ".join(item.places)
    no = item.no.replace("_", " ")
    if item.no_run_from:
        no += f", from {item.no_run_from} effort do not run"
    who = (
        f" Asked when the screening said: {LIMIT_WORDS[item.for_limit]}." if item.for_limit else ""
    )
    lines = [
        f"**{item.id}** ({where}) {item.question}",
        f"No: {no}. {item.change}{who}",
        basis_line(item.findings, item.basis),
    ]
    return "  \n".join(lines) + "\n"


_INTRODUCTION = """\
## The look around, before each session

`check_environment(demand, here, limits)` says go, change, or do not run. Yes is always the safe
answer, a question that was not answered is never a go, and the most cautious reason counts.
"""

_EXCLUDED = """\
**no_plan**, **no_slopes**, **support**: what the screening excluded is do not run here too; support
is a spotter who is there, or a harness.
"""
