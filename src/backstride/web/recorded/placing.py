"""Where a sensor was worn, as a person says it."""

from backstride.errors import SettingsError
from backstride.inertial.wearing import parse_placement
from backstride.web.problems import ProblemError


def checked_placement(said: str) -> str:
    """Return what was said of where a sensor was worn; empty for nothing.

    Raises
    ------
    ProblemError
        When nobody can wear one there.
    """
    if said:
        try:
            parse_placement(said)
        except SettingsError as error:
            raise ProblemError(422, "settings", str(error)) from None
    return said
