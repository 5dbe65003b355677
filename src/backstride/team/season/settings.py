"""What the rows of a season depend on beside the feeds: thresholds, model and software."""

import ast
import json
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

import backstride
from backstride.team.direction import Thresholds
from backstride.team.facing_model import FacingModel

SCHEMA = "backstride.season/2"

_CODE = (
    "motion/*.py",
    "measure/settings.py",
    "team/*.py",
    "team/season/cells.py",
    "team/season/columns.py",
    "team/season/costs.py",
    "team/season/people.py",
    "team/season/rows.py",
)
"""Modules that a row hangs on."""


@dataclass(frozen=True, slots=True)
class SeasonSettings:
    """Thresholds and model for all matches of a season."""

    thresholds: Thresholds
    model: FacingModel
    software: str

    @classmethod
    def of(cls, thresholds: Thresholds, model: FacingModel) -> "SeasonSettings":
        """Return settings with this software's hash."""
        return cls(thresholds, model, software_sha256())

    def digest(self) -> str:
        """Return the hash that a match is measured again for when it changes."""
        said = json.dumps(asdict(self.thresholds), sort_keys=True)
        table = np.ascontiguousarray(self.model.probability, dtype="<f8").tobytes()
        parts = (SCHEMA, said, self.model.fitted_on, repr(self.model.factor), self.software)
        return sha256("\n".join(parts).encode() + table).hexdigest()


@cache
def software_sha256() -> str:
    """Return the hash of the version and of the code that rows hang on.

    Comments, docstrings and layout are not in it: they change no row.
    """
    room = Path(backstride.__file__).parent
    digest = sha256(backstride.__version__.encode())
    for pattern in _CODE:
        for path in sorted(room.glob(pattern)):
            digest.update(path.relative_to(room).as_posix().encode())
            digest.update(_code(path.read_text("utf-8")).encode())
    return digest.hexdigest()


def _code(text: str) -> str:
    """Return a module as Python understands it, without what only people read."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [one for one in body if not _is_text(one)]  # type: ignore[attr-defined]
    return ast.dump(tree)


def _is_text(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)
