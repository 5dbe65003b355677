"""Runners with known truth."""

from backstride.simulate.camera import CameraModel
from backstride.simulate.feeds import FEEDS, FeedOptions
from backstride.simulate.random_runner import random_scenario
from backstride.simulate.runner import Runner, make_runner
from backstride.simulate.scenario import Body, Scenario, Segment
from backstride.simulate.scenario_text import load_scenario, scenario_as_toml, scenario_names
from backstride.simulate.sensor_model import SensorModel
from backstride.simulate.sensors import virtual_sensor
from backstride.simulate.sessions import backward_session, forward_session
from backstride.simulate.skeleton_runner import simulate
from backstride.simulate.truth import Truth
from backstride.simulate.write import write_scenario

__all__ = [
    "FEEDS",
    "Body",
    "CameraModel",
    "FeedOptions",
    "Runner",
    "Scenario",
    "Segment",
    "SensorModel",
    "Truth",
    "backward_session",
    "forward_session",
    "load_scenario",
    "make_runner",
    "random_scenario",
    "scenario_as_toml",
    "scenario_names",
    "simulate",
    "virtual_sensor",
    "write_scenario",
]
