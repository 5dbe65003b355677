"""How far a feed's orientation and speed may be off, worked out from the feed itself."""

from dataclasses import dataclass
from math import hypot

import numpy as np

from backstride.motion.arrays import Bools
from backstride.motion.headings import HEADING_WINDOW_S
from backstride.team.feed import Feed, Singles
from backstride.team.tags import FAST_MPS, TagReport

_NORMAL_90 = 1.645  # standard deviations to either side that hold 90 % of a normal spread

_STEADIED = 1.2533
"""A median of n samples spreads by this more than a mean of n: √(π/2), for a normal spread."""

_WIDEST_DEG = 40.0  # the borders of two sectors that moved by more would cross

_FORWARD_HALF_DEG = 90.0  # further off, a fast frame says where its runner goes, not how a tag sits


@dataclass(frozen=True, slots=True)
class FeedErrors:
    """Bounds of the method's error: 90 % of samples are off by less.

    Attributes
    ----------
    angle_deg : float
        Of facing against travel: how tags sit on their wearers, and their noise.
    speed_mps : float
        From the noise of positions.
    """

    angle_deg: float
    speed_mps: float


def errors_of(
    feed: Feed, facing: Singles, travel: Singles, speed: Singles, usable: Bools, tags: TagReport
) -> FeedErrors:
    """Return the errors of a feed with orientation.

    Who runs fast and forward faces where they run, so that the mean angle between the two, player
    by player, shows how tags sit; its spread over players and the noise that is left add up.
    """
    fast = (speed > FAST_MPS) & usable
    offset = np.where(fast, facing - travel, np.float32(np.nan))
    offset = (offset + 180.0) % 360.0 - 180.0
    offset[~(np.abs(offset) < _FORWARD_HALF_DEG)] = np.nan
    counts = np.isfinite(offset).sum(axis=0)
    judged = counts >= feed.rate_hz  # a second of it
    mean = np.nansum(offset, axis=0)[judged] / np.maximum(counts[judged], 1)
    sits = float(np.sqrt(np.mean(mean.astype(np.float64) ** 2))) if judged.any() else 0.0
    noise = tags.jitter_deg if np.isfinite(tags.jitter_deg) else 0.0
    if tags.steadied > 1:
        noise *= _STEADIED / tags.steadied**0.5
    angle = min(_WIDEST_DEG, _NORMAL_90 * hypot(sits, noise))
    return FeedErrors(angle, speed_error(feed))


def speed_error(feed: Feed) -> float:
    """Return the bound of the speed's error that the noise of positions makes, in m/s.

    White noise σ of places has third differences of 20 σ² and makes slopes over n frames spread by
    σ · rate · √(12 / (n (n² − 1))). A feed's own speeds are taken to be no better.
    """
    some = slice(0, min(len(feed), 20_000))
    bend = np.diff(feed.x_m[some], n=3, axis=0)
    known = np.abs(bend[np.isfinite(bend)])
    if not known.size:
        return 0.0
    noise_m = float(np.median(known)) * 1.4826 / 20**0.5
    n = max(3, round(HEADING_WINDOW_S * feed.rate_hz) + 1)
    spread: float = (12.0 / (n * (n * n - 1.0))) ** 0.5
    return _NORMAL_90 * noise_m * feed.rate_hz * spread
