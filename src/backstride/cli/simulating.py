"""``backstride simulate``."""

import argparse
from pathlib import Path

from backstride.simulate import load_scenario, scenario_names, write_scenario


def write_simulation(arguments: argparse.Namespace) -> int:
    """Write a simulated runner's recordings and truth to a folder, and say what was written."""
    known = scenario_names()
    wanted = arguments.scenario
    scenario = load_scenario(wanted if wanted in known else Path(wanted))
    for path in write_scenario(scenario, Path(arguments.output)):
        print(path)
    print("Synthetic: the runner is simulated, and what it did is in the file named truth.")
    return 0
