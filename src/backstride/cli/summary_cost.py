"""Load, energy and heart rate as text for a terminal."""

from backstride.cli.tables import pairs
from backstride.exchange import words
from backstride.measure import Measurement
from backstride.measure.load import DirectionLoad

_LOAD = (
    "peak_vertical_force_bw",
    "peak_patellofemoral_force_bw",
    "expected_peak_patellofemoral_force_bw",
    "peak_achilles_force_bw",
    "total_patellofemoral_impulse_bw_s",
)
"""Loads worth a line in a terminal."""

_ENERGY = ("energy_kcal", "energy_kj", "energy_kj_per_kg")


def load_lines(result: Measurement) -> list[str]:
    """Return the load of each direction, and who propels."""
    if result.load is None:
        return []
    lines: list[str] = []
    for direction, load in result.load.by_direction.items():
        figures = [
            (words.quantity(name), words.estimate_words(load.figures[name]))
            for name in _LOAD
            if name in load.figures
        ]
        if figures and direction != "transition":
            ways = (f"{n} from {words.METHOD_WORDS[m]}" for m, n in load.methods.items())
            what = words.figures_of(result, direction)
            lines += ["", f"  Load, {what} (contacts: {words.listed(ways)})"]
            lines += pairs(figures)
            lines += _propulsion(load)
    return lines


def _propulsion(load: DirectionLoad) -> list[str]:
    """Return the three sides of joints that give most, in one line."""
    shares = [
        (found["share_of_given"], f"{joint} {group}" if joint != "ankle" else group)
        for joint, work in load.work.items()
        for group, found in work.groups.items()
        if "share_of_given" in found
    ]
    shares.sort(key=lambda pair: -pair[0].value)
    said = [f"{name} {words.estimate_words(words.share(e))}" for e, name in shares[:3]]
    return [f"    propelled by {', '.join(said)}"] if said else []


def energy_lines(result: Measurement) -> list[str]:
    """Return what it cost, and backward against forward."""
    energy = result.energy
    if energy is None:
        return []
    rows = [
        ("in all", words.estimate_words(words.readable(energy.total[name])))
        for name in _ENERGY[: 2 if "energy_kj" in energy.total else 3]
        if name in energy.total
    ]
    rows += [
        (
            f"a metre, {words.direction_label(direction)}",
            words.estimate_words(found["cost_of_transport_j_kg_m"]),
        )
        for direction, found in energy.by_direction.items()
        if "cost_of_transport_j_kg_m" in found and direction != "transition"
    ]
    ratios = energy.backward_over_forward
    rows += [
        (what, f"{words.estimate_words(ratios[name])} times forward")
        for name, what in (
            ("per_metre_at_equal_speed", "backward, a metre at equal speed"),
            ("per_minute_at_own_speeds", "backward, a minute as gone here"),
        )
        if name in ratios
    ]
    return ["", "  Energy, by published equations", *pairs(rows)]


def heart_rate_line(result: Measurement) -> list[str]:
    """Return the heart rate in one line, nothing without any."""
    found = result.channels.get("heart_rate_bpm")
    if found is None:
        return []
    return [
        "",
        f"  Heart rate {found.mean:.0f} beats/min on average, {found.minimum:.0f} to "
        f"{found.maximum:.0f}",
    ]
