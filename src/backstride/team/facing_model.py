"""How likely a moving player faces backward when the feed does not say, and how sure that is.

A table of probabilities by speed and three angles. Probabilities are averaged and never counted;
intervals come from how far whole players were off. How well it carries from one sport to another
is not known, and every result says so.
"""

import json
import math
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from backstride.errors import SettingsError
from backstride.estimate import Estimate
from backstride.motion.arrays import Floats
from backstride.team.surroundings import SHAPE

SCHEMA = "backstride.facing_model/1"

UNTESTED = (
    "The feed has no body orientation: backward time is estimated from how often players of "
    "American football faced backward in like surroundings. Whether that holds in another sport is "
    "untested; do not rank players by it without local calibration."
)

_PRIOR_FRAMES = 50.0
"""Frames that the smooth part of the model counts for in a cell: cells of fewer than 30 frames
were withheld from the published counts, so less than that says little by itself."""

_BOUT_S = 1.3  # median backward bout of defensive backs in the published counts

_OWN_SHARE = 0.02
"""Spread of players around what their surroundings predict, as a share of the estimate: with it
the scale grows as the residuals of simulated players do. The conformal factor sets its size."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How far shares of whole players were off whose match the model had not seen.

    Attributes
    ----------
    on : str
        What was held out, in words.
    players : int
    mean_error, bias : float
        Mean absolute error of the backward share, and mean of estimate minus truth.
    mean_share_error : float
        The error of giving everybody the mean share: what there is to gain.
    coverage : float
        Share of players whose 90 % interval held the truth.
    median_width : float
        Of those intervals.
    """

    on: str
    players: int
    mean_error: float
    bias: float
    mean_share_error: float
    coverage: float
    median_width: float

    def in_words(self) -> str:
        """Return one sentence."""
        return (
            f"On {self.players} players of {self.on}: shares off by {100 * self.mean_error:.1f} "
            f"points on average (giving everybody the mean share: {100 * self.mean_share_error:.1f}"
            f"), {100 * self.bias:+.1f} in the mean; the 90 % interval held the truth for "
            f"{100 * self.coverage:.0f} % of them and was {100 * self.median_width:.1f} points "
            "wide for the usual one."
        )


@dataclass(frozen=True)
class FacingModel:
    """Probability of facing backward, and the factor of its intervals.

    Attributes
    ----------
    probability : array of ``surroundings.SHAPE``
    factor : float
        90 % of whole players were off by less than this many times ``scale``.
    fitted_on : str
        What it was fitted on, in words.
    held_out : HeldOut, optional
        What its error is where it was not fitted.
    """

    probability: Floats
    factor: float
    fitted_on: str
    held_out: HeldOut | None = None

    def share(self, mean_probability: float, moving_s: float) -> Estimate:
        """Return the backward share of a player's moving time with its 90 % interval."""
        half = self.factor * scale(mean_probability, moving_s)
        low, high = max(0.0, mean_probability - half), min(1.0, mean_probability + half)
        return Estimate(mean_probability, low, high, "share of moving time", "estimated")

    def save(self, path: Path) -> None:
        """Write the model as JSON."""
        path.write_text(self.as_text(), "utf-8")

    def as_text(self) -> str:
        """Return the model as JSON."""
        said = {
            "schema": SCHEMA,
            "fitted_on": self.fitted_on,
            "factor": round(self.factor, 4),
            "held_out": None if self.held_out is None else _rounded(asdict(self.held_out)),
            "probability": [round(float(p), 5) for p in self.probability.ravel()],
        }
        return json.dumps(said) + "\n"


def _rounded(said: dict[str, Any]) -> dict[str, Any]:
    return {k: round(v, 5) if isinstance(v, float) else v for k, v in said.items()}


def scale(share: float, moving_s: float) -> float:
    """Return the yardstick of a player's error: habit, and the few bouts of a short time.

    The mean of a state that lasts τ at a time has a variance of 2 τ p (1 − p) / T over a time T.
    """
    few = share * (1.0 - share) * 2.0 * _BOUT_S / max(moving_s, 2.0 * _BOUT_S)
    return math.sqrt(_OWN_SHARE * share + few + 1e-6)


def smoothed(frames: Floats, backward: Floats) -> Floats:
    """Return probabilities of ``SHAPE`` from counts (4, 6, 6, 4).

    A logistic model with one effect for each bin of each quantity fills what few frames leave
    open; a cell's own counts take over as they grow. Bins for “not known” are means over the
    rest, weighted by frames.
    """
    smooth = _main_effects(frames, backward)
    inner = (backward + _PRIOR_FRAMES * smooth) / (frames + _PRIOR_FRAMES)
    weight = frames + 1.0
    for axis in (1, 2, 3):
        total = weight.sum(axis=axis, keepdims=True)
        mean = (inner * weight).sum(axis=axis, keepdims=True) / total
        inner = np.concatenate((inner, mean), axis=axis)
        weight = np.concatenate((weight, total), axis=axis)
    return inner


def _main_effects(frames: Floats, backward: Floats) -> Floats:
    """Return the probabilities of a logistic model without interactions (Newton's method)."""
    grid = np.indices(frames.shape).reshape(4, -1)
    columns = [np.ones(grid.shape[1])]
    columns += [
        (grid[axis] == level).astype(float)
        for axis in range(4)
        for level in range(1, frames.shape[axis])
    ]
    design = np.column_stack(columns)
    n, hits = frames.ravel(), backward.ravel()
    beta = np.zeros(design.shape[1])
    beta[0] = math.log((hits.sum() + 1) / (n.sum() - hits.sum() + 1))
    ridge = np.eye(len(beta))  # a weak pull to zero, so that an empty bin has an answer
    for _ in range(25):
        p = 1.0 / (1.0 + np.exp(-(design @ beta)))
        slope = design.T @ (hits - n * p) - ridge @ beta
        curve = design.T @ (design * (n * p * (1 - p))[:, None]) + ridge
        step = np.linalg.solve(curve, slope)
        beta += np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-8:
            break
    fitted: Floats = (1.0 / (1.0 + np.exp(-(design @ beta)))).reshape(frames.shape)
    return fitted


def load_model(path: Path) -> FacingModel:
    """Return a model that ``fit`` wrote.

    Raises
    ------
    SettingsError
        When the file is no such model.
    """
    try:
        return _parsed(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{path}: not a facing model that fit has written ({error}).") from None


@cache
def shipped_model() -> FacingModel:
    """Return the model that comes with Backstride."""
    text = (files("backstride.team") / "facing_model.json").read_text("utf-8")
    return _parsed(json.loads(text))


def _parsed(said: dict[str, Any]) -> FacingModel:
    table = np.array(said["probability"], dtype=np.float64).reshape(SHAPE)
    if said["schema"] != SCHEMA or not ((table >= 0) & (table <= 1)).all():
        raise ValueError("its probabilities or its schema are wrong")
    held = said.get("held_out")
    return FacingModel(
        table,
        float(said["factor"]),
        str(said["fitted_on"]),
        HeldOut(**held) if held is not None else None,
    )
