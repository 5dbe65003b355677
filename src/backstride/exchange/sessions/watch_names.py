"""What a watch shows of a step in few words."""

from backstride.exchange.sessions.watch_steps import WatchStep
from backstride.training.session import USUAL_DIRECTION, Step


def step_name(entry: WatchStep) -> str:
    """Return a step's name, such as "BACKWARD run (2/4)"."""
    done, count = entry.round
    return action_words(entry.step) + (f" ({done}/{count})" if count else "")


def action_words(step: Step) -> str:
    """Return what is done, such as "BACKWARD run": the direction first, as it surprises."""
    if step.movement == "back-pedal":
        return "BACK-PEDAL"
    if step.direction is not None and step.direction != "forward":
        return f"{step.direction.upper()} {step.movement}"
    on_the_spot = step.in_place and step.movement in USUAL_DIRECTION
    return step.movement.capitalize() + (" on the spot" if on_the_spot else "")
