"""A portal in a few lines, which fails as it is told: for loads without a server."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any

from hubspot_facade.bulk.writes import ROW, Write
from hubspot_facade.errors import InputError, NetworkError, RateLimited
from hubspot_facade.plans.accounting import BatchEndpoint
from hubspot_facade.plans.drivers import run

NOW = datetime(2026, 11, 28, tzinfo=UTC)
FAULTS = ("refused", "lost before", "lost after", "kill before", "kill after", "silent", "partial")


class Killed(BaseException):
    """The process is gone: what it would have done afterwards does not happen."""


class Portal:
    """Records by key, how often each row was written, and what is to go wrong with the coming requests."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Any]] = {}
        self.created: list[str] = []  # the row of every record that was created
        self.accepted: set[str] = set()
        self.faults: list[str | None] = []
        self.copies: dict[str, str] = {}  # files that a kill leaves as they are at that moment
        self.dead = False
        self.dated = False  # whether answers say what time it is
        self.under_way: set[str] = set()
        self.requests = 0
        self._lock = threading.Lock()

    def perform(self, step: Any) -> Any:
        """Answer a step of a plan."""
        if not isinstance(step, tuple):
            return SimpleNamespace(portal_id=7)  # the account, for the journal
        kind, entries = step
        with self._lock:
            if self.dead:
                raise Killed
            self.requests += 1
            fault = self.faults.pop(0) if self.faults else None
            if kind == "find":
                if fault == "refused":
                    raise RateLimited(status=429)
                if fault in ("kill before", "kill after"):
                    self._die()
                return [self.records.get(entry["id"]) for entry in entries]
            keys = [entry["id"] for entry in entries]
            assert len(keys) == len(set(keys))
            assert not self.under_way.intersection(keys)
            self.under_way.update(keys)
        try:
            return self._answer(kind, entries, fault)
        finally:
            with self._lock:
                self.under_way.difference_update(keys)

    def _answer(self, kind: str, entries: list[Any], fault: str | None) -> Any:
        with self._lock:
            if self.dead:
                raise Killed
            match fault:
                case "refused":
                    raise RateLimited(status=429)
                case "lost before":
                    raise self._lost()
                case "kill before":
                    self._die()
            # What was accepted once is not refused when it comes again.
            refused = [each["id"] for each in entries if each["properties"]["row"] not in self.accepted]
            failing = set(refused[-1:]) if fault == "partial" else set()
            results, errors = [], []
            for entry in entries:
                result = None if entry["id"] in failing else self._write(kind, entry)
                if result is None:
                    errors.append(
                        {
                            "category": "VALIDATION_ERROR" if entry["id"] in failing else "CONFLICT",
                            "message": "no",
                            "context": {"ids": [entry["id"]]},
                        }
                    )
                else:
                    results.append(result)
            if fault == "kill after":
                self._die()
            if fault == "lost after":
                raise self._lost()
            if fault == "silent":  # the answer leaves an input out
                results = results[1:]
            return SimpleNamespace(results=results[::-1], errors=errors)

    def _write(self, kind: str, entry: Any) -> Any:
        key, row = entry["id"], entry["properties"]
        before = self.records.get(key)
        self.accepted.add(row["row"])
        if kind == "create" and before is not None and not key.startswith("row "):
            return None
        if before is None:
            self.created.append(row["row"])
        self.records[key] = {"key": key, **row}
        return SimpleNamespace(id=key, new=before is None)

    def _lost(self) -> NetworkError:
        error = NetworkError("the connection broke", method="POST", url="/x")
        error.in_doubt = True
        return error

    def _die(self) -> None:
        self.dead = True
        for source, target in self.copies.items():
            shutil.copy(source, target)
        raise Killed

    def run(self, plan: Any) -> Any:
        """The plan's result."""
        return run(plan, self.perform, self._seen if self.dated else None)

    def _seen(self, seen: Any) -> Any:
        def perform(step: Any) -> Any:
            answer = self.perform(step)
            seen.see({"date": format_datetime(NOW, usegmt=True)}, 1, None)
            return answer

        return perform


def write(kind: str, size: int = 3, *, keyed: bool = True) -> Write:
    """A load into a portal: "upsert", or "create" with a unique key or without any."""

    def send(chunk: list[Any]) -> Any:
        return (yield (kind, chunk))

    def read(values: Any, number: int) -> Any:
        if not values.get("key"):
            raise InputError(f"{ROW}.key", "is missing")
        key = values["key"] if keyed else f"row {number}"
        return {"id": key, "properties": {"row": values["row"]}}

    def find(entries: list[Any]) -> Any:
        found = yield ("find", entries)
        return [
            None if each is None else SimpleNamespace(id=each["key"], properties=each, created_at=NOW) for each in found
        ]

    endpoint = BatchEndpoint(
        "crm.objects.batch_create",
        send,
        lambda entry: [entry["id"]],
        lambda result: [result.id],
        size=size,
        identity=(lambda entry: entry["id"]) if keyed else None,
    )
    return Write(
        endpoint=endpoint,
        facts={"operation": kind},
        read=read,
        key=lambda entry: entry["id"] if keyed else None,
        change=lambda result: "created" if getattr(result, "new", True) else "updated",
        repeatable=kind == "upsert",
        find=find if kind == "create" and keyed else None,
        concurrency=2,
    )
