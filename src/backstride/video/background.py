"""How far the camera has turned: the movement of the still background in the picture.

Each frame is compared, block by block, with an earlier one (the key frame) by phase correlation.
Blocks with people in them are left out; the median of the others is the movement. The key frame
changes only when too little of it is left in view, so that a camera that stands still never drifts.
"""

import numpy as np
from numpy.typing import NDArray

from backstride.motion.arrays import Floats
from backstride.video.crops import Picture

WIDTH = 320
"""Pixels across in which the background is looked at; a movement of a tenth of one is found."""

BLOCK = 64
"""Side of a block; movements up to a quarter of it are found."""

SURE = 0.13
"""Height of the correlation peak from which a block counts: twice what 64 × 64 cells of noise
reach, sqrt(2 ln 4096 / 4096) = 0.064."""

AGREE_PX = 1.0
"""Blocks that move alike do so within this much, and a tenth of the movement."""

FEWEST = 4
"""Blocks that must agree: fewer may be one moving thing."""

_STEP = BLOCK * 3 // 4
_FARTHEST = BLOCK / 4
_RENEW = BLOCK / 8  # a new key frame is due from here on


class Background:
    """Follows the background from frame to frame."""

    def __init__(self) -> None:
        self._key: NDArray[np.complex64] | None = None
        self._key_at = np.zeros(2)  # where the background of the key frame is, in small pixels
        self._last = np.zeros(2)
        self._key_free: NDArray[np.bool_] | None = None
        self._window = np.outer(np.hanning(BLOCK), np.hanning(BLOCK)).astype(np.float32)

    @staticmethod
    def size(width_px: int, height_px: int) -> tuple[int, int]:
        """Return width and height in which a picture is looked at."""
        return WIDTH, max(BLOCK, round(height_px * WIDTH / width_px))

    def step(self, grey: Picture, people: list[tuple[float, float, float, float]]) -> Floats:
        """Return where the background of the first frame is now (2,), in small pixels.

        Parameters
        ----------
        grey : array (h, w)
            In ``size``.
        people : list of (left, top, right, bottom)
            In small pixels: where not to look.

        Returns
        -------
        array (2,)
            NaN where the background could not be followed.
        """
        spectra, free = self._blocks(grey), self._free(grey.shape, people)
        if self._key is None or self._key_free is None:
            self._key, self._key_free = spectra, free
            return self._last.copy()
        moved = self._moved(spectra, free & self._key_free)
        if moved is None:  # a blurred frame is got over; after a cut nothing is found again
            return np.full(2, np.nan)
        self._last = self._key_at + moved
        if np.max(np.abs(moved)) > _RENEW:
            self._key, self._key_free, self._key_at = spectra, free, self._last.copy()
        return self._last.copy()

    def _blocks(self, grey: Picture) -> NDArray[np.complex64]:
        views = np.lib.stride_tricks.sliding_window_view(grey, (BLOCK, BLOCK))[::_STEP, ::_STEP]
        blocks = views.reshape(-1, BLOCK, BLOCK).astype(np.float32)
        blocks -= blocks.mean(axis=(1, 2), keepdims=True)
        spectra: NDArray[np.complex64] = np.fft.rfft2(blocks * self._window).astype(np.complex64)
        return spectra

    def _free(
        self, shape: tuple[int, ...], people: list[tuple[float, float, float, float]]
    ) -> NDArray[np.bool_]:
        """Return which blocks have no person in them."""
        tops = np.arange(0, shape[0] - BLOCK + 1, _STEP)
        lefts = np.arange(0, shape[1] - BLOCK + 1, _STEP)
        top, left = (a.ravel() for a in np.meshgrid(tops, lefts, indexing="ij"))
        free = np.ones(len(top), dtype=bool)
        for x0, y0, x1, y1 in people:
            free &= (left + BLOCK <= x0) | (left >= x1) | (top + BLOCK <= y0) | (top >= y1)
        return free

    def _moved(self, spectra: NDArray[np.complex64], free: NDArray[np.bool_]) -> Floats | None:
        """Return the movement since the key frame, None when too few blocks agree on one."""
        if self._key is None or np.count_nonzero(free) < FEWEST:
            return None
        cross = spectra[free] * np.conj(self._key[free])
        cross /= np.maximum(np.abs(cross), 1e-6)
        peaks = np.fft.irfft2(cross, s=(BLOCK, BLOCK))
        shifts, heights = _peak(peaks)
        shifts = shifts[(heights > SURE) & (np.max(np.abs(shifts), axis=1) <= _FARTHEST)]
        if len(shifts) < FEWEST:
            return None
        middle = np.median(shifts, axis=0)
        near = np.max(np.abs(shifts - middle), axis=1) <= AGREE_PX + 0.1 * np.max(np.abs(middle))
        if np.count_nonzero(near) < max(FEWEST, 0.5 * len(shifts)):
            return None
        mean: Floats = np.mean(shifts[near], axis=0)
        return mean


def _peak(surfaces: Floats) -> tuple[Floats, Floats]:
    """Return place (n, 2) as x and y, to a part of a cell, and height (n,) of the highest peaks."""
    count = len(surfaces)
    flat = surfaces.reshape(count, -1).argmax(axis=1)
    row, column = np.divmod(flat, BLOCK)
    which = np.arange(count)
    height = surfaces[which, row, column]

    def finer(before: Floats, after: Floats) -> Floats:
        """Top of the parabola through three cells."""
        bend = before - 2.0 * height + after
        part: Floats = np.where(bend < -1e-9, 0.5 * (before - after) / np.minimum(bend, -1e-9), 0.0)
        return np.clip(part, -0.5, 0.5)

    x = column + finer(
        surfaces[which, row, (column - 1) % BLOCK], surfaces[which, row, (column + 1) % BLOCK]
    )
    y = row + finer(
        surfaces[which, (row - 1) % BLOCK, column], surfaces[which, (row + 1) % BLOCK, column]
    )
    place = np.stack([x, y], axis=1)
    return np.where(place > BLOCK / 2, place - BLOCK, place), height
