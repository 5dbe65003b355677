"""What every check is given: where the recordings are, and how much work it may do."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """The surroundings of a run.

    Attributes
    ----------
    data_dir : Path or None
        Folder of real recordings; None when there are none.
    effort : float
        Share of the usual number of simulated runners, and of recordings of a kind, 0 to 1.
    """

    data_dir: Path | None = None
    effort: float = 1.0
    _kept: dict[str, Any] = field(default_factory=dict, repr=False)

    def folder(self, name: str) -> Path:
        """Return a folder of the recordings; only for checks that said that they need it."""
        if self.data_dir is None:
            raise ValueError(f"there are no recordings, and {name} was asked for")
        return self.data_dir / name

    def count(self, usual: int) -> int:
        """Return how many simulated runners to take, at least one."""
        return max(1, math.ceil(self.effort * usual))

    def some(self, paths: Iterator[Path] | list[Path]) -> list[Path]:
        """Return recordings to take, in order of their names, spread evenly over all of them."""
        found = sorted(paths)
        wanted = max(1, math.ceil(self.effort * len(found)))
        return [found[i * len(found) // wanted] for i in range(wanted)] if found else []

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what was made under this name, making it the first time."""
        if name not in self._kept:
            self._kept[name] = make()
        kept: T = self._kept[name]
        return kept
