"""One step in the plain text of intervals.icu: words, how long or how far, a target."""

from backstride.exchange.sessions.number_words import without_figures
from backstride.exchange.sessions.setting_words import effort_words, setting_words
from backstride.exchange.sessions.watch_names import action_words
from backstride.exchange.sessions.watch_steps import WatchStep
from backstride.training.session import Effort, Step

_OPEN_LENGTH = "1m"
"""A step that ends with the lap button still needs a length, for the site's chart alone."""

_SLOWEST_PACE_MPS = 1000 / 6000
"""At 100 minutes per kilometre a pace is no longer two figures and two."""


def step_text(entry: WatchStep) -> str:
    """Return the line of a step."""
    step = entry.step
    words = [action_words(step), *setting_words(step)]
    if step.effort is not None and not target_text(step.effort):
        words.insert(1, effort_words(step.effort))
    if step.unit == "times":
        words.append(f"{step.amount:.0f} times")
    if entry.round[1]:
        words.insert(1, "round {} of {}".format(*entry.round))
    if step.cue:
        words.append(step.cue)
    said = without_figures(", ".join(words))
    target = target_text(step.effort) if step.effort is not None else ""
    lap = "press lap" if step.unit in ("open", "times") else ""
    return " ".join(part for part in ("-", said, _length(step), target, lap) if part)


def _length(step: Step) -> str:
    if step.unit == "s":
        return _clock(_whole(step.amount))
    if step.unit == "m":
        metres = _centimetres(step) / 100
        return f"{metres:.0f}mtr" if metres == int(metres) else f"{metres / 1000:.5f}km"
    return _OPEN_LENGTH


def _clock(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    parts = ((hours, "h"), (minutes, "m"), (seconds % 60, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def _centimetres(step: Step) -> int:
    return _whole(step.amount * 100)


def _whole(value: float) -> int:
    return max(1, round(value))


def target_text(effort: Effort) -> str:
    """Return a target as the site writes it; empty for an effort it has no target for."""
    if effort.kind == "heart_rate_percent":
        low, high = _whole(effort.low), _whole(effort.high)
        return f"{low}% HR" if low == high else f"{low}-{high}% HR"
    if effort.kind == "speed_mps" and effort.low > _SLOWEST_PACE_MPS:
        slow, fast = (_pace(speed) for speed in (effort.low, effort.high))
        return f"{slow}/km Pace" if slow == fast else f"{slow}-{fast}/km Pace"
    return ""


def _pace(speed_mps: float) -> str:
    seconds = round(1000 / speed_mps)
    return f"{seconds // 60}:{seconds % 60:02d}"


def is_rounded(step: Step) -> bool:
    """Whether length or target are finer than the text says them."""
    effort = step.effort
    length = (step.unit == "s" and _whole(step.amount) != step.amount) or (
        step.unit == "m" and _centimetres(step) != step.amount * 100
    )
    if effort is None or not target_text(effort):
        return length
    if effort.kind == "speed_mps":
        return length or any((1000 / speed) % 1 for speed in (effort.low, effort.high))
    return length or any(_whole(share) != share for share in (effort.low, effort.high))
