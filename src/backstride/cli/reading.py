"""What the command line says about a recording, on its way to the readers."""

import argparse
from pathlib import Path
from typing import Any

from backstride.errors import SettingsError
from backstride.motion import Motion
from backstride.readers import read

_SHORTEST_M, _TALLEST_M = 0.5, 2.5  # a toddler and the tallest people there have been


def motion_of(path: str, arguments: argparse.Namespace) -> Motion:
    """Return the motion in a file, read as the arguments say.

    Raises
    ------
    BackstrideError
        When the file or an argument cannot be used.
    """
    said: dict[str, Any] = {
        name: Path(value) if (value := getattr(arguments, name, None)) else None
        for name in ("names", "forces", "mapping")
    }
    height_m = arguments.height_m
    if height_m is not None and not _SHORTEST_M <= height_m <= _TALLEST_M:
        raise SettingsError(
            f"--height-m {height_m:g} is no person's height; give metres, for example 1.75."
        )
    if arguments.placement:
        from backstride.inertial.wearing import parse_placement  # noqa: PLC0415 - sensors only

        said["placement"] = parse_placement(arguments.placement)
    return read(Path(path), height_m=height_m, **said)
