"""Who a player is from one match to the next."""

import re

from backstride.team.feed import Player

_SIDE_AND_SHIRT = re.compile(r"(?:home|away)[-_ ]", re.IGNORECASE)
_NO_CLUB = {"", "?", "home", "away", "team", "home team", "away team"}


def person_of(player: Player, format_: str, match: str) -> tuple[str, bool]:
    """Return who a player is over the season, and whether that is known beyond the match.

    An id that is only a side and a shirt is another person in another match: then the club and the
    name tell, and where there is no club either the player is followed within the match alone.
    """
    if not _SIDE_AND_SHIRT.match(player.id):
        return f"{format_}:{player.id}", True
    if player.team.lower() not in _NO_CLUB:
        return f"{format_}:{player.team}:{player.name}", True
    return f"{match}:{player.id}", False
