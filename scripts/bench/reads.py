"""Decoding, and pages of contacts: the client's CPU, beside the other clients'."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.bench.bytes import page
from scripts.bench.measured import Measured, ms, ratio
from scripts.bench.server import serving

if TYPE_CHECKING:
    import ssl

    from scripts.bench.laboratory import Laboratory


def _compared(spent: dict[str, list[Any]], pairs: dict[str, tuple[str, str]]) -> dict[str, Measured]:
    return {
        row: ratio(spent[ours], spent[theirs], f"{ms(spent[ours])} ÷ {ms(spent[theirs])}")
        for row, (ours, theirs) in pairs.items()
    }


def decoding(laboratory: Laboratory) -> dict[str, Measured]:
    """From bytes to models."""
    pairs = {
        "decode": ("facade", "json"),
        "decode.all": ("facade-all", "json"),
        "decode.api-client": ("facade", "api-client"),
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.json"
        file.write_bytes(page(100))

        def job(who: str, repeats: int, environment: str = "plain") -> tuple[str, object]:
            name = who if environment == "plain" else f"{who} {environment}"
            return name, lambda: laboratory.printed(environment, "decode.py", who, file, repeats)

        jobs = [job("json", 30), job("facade", 30), job("facade-all", 30), job("api-client", 3)]
        if laboratory.offers_speed and not laboratory.quick:
            jobs.append(job("facade", 30, "speed"))
            pairs["decode.speed"] = ("facade speed", "json")
        return _compared(laboratory.interleaved(jobs, max(3, laboratory.rounds // 2)), pairs)


def pages(laboratory: Laboratory, context: ssl.SSLContext) -> dict[str, Measured]:
    """One call after the other on one connection."""
    pairs = {"page": ("facade", "httpx"), "page.sdk": ("facade", "sdk"), "page.api-client": ("facade", "api-client")}
    with serving(page(100), context) as url:

        def job(who: str, calls: int, environment: str = "plain") -> tuple[str, object]:
            name = who if environment == "plain" else f"{who} {environment}"
            return name, lambda: laboratory.printed(environment, "call.py", who, url, calls, 100)

        jobs = [job("httpx", 100), job("facade", 100), job("api-client", 10), job("sdk", 10)]
        if laboratory.offers_speed and not laboratory.quick:
            jobs.append(job("facade", 100, "speed"))
            pairs["page.speed"] = ("facade speed", "httpx")
        return _compared(laboratory.interleaved(jobs, max(3, laboratory.rounds // 2)), pairs)
