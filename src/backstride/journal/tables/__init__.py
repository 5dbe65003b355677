"""The tables of the journal; ``Table.metadata`` knows them all."""

from backstride.journal.tables.audit import AuditRow, ErasingRow
from backstride.journal.tables.columns import Table, new_id
from backstride.journal.tables.people import AccountRow, PersonRow, ShareRow, TokenRow
from backstride.journal.tables.recordings import (
    AnnotationRow,
    FileRow,
    MeasurementRow,
    OutcomeRow,
    RecordingRow,
)
from backstride.journal.tables.training import (
    LogRow,
    PlannedRow,
    ProgrammeRow,
    ScreeningRow,
    VersionRow,
)

__all__ = [
    "AccountRow",
    "AnnotationRow",
    "AuditRow",
    "ErasingRow",
    "FileRow",
    "LogRow",
    "MeasurementRow",
    "OutcomeRow",
    "PersonRow",
    "PlannedRow",
    "ProgrammeRow",
    "RecordingRow",
    "ScreeningRow",
    "ShareRow",
    "Table",
    "TokenRow",
    "VersionRow",
    "new_id",
]
