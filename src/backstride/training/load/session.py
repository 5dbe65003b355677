"""What one session cost, each figure with its interval.

Nothing here measures: distance, steps and impulse come as estimates from a measurement, or as None
when it does not know them.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal, get_args

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.training.field_checks import check_date, check_number
from backstride.training.load.errors import Errors, with_relative_error
from backstride.training.log import LogEntry

LOAD_UNIT = "AU"
"""Arbitrary units: a rating from 0 to 10 times minutes."""

RPE_VARIATION_PERCENT = 31.9
"""How much one and the same running session is rated differently when repeated (L10)."""

DISTANCE_VARIATION_PERCENT = 8.7
"""Of a distance with no error of its own: 17.6 m of 202 m, the widest seen of worn sensors (X3)."""

Quantity = Literal["session_rpe", "backward_m", "backward_steps", "knee_impulse_bw_s", "heart_rate"]
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)

UNITS: dict[Quantity, str] = {
    "session_rpe": LOAD_UNIT,
    "backward_m": "m",
    "backward_steps": "steps",
    "knee_impulse_bw_s": "BW s",
    "heart_rate": LOAD_UNIT,
}

ERRORS: dict[Quantity, Errors] = {
    "session_rpe": "independent",
    "backward_m": "shared",
    "backward_steps": "shared",
    "knee_impulse_bw_s": "shared",
    "heart_rate": "independent",
}
"""A rating is off another way each time; a sensor or a model of the knee is off the same way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLoad:
    """What one session cost; None for what is not known, which is never taken as zero.

    Attributes
    ----------
    day : date
    session_rpe : Estimate or None
        Rating times minutes; see ``session_rpe_load``.
    backward_m, backward_steps : Estimate or None
        Distance and steps backward, in ``m`` and ``steps``.
    knee_impulse_bw_s : Estimate or None
        Load behind the kneecap added up over time, in body weights times seconds.
    heart_rate : Estimate or None
        See ``banister_load`` and ``edwards_load``; a person's sessions must use one of them.
    """

    day: date
    session_rpe: Estimate | None = None
    backward_m: Estimate | None = None
    backward_steps: Estimate | None = None
    knee_impulse_bw_s: Estimate | None = None
    heart_rate: Estimate | None = None

    def __post_init__(self) -> None:
        check_date("day", self.day)
        for name, unit in UNITS.items():
            found = getattr(self, name)
            if found is not None and (found.unit != unit or found.low < 0):
                raise SettingsError(
                    f"{name} is {found.value:g} {found.unit} from {found.low:g}, but must be at "
                    f"least 0 and in {unit}: convert it first."
                )

    def as_json(self) -> dict[str, Any]:
        """Return the day and each figure, null where it is not known."""
        known = ((f.name, getattr(self, f.name)) for f in fields(self) if f.name != "day")
        return {"day": str(self.day)} | {k: v.as_json() if v else None for k, v in known}


def session_rpe_load(rpe: float | None, minutes: float) -> Estimate | None:
    """Return rating times minutes (L9) in arbitrary units, None without a rating.

    The interval is how far the same session might have been rated otherwise (L10). A person's habit
    of rating high or low is in all of their sessions alike and is not part of it.

    Parameters
    ----------
    rpe : float or None
        Effort of the whole session, 0 to 10, asked about half an hour afterwards (L3).
    minutes : float
        0 to 1440, warm-up and rests included.
    """
    check_number("minutes", minutes, 0, 1440, "min")
    if rpe is None:
        return None
    check_number("rpe", rpe, 0, 10, "")
    return with_relative_error(
        rpe * minutes,
        RPE_VARIATION_PERCENT,
        unit=LOAD_UNIT,
        basis="declared",
        sources=("L9", "L10", "L3"),
    )


def load_of_entry(
    entry: LogEntry,
    minutes: float,
    *,
    backward_steps: Estimate | None = None,
    knee_impulse_bw_s: Estimate | None = None,
    heart_rate: Estimate | None = None,
) -> SessionLoad:
    """Return what a session of the log cost.

    A distance in the log is a bare number, so it gets the widest error seen of worn sensors (X3);
    where a measurement knows its own error, build a ``SessionLoad`` with that instead.
    """
    metres = entry.measured.backward_m if entry.measured else None
    return SessionLoad(
        day=entry.day,
        session_rpe=session_rpe_load(entry.rpe, minutes),
        backward_m=None
        if metres is None
        else with_relative_error(
            metres, DISTANCE_VARIATION_PERCENT, unit="m", basis="measured", sources=("X3",)
        ),
        backward_steps=backward_steps,
        knee_impulse_bw_s=knee_impulse_bw_s,
        heart_rate=heart_rate,
    )
