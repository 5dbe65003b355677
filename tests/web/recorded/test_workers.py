"""Processes kept ready: used again, replaced when they fail, ended with the app."""

import os
import signal
import threading
from pathlib import Path

import pytest

from backstride.errors import DamagedFileError, EmptyFileError
from backstride.web.pages_made import MOST_PAGES, PagesMade
from backstride.web.settings import WebSettings
from backstride.web.workers import ClosingError, Workers


def test_a_worker_is_used_again_and_replaced_when_it_fails(
    tmp_path: Path, files: dict[str, Path]
) -> None:
    """What a reader refuses leaves it alive; a crash, silence and hunger end it."""
    workers = Workers(WebSettings(tmp_path, longest_measuring_s=30.0))
    empty = tmp_path / "empty.trc"
    empty.write_bytes(b"")
    with workers.one() as first:
        contract = first.run("contract_of", str(files["trc"]), {}, name="run.trc")
        assert contract["schema"] == "backstride.measurement/1"
        with pytest.raises(EmptyFileError):
            first.run("contract_of", str(empty), {}, name="empty.trc")
    with workers.one() as again:
        assert again is first
        page = again.run("page_of", str(files["trc"]), {}, "run.trc", name="run.trc")
        assert "<section" in page["html"]
        os.kill(again._child._process.pid, signal.SIGKILL)
        with pytest.raises(DamagedFileError, match="crashed"):
            again.run("contract_of", str(files["trc"]), {}, name="run.trc")
    with workers.one() as other:
        assert other is not first
        assert other.run("warm", name="") is None
    workers.close()
    assert not other.usable
    with pytest.raises(ClosingError), workers.one():
        pass


def test_two_who_ask_for_a_page_wait_for_one_drawing() -> None:
    """A page is made once; a failure is told to all who wait and tried again by the next."""
    pages, made, begun = PagesMade(), [], threading.Event()
    go = threading.Event()

    def slowly() -> dict[str, object]:
        made.append(1)
        begun.set()
        go.wait(20)
        return {"html": "ä"}

    first = threading.Thread(target=lambda: pages.made("a", slowly))
    first.start()
    begun.wait(20)
    assert pages.get("a") is None
    second: list[dict[str, object]] = []
    other = threading.Thread(target=lambda: second.append(pages.made("a", slowly)))
    other.start()
    go.set()
    first.join(20)
    other.join(20)
    assert (made, second, pages.get("a")) == ([1], [{"html": "ä"}], {"html": "ä"})

    def fails() -> dict[str, object]:
        raise EmptyFileError("nothing")

    for _ in range(2):
        with pytest.raises(EmptyFileError):
            pages.made("b", fails)
    assert pages.made("b", lambda: {"html": ""}) == {"html": ""}
    for number in range(MOST_PAGES):
        pages.made(f"{number}", dict)
    assert pages.get("a") is None
