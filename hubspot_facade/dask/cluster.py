"""What a cluster must have: a client that waits, clients of HubSpot that travel, a folder that all workers share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade import extras
from hubspot_facade.bulk.journal import Journal
from hubspot_facade.bulk.journal_file import JournalInUseError
from hubspot_facade.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def check_client(client: Any, travels: object) -> None:
    """InputError for what is no client of a cluster; credentials that cannot travel raise their own error."""
    distributed = extras.load("distributed", "dask")
    if not isinstance(client, distributed.Client) or client.asynchronous:
        raise InputError("client", "expected a distributed.Client that is not asynchronous")
    extras.load("cloudpickle", "dask").dumps(travels)


def threads_of(client: Any) -> int:
    """How many threads all workers have together."""
    return sum(client.nthreads().values())


def check_folder(client: Any, locked: Path) -> None:
    """InputError unless all workers see the database that this process has locked, and that it is locked.

    One worker after the other: two that try at once would find the file locked by each other.
    """
    for worker in client.nthreads():
        problem = client.run(problem_with, locked, workers=[worker])[worker]
        if problem:
            raise InputError(
                "folder", f"{locked.parent}: worker {worker} {problem}: all workers need one disk, whose locks work"
            )


def problem_with(locked: Path) -> str:
    """On a worker: what is wrong with the folder of this database; empty if nothing is."""
    if not locked.is_file():
        return "does not see what this process wrote there"
    try:
        Journal(locked).close()
    except JournalInUseError:
        return ""
    return "can open a file there that this process has locked"
