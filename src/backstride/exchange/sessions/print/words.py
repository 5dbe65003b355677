"""Amounts, efforts and totals as they are printed."""

from datetime import date

from backstride.estimate import Estimate
from backstride.exchange.words import estimate_words
from backstride.training.session import Direction, Effort, Load, Step
from backstride.training.session_dose import Dose

NARROW = "\u00a0"
"""A space that keeps a number and its unit on one line."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def number(value: float) -> str:
    """Return a number without needless digits, with a real minus sign."""
    if abs(value) >= 1e5:
        return f"{value:.0f}".replace("-", "−")
    return f"{round(value, 2):g}".replace("-", "−")


def duration(seconds: float) -> str:
    """Return a length of time: ``"30 s"``, ``"1 min 30 s"``, ``"5 min"``, ``"1 h 5 min"``."""
    if seconds < 60:
        return f"{number(round(seconds, 1))}{NARROW}s"
    whole = round(seconds)
    parts = ((whole // 3600, "h"), (whole // 60 % 60, "min"), (whole % 60, "s"))
    return " ".join(f"{n}{NARROW}{unit}" for n, unit in parts if n)


def amount(step: Step) -> str:
    """Return how much of a step."""
    if step.unit == "s":
        return duration(step.amount)
    if step.unit == "m":
        return f"{number(round(step.amount, 1))}{NARROW}m"
    if step.unit == "times":
        return f"{number(step.amount)}{NARROW}×"
    return "until ready"


def movement(step: Step) -> str:
    """Return a movement; on the spot where it goes nowhere though it could."""
    from_place = step.in_place and step.movement not in ("balance", "plank", "rest")
    return f"{step.movement} on the spot" if from_place else step.movement


def effort(given: Effort) -> str:
    """Return how hard."""
    if given.kind == "named":
        return given.word
    low, high = number(given.low), number(given.high)
    both = low if low == high else f"{low}–{high}"
    return {
        "effort_percent": f"{both}{NARROW}% of maximal effort",
        "heart_rate_percent": f"{both}{NARROW}% of maximal heart rate",
        "rpe": f"RPE{NARROW}{both} of 10",
        "speed_mps": f"{both}{NARROW}m/s",
    }[given.kind]


def load(given: Load) -> str:
    """Return the resistance."""
    if given.kg is not None:
        return f"{given.kind}, {number(given.kg)}{NARROW}kg"
    if given.body_mass_percent is not None:
        return f"{given.kind}, {number(given.body_mass_percent)}{NARROW}% of body mass"
    return given.kind


def how(step: Step) -> str:
    """Return effort, slope, load and the step's own surface."""
    parts = []
    if step.effort is not None:
        parts.append(effort(step.effort))
    if step.incline_percent:
        slope = "uphill" if step.incline_percent > 0 else "downhill"
        parts.append(f"{number(abs(step.incline_percent))}{NARROW}% {slope}")
    if step.load is not None:
        parts.append(load(step.load))
    if step.surface is not None:
        parts.append(f"on {step.surface}")
    return "; ".join(parts)


def dose_parts(given: Dose) -> list[str]:
    """Return a sum of steps in the units they were given in: ``["6 min", "200 m", "10 ×"]``."""
    parts = []
    if given.time_high_s:
        low, high = duration(given.time_low_s), duration(given.time_high_s)
        parts.append(low if low == high else f"{low} to {high}")
    if given.distance_without_time_m:
        parts.append(f"{number(round(given.distance_without_time_m, 1))}{NARROW}m")
    if given.repetitions:
        parts.append(f"{number(given.repetitions)}{NARROW}×")
    if given.open_steps:
        parts.append(f"{given.open_steps}{NARROW}× until ready")
    return parts


def direction_label(direction: Direction | None) -> str:
    """Return the label of a total."""
    return {"left": "to the left", "right": "to the right", None: "no direction"}.get(
        direction, str(direction)
    )


def long_day(day: date) -> str:
    """Return a date as people read it: ``"Monday 2 March 2026"``."""
    return f"{DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Return a date in little room: ``"Mon 2 Mar"``."""
    return NARROW.join((DAYS[day.weekday()][:3], str(day.day), _MONTHS[day.month - 1][:3]))


def estimate(given: Estimate) -> str:
    """Return a figure with its uncertainty and unit."""
    return estimate_words(given)
