"""Energy and what the knee took, for each minute and phase of a player."""

from collections.abc import Sequence

import numpy as np

from backstride.motion.arrays import Bools, Floats
from backstride.team.answers import Codes
from backstride.team.cost import knee_rates, speed_bin, weighted_rates
from backstride.team.direction import BACKWARD, STILL, UNKNOWN
from backstride.team.season.cells import Cells

_COSTS = ("energy_kj_per_kg", "backward_extra_kj_per_kg")

COSTS = tuple(f"{name}{end}" for name in (*_COSTS, "knee_dose_bw") for end in ("", "_low", "_high"))
"""Columns of what a match cost, each with its 90 % interval."""


_KEPT = 4
"""Decimals: a ten thousandth of kJ/kg is nothing beside a minute's (about 0.5), and tables are a
fifth smaller."""


def energies(cells: Cells, own: Codes, speed_mps: Floats, weight_s: Floats) -> Floats:
    """Return the energy in each cell (6, c): all, then more than forward, each a triple.

    Parameters
    ----------
    own : array (n,)
        Codes of ``direction.NAMES``.
    weight_s : array (n,)
        Time that each frame stands for.
    """
    rates = weighted_rates()
    wide, bins = rates.shape[1:]
    at = (cells.index * wide + own) * bins + speed_bin(speed_mps)
    spread = np.bincount(at, weight_s, minlength=len(cells) * wide * bins)
    found: Floats = rates.reshape(6, -1) @ spread.reshape(len(cells), -1).T
    return found


def chanced(
    cells: Cells, p: Floats, masks: tuple[Bools, Bools], speed_mps: Floats, each_s: float
) -> Floats:
    """Return the same where facing is a probability ``p`` (n,) of those who move.

    Parameters
    ----------
    masks : (array, array)
        Who moves and who is seen (n,).
    """
    moving, seen = masks
    found = np.zeros((6, len(cells)))
    for code, weight in (
        (BACKWARD, p * moving),
        (UNKNOWN, np.where(moving, 1.0 - p, 0.0)),
        (STILL, (seen & ~moving).astype(np.float64)),
    ):
        own = np.full(len(p), code, dtype=np.int8)
        found += energies(cells, own, speed_mps, weight * each_s)
    return found


def energy_of(ways: Sequence[Floats]) -> dict[str, Floats]:
    """Return the columns of energy from those of three ways to tell directions (6, c) each."""
    found = {}
    for k, name in enumerate(_COSTS):
        found[name] = ways[0][3 * k]
        found[f"{name}_low"] = np.min([one[3 * k + 1] for one in ways], axis=0)
        found[f"{name}_high"] = np.max([one[3 * k + 2] for one in ways], axis=0)
    return {name: values.round(_KEPT) for name, values in found.items()}


def knee_of_runs(runs_s: Sequence[Floats], metres: Floats) -> dict[str, Floats]:
    """Return the columns of the knee's dose from seconds of running backward told in three ways."""
    speed = metres / np.maximum(runs_s[0], 1e-9)
    value, low, high = knee_rates(speed)
    return {
        "knee_dose_bw": (value * runs_s[0]).round(_KEPT),
        "knee_dose_bw_low": (low * np.min(runs_s, axis=0)).round(_KEPT),
        "knee_dose_bw_high": (high * np.max(runs_s, axis=0)).round(_KEPT),
    }
