"""Running the two networks of a pose model."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ai_edge_litert.interpreter import Interpreter

from backstride.errors import UnreadableFileError
from backstride.video.crops import Singles

_MOST_THREADS = 4  # beyond that small networks gain nothing


class Network:
    """One network: a picture in, arrays out."""

    def __init__(self, path: Path, side: int, outputs: dict[str, tuple[int, ...]]) -> None:
        """Load a network and check that it takes and gives what is expected.

        Raises
        ------
        UnreadableFileError
            When it is another network or none.
        """
        threads = min(_MOST_THREADS, os.cpu_count() or 1)
        try:
            self._runner = Interpreter(model_path=str(path), num_threads=threads)
            self._runner.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            raise _not_it(path) from error
        (given,) = self._runner.get_input_details()
        wanted = {shape: name for name, shape in outputs.items()}
        found = {tuple(out["shape"]): out["index"] for out in self._runner.get_output_details()}
        if tuple(given["shape"]) != (1, side, side, 3) or not set(wanted) <= set(found):
            raise _not_it(path)
        self._input = given["index"]
        self._outputs = {name: found[shape] for shape, name in wanted.items()}

    def run(self, picture: Singles) -> dict[str, Singles]:
        """Return the outputs for one picture (side, side, 3), by name and without a batch axis."""
        self._runner.set_tensor(self._input, picture[None])
        self._runner.invoke()
        return {name: self._runner.get_tensor(at)[0] for name, at in self._outputs.items()}


@dataclass(frozen=True)
class PoseModel:
    """The two networks of BlazePose (Bazarevsky et al. 2020, arXiv:2006.10204).

    Attributes
    ----------
    detector : Network
        224 × 224, from -1 to 1: 2254 candidates of 12 numbers and a score each.
    landmarker : Network
        256 × 256, from 0 to 1: 39 points of 5 numbers, whether a person is there, heat maps.
    """

    detector: Network
    landmarker: Network


DETECTOR_SIDE, LANDMARKER_SIDE = 224, 256
CANDIDATES, POINTS, HEAT_SIDE = 2254, 39, 64


def load_pose_model(detector: Path, landmarker: Path) -> PoseModel:
    """Return the networks in two files."""
    return PoseModel(
        Network(
            detector,
            DETECTOR_SIDE,
            {"boxes": (1, CANDIDATES, 12), "scores": (1, CANDIDATES, 1)},
        ),
        Network(
            landmarker,
            LANDMARKER_SIDE,
            {
                "points": (1, POINTS * 5),
                "presence": (1, 1),
                "heat": (1, HEAT_SIDE, HEAT_SIDE, POINTS),
            },
        ),
    )


def logistic(score: Singles) -> Singles:
    """Return scores as shares of 1."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(score, -60.0, 60.0))), dtype=np.float32)


def _not_it(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        f"{path}: is not the network that is expected under this name; install the pose model anew "
        "with “backstride video-model install”."
    )
