"""Runners with known truth."""

from backstride.simulate.random_runner import random_scenario
from backstride.simulate.runner import Runner, make_runner
from backstride.simulate.scenario import Body, Scenario, Segment
from backstride.simulate.scenario_text import load_scenario, scenario_as_toml, scenario_names
from backstride.simulate.skeleton_runner import simulate
from backstride.simulate.truth import Truth
from backstride.simulate.write import write_scenario

__all__ = [
    "Body",
    "Runner",
    "Scenario",
    "Segment",
    "Truth",
    "load_scenario",
    "make_runner",
    "random_scenario",
    "scenario_as_toml",
    "scenario_names",
    "simulate",
    "write_scenario",
]
