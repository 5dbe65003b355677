"""Recordings of a person: in the journal, and on their way into it."""

from dataclasses import dataclass
from typing import Any

from backstride.journal.measurements import Measured
from backstride.journal.recording_rows import KeptRecording
from backstride.web.measuring import Measuring
from backstride.web.problems import ProblemError
from backstride.web.results import recording_json, result_json
from backstride.web.store import Result, Store
from backstride.web.visiting import Visit

KINDS = ("watch", "phone", "sensor", "lab", "camera", "refused")
"""What recordings are told apart by in the list."""

_KIND_OF_FORMAT = {
    "FIT": "watch",
    "TCX": "watch",
    "GPX": "watch",
    "Backstride recording": "phone",
    "Sensor Logger": "phone",
    "phyphox": "phone",
    "phone recording": "phone",
    "C3D": "lab",
    "TRC": "lab",
    "BVH": "lab",
    "OpenSim": "lab",
    "force text": "lab",
    "COCO": "camera",
    "MediaPipe": "camera",
    "OpenPose": "camera",
    "key-point": "camera",
    "video": "camera",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A recording in the list: in the journal, with its result, or still on its way."""

    recording: KeptRecording | None
    measured: Measured | None
    result: Result | None = None

    @property
    def name(self) -> str:
        """Its name."""
        if self.recording is not None:
            return self.recording.name
        return self.result.title if self.result is not None else ""

    @property
    def kind(self) -> str:
        """One of ``KINDS``, or empty while nobody knows."""
        if self.measured is not None and self.measured.error_code is None:
            return kind_of(self.measured)
        if self.measured is None and self.result is not None and self.result.state == "measuring":
            return ""
        return "refused"


def kind_of(measured: Measured) -> str:
    """Return what kind of device a recording is of."""
    said = measured.format or ""
    return next((kind for name, kind in _KIND_OF_FORMAT.items() if said.startswith(name)), "sensor")


def listed(visit: Visit, store: Store) -> list[Listed]:
    """Return a person's recordings, what is on its way first, then the newest first.

    What was refused without being kept, such as an empty file, stands among those on their way.
    """
    on_their_way = [
        Listed(None, None, one)
        for one in store.results()
        if one.person_id == visit.person.id
        and (one.state == "measuring" or (one.state == "refused" and one.recording_id is None))
        and not (one.state == "measuring" and one.recording_id is not None)
    ]
    kept = visit.journal.recordings.of(visit.by, visit.person.id)
    return [*on_their_way, *(Listed(recording, measured) for recording, measured in kept)]


def all_results(visit: Visit, store: Store, measuring: Measuring) -> list[dict[str, Any]]:
    """Return a person's recordings as programs take them."""
    found = []
    for one in listed(visit, store):
        if one.result is not None:
            found.append(result_json(one.result, measuring, visit.base))
        elif one.recording is not None and one.measured is not None:
            found.append(recording_json(one.recording, one.measured, visit.base))
    return found


def own_result(visit: Visit, store: Store, result_id: str) -> Result | None:
    """Return one of a person's results, None where there is none of theirs."""
    found = store.result(result_id)
    return found if found is not None and found.person_id == visit.person.id else None


def recording_id_of(visit: Visit, store: Store, some_id: str) -> str:
    """Return the recording behind the id of a result or of a recording.

    Raises
    ------
    ProblemError
        When there is none.
    """
    result = own_result(visit, store, some_id)
    if result is None:
        return some_id
    if result.recording_id is None:
        raise ProblemError(409, "not_measured", "This recording has no figures.")
    return result.recording_id


def measured_now(visit: Visit, recording_id: str) -> tuple[KeptRecording, Measured]:
    """Return a recording with its shown result, whole.

    Raises
    ------
    NotThereError
    ProblemError
        When it was refused.
    """
    recording = visit.journal.recordings.get(visit.by, visit.person.id, recording_id)
    found = visit.journal.recordings.result(visit.by, visit.person.id, recording_id)
    if found.contract is None:
        raise ProblemError(409, "not_measured", "This recording has no figures.")
    return recording, found
