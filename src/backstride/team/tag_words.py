"""What is said to people of a game's tags."""

import math

from backstride.team.feed import Feed
from backstride.team.tags import TagReport


def words_of_tags(
    feed: Feed, tags: TagReport, shares: tuple[float, float], *, told: bool = False
) -> list[str]:
    """Return what was wrong with a game's tags, what was done, and what that changed.

    Parameters
    ----------
    shares : (float, float)
        Backward share with all tags, once turned back, and without those that were left out.
    told : bool
        Whether it was already said that the whole season counts from another zero.
    """
    name = f"Game {feed.game}" if feed.game else feed.path.name
    return [f"{name}: {line}" for line in lines_of_tags(feed, tags, shares, told=told)]


def lines_of_tags(
    feed: Feed, tags: TagReport, shares: tuple[float, float], *, told: bool = False
) -> list[str]:
    """Return the same without the game's name."""
    said = []
    if tags.verdict == "refused":
        said.append(
            f"orientation is {tags.offset_deg:+.0f}° off the direction of fast running, "
            "and its players do not agree on it; facing was refused and stays unknown."
        )
    if tags.verdict == "re-zeroed" and not told:
        said.append(
            f"orientation was turned back by {tags.turned_by_deg:+.0f}°: it was off the direction "
            "of fast running by about that, for most players alike."
        )
    said += [f"orientation of {team} was {what}." for team, what in tags.teams.items()]
    if tags.quarantined:
        who = ", ".join(
            f"{feed.players[i].name} ({off:+.0f}°)" for i, off in tags.quarantined.items()
        )
        said.append(
            f"tags of {who} point elsewhere than their wearers run and were left out; the "
            f"backward share of the game went from {_percent(shares[0])} to "
            f"{_percent(shares[1])}."
        )
    return said


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if math.isfinite(share) else "nothing"
