"""To which Dask a grader talks: one on this machine, one that runs already, or one that a file describes."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kata.errors import ControlsError, GraderError
from kata.grading.cluster import task
from kata.grading.instructor_files import read_text

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
CONNECT_SECONDS = 20
MOST_WORKERS = 4
"""Of a local cluster: each has a part of the cores."""
KEYS = {"version", "module", "class", "args", "kwargs"}
"""Of a file that names a cluster class, as `dask-ctl` reads it too."""
QUIET = {
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.worker.daemon": False,
}


class SchedulerLost(GraderError):
    """The scheduler does not answer; one that was there before may come back."""


PRELOAD = "distributed.worker.preload"


@dataclass(frozen=True)
class Cluster:
    """address: of a scheduler. module, name, arguments: or of a class, and how to make a cluster of it."""

    address: str = ""
    module: str = ""
    name: str = ""
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)


def check_cluster(where: str) -> Cluster:
    """What somebody has asked for. ControlsError where that cannot be, or Dask is not there."""
    if find_spec("distributed") is None:
        raise ControlsError("--cluster needs Dask: run pip install -c constraints.txt -e '.[cluster]'")
    if where == LOCAL:
        return Cluster()
    if Path(where).is_file():
        return _described(Path(where))
    if ":" not in where:
        raise ControlsError(f"--cluster: there is no file {where}: say local, a file, or a scheduler's tcp://HOST:PORT")
    return Cluster(address=where)


def _described(file: Path) -> Cluster:
    import yaml

    try:
        table = yaml.safe_load(read_text("--cluster", file))  # the JSON of a scheduler file is YAML too
    except (yaml.YAMLError, RecursionError) as error:
        raise ControlsError(f"--cluster: {file} is neither YAML nor JSON: {error}") from error
    if isinstance(table, dict) and isinstance(table.get("address"), str):
        return Cluster(address=table["address"])
    if not isinstance(table, dict) or not all(isinstance(table.get(key), str) for key in ("module", "class")):
        raise ControlsError(f"--cluster: {file} should have `address` (a scheduler file), or `module` and `class`")
    if unknown := table.keys() - KEYS:
        raise ControlsError(f"--cluster: {file}: there is no {min(map(str, unknown))}: use {', '.join(sorted(KEYS))}")
    args, kwargs = table.get("args") or [], table.get("kwargs") or {}
    if not isinstance(args, list) or not isinstance(kwargs, dict):
        raise ControlsError(f"--cluster: {file}: args should be a list, and kwargs a table")
    return Cluster("", table["module"], table["class"], tuple(args), kwargs)


@contextmanager
def connected(cluster: Cluster, cores: int) -> Iterator[Client]:
    """A client of the cluster, which is closed in the end, and so is a cluster that was made for it.

    SchedulerLost where nobody answers, ControlsError for a class that is none.
    """
    import dask
    from distributed import Client

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is lost is told by us
    with dask.config.set(QUIET):
        if cluster.address:
            with _client(cluster.address) as client:
                yield client
            return
        made, kwargs = _class_of(cluster, cores)
        with (
            dask.config.set(_local(made)),
            _start(made, cluster.args, kwargs) as started,
            Client(started, set_as_default=False) as client,
        ):
            yield client


def _client(address: str) -> Client:
    from distributed import Client

    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError) as error:
        raise SchedulerLost(f"--cluster: no Dask scheduler answers at {address}: {error}") from error


def _class_of(cluster: Cluster, cores: int) -> tuple[type, Mapping[str, Any]]:
    """What makes the cluster, and how."""
    from distributed import LocalCluster
    from distributed.deploy.cluster import Cluster as DaskCluster

    if not cluster.module:
        workers = min(MOST_WORKERS, cores)
        kwargs = {"n_workers": workers, "threads_per_worker": cores // workers, "silence_logs": logging.CRITICAL}
        return LocalCluster, {**kwargs, "host": "127.0.0.1", "dashboard_address": None}
    try:
        made = getattr(importlib.import_module(cluster.module), cluster.name)
    except (ImportError, AttributeError) as error:
        raise ControlsError(f"--cluster: there is no {cluster.module}.{cluster.name}: {error}") from error
    if not isinstance(made, type) or not issubclass(made, DaskCluster):
        raise ControlsError(f"--cluster: {cluster.module}.{cluster.name} is no class of clusters")
    return made, cluster.kwargs


def _local(made: type) -> dict[str, Any]:
    """More of Dask's configuration, for workers that Ctrl-C at this terminal reaches too."""
    import dask
    from distributed import LocalCluster

    if not issubclass(made, LocalCluster):
        return {}
    return {PRELOAD: [*dask.config.get(PRELOAD, []), task.__name__]}


def _start(made: type, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    try:
        return made(*args, **kwargs)
    except Exception as error:  # it is the instructor's choice what runs there, and whatever it says is told
        raise GraderError(f"--cluster: {made.__module__}.{made.__name__} could not start: {error}") from error
