"""Contacts that were found beside those that are known to have been."""

from collections.abc import Collection

import numpy as np

from backstride.measure import Measurement
from backstride.motion.arrays import Floats
from backstride.simulate import Truth

MATCH_S = 0.15
"""A found contact further from a true one is another contact: under half a running step."""


def contact_errors_s(
    found: Measurement, truth: Truth, sides: Collection[str] = ("left", "right")
) -> tuple[Floats, int]:
    """Return found minus true (k, 2) of landing and take-off, and how many true ones there were.

    Only steps of a walk or run count. A contact of an unknown foot may be either's; NaN where an
    end was not found.

    Parameters
    ----------
    sides : collection of str
        Feet that the recording can know.
    """
    true = [
        s
        for s in truth.steps
        if s.direction != "still"
        and s.gait != "other"
        and s.side in sides
        and np.isfinite(s.initial_contact_s)
    ]
    errors = [np.zeros((0, 2))]
    for side in sides:
        own = [s for s in true if s.side == side]
        said = [s for s in found.steps if s.side in (side, "unknown")]
        said = [s for s in said if np.isfinite(s.initial_contact_s)]
        if own and said:
            errors.append(
                _nearest(
                    np.array([(s.initial_contact_s, s.terminal_contact_s) for s in own]),
                    np.array([(s.initial_contact_s, s.terminal_contact_s) for s in said]),
                )
            )
    return np.concatenate(errors), len(true)


def _nearest(true: Floats, said: Floats) -> Floats:
    """Return said minus true (k, 2) for the nearest landing within reach of each true one."""
    after = np.clip(np.searchsorted(said[:, 0], true[:, 0]), 1, max(len(said) - 1, 1))
    before = after - 1
    after = np.minimum(after, len(said) - 1)
    nearer = np.abs(said[before, 0] - true[:, 0]) <= np.abs(said[after, 0] - true[:, 0])
    errors: Floats = said[np.where(nearer, before, after)] - true
    return errors[np.abs(errors[:, 0]) <= MATCH_S]
