"""What the command line says about a recording, on its way to the readers."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backstride.errors import SettingsError
from backstride.motion import Motion
from backstride.readers import read
from backstride.readers.recording import FASTEST_HZ, SLOWEST_HZ

_SHORTEST_M, _TALLEST_M = 0.5, 2.5  # a toddler and the tallest people there have been

_LIGHTEST_KG, _HEAVIEST_KG = 8.0, 300.0  # the same for body mass


def motion_of(path: str, arguments: argparse.Namespace) -> Motion:
    """Return the motion in a file, read as the arguments say.

    Raises
    ------
    BackstrideError
        When the file or an argument cannot be used.
    """
    said: dict[str, Any] = {
        name: Path(value) if (value := getattr(arguments, name, None)) else None
        for name in ("names", "forces", "mapping", "model")
    }
    height_m = arguments.height_m
    if height_m is not None and not _SHORTEST_M <= height_m <= _TALLEST_M:
        raise SettingsError(
            f"--height-m {height_m:g} is no person's height; give metres, for example 1.75."
        )
    rate_hz = arguments.frame_rate
    if rate_hz is not None and not SLOWEST_HZ <= rate_hz <= FASTEST_HZ:
        raise SettingsError(f"--frame-rate {rate_hz:g} is no video's; give frames a second.")
    said["frame_rate_hz"] = rate_hz
    if arguments.placement:
        from backstride.inertial.wearing import parse_placement  # noqa: PLC0415 - sensors only

        said["placement"] = parse_placement(arguments.placement)
    return read(Path(path), height_m=height_m, progress=_shown(path), **said)


def mass_of(arguments: argparse.Namespace) -> float | None:
    """Return the body mass that was given, in kg, None without one.

    Raises
    ------
    SettingsError
        When it is no person's.
    """
    mass_kg: float | None = arguments.mass_kg
    if mass_kg is not None and not _LIGHTEST_KG <= mass_kg <= _HEAVIEST_KG:
        raise SettingsError(f"--mass-kg {mass_kg:g} is no person's mass; give kilograms.")
    return mass_kg


def _shown(path: str) -> Callable[[float, float], None] | None:
    """Return what shows the progress of long work, on a terminal only."""
    if not sys.stderr.isatty():
        return None

    def show(done: float, whole: float) -> None:
        share = f"{100 * done / whole:.0f} %" if whole > 0 else f"{done:.0f}"
        end = "\r\033[K" if done >= whole else ""
        print(f"\r\033[K{path}: {share}{end}", end="", file=sys.stderr, flush=True)

    return show
