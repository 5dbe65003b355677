"""Labelled takes of motion capture: the recordings that several checks share."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from backstride.measure import Measurement, measure
from backstride.readers import read
from backstride.validation.context import Context

ACCAD, BANDAI = "mocap/accad", "mocap/bandai_namco"

_SIDEWAYS = {"lateral_left": "left", "lateral_right": "right"}
_PASSED_OVER = {"turn", "stop", "stand"}


@dataclass(frozen=True)
class Take:
    """One labelled recording with its measurement.

    Attributes
    ----------
    path : Path
    person : str
        Empty where the set does not say.
    gait, direction : str
        As the makers' names say; ``"backward>turn>forward"`` for a compound take.
    reference_m : mapping of str to float
        Metres by a second script.
    found : Measurement
    """

    path: Path
    person: str
    gait: str
    direction: str
    reference_m: dict[str, float]
    found: Measurement

    @property
    def parts(self) -> list[str]:
        """Return the directions that the take goes through, in order."""
        wanted = [part for part in self.direction.split(">") if part not in _PASSED_OVER]
        return [_SIDEWAYS.get(part, part) for part in wanted]


def labelled_takes(context: Context) -> list[Take]:
    """Return all takes of both sets, measured once for all checks."""
    return context.once("takes", lambda: list(_read_all(context)))


def _read_all(context: Context) -> Iterator[Take]:
    for name in (ACCAD, BANDAI):
        folder = context.folder(name)
        rows = {
            folder / row["path"]: row
            for row in csv.DictReader((folder / "labels.csv").read_text("utf-8").splitlines())
        }
        for path in context.some(list(rows)):
            row = rows[path]
            yield Take(
                path=path,
                person=row.get("subject") or "",
                gait=row["gold_gait"],
                direction=row["gold_direction"].split(" ")[0],
                reference_m={
                    way: float(row[f"ref_{column}_m"])
                    for way, column in (
                        ("backward", "back"),
                        ("forward", "fwd"),
                        ("sideways", "side"),
                    )
                },
                found=measure(read(path)),
            )


def metres(found: Measurement) -> dict[str, float]:
    """Return metres backward, forward and to either side."""
    by = {str(d): total.distance_m for d, total in found.by_direction.items()}
    return {
        "backward": by.get("backward", 0.0),
        "forward": by.get("forward", 0.0),
        "sideways": by.get("left", 0.0) + by.get("right", 0.0),
    }


def ways(found: Measurement, among: tuple[str, ...] = ("forward", "backward")) -> list[str]:
    """Return the directions of the bouts in order of time, repeats left out."""
    kept = (bout.direction for bout in found.bouts if bout.direction in among)
    return [str(direction) for direction, _ in groupby(kept)]
