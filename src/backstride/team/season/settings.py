"""What the rows of a season depend on beside the feeds: thresholds, model and software."""

import json
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

import backstride
from backstride.errors import SettingsError
from backstride.team.direction import Thresholds
from backstride.team.facing_model import FacingModel

SCHEMA = "backstride.season/1"

_CODE = (
    "motion/*.py",
    "measure/settings.py",
    "team/*.py",
    "team/season/cells.py",
    "team/season/columns.py",
    "team/season/people.py",
    "team/season/rows.py",
)
"""Modules that a row hangs on."""

_FASTEST_STILL_MPS = 5.0
"""A border of moving above this leaves no walking and little running to judge."""


@dataclass(frozen=True, slots=True)
class SeasonSettings:
    """Thresholds and model for all matches of a season."""

    thresholds: Thresholds
    model: FacingModel
    software: str

    @classmethod
    def of(cls, thresholds: Thresholds, model: FacingModel) -> "SeasonSettings":
        """Return settings that make sense, with this software's hash.

        Raises
        ------
        SettingsError
            When a threshold cannot be.
        """
        _check(thresholds)
        return cls(thresholds, model, software_sha256())

    def digest(self) -> str:
        """Return the hash that a match is measured again for when it changes."""
        said = json.dumps(asdict(self.thresholds), sort_keys=True)
        table = np.ascontiguousarray(self.model.probability, dtype="<f8").tobytes()
        parts = (SCHEMA, said, self.model.fitted_on, repr(self.model.factor), self.software)
        return sha256("\n".join(parts).encode() + table).hexdigest()


def _check(thresholds: Thresholds) -> None:
    forward, backward = thresholds.forward_below_deg, thresholds.backward_above_deg
    if not 0.0 < forward <= backward < 180.0:
        raise SettingsError(
            f"Forward below {forward:g}° and backward above {backward:g}° do not go together; "
            "give angles between 0 and 180, the smaller first."
        )
    if not 0.0 < thresholds.slowest_mps <= _FASTEST_STILL_MPS:
        raise SettingsError(
            f"{thresholds.slowest_mps:g} m/s is no border between standing and moving; give a "
            f"speed above 0, at most {_FASTEST_STILL_MPS:g}."
        )


@cache
def software_sha256() -> str:
    """Return the hash of the version and of the modules that rows hang on."""
    room = Path(backstride.__file__).parent
    digest = sha256(backstride.__version__.encode())
    for pattern in _CODE:
        for path in sorted(room.glob(pattern)):
            digest.update(path.relative_to(room).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
