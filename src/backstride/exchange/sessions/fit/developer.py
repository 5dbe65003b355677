"""How our developer fields are declared in a FIT file."""

from collections.abc import Sequence

from backstride.exchange.sessions.fit.file_bytes import Column, Table
from backstride.readers import fit_profile
from backstride.readers.fit_types import BYTES, TEXT, UINT8, UINT32, BaseType

INDEX = 0
"""Which application ours is in files of our own: the first and only one."""

_DEVELOPER_DATA_ID, _FIELD_DESCRIPTION = 207, 206


def declaring_tables(fields: Sequence[tuple[int, BaseType, str]]) -> list[Table]:
    """Return what declares developer fields, each by number, type and name."""
    who = (fit_profile.APPLICATION_ID.bytes, INDEX, fit_profile.APPLICATION_VERSION)
    return [
        Table(
            _DEVELOPER_DATA_ID,
            (Column(1, BYTES), Column(3, UINT8), Column(4, UINT32)),
            [who],
        ),
        Table(
            _FIELD_DESCRIPTION,
            (Column(0, UINT8), Column(1, UINT8), Column(2, UINT8), Column(3, TEXT)),
            [(INDEX, number, base.code, name) for number, base, name in fields],
        ),
    ]
