"""Where players faced against where they went: the steps that every answer begins with."""

import math
from dataclasses import dataclass

import numpy as np

from backstride.errors import SettingsError
from backstride.motion.arrays import Bools, Floats, Ints
from backstride.team.answers import Codes
from backstride.team.cleaning import Cleaning, clean
from backstride.team.direction import BACKWARD, FORWARD, RIGHT, UNKNOWN, Thresholds, directions
from backstride.team.facing_model import FacingModel
from backstride.team.feed import Feed, Singles
from backstride.team.feed_errors import FeedErrors, errors_of
from backstride.team.measured import moved_borders
from backstride.team.surroundings import bins, rows_to_look_at
from backstride.team.tags import TagReport, check_tags


@dataclass(frozen=True, slots=True)
class Moving:
    """Speed and travel (n, p), which players count (p,), and what was left out."""

    speed_mps: Singles
    travel_deg: Singles
    good: Bools
    cleaning: Cleaning


@dataclass(frozen=True, slots=True)
class Faced:
    """Directions of a feed with orientation.

    Attributes
    ----------
    codes : tuple of arrays (n, p)
        With the borders as set and moved to either side; unknown for movers whose tag was left out.
    tags : TagReport
    errors : FeedErrors
    raw_share, turned_share, used_share : float
        Backward share of all moving time with orientation as it came, once it was turned back, and
        without the tags that were left out.
    """

    codes: tuple[Codes, ...]
    tags: TagReport
    errors: FeedErrors
    raw_share: float
    turned_share: float
    used_share: float


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely players face backward where no feed says so, at some of the frames.

    Attributes
    ----------
    rows : array (r,)
        The frames that are looked at.
    moving : array (r, p)
        Who moves in them.
    probability : array (r, p)
        0 where a player does not move.
    each_s : float
        Time that each of these frames stands for.
    """

    rows: Ints
    moving: Bools
    probability: Floats
    each_s: float


def moving_of(feed: Feed) -> Moving:
    """Return who moves how; positions that cannot be become NaN in the feed itself."""
    return Moving(*clean(feed))


def faced_of(feed: Feed, moving: Moving, thresholds: Thresholds, zero_deg: float) -> Faced:
    """Return the directions of a feed with orientation, once its tags were judged.

    Parameters
    ----------
    zero_deg : float
        What the angles of the feed's season count from (``tags.zeros_of``).
    """
    speed, travel, good = moving.speed_mps, moving.travel_deg, moving.good
    facing, usable, tags = check_tags(feed, speed, travel, good, zero_deg=zero_deg)
    came = feed.facing_deg if feed.facing_deg is not None else facing
    raw = _share(directions(came, travel, speed, thresholds)[:, good])
    errors = errors_of(feed, facing, travel, speed, usable, tags)
    borders = moved_borders(thresholds, errors)
    codes = tuple(directions(facing, travel, speed, each) for each in borders)
    turned = _share(codes[0][:, good])
    for code in codes:
        hidden = code[:, ~usable]
        code[:, ~usable] = np.where(hidden >= FORWARD, np.int8(UNKNOWN), hidden)
    return Faced(codes, tags, errors, raw, turned, _share(codes[0][:, usable]))


def chances_of(feed: Feed, moving: Moving, model: FacingModel, thresholds: Thresholds) -> Chances:
    """Return how likely players of a feed without orientation face backward.

    Raises
    ------
    SettingsError
        When thresholds are not those that the model was fitted for.
    """
    known = Thresholds()
    asked = thresholds.backward_above_deg, thresholds.slowest_mps
    if asked != (known.backward_above_deg, known.slowest_mps):
        raise SettingsError(
            f"{feed.path}: it has no body orientation, and the model of facing knows only more "
            f"than {known.backward_above_deg:g}° above {known.slowest_mps:g} m/s; leave those "
            "thresholds away."
        )
    rows = rows_to_look_at(feed)
    cell = bins(feed, moving.speed_mps, moving.travel_deg, rows)
    chance = np.where(cell >= 0, model.probability.ravel()[cell], 0.0)
    each_s = float(rows[1] - rows[0]) / feed.rate_hz if len(rows) > 1 else 1 / feed.rate_hz
    return Chances(rows, cell >= 0, chance, each_s)


def _share(code: Codes) -> float:
    known = int(((code >= FORWARD) & (code <= RIGHT)).sum())
    return int((code == BACKWARD).sum()) / known if known else math.nan
