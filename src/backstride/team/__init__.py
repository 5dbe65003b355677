"""Match and season: tracking of many players, and how much of it was backward.

``match_of`` reads a feed and answers; ``fit_facing`` makes the model for feeds without orientation.
The heavy packages are the ``[team]`` extra and are imported only when a feed is read.
"""

from backstride.team.direction import Thresholds, directions
from backstride.team.facing_model import FacingModel, load_model, shipped_model
from backstride.team.feed import Feed, Player
from backstride.team.fit import fit_facing
from backstride.team.match import match_of, measure_feed
from backstride.team.reading import read_feeds
from backstride.team.result import MatchResult
from backstride.team.simulated import simulated_match

__all__ = [
    "FacingModel",
    "Feed",
    "MatchResult",
    "Player",
    "Thresholds",
    "directions",
    "fit_facing",
    "load_model",
    "match_of",
    "measure_feed",
    "read_feeds",
    "shipped_model",
    "simulated_match",
]
