"""The shared direction rule, for all players of a match at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backstride.errors import SettingsError
from backstride.measure.settings import DEFAULTS
from backstride.team.feed import Singles

UNSEEN, STILL, FORWARD, BACKWARD, LEFT, RIGHT, UNKNOWN = range(7)
NAMES = ("unseen", "still", "forward", "backward", "left", "right", "unknown")
_CHUNK = 1 << 17  # samples that a processor's cache holds with what is made of them

YARD_MPS = 1.8288
"""Two yards a second, by definition of the yard."""

_FASTEST_STILL_MPS = 5.0
"""A border of moving above this leaves no walking and little running to judge."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What stands beside every share.

    Attributes
    ----------
    forward_below_deg, backward_above_deg : float
        Borders of ``|travel − facing|``: those of ``measure.Settings``.
    slowest_mps : float
        Below it a player is not moving: 1.4 m/s, at which the counts of how often players face
        backward were made; slower headings of tags are noise of tens of degrees.
    position_mps : float
        The same for shares of positions and bouts: 2 yd/s, at which the published shares of
        positions were made.
    bout_s : float
        Backward stretches shorter than this are no bout: 0.8 s, as in those shares.
    """

    forward_below_deg: float = DEFAULTS.forward_below_deg
    backward_above_deg: float = DEFAULTS.backward_above_deg
    slowest_mps: float = 1.4
    position_mps: float = YARD_MPS
    bout_s: float = 0.8

    def __post_init__(self) -> None:
        """Refuse thresholds that cannot be.

        Raises
        ------
        SettingsError
        """
        if not 0.0 < self.forward_below_deg <= self.backward_above_deg < 180.0:
            raise SettingsError(
                f"Forward below {self.forward_below_deg:g}° and backward above "
                f"{self.backward_above_deg:g}° do not go together; give angles between 0 and 180, "
                "the smaller first."
            )
        if not 0.0 < self.slowest_mps <= _FASTEST_STILL_MPS:
            raise SettingsError(
                f"{self.slowest_mps:g} m/s is no border between standing and moving; give a speed "
                f"above 0, at most {_FASTEST_STILL_MPS:g}."
            )

    def as_json(self, window: str) -> dict[str, object]:
        """Return the thresholds with the window of time."""
        return {
            "backward_above_deg": self.backward_above_deg,
            "forward_below_deg": self.forward_below_deg,
            "speed_above_mps": self.slowest_mps,
            "position_speed_above_mps": self.position_mps,
            "shortest_bout_s": self.bout_s,
            "window": window,
        }


def directions(
    facing_deg: Singles, travel_deg: Singles, speed_mps: Singles, thresholds: Thresholds
) -> NDArray[np.int8]:
    """Return the direction of every sample as a code of ``NAMES``, in the shape of the arrays.

    ``wrap(travel − facing)``: forward below 45°, backward above 135°, between them left where the
    angle is positive; unknown where a moving player's heading is; sample by sample, without
    hysteresis, as the published shares are.

    Parameters
    ----------
    facing_deg, travel_deg : array, float32
        In [-180, 180); NaN where unknown.
    speed_mps : array, float32
        NaN where a player is out of view.
    """
    codes = np.empty(speed_mps.shape, dtype=np.int8)
    flat = codes.reshape(-1)
    facing, travel, speed = facing_deg.ravel(), travel_deg.ravel(), speed_mps.ravel()
    for a in range(0, flat.size, _CHUNK):
        b = a + _CHUNK
        angle = travel[a:b] - facing[a:b]
        size = np.abs(angle)
        short = np.minimum(size, 360.0 - size)
        left = (angle > 0) == (size <= 180.0)
        code = np.where(left, np.int8(LEFT), np.int8(RIGHT))
        code[short < thresholds.forward_below_deg] = FORWARD
        code[short > thresholds.backward_above_deg] = BACKWARD
        code[np.isnan(short)] = UNKNOWN
        moving = speed[a:b] > thresholds.slowest_mps
        code[~moving] = STILL
        code[np.isnan(speed[a:b])] = UNSEEN
        flat[a:b] = code
    return codes
