"""Joint curves of both directions, one panel per joint and side."""

from collections.abc import Mapping

from backstride.exchange.report.curves import (
    curve_limits,
    curve_panel,
    joint_rank,
    split_side,
)
from backstride.exchange.report.parts import Chart, Table
from backstride.exchange.words import decimal, listed, quantity
from backstride.measure.compare import Comparison
from backstride.measure.measurement import JointCurve


def both_curves(comparison: Comparison) -> Chart:
    """Return one panel per joint and side with both directions in it."""
    back = comparison.backward.curves.get("backward", {})
    ahead = comparison.forward.curves.get("forward", {})
    names = sorted(back.keys() & ahead.keys(), key=joint_rank)
    if not names:
        return Chart(absent="The two recordings share no joint with a stride that was seen whole.")
    limits = curve_limits((back, ahead))
    return Chart(
        sentence=_sentence(names, back, ahead),
        pictures=tuple(
            curve_panel(
                quantity(name),
                [("backward", back[name]), ("forward second", ahead[name])],
                limits[split_side(name)[0]],
            )
            for name in names
        ),
        table=_table(names, back, ahead),
    )


def _sentence(
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


def _table(
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
