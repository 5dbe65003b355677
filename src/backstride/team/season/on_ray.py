"""The same tasks on a Ray cluster: the ``[cluster]`` extra.

Every node must see the feeds and the tables under the same paths, and have Backstride installed.
"""

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from socket import create_connection
from typing import Any

from backstride.errors import MissingExtraError, SettingsError
from backstride.team.season.engines import Engine, died
from backstride.team.season.manifest import Entry
from backstride.team.season.measuring import DIED, Task, measure, refused

_RETRIES = 3
"""Deaths of a worker or its node that a match is tried again after, by Ray itself."""

_ANSWER_S = 10.0  # the head of a cluster that is up accepts a connection long before

_AHEAD = 2  # tasks handed out for each processor, so that none waits for the next


def on_ray(address: str | None = None) -> Engine:
    """Return an engine that works on a Ray cluster, or on one it starts on this machine.

    Parameters
    ----------
    address : str, optional
        Of the cluster's head, as ``host:port``; "auto" for the one this machine belongs to.

    Raises
    ------
    MissingExtraError
        When Ray is not installed.
    SettingsError
        When no cluster answers.
    """
    ray = _ray()

    def run(tasks: Iterable[Task]) -> Iterator[Entry]:
        ours = not ray.is_initialized()
        if ours:
            _connect(ray, address)
        try:
            yield from _run(ray, tasks)
        finally:
            if ours:
                ray.shutdown()

    return run


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anyone
    try:
        return import_module("ray")
    except ImportError:
        raise MissingExtraError(
            "--engine ray needs ray, which is not installed; "
            'install it with: pip install "backstride[cluster]"'
        ) from None


def _connect(ray: Any, address: str | None) -> None:
    if address not in {None, "auto"}:
        _reach(str(address))
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if address is None:
        options["include_dashboard"] = False
    try:
        ray.init(address=address or "local", **options)
    except (OSError, RuntimeError, ValueError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SettingsError(
            f"No Ray cluster answers at {address or 'this machine'} ({first}); start one with "
            "ray start --head, or leave --engine away."
        ) from None


def _reach(address: str) -> None:
    """Refuse an address where nothing listens; Ray itself would try for minutes."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or "/" in host:
        raise SettingsError(f"{address} is no address of a Ray cluster; give it as host:port.")
    try:
        create_connection((host, int(port)), _ANSWER_S).close()
    except (OSError, OverflowError) as error:
        raise SettingsError(
            f"No Ray cluster answers at {address} ({error}); start one with ray start --head, or "
            "leave --engine away."
        ) from None


def _alone(task: Task) -> Entry:
    # Matches are many, so each worker uses one thread; set before polars is loaded.
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
    return measure(task)


def _run(ray: Any, tasks: Iterable[Task]) -> Iterator[Entry]:
    remote = ray.remote(num_cpus=1, max_retries=_RETRIES)(_alone)
    under_way: dict[Any, Task] = {}
    waiting = iter(tasks)
    while True:
        room = max(1, int(ray.cluster_resources().get("CPU", 1))) * _AHEAD
        for task in waiting:
            under_way[remote.remote(task)] = task
            if len(under_way) >= room:
                break
        if not under_way:
            return
        done, _ = ray.wait(list(under_way), num_returns=1)
        for reference in done:
            task = under_way.pop(reference)
            try:
                yield ray.get(reference)
            except ray.exceptions.RayError:
                yield refused(task, DIED, died(task))
