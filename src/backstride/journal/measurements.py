"""Results of measuring a recording, each kept with the version that gave it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backstride import __version__
from backstride.journal.checks import record
from backstride.journal.reading import Reading, summary_of
from backstride.journal.tables import MeasurementRow, RecordingRow
from backstride.journal.uploads import Options

if TYPE_CHECKING:
    from backstride.journal.journal import Journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measuring of a recording.

    Attributes
    ----------
    number : int
        From 1, newest last.
    is_shown : bool
        The newest that succeeded, or the newest of all while none did.
    code_version : str
        Of Backstride, which gave the result.
    contract : dict or None
        ``backstride.measurement/1``; None for a refusal, and in lists.
    error_code, error_text : str or None
        Of a refusal: the stable code and the sentence.
    format, facing, started_at, duration_s, moving_s, distance_m : as in the contract
        None for a refusal.
    backward_s, backward_m, backward_mean_mps, backward_peak_mps : float or None
        None where no direction was known.
    backward_steps : float or None
        None where no steps or no direction were known.
    knee_impulse_bw_s, knee_impulse_low_bw_s, knee_impulse_high_bw_s : float or None
        Load behind the kneecap added up over the backward steps, with its interval, in body
        weights times seconds; None where the recording cannot say.
    """

    id: str
    recording_id: str
    number: int
    is_shown: bool
    measured_at: datetime
    code_version: str
    options: dict[str, Any]
    contract: dict[str, Any] | None
    error_code: str | None
    error_text: str | None
    format: str | None
    facing: str | None
    started_at: datetime | None
    duration_s: float | None
    moving_s: float | None
    distance_m: float | None
    backward_s: float | None
    backward_m: float | None
    backward_mean_mps: float | None
    backward_peak_mps: float | None
    backward_steps: float | None
    knee_impulse_bw_s: float | None
    knee_impulse_low_bw_s: float | None
    knee_impulse_high_bw_s: float | None


def measured(row: MeasurementRow, *, with_contract: bool = True) -> Measured:
    """Return a row as it is handed out; lists leave the long contract where it is."""
    if with_contract:
        return record(Measured, row)
    return record(Measured, row, contract=None)


def same_again(row: MeasurementRow) -> bool:
    """Return whether this version would only measure what a row says already."""
    return row.code_version == __version__ and row.error_code is None


def keep_reading(
    journal: "Journal", session: Session, recording: RecordingRow, said: Options, reading: Reading
) -> Measured:
    """Keep what came of a reading as the newest measuring of a recording.

    A refusal never hides an earlier result; the same by the same version is not kept twice.
    """
    earlier = session.scalars(
        select(MeasurementRow)
        .where(MeasurementRow.recording_id == recording.id)
        .order_by(MeasurementRow.number)
    ).all()
    options = said.as_json()
    for row in earlier:
        if _is_same(row, options, reading):
            return measured(row)
    row = MeasurementRow(
        recording_id=recording.id,
        person_id=recording.person_id,
        number=len(earlier) + 1,
        is_shown=False,
        measured_at=journal.clock(),
        code_version=__version__,
        options=options,
        contract=reading.contract,
        error_code=reading.error_code,
        error_text=reading.error_text,
        **(summary_of(reading.contract) if reading.contract else {}),
    )
    if reading.contract is not None or all(one.contract is None for one in earlier):
        for one in earlier:
            one.is_shown = False
        row.is_shown = True
    if reading.contract is not None:
        recording.state, recording.options = "measured", options
    elif not earlier:
        recording.options = options
    session.add(row)
    session.flush()
    return measured(row)


def _is_same(row: MeasurementRow, options: dict[str, Any], reading: Reading) -> bool:
    return (
        row.code_version == __version__
        and row.is_shown
        and row.options == options
        and row.contract == reading.contract
        and (row.error_code, row.error_text) == (reading.error_code, reading.error_text)
    )
