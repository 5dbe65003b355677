"""``backstride simulate``."""

import argparse
from pathlib import Path

from backstride.errors import SettingsError
from backstride.simulate import load_scenario, scenario_names, write_scenario
from backstride.simulate.camera import CameraModel
from backstride.simulate.feeds import FEEDS, FeedOptions


def write_simulation(arguments: argparse.Namespace) -> int:
    """Write a simulated runner's recordings and truth to a folder, and say what was written."""
    known = scenario_names()
    wanted = arguments.scenario
    scenario = load_scenario(wanted if wanted in known else Path(wanted))
    feeds = arguments.feed or ("trc",)
    if unknown := sorted(set(feeds) - {feed.name for feed in FEEDS}):
        known_feeds = ", ".join(feed.name for feed in FEEDS)
        raise SettingsError(f"--feed {unknown[0]} is none of {known_feeds}.")
    options = FeedOptions(
        rate_hz=arguments.rate,
        quality=arguments.quality,
        wearing=arguments.wearing,
        camera=CameraModel(view_deg=arguments.view, kind=arguments.camera),
        lap_names=arguments.lap_names,
    )
    for path in write_scenario(scenario, Path(arguments.output), feeds, options):
        print(path)
    print("Synthetic: the runner is simulated, and what it did is in the file named truth.")
    return 0
