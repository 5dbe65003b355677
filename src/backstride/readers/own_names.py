"""A person's own names for landmarks, from a small TOML file."""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from backstride.errors import SettingsError
from backstride.readers.vocabulary import landmark_names

_LARGEST_BYTES = 1_000_000


def read_own_names(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the points whose mean each landmark is.

    The file holds one table::

        [landmarks]
        knee_left = "KneeOuterL"
        hip_right = ["TrochFrontR", "TrochBackR"]

    Raises
    ------
    SettingsError
        When the file is no such thing; the sentence says where.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise SettingsError(f"{path}: is too large to be a list of landmark names.")
        said = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be opened ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is no text; landmark names are written in TOML.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not valid TOML: {error}.") from None
    table = said.get("landmarks")
    if not isinstance(table, Mapping) or not table or len(said) > 1:
        raise SettingsError(
            f"{path}: needs one table [landmarks] with lines such as knee_left = “marker name”."
        )
    return {landmark: _points(path, landmark, value) for landmark, value in table.items()}


def _points(path: Path, landmark: str, value: object) -> tuple[str, ...]:
    known = landmark_names()
    if landmark not in known:
        near = get_close_matches(landmark, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}."
        raise SettingsError(f"{path}: {landmark} is no landmark; {hint}")
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
        raise SettingsError(f"{path}: {landmark} needs a point's name or a list of names.")
    return tuple(names)
