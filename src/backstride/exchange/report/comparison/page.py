"""What the page of a comparison says."""

from collections import Counter
from typing import Any

from backstride import __version__
from backstride.exchange.report.comparison.both_curves import both_curves
from backstride.exchange.report.comparison.differences import (
    difference_charts,
    figures_table,
    reasons,
    verdict_words,
)
from backstride.exchange.report.comparison.statements import answers_in_short, questions_of
from backstride.exchange.report.load.work import Worker, chart_of
from backstride.exchange.report.page import facts_of, name_of
from backstride.exchange.report.parts import Chart, Table
from backstride.exchange.report.strip import strip_chart
from backstride.exchange.report.support import cited
from backstride.exchange.words import (
    DIRECTION_ORDER,
    capital,
    direction_label,
    figures_of,
    listed,
    speed,
)
from backstride.measure.compare import Comparison
from backstride.measure.measurement import Direction, Measurement

_COMPUTED = "At least one of these runners was computed and not recorded."


def comparison_page_of(comparison: Comparison) -> dict[str, Any]:
    """Return everything the template shows, as words, pictures and tables."""
    both = (comparison.backward, comparison.forward)
    ids = [i for f in comparison.figures for i in f.expectation.findings]
    ids += [i for f in comparison.figures for e in (f.backward, f.forward) if e for i in e.sources]
    bodies = any(m.motion.skeleton is not None for m in both)
    return {
        "title": f"{name_of(comparison.backward)} and {name_of(comparison.forward)}",
        "headline": comparison_headline(comparison),
        "synthetic": _COMPUTED if any(m.motion.source.synthetic for m in both) else "",
        "caution": comparison.caution,
        "pair": [_side(comparison.backward, "backward"), _side(comparison.forward, "forward")],
        "bodies": bodies,
        "warnings": _warnings(*both),
        "questions": questions_of(comparison),
        "answers": answers_in_short(comparison),
        "work": _work(comparison),
        "tally": _tally(comparison),
        "differences": difference_charts(comparison),
        "differences_absent": "No figure was measured in both recordings, so none can be compared.",
        "figures": figures_table(comparison),
        "reasons": reasons(comparison),
        "curves": both_curves(comparison) if bodies else None,
        "claims": _claims(comparison),
        "contact_rule": comparison.backward.contact_rule if comparison.backward.steps else "",
        "sources": cited(ids),
        "version": __version__,
        "directions": DIRECTION_ORDER,
        "label": direction_label,
    }


def comparison_headline(comparison: Comparison) -> str:
    """Return which two runs are compared, at which speeds, in one sentence."""
    back, ahead = (
        f"{figures_of(measurement, direction)}{_at(speed_mps)}"
        for measurement, direction, speed_mps in _sides(comparison)
    )
    return f"{back.capitalize()} beside {ahead}."


def _sides(comparison: Comparison) -> tuple[tuple[Measurement, Direction, float], ...]:
    return (
        (comparison.backward, "backward", comparison.backward_speed_mps),
        (comparison.forward, "forward", comparison.forward_speed_mps),
    )


def _at(speed_mps: float) -> str:
    return f" at {speed(speed_mps)}" if speed_mps == speed_mps else " at unknown speed"  # noqa: PLR0124 - NaN


def _tally(comparison: Comparison) -> str:
    """Return how many figures lie where research expects them."""
    tally = Counter(figure.verdict for figure in comparison.figures)
    judged = tally["agrees"] + tally["disagrees"] + tally["cannot tell"]
    if judged == 0:
        return "None of these figures can be held against research."
    rest = [
        f"{tally['disagrees'] or 'none'} {_verb(tally['disagrees'] or 1, 'disagree')}",
        f"{tally['cannot tell'] or 'none'} cannot tell",
    ]
    agree = f"{tally['agrees'] or 'none'} {_verb(tally['agrees'] or 1, 'agree')} with research"
    sentence = f"Of {judged} figures that were measured in both, {listed([agree, *rest])}."
    if comparison.same_speed:
        return sentence
    return f"{sentence} Where research speaks of equal speed, these two cannot answer it."


def _verb(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb


def _warnings(backward: Measurement, forward: Measurement) -> tuple[str, ...]:
    """Return the warnings of both, with the recording's name where it is of one alone."""
    back, ahead = (
        dict.fromkeys((*m.warnings, *m.motion.source.warnings)) for m in (backward, forward)
    )
    shared = [w for w in back if w in ahead]
    return (
        *shared,
        *(f"Backward: {w}" for w in back if w not in ahead),
        *(f"Forward: {w}" for w in ahead if w not in back),
    )


def _side(measurement: Measurement, direction: Direction) -> dict[str, Any]:
    return {
        "direction": direction,
        "title": figures_of(measurement, direction).capitalize(),
        "facts": facts_of(measurement),
        "strip": strip_chart(measurement, direction),
    }


def _work(comparison: Comparison) -> Chart | None:
    """Return who propels and who brakes in each, None where neither recording says."""
    return chart_of(
        [
            Worker(direction, direction, dict(load.by_direction[direction].work))
            for measurement, direction, _ in _sides(comparison)
            if (load := measurement.load) is not None
            and direction in load.by_direction
            and load.by_direction[direction].work
        ]
    )


def _claims(comparison: Comparison) -> Table | None:
    """Return the other claims that the figures bear on, with research's verdict on each."""
    from backstride import evidence  # noqa: PLC0415 - reads its tables when first asked

    answered = {statement.claim for statement in comparison.statements}
    rows = []
    for figure in comparison.figures:
        if figure.verdict == "not measured":
            continue
        verdict = verdict_words(figure, same_speed=comparison.same_speed)
        for one in figure.expectation.claims:
            if one not in answered:
                claim = evidence.claim(one)
                label = capital(figure.expectation.label)
                rows.append((label, verdict, claim.text, claim.verdict, one))
    heads = ("Figure", "Against research", "What an article says of it", "Research says", "Claim")
    note = "One pair of recordings never decides a claim; it shows whether these two fit it."
    return Table("Further claims of the articles", heads, tuple(rows), note) if rows else None
