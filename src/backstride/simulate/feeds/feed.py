"""What a feed is given to write, and how it may be asked to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np

from backstride.errors import SettingsError
from backstride.inertial.wearing import WAYS_OF_WEARING
from backstride.motion.arrays import Floats
from backstride.motion.skeleton import Skeleton
from backstride.simulate.camera import CameraModel
from backstride.simulate.receiver import ReceiverModel
from backstride.simulate.runner import Runner
from backstride.simulate.sensor_model import CONSUMER, SensorModel
from backstride.simulate.skeleton_runner import disturbed

STARTED_AT = datetime(2025, 1, 1, 8, 0, 0, tzinfo=UTC)
"""When every simulated recording begins, where a format wants a date."""

Quality = Literal["ideal", "consumer", "rough"]

QUALITIES: dict[Quality, SensorModel] = {
    "ideal": SensorModel(),
    "consumer": CONSUMER,
    "rough": replace(
        CONSUMER, mounting_error_deg=10.0, strap_hz=9.0, strap_damping=0.25, gap_share=0.01
    ),
}
"""How good a sensor is and how it is worn: without any error; as inexpensive ones are, firmly
mounted; the same turned by some ten degrees in a loose belt or pocket, with gaps."""


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """How recordings are to be made.

    Attributes
    ----------
    rate_hz : samples per second of a worn sensor, 25 to 1000.
    quality : {"ideal", "consumer", "rough"}
        See ``QUALITIES``.
    wearing : str
        How a phone is worn: a way of wearing it at waist or chest, from
        ``inertial.wearing.WAYS_OF_WEARING``.
    camera : CameraModel
    receiver : ReceiverModel
    lap_names : bool
        Whether the laps of a watch are named after what was done in them.
    """

    rate_hz: float = 200.0
    quality: Quality = "consumer"
    wearing: str = "belt_back_screen_out"
    camera: CameraModel = field(default_factory=CameraModel)
    receiver: ReceiverModel = field(default_factory=ReceiverModel)
    lap_names: bool = False

    def __post_init__(self) -> None:
        if not 25.0 <= self.rate_hz <= 1000.0:
            raise SettingsError(f"{self.rate_hz:g} samples a second; use 25 to 1000.")
        if self.quality not in QUALITIES:
            raise SettingsError(
                f"the quality of a sensor is {self.quality!r}; use {', '.join(QUALITIES)}."
            )
        ways = [way for way, worn in WAYS_OF_WEARING.items() if worn.site != "unknown"]
        if self.wearing not in ways:
            raise SettingsError(f"a phone is worn {self.wearing!r}; use {', '.join(ways)}.")


@dataclass(frozen=True)
class Recorded:
    """A runner, and the landmarks as the scenario's own recording has them."""

    runner: Runner

    @cached_property
    def clean(self) -> Skeleton:
        """Landmarks without noise and gaps."""
        return self.runner.skeleton(self.runner.time_s)

    @cached_property
    def seen(self) -> Skeleton:
        """Landmarks with the scenario's noise and gaps."""
        return disturbed(self.runner, self.clean)

    @property
    def time_s(self) -> Floats:
        """Times of the landmarks (n,)."""
        return self.runner.time_s

    def rng(self, feed: str) -> np.random.Generator:
        """Return the random numbers of one feed: the same for the same scenario and feed."""
        words = list(feed.encode())
        return np.random.default_rng([self.runner.scenario.seed, *words])


@dataclass(frozen=True)
class Feed:
    """One kind of file.

    Attributes
    ----------
    name : str
        As asked for.
    suffix : str
        Of the file, after the name of the scenario.
    says : str
        What it is, in a few words.
    write : callable
        Takes path, recording and options, and writes; may write further files beside it, whose
        paths it returns.
    """

    name: str
    suffix: str
    says: str
    write: Callable[[Path, Recorded, FeedOptions], list[Path]]
