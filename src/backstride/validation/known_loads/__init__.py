"""Simulated runners whose forces and joint moments are known, made to obey Newton.

The simulator's runner is moved, step by step of an iteration, so that its centre of mass goes
where drawn ground forces send it. Body, joints, pressure and forces are then known exactly, and
differ from person to person in all that the measurement has to assume: segment masses, where
joints lie under the skin, where the foot presses, what shape the force has, how much it turns the
body, and the knee's and tendon's levers. Coverage on them speaks about these spreads and about
noise; whether people are so is for force plates to say.
"""

from backstride.validation.known_loads.runner import KnownRunner, known_pair, known_runner
from backstride.validation.known_loads.steps import KnownStep

__all__ = ["KnownRunner", "KnownStep", "known_pair", "known_runner"]
