"""The part of the page on load: large figures, charts, tables and what research says."""

from dataclasses import dataclass

from backstride.exchange.report.cards import Figure, Group, figure_of
from backstride.exchange.report.claims import claims_table
from backstride.exchange.report.load.forces import peaks_chart
from backstride.exchange.report.load.said import beside_each_other, how_known, research
from backstride.exchange.report.load.work import work_chart
from backstride.exchange.report.parts import Chart, Table, limited
from backstride.exchange.words import (
    METHOD_WORDS,
    NOT_SEEN,
    bout_label,
    capital,
    estimate_words,
    figures_of,
    listed,
    quantity,
)
from backstride.measure.load import DirectionLoad, LoadResult
from backstride.measure.measurement import Direction, Measurement

DIRECTIONS: tuple[Direction, ...] = ("backward", "forward", "left", "right")
"""Those whose load gets large figures; a turn's load is in the table."""

_LARGE = (
    "peak_vertical_force_bw",
    "peak_patellofemoral_force_bw",
    "expected_peak_patellofemoral_force_bw",
    "peak_achilles_force_bw",
    "peak_knee_moment_nm_per_kg",
    "peak_patellofemoral_stress_mpa",
)
_SUMS = ("total_patellofemoral_impulse_bw_s", "total_achilles_impulse_bw_s")
_BOUT_FIGURES = (
    "peak_vertical_force_bw",
    "peak_patellofemoral_force_bw",
    "peak_achilles_force_bw",
    "total_patellofemoral_impulse_bw_s",
    "total_vertical_impulse_bw_s",
)

_CLAIMS = ("S1-02", "S2-05", "S2-60", "S1-07", "S2-04", "S1-08", "S1-17")

_OTHERS = (
    "Nobody's knee was measured here. Studies found it in other people who moved like this, and "
    "nine people of ten are expected within this interval."
)


@dataclass(frozen=True)
class LoadSection:
    """All that the page says of load."""

    intro: str
    groups: tuple[Group, ...]
    peaks: Chart
    beside: str
    work: Chart | None
    research: tuple[tuple[str, tuple[str, ...]], ...]
    claims: Table | None
    notes: tuple[str, ...]
    figures: Table
    bouts: Table | None


def load_section(measurement: Measurement) -> LoadSection | None:
    """Return what is known of load, None when it is nothing."""
    load = measurement.load
    if load is None or not load.by_direction:
        return None
    return LoadSection(
        intro=how_known(measurement, load),
        groups=_groups(measurement, load),
        peaks=peaks_chart(load),
        beside=beside_each_other(measurement, load),
        work=work_chart(load),
        research=research(measurement),
        claims=(
            claims_table("What the articles say of knee, impact and muscles", _CLAIMS)
            if "backward" in load.by_direction
            else None
        ),
        notes=load.warnings,
        figures=_figures_table(measurement, load),
        bouts=_bouts_table(measurement, load),
    )


def _groups(measurement: Measurement, load: LoadResult) -> tuple[Group, ...]:
    """Return the large figures; none where all of them would be other people's."""
    if not any(found.measured for found in load.by_direction.values()):
        return ()
    return tuple(_group(measurement, load, d) for d in DIRECTIONS if d in load.by_direction)


def _group(measurement: Measurement, load: LoadResult, direction: Direction) -> Group:
    found = load.by_direction[direction]
    figures = [
        figure_of(name, found.figures[name], why=_why(name, found))
        for name in _LARGE
        if name in found.figures
    ]
    figures += [_sum(name, found) for name in _SUMS if name in found.figures]
    return Group(direction, figures_of(measurement, direction).capitalize(), tuple(figures))


def _why(name: str, found: DirectionLoad) -> str:
    if name.startswith("expected_"):
        return _OTHERS
    ways = _how_counted(found)
    if name == "peak_vertical_force_bw":
        return f"Mean of the peaks of single contacts. {ways}"
    return (
        "Mean of the peaks of single contacts, worked out from the force of the ground, where it "
        f"presses, and where the joints are. {ways}"
    )


def _how_counted(found: DirectionLoad) -> str:
    ways = listed(f"{count} from {METHOD_WORDS[m]}" for m, count in found.methods.items())
    return f"{found.measured} of {found.steps} contacts: {ways}."


def _sum(name: str, found: DirectionLoad) -> Figure:
    steps = "contact" if found.steps == 1 else f"{found.steps} contacts"
    return figure_of(
        name,
        found.figures[name],
        title=f"{quantity(name.removeprefix('total_'))}".replace(
            "over a contact", f"over {'the ' if found.steps == 1 else ''}{steps}"
        ),
        why="Force by time, summed over all contacts; those not seen whole were taken as the rest.",
    )


def _figures_table(measurement: Measurement, load: LoadResult) -> Table:
    names = list(dict.fromkeys(n for d in load.by_direction.values() for n in d.figures))
    heads = ("Quantity", *(figures_of(measurement, d).capitalize() for d in load.by_direction))
    rows = tuple(
        (
            capital(quantity(name)),
            *(
                estimate_words(d.figures[name]) if name in d.figures else NOT_SEEN
                for d in load.by_direction.values()
            ),
        )
        for name in names
    )
    mass = (
        f" Body mass: {estimate_words(load.body_mass)}, {load.body_mass.basis}."
        if load.body_mass
        else ""
    )
    note = (
        "Means per contact with their intervals. Over a contact: force by time, in body weights "
        f"times seconds.{mass} {NOT_SEEN} means that it is not known."
    )
    return Table("Load, all figures", heads, rows, note)


def _bouts_table(measurement: Measurement, load: LoadResult) -> Table | None:
    names = [n for n in _BOUT_FIGURES if any(n in b.figures for b in load.bouts)]
    if len(load.bouts) < 2 or not names:
        return None
    rows = tuple(
        (
            str(found.bout + 1),
            bout_label(measurement.bouts[found.bout]).capitalize(),
            f"{found.measured} of {found.steps}",
            *(estimate_words(found.figures[n]) if n in found.figures else NOT_SEEN for n in names),
        )
        for found in load.bouts
    )
    heads = ("Bout", "What", "Contacts measured", *(capital(quantity(n)) for n in names))
    return limited(Table("Load by bout", heads, rows), "load")
