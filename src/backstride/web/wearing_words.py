"""Ways of wearing a phone, in a reader's words."""

from backstride.inertial.wearing import WAYS_OF_WEARING
from backstride.web.words_of import Words

_BEST = ("belt_back_screen_out", "belt_front_screen_out", "chest_screen_out")


def wearing_choices(say: Words) -> list[tuple[str, str]]:
    """Return name and words of each way of wearing a phone, the commonest first."""
    rest = [name for name in WAYS_OF_WEARING if name not in _BEST]
    return [(name, say(f"wearing.{name}")) for name in (*_BEST, *rest)]
