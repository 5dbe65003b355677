"""Tables of numbers as text, fast."""

from collections.abc import Iterator

from backstride.motion.arrays import Floats

_ROWS = 20_000  # formatted at a time; chosen: some megabytes of text


def rows_as_text(table: Floats, row: str) -> Iterator[str]:
    """Yield the rows (n, k) as text, many at a time; ``row`` is a %-format of k numbers."""
    line = row + "\n"
    for first in range(0, len(table), _ROWS):
        block = table[first : first + _ROWS]
        yield (line * len(block)) % tuple(block.ravel().tolist())
