"""Activities to and from watches: FIT recordings with a direction in them, and plans as a key."""

from backstride.exchange.activities.activity_fit import activity_fit
from backstride.exchange.activities.align import declare_from_session

__all__ = ["activity_fit", "declare_from_session"]
