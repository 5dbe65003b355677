"""How likely a moving player faces backward when the feed does not say, and how sure that is.

A table of probabilities by speed and three angles. Probabilities are averaged and never counted;
intervals come from how far whole players were off. How well it carries from one sport to another
is not known, and every result says so.
"""

import json
import math
from dataclasses import dataclass
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
    """

    probability: Floats
    factor: float
    fitted_on: str

    def share(self, mean_probability: float, moving_s: float) -> Estimate:
        """Return the backward share of a player's moving time with its 90 % interval."""
        half = self.factor * scale(mean_probability, moving_s)
        low, high = max(0.0, mean_probability - half), min(1.0, mean_probability + half)
        return Estimate(mean_probability, low, high, "share of moving time", "estimated")

    def save(self, path: Path) -> None:
        """Write the model as JSON."""
        said = {
            "schema": SCHEMA,
            "fitted_on": self.fitted_on,
            "factor": round(self.factor, 4),
            "probability": [round(float(p), 5) for p in self.probability.ravel()],
        }
        path.write_text(json.dumps(said) + "\n", "utf-8")


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
    return FacingModel(table, float(said["factor"]), str(said["fitted_on"]))
