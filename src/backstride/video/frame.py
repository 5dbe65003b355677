"""One frame of a video: a picture, upright and with square pixels, and its time."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from av.video.frame import VideoFrame

from backstride.video.crops import Picture


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame.

    Attributes
    ----------
    time_s : float
        As the file says.
    image : av.VideoFrame
        As decoded.
    quarter_turns : int
        To be turned counter-clockwise by this many right angles to stand upright.
    width_px, height_px : int
        Upright and with square pixels.
    """

    time_s: float
    image: VideoFrame
    quarter_turns: int
    width_px: int
    height_px: int

    def colours(self) -> Picture:
        """Return the whole picture (h, w, 4)."""
        return self._as("rgba", self.width_px, self.height_px)

    def small(self, width: int, height: int) -> Picture:
        """Return the picture made smaller (height, width, 4)."""
        return self._as("rgba", width, height)

    def grey(self, width: int, height: int) -> Picture:
        """Return its brightness, made smaller (height, width)."""
        return self._as("gray", width, height)

    def _as(self, kind: Literal["rgba", "gray"], width: int, height: int) -> Picture:
        if self.quarter_turns % 2:
            width, height = height, width
        image = self.image.reformat(width, height, format=kind, interpolation="AREA").to_ndarray()
        turned: Picture = np.ascontiguousarray(np.rot90(image, self.quarter_turns))
        return turned
