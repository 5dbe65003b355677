"""What the page of a comparison says."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from backstride import __version__
from backstride.exchange.report.curves import (
    curve_limits,
    curve_panel,
    joint_rank,
    split_side,
)
from backstride.exchange.report.differences import (
    difference_charts,
    figures_table,
    reasons,
    verdict_words,
)
from backstride.exchange.report.page import facts_of, name_of
from backstride.exchange.report.parts import Chart, Table
from backstride.exchange.report.strip import strip_chart
from backstride.exchange.report.support import cited
from backstride.exchange.words import (
    DIRECTION_ORDER,
    decimal,
    direction_label,
    figures_of,
    listed,
    quantity,
    speed,
)
from backstride.measure.compare import Comparison
from backstride.measure.measurement import Direction, JointCurve, Measurement

_COMPUTED = "At least one of these runners was computed and not recorded."


def comparison_page_of(comparison: Comparison) -> dict[str, Any]:
    """Return everything the template shows, as words, pictures and tables."""
    both = (comparison.backward, comparison.forward)
    ids = [i for f in comparison.figures for i in f.expectation.findings]
    ids += [i for f in comparison.figures if f.backward for i in f.backward.sources]
    return {
        "title": f"{name_of(comparison.backward)} and {name_of(comparison.forward)}",
        "headline": comparison_headline(comparison),
        "synthetic": _COMPUTED if any(m.motion.source.synthetic for m in both) else "",
        "caution": comparison.caution,
        "pair": [
            _side(comparison.backward, "backward"),
            _side(comparison.forward, "forward"),
        ],
        "warnings": _warnings(*both),
        "tally": _tally(comparison),
        "differences": difference_charts(comparison),
        "differences_absent": "No figure was measured in both recordings, so none can be compared.",
        "figures": figures_table(comparison),
        "reasons": reasons(comparison),
        "curves": _curves(comparison),
        "claims": _claims(comparison),
        "contact_rule": comparison.backward.contact_rule,
        "sources": cited(ids),
        "version": __version__,
        "directions": DIRECTION_ORDER,
        "label": direction_label,
    }


def comparison_headline(comparison: Comparison) -> str:
    """Return which two runs are compared, at which speeds, in one sentence."""
    return (
        f"{figures_of(comparison.backward, 'backward').capitalize()} at "
        f"{speed(comparison.backward_speed_mps)} beside "
        f"{figures_of(comparison.forward, 'forward')} at "
        f"{speed(comparison.forward_speed_mps)}."
    )


def _tally(comparison: Comparison) -> str:
    """Return how many figures lie where research expects them."""
    tally = Counter(figure.verdict for figure in comparison.figures)
    judged = tally["agrees"] + tally["disagrees"] + tally["cannot tell"]
    if judged == 0:
        return "None of these figures can be held against research."
    rest = [
        f"{tally['disagrees'] or 'none'} {_verb(tally['disagrees'] or 1, 'disagree')}",
        f"{tally['cannot tell'] or 'none'} cannot be told from no difference",
    ]
    agree = f"{tally['agrees']} {_verb(tally['agrees'], 'agree')} with research"
    sentence = f"Of {judged} figures that research has a direction for, {listed([agree, *rest])}."
    if comparison.same_speed:
        return sentence
    return f"{sentence} Where research speaks of equal speed, these two cannot answer it."


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


def _verb(count: int, verb: str) -> str:
    return f"{verb}s" if count == 1 else verb


def _side(measurement: Measurement, direction: Direction) -> dict[str, Any]:
    return {
        "direction": direction,
        "title": figures_of(measurement, direction).capitalize(),
        "facts": facts_of(measurement),
        "strip": strip_chart(measurement, direction),
    }


def _curves(comparison: Comparison) -> Chart:
    """Return one panel per joint and side with both directions in it."""
    back = comparison.backward.curves.get("backward", {})
    ahead = comparison.forward.curves.get("forward", {})
    names = sorted(back.keys() & ahead.keys(), key=joint_rank)
    if not names:
        return Chart(absent="The two recordings share no joint with a stride that was seen whole.")
    limits = curve_limits((back, ahead))
    return Chart(
        sentence=_curve_sentence(names, back, ahead),
        pictures=tuple(
            curve_panel(
                quantity(name),
                [("backward", back[name]), ("forward second", ahead[name])],
                limits[split_side(name)[0]],
            )
            for name in names
        ),
        table=_curve_table(names, back, ahead),
    )


def _curve_sentence(
    names: list[str], back: Mapping[str, JointCurve], ahead: Mapping[str, JointCurve]
) -> str:
    said = [
        f"{quantity(name)} {_span(back[name])} backward and {_span(ahead[name])} forward"
        for name in names
    ]
    return (
        f"On the mean stride: {'; '.join(said)}. A stride goes from one landing of a foot to its "
        "next. Flexion, toes towards the shin and lean to the front are positive."
    )


def _span(curve: JointCurve) -> str:
    low, high = float(curve.mean_deg.min()), float(curve.mean_deg.max())
    return f"{decimal(low, 0)}° to {decimal(high, 0)}°"


def _curve_table(
    names: list[str], back: Mapping[str, JointCurve], ahead: Mapping[str, JointCurve]
) -> Table:
    rows = tuple(
        (
            str(percent),
            *(
                f"{decimal(float(c.mean_deg[percent]), 0)} ± "
                f"{decimal(float(c.deviation_deg[percent]), 0)}"
                for name in names
                for c in (back[name], ahead[name])
            ),
        )
        for percent in range(0, 101, 10)
    )
    heads = (
        f"{quantity(name).capitalize()} {direction}, °"
        for name in names
        for direction in ("backward", "forward")
    )
    counts = listed(f"{quantity(n)} {back[n].strides} and {ahead[n].strides}" for n in names)
    return Table(
        "Joint angles over the stride, backward and forward: mean ± standard deviation",
        ("Stride, %", *heads),
        rows,
        f"Strides averaged, backward and forward: {counts}.",
    )


def _claims(comparison: Comparison) -> Table | None:
    """Return the articles' claims that the figures bear on, with research's verdict on each."""
    from backstride import evidence  # noqa: PLC0415 - reads its tables when first asked

    rows = []
    for figure in comparison.figures:
        verdict = verdict_words(figure, same_speed=comparison.same_speed)
        for one in figure.expectation.claims:
            claim = evidence.claim(one)
            rows.append((one, claim.text, claim.verdict, figure.expectation.label, verdict))
    heads = ("Claim", "What the article says", "Research says", "Figure", "This pair")
    note = "One pair of recordings never decides a claim; it shows whether these two fit it."
    return Table("Claims of the articles", heads, tuple(rows), note) if rows else None
