"""Peak loads of a contact, direction beside direction."""

from backstride.estimate import Estimate
from backstride.exchange.report.intervals import Axis, Row, interval_picture
from backstride.exchange.report.parts import NARROW_PX, WIDE_PX, Chart, Table
from backstride.exchange.words import capital, direction_label, estimate_words, listed, quantity
from backstride.measure.load import LoadResult
from backstride.measure.measurement import Direction

_SHOWN = (
    "peak_vertical_force_bw",
    "peak_patellofemoral_force_bw",
    "expected_peak_patellofemoral_force_bw",
    "peak_achilles_force_bw",
)
_ORDER: tuple[Direction, ...] = ("backward", "forward", "left", "right")

_Peak = tuple[str, Direction, Estimate]


def peaks_chart(load: LoadResult) -> Chart:
    """Return peaks in body weights as dots with intervals."""
    peaks: list[_Peak] = [
        (name, direction, load.by_direction[direction].figures[name])
        for name in _SHOWN
        for direction in _ORDER
        if direction in load.by_direction and name in load.by_direction[direction].figures
    ]
    if not peaks:
        return Chart(absent="Only contacts between directions were measured; the table has them.")
    rows = [
        Row(
            capital(quantity(name)),
            f"{direction_label(direction)}, {_plain(estimate)}",
            estimate.value,
            estimate.low,
            estimate.high,
            f"{direction}{' of-others' if name.startswith('expected_') else ''}",
        )
        for name, direction, estimate in peaks
    ]
    label = "Peak loads of a contact in body weights"
    return Chart(
        sentence=_sentence(peaks),
        pictures=tuple(
            interval_picture(rows, Axis("body weights"), size, label)
            for size in (("wide", WIDE_PX), ("narrow", NARROW_PX))
        ),
        table=_table(peaks),
    )


def _plain(estimate: Estimate) -> str:
    return estimate_words(estimate).removesuffix(" body weights")


def _sentence(peaks: list[_Peak]) -> str:
    said = []
    for name in dict.fromkeys(name for name, _, _ in peaks):
        each = [f"{_plain(e)} {direction_label(d)}" for n, d, e in peaks if n == name]
        said.append(f"{quantity(name)} {listed(each)}")
    others = [name.startswith("expected_") for name, _, _ in peaks]
    hollow = " Hollow dots are other people's, from studies"
    hollow += "." if all(others) else "; the rest is this person's."
    return f"{capital('; '.join(said))}, in body weights.{hollow if any(others) else ''}"


def _table(peaks: list[_Peak]) -> Table:
    rows = tuple(
        (
            capital(quantity(name)),
            direction_label(direction),
            estimate_words(estimate),
            "other people" if name.startswith("expected_") else estimate.basis,
            ", ".join(estimate.sources),
        )
        for name, direction, estimate in peaks
    )
    heads = ("Load", "Direction", "Mean and interval", "Basis", "Rests on")
    return Table("Peak loads of a contact", heads, rows)
