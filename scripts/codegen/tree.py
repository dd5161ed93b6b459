"""The generated tree: every file of every edition, written aside, and then put in place at once."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from scripts.codegen import naming
from scripts.codegen.documents import SPECS, CodegenError, load
from scripts.codegen.documents import editions as names_of_editions
from scripts.codegen.edition import Edition, Sources, generate, sources
from scripts.codegen.fit import fitted
from scripts.codegen.fold import fold
from scripts.codegen.formatting import formatted
from scripts.codegen.naming import Names
from scripts.codegen.render import TEMPLATES, Files, package, root_module
from scripts.codegen.result import Result, results

GENERATED = Path(__file__).parents[2] / "generated"
PACKAGE = "hubspot_openapi"
RUNTIME = ("fast.py", "runtime.py", "unions.py", "writing.py")
"""The modules that every edition uses; they are written by hand, in the folder of the templates."""
ASIDE = ".generated"
"""Folder beside ``generated/`` in which the new package is written before it takes the place of the other."""


INCOMPLETE = ".incoming/.previous"
"""Folder in ``specs/`` while documents are swapped in, and after a run that was killed then."""


def read(specs: Path = SPECS, authored: Path | None = None, names: Path | None = None) -> tuple[list[Sources], Names]:
    """What each edition is made of, and the names of all operations."""
    if (specs / INCOMPLETE).is_dir():
        raise CodegenError(f"{specs.name}/ is neither the old nor the new one: `make specs` was killed. Run it again")
    loaded = {name: [fitted(document) for document in load(name, specs, authored)] for name in names_of_editions(specs)}
    if not loaded:
        raise CodegenError(f"{specs.name}/ has no documents: run `make specs` first")
    folded = {name: fold(documents) for name, documents in loaded.items()}
    every = [document for each in folded.values() for document in each.documents]
    keys = naming.keys(every)
    given = naming.assign(every, naming.read(names or specs / naming.LOCK.name))
    return [sources(name, documents, folded[name], keys, given) for name, documents in loaded.items()], given


def build(specs: Path = SPECS, authored: Path | None = None, names: Path | None = None) -> tuple[list[Edition], Names]:
    """All editions with everything that was made of them, and the names of their operations, in this process."""
    every, given = read(specs, authored, names)
    return [generate(sources) for sources in every], given


def made(
    specs: Path = SPECS, authored: Path | None = None, names: Path | None = None, cache: Path | None = None
) -> tuple[list[Result], Names]:
    """All editions, and the names of their operations; raises a `CodegenError` that names the document at fault.

    What is in the cache is not generated again; without one, everything is.
    """
    every, given = read(specs, authored, names)
    return results(every, cache), given


def notes(editions: Sequence[Result | Edition]) -> list[str]:
    """What was widened or renamed in any edition, each once: documents of our own are in all."""
    return list(dict.fromkeys(note for each in editions for note in each.notes))


def files(editions: list[Result]) -> Files:
    """Every file of the package, by its path below it."""
    packages = {each.name: package(each.name) for each in editions}
    own = {"__init__.py": root_module(packages)} | {name: (TEMPLATES / name).read_text() for name in RUNTIME}
    found = {"py.typed": "", **formatted(own)}
    for each in editions:
        found |= each.files
    return found


def write(editions: list[Result], target: Path) -> None:
    """Write the package below a folder."""
    for path, text in files(editions).items():
        file = target / PACKAGE / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def replace(specs: Path = SPECS, generated: Path = GENERATED, cache: Path | None = None) -> list[Result]:
    """Generate everything anew and swap it in; on any error what was there stays as it is.

    So it does where the process is killed, but for the moment between two renames: the next run puts back then what
    was there.
    """
    aside = generated.parent / ASIDE
    _recover(aside, generated)
    fresh_editions, names = made(specs, cache=cache)
    try:
        write(fresh_editions, aside / "new")
        generated.mkdir(exist_ok=True)
        if (generated / PACKAGE).exists():
            (generated / PACKAGE).rename(aside / "old")
        (aside / "new" / PACKAGE).rename(generated / PACKAGE)
    finally:
        _recover(aside, generated)
    naming.write(names, specs / naming.LOCK.name)
    return fresh_editions


def _recover(aside: Path, generated: Path) -> None:
    """Put back what was taken away and not replaced, and clear what a run left beside it."""
    if (aside / "old").exists() and not (generated / PACKAGE).exists():
        (aside / "old").rename(generated / PACKAGE)
    if aside.exists():
        shutil.rmtree(aside)
