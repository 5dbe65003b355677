"""Recordings: kept with their originals, measured, and measured again."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Select, select
from sqlalchemy.orm import defer

from backstride.journal.actors import Actor, require
from backstride.journal.checks import record
from backstride.journal.errors import NotThereError
from backstride.journal.measurements import Measured, keep_reading, measured, same_again
from backstride.journal.originals import Received
from backstride.journal.reading import Measurer, measure_file, reading_of
from backstride.journal.recording_rows import (
    KeptRecording,
    add_row,
    checked_entry,
    files_of,
    owned,
    row_of,
)
from backstride.journal.removing import remove_recording
from backstride.journal.screenings import newest_screening
from backstride.journal.tables import MeasurementRow, PersonRow, RecordingRow
from backstride.journal.uploads import Options, Upload, options_from_json

if TYPE_CHECKING:
    from backstride.journal.journal import Journal

MOST_BYTES = 2 * 1024**3
"""The largest file that is taken: what readers take at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of an upload.

    Attributes
    ----------
    recording : KeptRecording
    measured : Measured
        The result, or the refusal with its reason.
    was_known : bool
        The person had uploaded the same before; nothing was kept twice.
    """

    recording: KeptRecording
    measured: Measured
    was_known: bool


class Recordings:
    """Recordings and what was measured in them."""

    def __init__(self, journal: "Journal") -> None:
        self._journal = journal

    def add(
        self,
        by: Actor,
        person_id: str,
        upload: Upload,
        *,
        companions: Sequence[Upload] = (),
        options: Options | None = None,
        entry_id: str | None = None,
        measurer: Measurer = measure_file,
        most_bytes: int = MOST_BYTES,
    ) -> Imported:
        """Keep a recording and measure it, wholly or not at all.

        A file that is refused is kept with the reason. Nothing waits while it is being measured.

        Parameters
        ----------
        by : Actor
        person_id : str
        upload : Upload
        companions : sequence of Upload
            Files that belong to it and lie beside it when it is read, such as ground forces.
        options : Options, optional
        entry_id : str, optional
            The entry of the log it belongs to.
        measurer : callable, optional
        most_bytes : int
            The largest file that is taken.
        """
        said = self._completed(by, person_id, options or Options())
        with self._journal.originals.aside() as folder:
            files = [
                self._journal.originals.receive(one, folder, most_bytes)
                for one in (upload, *companions)
            ]
            known = self._known(person_id, files)
            if known is not None and known.measured.contract is not None and options is None:
                self._attach_known(by, known, entry_id)
                return known
            reading = reading_of(files[0].path, said, measurer)
            with self._journal.change(by, person_id, "recording") as session:
                row = row_of(session, person_id, files)
                was_known = row is not None
                if row is None:
                    row = add_row(self._journal, session, by, person_id, files)
                if entry_id is not None:
                    row.entry_id = checked_entry(session, person_id, entry_id)
                kept = keep_reading(self._journal, session, row, said, reading)
                for one in files:
                    self._journal.originals.put(one)
                return Imported(
                    recording=record(KeptRecording, row), measured=kept, was_known=was_known
                )

    def measure_again(
        self,
        by: Actor,
        person_id: str,
        recording_id: str,
        *,
        options: Options | None = None,
        measurer: Measurer = measure_file,
    ) -> Measured:
        """Measure a recording again, by this version or as somebody says; earlier results stay.

        The same result by the same version is not kept twice.
        """
        with self._journal.read() as session:
            require(session, by, person_id, "change")
            row = owned(session, person_id, recording_id)
            said = options_from_json(row.options) if options is None else options
            files = files_of(session, recording_id)
        said = self._completed(by, person_id, said)
        with self._journal.originals.under_names(files) as path:
            reading = reading_of(path, said, measurer)
        with self._journal.change(by, person_id, "measurement") as session:
            row = owned(session, person_id, recording_id)
            return keep_reading(self._journal, session, row, said, reading)

    def get(self, by: Actor, person_id: str, recording_id: str) -> KeptRecording:
        """Return one of a person's recordings."""
        with self._journal.look(by, person_id, "recording") as session:
            return record(KeptRecording, owned(session, person_id, recording_id))

    def of(
        self, by: Actor, person_id: str, entry_id: str | None = None
    ) -> list[tuple[KeptRecording, Measured]]:
        """Return a person's recordings, newest first, each with what lists show of its result."""
        found = (
            select(RecordingRow, MeasurementRow)
            .join(MeasurementRow, MeasurementRow.recording_id == RecordingRow.id)
            .where(RecordingRow.person_id == person_id, MeasurementRow.is_shown)
            .order_by(RecordingRow.uploaded_at.desc(), RecordingRow.id)
            .options(defer(MeasurementRow.contract))
        )
        if entry_id is not None:
            found = found.where(RecordingRow.entry_id == entry_id)
        with self._journal.look(by, person_id, "recordings") as session:
            return [
                (record(KeptRecording, row), measured(result, with_contract=False))
                for row, result in session.execute(found)
            ]

    def result(
        self,
        by: Actor,
        person_id: str,
        recording_id: str,
        number: int | None = None,
        *,
        with_contract: bool = True,
    ) -> Measured:
        """Return one result of a recording: that of a number, or the one that is shown."""
        found = _of_recording(recording_id).limit(1)
        if number is not None:
            found = found.where(MeasurementRow.number == number)
        if not with_contract:
            found = found.options(defer(MeasurementRow.contract))
        with self._journal.look(by, person_id, "recording") as session:
            owned(session, person_id, recording_id)
            row = session.scalars(found).first()
            if row is None:
                raise NotThereError("this recording has no such result.")
            return measured(row, with_contract=with_contract)

    def results(
        self, by: Actor, person_id: str, recording_id: str, *, with_contract: bool = True
    ) -> list[Measured]:
        """Return every measuring of a recording: the one that is shown, then by newest."""
        found = _of_recording(recording_id)
        if not with_contract:
            found = found.options(defer(MeasurementRow.contract))
        with self._journal.look(by, person_id, "recording") as session:
            owned(session, person_id, recording_id)
            return [measured(row, with_contract=with_contract) for row in session.scalars(found)]

    def originals(
        self, by: Actor, person_id: str, recording_id: str
    ) -> AbstractContextManager[Path]:
        """Give the path of the main file, its companions beside it, under their own names."""
        with self._journal.look(by, person_id, "original file") as session:
            owned(session, person_id, recording_id)
            files = files_of(session, recording_id)
        return self._journal.originals.under_names(files)

    def attach(
        self, by: Actor, person_id: str, recording_id: str, entry_id: str | None
    ) -> KeptRecording:
        """Say which entry of the log a recording belongs to; None for none."""
        with self._journal.change(by, person_id, "recording") as session:
            row = owned(session, person_id, recording_id)
            row.entry_id = entry_id and checked_entry(session, person_id, entry_id)
            return record(KeptRecording, row)

    def remove(self, by: Actor, person_id: str, recording_id: str) -> None:
        """Delete a recording with its results and original for good; see ``remove_recording``."""
        remove_recording(self._journal, by, person_id, recording_id)

    def _completed(self, by: Actor, person_id: str, said: Options) -> Options:
        """Return options with mass and height of the newest screening, where nothing was said.

        Before the first screening, those of the person's settings count.
        """
        with self._journal.read() as session:
            require(session, by, person_id, "change")
            screening = newest_screening(session, person_id)
            if screening is not None:
                body = screening.athlete
            else:
                body = session.get_one(PersonRow, person_id).settings
        return replace(
            said,
            mass_kg=body.get("body_mass_kg") if said.mass_kg is None else said.mass_kg,
            height_m=body.get("height_m") if said.height_m is None else said.height_m,
        )

    def _known(self, person_id: str, files: list[Received]) -> Imported | None:
        """Return the result of an upload that the person had made before."""
        with self._journal.read() as session:
            row = row_of(session, person_id, files)
            if row is None:
                return None
            shown = session.scalars(
                select(MeasurementRow)
                .where(MeasurementRow.recording_id == row.id)
                .order_by(MeasurementRow.is_shown.desc(), MeasurementRow.number.desc())
            ).first()
            if shown is None or not same_again(shown):
                return None
            kept = record(KeptRecording, row)
            return Imported(recording=kept, measured=measured(shown), was_known=True)

    def _attach_known(self, by: Actor, known: Imported, entry_id: str | None) -> None:
        if entry_id is not None and known.recording.entry_id != entry_id:
            self.attach(by, known.recording.person_id, known.recording.id, entry_id)


def _of_recording(recording_id: str) -> Select[MeasurementRow]:
    return (
        select(MeasurementRow)
        .where(MeasurementRow.recording_id == recording_id)
        .order_by(MeasurementRow.is_shown.desc(), MeasurementRow.number.desc())
    )
