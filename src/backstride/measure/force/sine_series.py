"""Forces in contacts as short series of sines, and the paths that they push a mass along."""

from dataclasses import dataclass

import numpy as np

from backstride.motion.arrays import Bools, Floats, Ints

_NEVER = 1e-4  # N/kg expected of a term that is not used: none


def series(time_s: Floats, start_s: float, end_s: float, terms: int) -> Floats:
    """Return the sines (n, terms) of one contact at some times; zero outside it."""
    gone = (time_s - start_s) / (end_s - start_s)
    inside = (gone >= 0.0) & (gone <= 1.0)
    sines = np.sin(np.pi * gone[:, None] * np.arange(1, terms + 1))
    return np.where(inside[:, None], sines, 0.0)


@dataclass(frozen=True)
class Windows:
    """Contacts that push within windows of time, one window to a row.

    Attributes
    ----------
    start_s, end_s : array (b, c)
        Of the contacts.
    side : array (b, c) of int
    there : array (b, c) of bool
        Whether there is such a contact and it reaches into the window.
    used : array (b, c) of int
        How many sines of each contact are used; 0 where there is none.
    """

    start_s: Floats
    end_s: Floats
    side: Ints
    there: Bools
    used: Ints

    @property
    def terms(self) -> int:
        """Most sines of any contact."""
        return int(self.used.max())

    @property
    def count(self) -> int:
        """Sines of all contacts of a window together."""
        return int(self.start_s.shape[1]) * self.terms

    def part(self, rows: Ints) -> "Windows":
        """Return some of the windows."""
        return Windows(
            self.start_s[rows],
            self.end_s[rows],
            self.side[rows],
            self.there[rows],
            self.used[rows],
        )

    def own(self, contact: int) -> slice:
        """Return where the sines of one of the contacts stand among all."""
        return slice(contact * self.terms, (contact + 1) * self.terms)

    def during(self, time_s: Floats, contact: int) -> Bools:
        """Return when (b, m) one of the contacts is on."""
        inside: Bools = (
            self.there[:, contact, None]
            & (time_s >= self.start_s[:, contact, None])
            & (time_s <= self.end_s[:, contact, None])
        )
        return inside

    def forces(self, time_s: Floats) -> Floats:
        """Return each sine (b, m, c * terms) at times (b, m)."""
        gone, _, order = self._gone(time_s)
        inside = (gone >= 0.0) & (gone <= 1.0)
        return self._flat(np.where(inside[..., None], np.sin(np.pi * gone[..., None] * order), 0.0))

    def paths(self, time_s: Floats) -> Floats:
        """Return how far each sine has moved a mass at rest (b, m, c * terms): its double integral.

        With T the contact time and ``w = k pi / T``, ``t / w - sin(w t) / w^2`` in contact, and
        steady motion at ``(1 - cos(k pi)) / w`` afterwards.
        """
        gone, length, order = self._gone(time_s)
        slowness = (length / np.pi)[..., None] / order  # 1 / w
        inside = np.clip(gone, 0.0, 1.0)
        moved = slowness * (inside * length)[..., None]
        moved -= slowness**2 * np.sin(np.pi * inside[..., None] * order)
        after = np.maximum(gone - 1.0, 0.0) * length
        moved += slowness * (1.0 - np.cos(np.pi * order)) * after[..., None]
        return self._flat(moved)

    def usual(self, first: float, others: float) -> Floats:
        """Return the size (b, c * terms) that each sine may be expected to have at most."""
        order = np.arange(1, self.terms + 1)
        size = np.where(order == 1, first, others)
        size = np.where(order <= self.used[..., None], size, _NEVER)
        size = np.where(self.there[..., None], size, _NEVER)
        return size.reshape(len(size), -1)

    def _gone(self, time_s: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the share of each contact that is over (b, m, c), its length, and the orders."""
        length = (self.end_s - self.start_s)[:, None, :]
        gone = (time_s[:, :, None] - self.start_s[:, None, :]) / length
        return gone, length, np.arange(1, self.terms + 1, dtype=float)

    def _flat(self, values: Floats) -> Floats:
        return values.reshape(*values.shape[:2], -1)
