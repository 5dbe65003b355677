"""The pace that training expects, for tracks of sessions that go by distance or repetition."""

import math

from backstride.estimate import Estimate
from backstride.exchange.sessions.spoken.pace import Pace, SpeedKey
from backstride.training.environment_rules import environment_rules
from backstride.training.expected import speed_of
from backstride.training.session import Session
from backstride.training.training_rules import default_training_rules


def expected_pace(session: Session) -> Pace:
    """Return speeds for every step of a session that has one, and times for the rest.

    The wide speeds that the planner itself expects: a track waits for the slowest of them, and says
    that its times are estimates.
    """
    rules = default_training_rules()
    speeds: dict[SpeedKey, Estimate] = {}
    for step in session.steps():
        ends = speed_of(step)
        if ends is not None and min(ends) > 0:
            word = environment_rules().efforts.word(step.effort) if step.effort else ""
            middle = min(max(math.sqrt(ends[0] * ends[1]), ends[0]), ends[1])
            speeds[step.movement, step.direction, word] = Estimate(
                middle, *ends, "m/s", "estimated", rules.speeds.findings
            )
    repetition_s = rules.settings.repetition_s
    repetition = Estimate(repetition_s, repetition_s, repetition_s, "s", "declared")
    return Pace(
        speeds=speeds,
        repetition={step.movement: repetition for step in session.steps()},
        open_s=rules.settings.open_step_s,
    )
