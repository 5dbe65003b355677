"""What a match says about each player: time, distance, bouts, bands and transitions."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from backstride.estimate import Basis, Estimate
from backstride.motion.arrays import Floats
from backstride.team.feed import Player
from backstride.team.phases import Part

Codes = NDArray[np.int8]
"""Directions of player-frames as ``direction.directions`` codes them."""


@dataclass(frozen=True, slots=True)
class Total:
    """Time, distance and speeds of one direction."""

    time_s: float
    distance_m: float
    share_of_moving_time: float
    mean_speed_mps: float
    peak_speed_mps: float


class Bout(NamedTuple):
    """One backward bout: when, how long, how fast, how far, and from where to where."""

    start_s: float
    length_s: float
    mean_speed_mps: float
    distance_m: float = 0.0
    peak_speed_mps: float = 0.0
    from_m: tuple[float, float] = (0.0, 0.0)
    to_m: tuple[float, float] = (0.0, 0.0)
    period: int = 1


class Recovery(NamedTuple):
    """A backward bout that turns into forward high-speed running: the defender's recovery.

    Times are seconds after the end of the bout; ``turned`` is the side that the body turned to.
    """

    end_s: float
    bout_s: float
    backward_mps: float
    turned: str
    forward_after_s: float
    sprint_after_s: float
    peak_mps: float


@dataclass(slots=True)
class PlayerAnswer:
    """All that is known of one player.

    Attributes
    ----------
    basis : Basis
        How facing is known: measured by the feed, estimated by the model, or unknown because the
        tag was left out.
    by_direction : dict
        From direction to ``Total``; with estimated facing only backward, and unknown for the rest.
    moving_s, seen_s : float
    figures : dict
        Every figure of ``figures.FIGURES`` that can be known, with its interval.
    backward_share : Estimate, optional
        Backward share of moving time, with its interval.
    bouts : list of Bout, optional
        Backward bouts; None without measured facing, as transitions are.
    backward_walk_s, backward_run_s : float
        Backward time below and above the walk–run transition.
    transitions : int, optional
        Backward bouts that end in high-speed forward running within two seconds.
    recoveries : list of Recovery
        Those bouts.
    phases, minutes : list of Part
    where_s : array (periods, rows, columns)
        Backward seconds in each cell of the pitch, the own attack to the right.
    position_moving, position_backward : int
        Frames with a known direction above the speed of position shares, and the backward ones.
    position_bounds : (float, float)
        Least and most of the backward ones.
    """

    player: Player
    basis: Basis
    by_direction: dict[str, Total]
    moving_s: float
    seen_s: float
    figures: dict[str, Estimate] = field(default_factory=dict)
    backward_share: Estimate | None = None
    bouts: list[Bout] | None = None
    backward_walk_s: float = 0.0
    backward_run_s: float = 0.0
    transitions: int | None = None
    recoveries: list[Recovery] = field(default_factory=list)
    phases: list[Part] = field(default_factory=list)
    minutes: list[Part] = field(default_factory=list)
    where_s: Floats = field(default_factory=lambda: np.zeros((0, 0, 0)))
    position_moving: float = 0.0
    position_backward: float = 0.0
    position_bounds: tuple[float, float] = (0.0, 0.0)
