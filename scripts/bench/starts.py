"""Whole processes that make one call, and what is installed."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

from scripts.bench.bytes import contact, page
from scripts.bench.measured import Measured, ms, ratio
from scripts.bench.server import serving

if TYPE_CHECKING:
    import ssl

    from scripts.bench.laboratory import Laboratory

FIRST = ("httpx-built", "facade-ready", "httpx", "facade", "api-client", "sdk")


def starts(laboratory: Laboratory, context: ssl.SSLContext) -> dict[str, Measured]:
    """Ratios of the CPU of whole processes."""
    one = json.dumps(contact(0)).encode()
    with serving(one, context) as secure, serving(one) as plain, serving(page(10), context) as listing:

        def job(environment: str, who: str, url: str) -> tuple[str, object]:
            name = f"{environment} {who}{' http' if url == plain else ''}"
            return name, lambda: laboratory.spent(environment, "start.py", who, url)

        jobs = [job("plain", who, secure) for who in FIRST]
        if not laboratory.quick:
            jobs += [job("plain", who, plain) for who in ("httpx", "facade")]
            jobs += [job("plain", who, listing) for who in ("httpx-list", "facade-list")]
            jobs += [job("full", who, secure) for who in ("httpx", "facade", "httpx2", "facade-httpx2")]
        spent = laboratory.interleaved(jobs)

    def compared(ours: str, theirs: str) -> Measured:
        return ratio(spent[ours], spent[theirs], f"{ms(spent[ours])} ÷ {ms(spent[theirs])}")

    found = {
        "start.ready": compared("plain facade-ready", "plain httpx-built"),
        "start.answered": compared("plain facade", "plain httpx"),
        "start.sdk": compared("plain facade", "plain sdk"),
        "start.api-client": compared("plain facade", "plain api-client"),
    }
    if laboratory.quick:
        return found
    return found | {
        "start.http": compared("plain facade http", "plain httpx http"),
        "start.list": compared("plain facade-list", "plain httpx-list"),
        "start.full": compared("full facade", "full httpx"),
        "start.full.httpx": compared("full facade", "plain facade"),
        "start.full.httpx2": compared("full facade-httpx2", "plain facade"),
        "start.httpx2": compared("full facade-httpx2", "full httpx2"),
        "start.httpx2.bare": compared("full httpx2", "plain httpx"),
    }


def size(laboratory: Laboratory) -> dict[str, Measured]:
    """What the wheel takes when it is installed, by its own list of files."""
    with zipfile.ZipFile(laboratory.wheel) as archive:
        [record] = (name for name in archive.namelist() if name.endswith(".dist-info/RECORD"))
        lines = csv.reader(io.StringIO(archive.read(record).decode()))
        files = {name: int(size) for name, _, size in lines if size and not name.endswith(".pyc")}
    return {"size": Measured(sum(files.values()) / 1e6, detail=f"{len(files):,} files")}
