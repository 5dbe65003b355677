"""What the terminal says of a recording's load, energy, heart rate and laps."""

from dataclasses import replace

import numpy as np

from backstride.cli.comparing import comparison_text
from backstride.cli.summary import summary_text
from backstride.measure import Measurement, measure
from backstride.measure.compare import compare
from backstride.motion import Channel
from backstride.motion.channels import Lap
from backstride.simulate import load_scenario, simulate


def turning() -> Measurement:
    """Return a simulated run backward and forward, with a heart rate and two laps."""
    motion, _ = simulate(load_scenario("run-turn-around"))
    beats = Channel(np.linspace(100.0, 160.0, len(motion)), "measured")
    laps = (Lap(0.0, 4.0, "out", 10.0, "backward"), Lap(4.0, 8.0, "home", 12.0))
    return measure(replace(motion, channels={"heart_rate_bpm": beats}, laps=laps), mass_kg=70.0)


def test_load_energy_heart_rate_and_laps_have_their_lines() -> None:
    """Each stands in the full summary with its unit, and the short one stays short."""
    found = turning()
    said = summary_text(found, full=True)

    assert "Load, backward running (contacts:" in said
    assert "from the movement of the whole body" in said
    assert "propelled by" in said
    assert "backward, a metre at equal speed" in said
    assert "backward, a minute as gone here" in said
    assert "kcal" in said
    assert "Heart rate 130 beats/min on average, 100 to 160" in said
    assert "backward" in next(line for line in said.splitlines() if " out " in line)
    assert "Load" not in summary_text(found, full=False)


def test_unknown_distances_are_no_columns_of_dashes() -> None:
    """A recording that knows no speed has neither distance nor speed in its tables."""
    found = turning()
    nan = float("nan")
    blind = replace(
        found,
        by_direction={
            d: replace(t, distance_m=nan, mean_speed_mps=nan, peak_speed_mps=nan)
            for d, t in found.by_direction.items()
        },
        bouts=tuple(replace(b, distance_m=nan, mean_speed_mps=nan) for b in found.bouts),
        energy=None,
    )
    said = summary_text(blind, full=True)

    assert "–" not in said
    assert "m/s" not in said.partition("How,")[0]
    assert "nan" not in said


def test_a_comparison_ends_with_the_articles_statements() -> None:
    """Each has its id, research's verdict and what this pair does to it."""
    found = turning()
    said = comparison_text(compare(found, found))

    assert "Who drives backward running" in said
    assert "[S2-04; research: contradicted]" in said
    assert "This pair cannot tell: Neither recording measures energy." in " ".join(said.split())
