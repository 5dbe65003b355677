"""Reports that were drawn, kept in memory only: whoever deletes a recording deletes it all."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any

from backstride.journal.tables.columns import pack, unpack

MOST_PAGES = 120
"""Packed, a page of an hour takes about 60 kB; the brief beside each next to nothing."""

Made = dict[str, Any]
"""``headline``, ``html`` and ``player``, as ``web.measured`` returns them."""


class PagesMade:
    """Pages and briefs by the measurement they show; each is made once, whoever asks first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: OrderedDict[str, Future[bytes]] = OrderedDict()
        self._gone: set[str] = set()

    def get(self, key: str) -> Made | None:
        """Return a page that is there already, or None."""
        with self._lock:
            found = self._made.get(key)
        if found is None or not found.done() or found.exception() is not None:
            return None
        return _unpacked(found.result())

    def made(self, key: str, make: Callable[[], Made]) -> Made:
        """Return a page; made now, or when whoever makes it is done.

        Raises whatever making it raises.
        """
        with self._lock:
            found = self._made.get(key)
            mine = found is None
            if found is None:
                found = self._made[key] = Future()
            self._made.move_to_end(key)
            while len(self._made) > MOST_PAGES:
                self._made.popitem(last=False)
        if mine:
            try:
                found.set_result(pack(make()))
                with self._lock:
                    if self._is_gone(key):  # deleted while it was made
                        self._made.pop(key, None)
            except BaseException as error:
                with self._lock:
                    self._made.pop(key, None)
                found.set_exception(error)
        return _unpacked(found.result())

    def forget(self, key: str) -> None:
        """Let go of a page."""
        with self._lock:
            self._made.pop(key, None)

    def forget_about(self, ids: Iterable[str]) -> None:
        """Let go for good of every page that shows one of some measurements, or two."""
        with self._lock:
            self._gone.update(ids)
            for key in [one for one in self._made if self._is_gone(one)]:
                self._made.pop(key)

    def _is_gone(self, key: str) -> bool:
        return not self._gone.isdisjoint(key.split())


def _unpacked(data: bytes) -> Made:
    found: Made = unpack(data)
    return found
