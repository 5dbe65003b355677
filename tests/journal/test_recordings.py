"""Recordings: never half there, never twice, never lost, measured again without losing."""

import io
from pathlib import Path

import pytest
from sqlalchemy import func, select

from backstride.errors import EmptyFileError, SettingsError, UnreadableFileError
from backstride.journal import (
    LOCAL,
    Actor,
    Journal,
    NotAllowedError,
    NotThereError,
    Options,
    Upload,
)
from backstride.journal import measurements as module
from backstride.journal.originals import Originals, Received
from backstride.journal.tables import FileRow, MeasurementRow, RecordingRow
from backstride.journal.upkeep import problems, sweep
from tests.journal.people import contract, planned_person, quick, run, went
from tests.journal.servers import Clock


def counts(journal: Journal) -> tuple[int, ...]:
    """Return how many recordings, files, measurements and originals there are."""
    with journal.read() as session:
        rows = [
            session.scalar(select(func.count()).select_from(one)) or 0
            for one in (RecordingRow, FileRow, MeasurementRow)
        ]
    return *rows, len(list(journal.originals.all()))


def test_a_recording_is_kept_and_measured(journal: Journal) -> None:
    """Its bytes as they came, its result as the contract says, its figures in lists."""
    id_ = journal.people.add("Ada", zone="Europe/Berlin").id
    made = journal.recordings.add(LOCAL, id_, run(), measurer=quick)

    assert ("run 1.txt", 5, "measured") == (
        made.recording.name,
        made.recording.size_bytes,
        made.recording.state,
    )
    assert "Europe/Berlin" == made.recording.zone
    found = journal.recordings.result(LOCAL, id_, made.recording.id)
    assert contract()["bouts"] == (found.contract or {})["bouts"]
    backward = contract()["by_direction"]["backward"]
    assert (backward["time_s"], backward["distance_m"]) == (found.backward_s, found.backward_m)
    [(kept, listed)] = journal.recordings.of(LOCAL, id_)
    assert (made.recording, None) == (kept, listed.contract)
    assert found.backward_s == listed.backward_s
    with journal.recordings.originals(LOCAL, id_, kept.id) as path:
        assert ("run 1.txt", b"run 1") == (path.name, path.read_bytes())


def test_the_same_file_is_kept_once(journal: Journal) -> None:
    """By its content: another name changes nothing."""
    id_ = journal.people.add("Ada").id
    first = journal.recordings.add(LOCAL, id_, run(), measurer=quick)
    again = journal.recordings.add(LOCAL, id_, Upload("copy.txt", b"run 1"), measurer=quick)

    assert (False, True) == (first.was_known, again.was_known)
    assert first.recording == again.recording
    assert (1, 1, 1, 1) == counts(journal)


def test_two_people_may_have_the_same_file(journal: Journal) -> None:
    """Each has a recording; the bytes are kept once."""
    for name in ("Ada", "Ben"):
        id_ = journal.people.add(name).id
        assert not journal.recordings.add(LOCAL, id_, run(), measurer=quick).was_known

    assert (2, 2, 2, 1) == counts(journal)


@pytest.mark.parametrize(("word", "code"), [("damaged", "damaged"), ("crash", "fault")])
def test_a_refused_file_is_kept_with_the_reason(journal: Journal, word: str, code: str) -> None:
    """The sentence names the file as its owner does, and no folder of this computer."""
    id_ = journal.people.add("Ada").id
    made = journal.recordings.add(LOCAL, id_, Upload("my run.txt", word.encode()), measurer=quick)

    assert ("refused", code) == (made.recording.state, made.measured.error_code)
    assert str(made.measured.error_text).startswith("my run.txt: ")
    assert str(journal.originals.folder) not in str(made.measured.error_text)
    assert (1, 1, 1, 1) == counts(journal)
    with journal.recordings.originals(LOCAL, id_, made.recording.id) as path:
        assert word == path.read_text("utf-8")


def test_a_refused_file_can_be_tried_again(journal: Journal) -> None:
    """By a version that can read it: then the result is shown, and the refusal is kept."""
    id_ = journal.people.add("Ada").id
    made = journal.recordings.add(LOCAL, id_, Upload("run.txt", b"damaged"), measurer=quick)
    journal.recordings.measure_again(
        LOCAL, id_, made.recording.id, measurer=lambda path, options: contract()
    )

    shown, refused = journal.recordings.results(LOCAL, id_, made.recording.id)
    assert (True, None, 2) == (shown.is_shown, shown.error_code, shown.number)
    assert (False, "damaged", 1) == (refused.is_shown, refused.error_code, refused.number)
    assert "measured" == journal.recordings.get(LOCAL, id_, made.recording.id).state


def test_uploading_a_refused_file_again_tries_again(journal: Journal) -> None:
    """Nothing is kept twice."""
    id_ = journal.people.add("Ada").id
    journal.recordings.add(LOCAL, id_, run(), measurer=lambda path, options: quick_fault())
    made = journal.recordings.add(LOCAL, id_, run(), measurer=quick)

    assert (True, "measured") == (made.was_known, made.recording.state)
    assert (1, 1, 2, 1) == counts(journal)


def quick_fault() -> dict[str, object]:
    """Fail as a reader with a fault does."""
    raise ZeroDivisionError


def test_a_newer_version_measures_again_and_the_old_result_stays(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both say which version gave them; the newer one is shown."""
    id_ = journal.people.add("Ada").id
    made = journal.recordings.add(LOCAL, id_, run(), measurer=quick)
    old = journal.recordings.result(LOCAL, id_, made.recording.id)
    monkeypatch.setattr(module, "__version__", "99.0")
    better = contract() | {"warnings": ["better"]}
    journal.recordings.measure_again(
        LOCAL, id_, made.recording.id, measurer=lambda path, options: better
    )

    new, kept = journal.recordings.results(LOCAL, id_, made.recording.id)
    assert ("99.0", ["better"]) == (new.code_version, (new.contract or {})["warnings"])
    assert (old.contract, old.code_version) == (kept.contract, kept.code_version)
    assert [True, False] == [new.is_shown, kept.is_shown]


def test_a_version_that_fails_does_not_hide_an_earlier_result(journal: Journal) -> None:
    """The refusal is kept beside it."""
    id_ = journal.people.add("Ada").id
    made = journal.recordings.add(LOCAL, id_, run(), measurer=quick)
    journal.recordings.measure_again(
        LOCAL, id_, made.recording.id, measurer=lambda path, options: quick_fault()
    )

    shown, refused = journal.recordings.results(LOCAL, id_, made.recording.id)
    assert (1, 2) == (shown.number, refused.number)
    assert "fault" == refused.error_code
    assert "measured" == journal.recordings.get(LOCAL, id_, made.recording.id).state


def test_measuring_the_same_again_adds_nothing(journal: Journal) -> None:
    """The same version, the same options, the same result."""
    id_ = journal.people.add("Ada").id
    made = journal.recordings.add(LOCAL, id_, run(), measurer=quick)
    journal.recordings.measure_again(LOCAL, id_, made.recording.id, measurer=quick)

    assert (1, 1, 1, 1) == counts(journal)


def test_an_upload_that_breaks_off_leaves_nothing(journal: Journal) -> None:
    """Neither a row nor a file."""

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise ConnectionResetError("the other side went away")

    id_ = journal.people.add("Ada").id
    with pytest.raises(Exception, match="cannot be kept"):
        journal.recordings.add(LOCAL, id_, Upload("run.txt", Broken()), measurer=quick)

    assert (0, 0, 0, 0) == counts(journal)
    assert [] == journal.originals.leftovers(older_than_s=0)


def test_a_fault_while_it_is_confirmed_leaves_nothing(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are gone, and files that had their names already are swept away."""
    id_ = journal.people.add("Ada").id
    put = journal.originals.put

    def put_one(received: Received) -> None:
        put(received)
        raise OSError("the disk is full")

    monkeypatch.setattr(journal.originals, "put", put_one)
    with pytest.raises(OSError, match="full"):
        journal.recordings.add(LOCAL, id_, run(), measurer=quick)

    assert (0, 0, 0, 1) == counts(journal)
    sweep(journal)
    assert (0, 0, 0, 0) == counts(journal)


def test_too_large_and_empty_uploads_are_refused(journal: Journal) -> None:
    """By what arrives; nothing is kept."""
    id_ = journal.people.add("Ada").id
    with pytest.raises(UnreadableFileError, match="more than"):
        journal.recordings.add(
            LOCAL, id_, Upload("run.txt", io.BytesIO(b"x" * 5000)), most_bytes=4999, measurer=quick
        )
    with pytest.raises(EmptyFileError):
        journal.recordings.add(LOCAL, id_, Upload("run.txt", b""), measurer=quick)

    assert (0, 0, 0, 0) == counts(journal)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\run.fit", "run.fit"),
        ("a\x00b\n.c3d", "ab_.c3d"),
        ("x" * 300 + ".c3d", "x" * 196 + ".c3d"),
        ("Lauf \U0001f3c3 rückwärts.fit", "Lauf \U0001f3c3 rückwärts.fit"),
    ],
)
def test_a_name_never_leaves_its_folder(journal: Journal, name: str, kept: str) -> None:
    """Whatever the sender calls it."""
    id_ = journal.people.add("Ada").id
    made = journal.recordings.add(LOCAL, id_, Upload(name, b"run"), measurer=quick)

    assert kept == made.recording.name


@pytest.mark.parametrize("name", ["", "..", "/", "\x00"])
def test_a_name_that_is_none_is_refused(journal: Journal, name: str) -> None:
    """One sentence."""
    id_ = journal.people.add("Ada").id
    with pytest.raises(SettingsError):
        journal.recordings.add(LOCAL, id_, Upload(name, b"run"), measurer=quick)


def test_companions_lie_beside_the_main_file(journal: Journal) -> None:
    """When it is read first, and when it is measured again."""
    id_ = journal.people.add("Ada").id
    forces = Upload("run 1 forces.mot", b"forces")
    made = journal.recordings.add(LOCAL, id_, run(), companions=[forces], measurer=quick)
    again = journal.recordings.measure_again(
        LOCAL, id_, made.recording.id, options=Options(mass_kg=70), measurer=quick
    )

    beside = ["run 1 forces.mot", "run 1.txt"]
    assert beside == (made.measured.contract or {})["beside"] == (again.contract or {})["beside"]
    assert 70 == (again.contract or {})["mass_kg"]
    other = journal.recordings.add(LOCAL, id_, run(), measurer=quick)
    assert not other.was_known


def test_body_mass_comes_from_the_screening(journal: Journal) -> None:
    """Unless somebody says otherwise."""
    id_, _ = planned_person(journal)
    made = journal.recordings.add(LOCAL, id_, run(), measurer=quick)

    assert 62 == (made.measured.contract or {})["mass_kg"]


def test_a_recording_gives_its_session_the_measured_dose(journal: Journal, clock: Clock) -> None:
    """Training then reads what was measured, unless a dose was given by hand."""
    id_, version = planned_person(journal)
    first = version.programme.sessions()[0]
    clock.go_to(first.day)
    kept = journal.sessions.log(LOCAL, id_, went(first))
    assert kept.entry.measured is None
    made = journal.recordings.add(LOCAL, id_, run(), entry_id=kept.entry_id, measurer=quick)

    [found] = journal.sessions.of(LOCAL, id_)
    assert found.entry.measured is not None
    assert made.measured.backward_s == found.entry.measured.backward_s
    assert made.measured.backward_m == found.entry.measured.backward_m
    assert 1 == len(journal.recordings.of(LOCAL, id_, entry_id=kept.entry_id))
    journal.recordings.attach(LOCAL, id_, made.recording.id, None)
    assert journal.sessions.of(LOCAL, id_)[0].entry.measured is None


def test_a_deleted_recording_is_gone_and_its_session_stays(journal: Journal, clock: Clock) -> None:
    """Results, remarks and bytes go; the log keeps what was said, without the measured dose."""
    id_, version = planned_person(journal)
    first = version.programme.sessions()[0]
    clock.go_to(first.day)
    kept = journal.sessions.log(LOCAL, id_, went(first))
    made = journal.recordings.add(LOCAL, id_, run(), entry_id=kept.entry_id, measurer=quick)
    recording = made.recording.id
    journal.notes.annotate(LOCAL, id_, first.day, "wind", about="recording", about_id=recording)
    journal.notes.add_test(LOCAL, id_, first.day, "sprint", 5.0, "s", recording_id=recording)
    journal.recordings.remove(LOCAL, id_, recording)

    assert (0, 0, 0, 0) == counts(journal)
    assert [] == problems(journal, deep=True)
    assert [] == journal.notes.annotations(LOCAL, id_)
    [test] = journal.notes.tests(LOCAL, id_)
    assert test.recording_id is None
    [entry] = journal.sessions.of(LOCAL, id_)
    assert (kept.entry.rpe, None) == (entry.entry.rpe, entry.entry.measured)
    last = journal.trail.of(LOCAL, id_)[0]
    assert ("erased", "recording") == (last.did, last.what)
    assert not journal.recordings.add(LOCAL, id_, run(), measurer=quick).was_known


def test_deleting_leaves_bytes_that_another_recording_names(journal: Journal) -> None:
    """Somebody else's, or one's own with the same companion; they go with the last of them."""
    ada, ben = journal.people.add("Ada").id, journal.people.add("Ben").id
    forces = Upload("force.txt", b"force")
    one = journal.recordings.add(LOCAL, ada, run(1), companions=[forces], measurer=quick)
    two = journal.recordings.add(LOCAL, ada, run(2), companions=[forces], measurer=quick)
    his = journal.recordings.add(LOCAL, ben, run(1), measurer=quick)

    journal.recordings.remove(Actor(ada), ada, one.recording.id)
    assert 3 == len(list(journal.originals.all()))
    with journal.recordings.originals(LOCAL, ben, his.recording.id) as path:
        assert b"run 1" == path.read_bytes()
    journal.recordings.remove(Actor(ada), ada, two.recording.id)
    assert [his.recording.sha256] == list(journal.originals.all())
    assert [] == problems(journal, deep=True)


def test_only_the_person_themselves_deletes_a_recording(journal: Journal) -> None:
    """Not even somebody whom they let change what is theirs."""
    ada, ben = journal.people.add("Ada").id, journal.people.add("Ben").id
    made = journal.recordings.add(LOCAL, ada, run(), measurer=quick)
    journal.shares.give(LOCAL, ada, ben, "change")
    with pytest.raises(NotAllowedError, match="only the person themselves"):
        journal.recordings.remove(Actor(ben), ada, made.recording.id)
    with pytest.raises(NotThereError):
        journal.recordings.remove(Actor(ben), ben, made.recording.id)
    assert (1, 1, 1, 1) == counts(journal)


def test_a_crash_while_deleting_leaves_no_bytes_behind(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows go first; what is left then names nobody, and the next clearing up removes it."""
    id_ = journal.people.add("Ada").id
    made = journal.recordings.add(LOCAL, id_, run(), measurer=quick)
    with monkeypatch.context() as cut:
        cut.setattr(Originals, "remove", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            journal.recordings.remove(LOCAL, id_, made.recording.id)
    assert (0, 0, 0, 1) == counts(journal)
    assert 1 == sweep(journal)
    assert [] == problems(journal, deep=True)


def test_an_unknown_direction_is_no_dose(journal: Journal, clock: Clock) -> None:
    """A watch that cannot know is not taken for nothing done backward."""
    blind = contract() | {"by_direction": {"unknown": contract()["by_direction"]["backward"]}}
    id_, version = planned_person(journal)
    first = version.programme.sessions()[0]
    clock.go_to(first.day)
    kept = journal.sessions.log(LOCAL, id_, went(first))
    journal.recordings.add(
        LOCAL, id_, run(), entry_id=kept.entry_id, measurer=lambda path, options: blind
    )

    assert journal.sessions.of(LOCAL, id_)[0].entry.measured is None


def test_nobody_reaches_anothers_recording(journal: Journal) -> None:
    """Not by its id under one's own name, nor under the other's."""
    ada, ben = journal.people.add("Ada").id, journal.people.add("Ben").id
    made = journal.recordings.add(LOCAL, ada, run(), measurer=quick)
    with pytest.raises(NotThereError):
        journal.recordings.result(Actor(ben), ben, made.recording.id)
    with pytest.raises(NotAllowedError):
        journal.recordings.result(Actor(ben), ada, made.recording.id)
    with pytest.raises(NotAllowedError):
        journal.recordings.add(Actor(ben), ada, run(2), measurer=quick)
    with pytest.raises(NotThereError):
        journal.recordings.add(LOCAL, ben, run(3), entry_id="0" * 32, measurer=quick)
    assert 1 == len(list(journal.originals.all()))


def test_a_lost_original_is_found_out(journal: Journal) -> None:
    """And one that is not what it was."""
    id_ = journal.people.add("Ada").id
    for number in (1, 2):
        journal.recordings.add(LOCAL, id_, run(number), measurer=quick)
    first, second = journal.originals.all()
    journal.originals.path(first).unlink()
    journal.originals.path(second).write_bytes(b"changed")

    assert 2 == len(problems(journal, deep=True))


def test_a_real_file_goes_all_the_way(journal: Journal, data_dir: Path) -> None:
    """Read and measured by the readers themselves, with the hash they see."""
    path = min(data_dir.glob("mocap/**/*.c3d"), key=lambda one: one.stat().st_size)
    id_ = journal.people.add("Ada").id
    made = journal.recordings.add(LOCAL, id_, Upload(path.name, path))

    assert "measured" == made.recording.state, made.measured.error_text
    source = (made.measured.contract or {})["source"]
    assert (path.name, made.recording.sha256) == (source["path"], source["sha256"])


def test_a_damaged_file_never_blocks_the_next_start(journal: Journal, data_dir: Path) -> None:
    """A real file, cut: refused with its sentence, and the next is measured."""
    path = min(data_dir.glob("mocap/**/*.c3d"), key=lambda one: one.stat().st_size)
    id_ = journal.people.add("Ada").id
    half = path.read_bytes()[: path.stat().st_size // 2]
    cut = journal.recordings.add(LOCAL, id_, Upload("cut.c3d", half))
    whole = journal.recordings.add(LOCAL, id_, Upload("whole.c3d", path))

    assert ("refused", "measured") == (cut.recording.state, whole.recording.state)
    assert str(cut.measured.error_text).startswith("cut.c3d: ")
