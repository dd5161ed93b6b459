"""Batches and loads beside a loop with bare httpx, and how cost grows."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from scripts.bench.measured import Measured, exponent, middle, ratio
from scripts.bench.server import serving_upserts

if TYPE_CHECKING:
    import ssl

    from scripts.bench.laboratory import Laboratory

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def batches(laboratory: Laboratory, context: ssl.SSLContext) -> dict[str, Measured]:
    """`batch_upsert`, whose inputs are a list on both sides."""
    count, many = 5_000, 100_000
    with serving_upserts(context) as url:
        jobs = [
            (who, lambda who=who: laboratory.printed("plain", "load.py", who, count, url))
            for who in ("httpx-list", "batch")
        ]
        spent = laboratory.interleaved(jobs, max(3, laboratory.rounds // 2))
    ours, theirs = ([each["cpu"] for each in spent[who]] for who in ("batch", "httpx-list"))
    each = [f"{statistics.median(side) / count * 1e6:.1f} µs" for side in (ours, theirs)]
    found = {"batch": ratio(ours, theirs, f"{' ÷ '.join(each)} a row")}
    if laboratory.quick:
        return found
    with_batch, without = (laboratory.printed("plain", "load.py", who, many)["peak"] for who in ("batch", "none"))
    above = (with_batch - without) * 1024 / many
    return found | {
        "batch.memory": Measured(above, detail=f"{with_batch:.0f} MB, {without:.0f} MB of it input and imports")
    }


def loads(laboratory: Laboratory) -> dict[str, Measured]:
    """`bulk_upsert` of rows that are made on the fly."""
    sizes = SIZES[:2] if laboratory.quick else SIZES
    count = sizes[-2] if not laboratory.quick else sizes[-1]
    jobs = [(who, lambda who=who: laboratory.printed("plain", "load.py", who, count)) for who in ("httpx", "bulk")]
    spent = laboratory.interleaved(jobs, 3)
    ours, theirs = ([each["cpu"] for each in spent[who]] for who in ("bulk", "httpx"))
    rates = {who: statistics.median(count / each["cpu"] for each in spent[who]) for who in spent}
    each = [f"{statistics.median(side) / count * 1e6:.1f} µs" for side in (ours, theirs)]
    found = {
        "bulk": ratio(ours, theirs, f"{' ÷ '.join(each)} a row"),
        "bulk.cpu": middle([cpu / count * 1e6 for cpu in ours], f"the loop: {each[1]}"),
        "bulk.rate": middle([count / cpu for cpu in ours], f"the loop: {rates['httpx']:,.0f} rows/s"),
    }
    if laboratory.quick:
        return found
    runs = {size: laboratory.printed("plain", "load.py", "bulk", size) for size in sizes if size != count}
    runs = {size: runs.get(size) or spent["bulk"][-1] for size in sizes}
    largest, before = runs[sizes[-1]]["peak"], runs[sizes[-2]]["peak"]
    return found | {
        "bulk.peak": Measured(largest),
        "bulk.flat": Measured(largest / before, detail=f"{largest:.0f} MB ÷ {before:.0f} MB"),
        "grow.bulk": exponent({size: run["cpu"] for size, run in runs.items()}),
    }


def growth(laboratory: Laboratory) -> dict[str, Measured]:
    """Records that are listed and searched."""
    sizes = SIZES[:3] if laboratory.quick else SIZES
    found: dict[str, Measured] = {}
    for who in ("list", "search"):
        runs = {size: laboratory.printed("plain", "grow.py", who, size) for size in sizes}
        largest, smallest = runs[sizes[-1]]["peak"], runs[sizes[0]]["peak"]
        found[f"grow.{who}"] = exponent({size: run["cpu"] for size, run in runs.items()})
        found[f"flat.{who}"] = Measured(largest / smallest, detail=f"{largest:.0f} MB ÷ {smallest:.0f} MB")
    return found
