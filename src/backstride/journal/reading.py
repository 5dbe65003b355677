"""Reading and measuring an uploaded file: what comes out is a contract or a refusal, never less."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backstride.errors import BackstrideError
from backstride.journal.checks import clean
from backstride.journal.uploads import Options

if TYPE_CHECKING:
    from backstride.motion import Motion

Measurer = Callable[[Path, Options], Mapping[str, Any]]
"""Reads and measures a file, and returns the contract ``backstride.measurement/1``; raises a
BackstrideError where it cannot. The app hands over one that runs apart, under limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading a file: ``contract``, or ``error_code`` with ``error_text``."""

    contract: Mapping[str, Any] | None = None
    error_code: str | None = None
    error_text: str | None = None


def measure_file(path: Path, options: Options) -> Mapping[str, Any]:
    """Read and measure a file in this process."""
    from backstride.measure import measure  # noqa: PLC0415 - slow to import

    return measure(read_file(path, options), mass_kg=options.mass_kg).as_json()


def read_file(
    path: Path, options: Options, progress: Callable[[float, float], None] | None = None
) -> "Motion":
    """Read a file with what a person said about it; ``progress`` is told how far a video is."""
    from backstride.readers import read  # noqa: PLC0415 - slow to import

    said: dict[str, Any] = {"height_m": options.height_m, "progress": progress}
    if options.placement:
        from backstride.inertial.wearing import parse_placement  # noqa: PLC0415 - sensors only

        said["placement"] = parse_placement(options.placement)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("mapping", "names"):
            if text := getattr(options, name):
                said[name] = Path(folder) / f"{name}.toml"
                said[name].write_text(text, "utf-8")
        return read(path, **said)


def reading_of(path: Path, options: Options, measurer: Measurer) -> Reading:
    """Return what comes of a file. Whatever its reader does, it never goes further than this.

    A fault of a reader is a refusal too: the original is kept, and a mended version can try again.
    """
    try:
        contract = dict(measurer(path, options))
    except BackstrideError as error:
        text = str(error).replace(str(path), path.name).replace(f"{path.parent}/", "")
        return Reading(error_code=error.code, error_text=clean(text))
    except (MemoryError, RecursionError):
        return Reading(
            error_code="too_large",
            error_text=f"{path.name}: takes more memory than there is; cut it into shorter "
            "recordings.",
        )
    except Exception as error:
        return Reading(
            error_code="fault",
            error_text=f"{path.name}: could not be measured because of a fault in Backstride "
            f"({type(error).__name__}); the file is kept, and a later version can try again.",
        )
    contract["source"] = {**contract["source"], "path": path.name}
    return Reading(contract=contract)


def summary_of(contract: Mapping[str, Any]) -> dict[str, Any]:
    """Return what lists show of a contract, by the names of columns.

    Backward time is None where no direction was known at all, and 0 where none was backward.
    """
    source, totals = contract["source"], contract["by_direction"]
    known = {name: total for name, total in totals.items() if name != "unknown"}
    backward = totals.get("backward")
    none = 0.0 if known or not totals else None
    started = source.get("started_at")
    return {
        "format": clean(source["format"]),
        "facing": source["facing"],
        "started_at": _moment(started),
        "duration_s": source["duration_s"],
        "moving_s": contract["moving_s"],
        "distance_m": _sum(total["distance_m"] for total in totals.values()),
        "backward_s": backward["time_s"] if backward else none,
        "backward_m": backward["distance_m"] if backward else none,
        "backward_mean_mps": backward["mean_speed_mps"] if backward else None,
        "backward_peak_mps": backward["peak_speed_mps"] if backward else None,
        "backward_steps": (backward.get("steps") or None) if backward else none,
        **_knee(contract, None if backward else none),
    }


def _knee(contract: Mapping[str, Any], without: float | None) -> dict[str, float | None]:
    """Return what all backward steps together did behind the kneecap, with its interval."""
    by_direction = (contract.get("load") or {}).get("by_direction", {})
    found = by_direction.get("backward", {}).get("total_patellofemoral_impulse_bw_s", {})
    names = {"": "value", "low_": "low", "high_": "high"}
    return {f"knee_impulse_{part}bw_s": found.get(key, without) for part, key in names.items()}


def _sum(parts: Any) -> float | None:
    known = list(parts)
    return None if any(one is None for one in known) else float(sum(known))


def _moment(text: str | None) -> datetime | None:
    """Return a moment; one without a zone says no moment that could be kept."""
    moment = datetime.fromisoformat(text) if text else None
    return moment if moment is not None and moment.tzinfo is not None else None
