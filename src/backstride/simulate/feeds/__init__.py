"""Files that devices and programs write, from simulated runners; every one says it is synthetic."""

from backstride.simulate.feeds.feed import Feed, FeedOptions, Recorded
from backstride.simulate.feeds.table import FEEDS, feed_named

__all__ = ["FEEDS", "Feed", "FeedOptions", "Recorded", "feed_named"]
