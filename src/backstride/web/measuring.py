"""Measurements in the background: a few at a time, each under limits."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from backstride.errors import BackstrideError
from backstride.readers.isolated import run_isolated
from backstride.web.settings import WebSettings
from backstride.web.store import Result, Store


class Measuring:
    """Measures recordings one after the other and keeps what comes of each.

    Attributes
    ----------
    progress : dict
        Share of the work done, 0 to 1, by the id of a result; only where it is known.
    """

    def __init__(self, store: Store, settings: WebSettings) -> None:
        self._store, self._settings = store, settings
        self._pool = ThreadPoolExecutor(settings.measuring_at_once, "measuring")
        self.progress: dict[str, float] = {}

    def resume(self) -> None:
        """Go on with what was not measured when the app was closed."""
        for result in self._store.results():
            if result.state == "measuring":
                self._pool.submit(self._measure, result)

    def start(
        self, path: Path, title: str, placement: str = "", result_id: str | None = None
    ) -> Result:
        """Return a result that is being measured.

        A result that has been measured under this id is returned as it is.
        """
        if result_id is not None and (found := self._store.result(result_id)) is not None:
            return found
        result = Result(
            id=result_id or secrets.token_hex(16),
            title=title,
            state="measuring",
            at=datetime.now(UTC).isoformat(timespec="milliseconds"),
            file=self._store.relative(path),
            placement=placement,
        )
        self._store.keep_result(result)
        self._pool.submit(self._measure, result)
        return result

    def close(self) -> None:
        """Begin nothing more; what is under way is gone on with at the next start."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _measure(self, result: Result) -> None:
        path = self._store.path_of(result)

        def tell(done: float, whole: float) -> None:
            self.progress[result.id] = done / whole if whole > 0 else 0.0

        try:
            made = run_isolated(
                "backstride.web.measured:measured_page",
                (str(path), result.title, result.placement),
                seconds=self._settings.longest_measuring_s,
                memory_bytes=self._settings.measuring_memory_bytes,
                name=str(path),
                progress=tell,
            )
        except BackstrideError as error:
            said = str(error).replace(f"{path.parent}/", "")
            self._store.keep_result(replace(result, state="refused", error=said))
        except OSError as error:
            said = f"{path.name}: could not be measured ({error.strerror}); try again."
            self._store.keep_result(replace(result, state="refused", error=said))
        else:
            self._store.keep_result(
                replace(result, state="measured", headline=made["headline"]),
                report=made["report"],
                measurement=made["measurement"],
            )
        finally:
            self.progress.pop(result.id, None)
