"""The part of the page on energy: large figures, backward against forward, and a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from backstride.estimate import Estimate
from backstride.exchange.report.cards import Figure, Group, figure_of
from backstride.exchange.report.claims import claims_table
from backstride.exchange.report.intervals import Axis, Row, interval_picture
from backstride.exchange.report.parts import NARROW_PX, WIDE_PX, Chart, Table
from backstride.exchange.words import (
    NOT_SEEN,
    capital,
    direction_label,
    estimate_words,
    figures_of,
    percent,
    quantity,
    readable,
    speed,
)
from backstride.measure.energy import Energy
from backstride.measure.measurement import Direction, Measurement

_DIRECTIONS: tuple[Direction, ...] = ("backward", "forward", "left", "right")
_TOTALS = ("energy_kcal", "energy_kj", "energy_kj_per_kg")
_RATES = ("cost_of_transport_j_kg_m", "metabolic_equivalent_met", "oxygen_uptake_ml_kg_min")
_CLAIMS = ("S1-03", "S2-42", "S2-44")
_EQUATIONS = (
    "Worked out from speed and gait by published equations for steady movement; nobody's breath "
    "was measured. The interval holds what studies disagree on and what people differ by."
)


@dataclass(frozen=True)
class EnergySection:
    """All that the page says of energy."""

    groups: tuple[Group, ...]
    against: Chart | None
    table: Table
    claims: Table | None
    notes: tuple[str, ...]


def energy_section(measurement: Measurement) -> EnergySection | None:
    """Return what is known of energy, None when it is nothing."""
    energy = measurement.energy
    if energy is None:
        return None
    shown: list[Direction] = [d for d in _DIRECTIONS if d in energy.by_direction]
    if not shown and "unknown" in energy.by_direction:
        shown = ["unknown"]
    whole = Group("", "Whole recording", tuple(_figures(energy.total, _TOTALS)))
    return EnergySection(
        groups=(
            whole,
            *(
                Group(
                    d,
                    figures_of(measurement, d).capitalize(),
                    tuple(_figures(energy.by_direction[d], _RATES)),
                )
                for d in shown
            ),
        ),
        against=_against(measurement, energy),
        table=_table(energy),
        claims=(
            claims_table("What the articles say of energy", _CLAIMS)
            if "backward" in energy.by_direction
            else None
        ),
        notes=energy.warnings,
    )


def _figures(found: Mapping[str, Estimate], names: tuple[str, ...]) -> list[Figure]:
    return [figure_of(name, found[name], why=_EQUATIONS) for name in names if name in found]


def _against(measurement: Measurement, energy: Energy) -> Chart | None:
    """Return backward against forward: per metre at one speed, per minute as gone."""
    back, ahead = (measurement.by_direction.get(d) for d in ("backward", "forward"))
    ratios = energy.backward_over_forward
    rows = []
    if "per_metre_at_equal_speed" in ratios and back is not None:
        at = speed(back.mean_speed_mps)
        rows.append((f"A metre, both at {at}", ratios["per_metre_at_equal_speed"]))
    if "per_minute_at_own_speeds" in ratios and back is not None and ahead is not None:
        speeds = f"{speed(back.mean_speed_mps)} against {speed(ahead.mean_speed_mps)}"
        rows.append((f"A minute, as gone here: {speeds}", ratios["per_minute_at_own_speeds"]))
    if not rows:
        return None
    drawn = [
        Row(words, f"{estimate_words(e)} times", e.value, e.low, e.high, "backward")
        for words, e in rows
    ]
    axis = Axis("times the energy of forward →", "← less", 1.0, "as much as forward")
    label = "Energy backward against forward"
    return Chart(
        sentence=_sentence(measurement, rows),
        pictures=tuple(
            interval_picture(drawn, axis, size, label)
            for size in (("wide", WIDE_PX), ("narrow", NARROW_PX))
        ),
        table=Table(
            "Energy backward against forward",
            ("Compared", "Backward over forward", "Rests on"),
            tuple((words, estimate_words(e), ", ".join(e.sources)) for words, e in rows),
        ),
    )


def _sentence(measurement: Measurement, rows: list[tuple[str, Estimate]]) -> str:
    metre, ran = rows[0][1], measurement.main_gait("backward") == "run"
    said = [
        f"By published equations a metre backward costs {estimate_words(metre)} times a metre "
        "forward at the same speed"
        + (
            ": that is where “30 % more calories” comes from."
            if ran
            else "; the articles' 30 % is of running."
        )
    ]
    if len(rows) > 1:
        minute = rows[1][1]
        if minute.high < 1:
            much = "cost less than"
        elif minute.low > 1:
            much = "cost more than"
        else:
            much = "may have cost less or more than"
        said.append(
            f"At the speeds gone here a minute backward {much} a minute forward "
            f"({estimate_words(minute)} times)."
        )
        said.append(_of_session(measurement))
    else:
        said.append(
            "Nobody goes as fast backward as forward, so a minute or a session need not cost more."
        )
    return " ".join(said)


def _of_session(measurement: Measurement) -> str:
    """Return how much of the moving time and of its energy went backward."""
    energy = measurement.energy
    if energy is None:
        return ""
    spent = {d: found["energy_kj_per_kg"].value for d, found in energy.by_direction.items()}
    time = measurement.by_direction["backward"].share_of_moving_time
    return (
        f"Of this session's moving time {percent(time)} went backward, and "
        f"{percent(spent['backward'] / sum(spent.values()))} of the energy of moving."
    )


def _table(energy: Energy) -> Table:
    names = [
        n
        for n in (*_TOTALS, *_RATES)
        if any(n in found for found in (energy.total, *energy.by_direction.values()))
    ]
    heads = (
        "Quantity",
        "Whole recording",
        *(direction_label(d).capitalize() for d in energy.by_direction),
    )
    rows = tuple(
        (
            capital(quantity(name)),
            _cell(energy.total.get(name)),
            *(_cell(found.get(name)) for found in energy.by_direction.values()),
        )
        for name in names
    )
    note = (
        "The whole recording counts standing too. Energy, oxygen uptake and multiples of rest "
        "count what a resting body spends; the cost of a metre does not."
    )
    return Table("Energy by direction", heads, rows, note)


def _cell(estimate: Estimate | None) -> str:
    return estimate_words(readable(estimate)) if estimate is not None else NOT_SEEN
