"""Archives that ask for more than this computer has, and ones that are not what they say."""

import io
import json
import struct
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backstride.errors import BackstrideError
from backstride.journal import LOCAL, Journal
from backstride.journal.archive import LARGEST_MANIFEST_BYTES
from backstride.journal.backup import backup, restore
from backstride.journal.export import bring_back, export_people
from backstride.journal.place import find_place
from backstride.journal.zip_limits import LARGEST_DIRECTORY_BYTES, check_directory, directory_bytes
from tests.journal.people import planned_person, quick, run


class Usage(NamedTuple):
    """A disk."""

    total: int
    used: int
    free: int


def exported(journal: Journal, folder: Path) -> Path:
    """Return an export of somebody, who is not in the journal any more."""
    id_, _ = planned_person(journal)
    journal.recordings.add(LOCAL, id_, run(), measurer=quick)
    return export_people(journal, LOCAL, [id_], folder / "export.zip")


def changed(path: Path, **members: bytes) -> Path:
    """Return a copy of an archive with other members in it; dots in names are two underscores."""
    copy = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        said = {name.replace("__", "."): data for name, data in members.items()}
        for name in old.namelist():
            new.writestr(name, said.pop(name) if name in said else old.read(name))
        for name, data in said.items():
            new.writestr(name, data)
    return copy


@given(st.integers(0, 40), st.binary(max_size=60))
def test_the_size_of_a_list_of_files_is_found_without_opening_it(
    tmp_path_factory: pytest.TempPathFactory, count: int, comment: bytes
) -> None:
    """As long as it is, whatever stands behind it."""
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number:03d}", b"")
        archive.comment = comment
    found = directory_bytes(path)
    assert found == count * (46 + 3) or (found > count * (46 + 3) and b"PK\x05\x06" in comment)


def test_an_archive_with_a_huge_list_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    """Also where the size stands in the longer form; what is no archive says nothing."""
    too_large = LARGEST_DIRECTORY_BYTES + 1
    short = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, too_large, 0, 0)
    long = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, too_large, 0)
    long += struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    long += struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 9, 0, 0)
    path = tmp_path / "a.zip"
    hidden = short[:16] + b"PK\x05\x06" + short[20:]  # its own end within its end
    for data in (short, long, hidden):
        path.write_bytes(data)
        with pytest.raises(BackstrideError, match=r"^a\.zip: lists more files"):
            check_directory(path, "a.zip")
    path.write_bytes(b"no archive")
    assert directory_bytes(path) == 0


def test_what_unpacks_to_more_than_the_disk_is_refused(
    file_journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both an export and a backup, with how much it would be, and nothing of it stays."""
    journal = file_journal
    path, whole = exported(journal, tmp_path), backup(journal, tmp_path / "backup.zip")
    bomb = changed(path, **{f"originals/{0:064d}": bytes(30_000_000)})
    assert bomb.stat().st_size < 100_000
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**9, 10**9, 10**7))
    with Journal(find_place(tmp_path / "other" / "journal.sqlite")) as other:
        with pytest.raises(BackstrideError, match="the disk has room for"):
            bring_back(other, bomb)
        assert list(other.originals.all()) == []
        monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**9, 10**9, 1000))
        with pytest.raises(BackstrideError, match="the disk has room for"):
            restore(other, whole)
        assert other.people.count() == 0


def test_a_manifest_that_unpacks_without_end_is_not_read(
    file_journal: Journal, tmp_path: Path
) -> None:
    """Its beginning is enough to know that it is none."""
    path = exported(file_journal, tmp_path)
    large = json.dumps({"schema": "backstride.journal/1", "pad": " " * LARGEST_MANIFEST_BYTES})
    with pytest.raises(BackstrideError, match="its manifest is too large"):
        bring_back(file_journal, changed(path, journal__json=large.encode()))


def test_an_archive_that_is_locked_or_whose_packing_is_broken_is_said_to_be(
    file_journal: Journal, tmp_path: Path
) -> None:
    """In one sentence, as any damage."""
    path = exported(file_journal, tmp_path)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = archive.getinfo("journal.json").header_offset
    broken, locked = bytearray(data), bytearray(data)
    broken[at + 42 : at + 52] = b"\xff" * 10
    locked[at + 6] |= 1
    central = data.rfind(b"PK\x01\x02", 0, data.find(b"journal.json", at + 60))
    locked[central + 8] |= 1
    for number, one in enumerate((broken, locked)):
        copy = tmp_path / f"{number}.zip"
        copy.write_bytes(one)
        with pytest.raises(BackstrideError, match="is damaged or was not written by Backstride"):
            bring_back(file_journal, copy)
