"""``backstride`` without a command: a simulated session beside its known truth."""

import argparse
from pathlib import Path

from backstride.cli.tables import table
from backstride.cli.writing import write_page
from backstride.exchange import words
from backstride.exchange.report import render_report
from backstride.measure import measure
from backstride.measure.accuracy import DirectionAgainstTruth, against_truth
from backstride.simulate import load_scenario, simulate

SCENARIO = "backward-session"
PAGE = Path("backstride-demo.html")


def show_demo(_: argparse.Namespace) -> int:
    """Measure a simulated backward session, print it beside the truth and write its page."""
    motion, truth = simulate(load_scenario(SCENARIO))
    found = measure(motion)
    agreement = against_truth(found, truth)
    print("Synthetic: a simulated runner whose every step is known, measured like a recording.\n")
    print(f"  {words.headline(found)}\n")
    print("\n".join(table(_rows(agreement.directions))))
    print(
        f"\n  Contacts: {agreement.matched_contacts} of {agreement.true_contacts} found; landing "
        f"off by {1000 * agreement.landing_error_s:.0f} ms, take-off by "
        f"{1000 * agreement.take_off_error_s:.0f} ms (median size)."
    )
    write_page(
        PAGE, render_report(found, title="A simulated backward session", truth=truth.as_json())
    )
    print(f"\nPage: {PAGE.resolve()}")
    print("Your own recording: backstride measure FILE --report page.html")
    return 0


def _rows(directions: tuple[DirectionAgainstTruth, ...]) -> list[tuple[str, ...]]:
    return [
        ("direction", "distance", "truth", "time", "truth", "steps", "truth"),
        *(
            (
                words.direction_label(d.direction),
                words.joined(words.distance(d.distance_m)),
                words.joined(words.distance(d.true_distance_m)),
                words.joined(words.duration(d.time_s)),
                words.joined(words.duration(d.true_time_s)),
                str(d.steps),
                str(d.true_steps),
            )
            for d in directions
        ),
    ]
