"""What a track cannot be made of, in one sentence each."""

import sys
from pathlib import Path

import numpy as np
import pytest

from backstride.errors import MissingExtraError, SettingsError
from backstride.estimate import Estimate
from backstride.exchange.sessions.spoken import Pace, Track, session_track, write_track
from backstride.exchange.sessions.spoken.voice import named_voice
from backstride.training.session_text import parse_session
from tests.exchange.sessions_spoken.conftest import Hum


def _track(text: str = "T\n5s walk\n", pace: Pace | None = None) -> Track:
    return session_track(parse_session(text), voice=Hum(), pace=pace)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (
            "40m backward easy",
            'the step "40 m of run backward" has no clock: give the expected speed of '
            '"run backward easy" in m/s, or the step in seconds.',
        ),
        (
            "10 times jump",
            'the step "10 times of jump" has no clock: give the expected seconds for one '
            'repetition of "jump", or the step in seconds.',
        ),
        (
            "until ready rest",
            'the step "an open step of rest" lasts until the person is ready, which a sound file '
            "cannot know: give open_s, the seconds to allow for it, or the step in seconds.",
        ),
    ],
)
def test_a_step_without_a_clock_is_refused_with_what_to_give(step: str, sentence: str) -> None:
    """No time is invented."""
    with pytest.raises(SettingsError) as refused:
        _track(f"T\n{step}\n")
    assert str(refused.value) == sentence


def test_open_steps_and_repetitions_take_the_time_they_are_given() -> None:
    """Repetitions the longest expected."""
    each = Estimate(1.5, 1.0, 2.0, "s", "declared")
    pace = Pace(repetition={"jump": each}, open_s=45)
    track = _track("T\n10 times jump\nuntil ready rest\n", pace)
    assert track.end_s - track.start_s == pytest.approx(20 + 45)


def test_a_speed_in_the_step_needs_no_other() -> None:
    """40 m at 2 m/s are 20 s."""
    track = _track("T\n40m backward 2 m/s\n")
    assert track.end_s - track.start_s == pytest.approx(20)


def test_an_effort_in_numbers_counts_as_its_word() -> None:
    """RPE 2 is easy; and a speed for any effort holds where none fits better."""
    easy = Estimate(2.0, 2.0, 2.0, "m/s", "declared")
    other = Estimate(4.0, 4.0, 4.0, "m/s", "declared")
    pace = Pace(speeds={("run", "forward", "easy"): easy, ("run", "forward", ""): other})
    track = _track("T\n40m run RPE 2\n40m run RPE 9\n", pace)
    assert track.end_s - track.start_s == pytest.approx(20 + 10)


@pytest.mark.parametrize("speed_mps", [0.0, -1.0])
def test_a_speed_of_nothing_is_refused(speed_mps: float) -> None:
    """It would take for ever."""
    with pytest.raises(SettingsError, match="must be above 0 in m/s"):
        Pace(speeds={("run", "forward", ""): Estimate(1.0, speed_mps, 2.0, "m/s", "declared")})


def test_a_session_too_long_for_one_sound_is_refused() -> None:
    """Five hours are most likely a slip of a unit; a crawl of 1e-300 m/s too."""
    with pytest.raises(SettingsError, match="longer than 4 hours"):
        _track("T\n5h walk\n")
    crawl = Estimate(1e-300, 1e-300, 1e-300, "m/s", "declared")
    with pytest.raises(SettingsError, match="longer than 4 hours"):
        _track("T\n5km walk\n", Pace(speeds={("walk", "forward", ""): crawl}))


def test_an_unknown_language_is_refused() -> None:
    """Also one that looks like a path."""
    with pytest.raises(SettingsError, match=r'cannot speak "\.\./x" yet'):
        session_track(parse_session("T\n5s walk\n"), voice=Hum(), language="../x")


def test_a_track_without_the_extra_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence with what to install."""
    monkeypatch.setitem(sys.modules, "hibari", None)
    named_voice.cache_clear()
    with pytest.raises(MissingExtraError) as missing:
        session_track(parse_session("T\n5s walk\n"))
    assert str(missing.value) == (
        "a spoken track needs the extra [voice]: pip install 'backstride[voice]'."
    )


def test_an_mp3_without_the_extra_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And leaves nothing behind."""
    monkeypatch.setitem(sys.modules, "soundfile", None)
    with pytest.raises(MissingExtraError, match=r"\[voice\]"):
        write_track(_track(), tmp_path / "a.mp3")
    assert not list(tmp_path.iterdir())


def test_an_unknown_voice_and_one_not_on_this_machine_are_refused(
    needs_voice: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is fetched from anywhere."""
    monkeypatch.setenv("HIBARI_HOME", str(tmp_path))
    session = parse_session("T\n5s walk\n")
    with pytest.raises(SettingsError, match='there is no voice "nobody"'):
        session_track(session, voice="nobody")
    with pytest.raises(SettingsError, match="is not on this machine, and Backstride fetches"):
        session_track(session, voice="emma")


@pytest.mark.parametrize("name", ["a.ogg", "a", "a.mp3.txt"])
def test_another_kind_of_file_is_refused(name: str, tmp_path: Path) -> None:
    """With the two that can be had."""
    with pytest.raises(SettingsError, match=r"is written as \.mp3 or \.wav"):
        write_track(_track(), tmp_path / name)


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    """A folder that is not there; a file in place of a folder."""
    (tmp_path / "file").write_text("")
    for folder in ("absent", "file"):
        with pytest.raises(SettingsError, match="choose another place for the track"):
            write_track(_track(), tmp_path / folder / "a.wav")


def test_what_cannot_be_said_is_silence(needs_voice: None) -> None:
    """Symbols, scripts the voice does not know and markup do not stop a track."""
    text = 'title: 跑步 🏃 <b>[x](/y/)</b>\n20s backward "مرحبا {x} \\\\ 😀"\n20s walk "!!!"\n'
    track = session_track(parse_session(text))
    assert track.end_s - track.start_s == pytest.approx(40)
    assert np.abs(track.samples.astype(int)).max() > 1000
