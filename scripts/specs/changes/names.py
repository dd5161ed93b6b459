"""Names of the generated code that came, went or are others: what a program sees that imports it.

Only modules that differ are read. What the wire shows too (a class of a schema that came) is named here once more:
which names the code has is decided by the generator, by what else has a name and by where a class stands.
"""

from __future__ import annotations

import ast
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scripts.specs.git import git
from scripts.specs.layout import ROOT


@dataclass
class Names:
    """What modules define."""

    functions: dict[str, list[str]] = field(default_factory=dict)
    """``v3.crm.owners.operations.get_all`` → its arguments."""
    classes: dict[str, dict[str, str]] = field(default_factory=dict)
    """``v3.crm.owners.models.PublicOwner`` → name on the wire → attribute."""


def changed_names(revision: str, repository: Path = ROOT) -> list[str]:
    """A line for each name of ``generated/`` that is not as in `revision`; none while the clients are not made anew."""
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "generated.tar"
        git(repository, "archive", f"--output={archive}", "--end-of-options", revision, "generated")
        with tarfile.open(archive) as files:
            files.extractall(name, filter="data")
        return compare_names(*read_names(Path(name) / "generated", repository / "generated"))


def read_names(old: Path, new: Path) -> tuple[Names, Names]:
    """The names in the modules below two folders, in those that differ."""
    had, has = Names(), Names()
    paths = {file.relative_to(root) for root in (old, new) for file in root.rglob("*.py")}
    for path in sorted(paths):
        texts = [(root / path).read_bytes() if (root / path).exists() else b"" for root in (old, new)]
        if texts[0] != texts[1]:
            module = ".".join(path.with_suffix("").parts[1:])
            for names, text in zip((had, has), texts, strict=True):
                _read(names, module, ast.parse(text))
    return had, has


def _read(names: Names, module: str, tree: ast.Module) -> None:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and module.endswith(".operations"):
            arguments = node.args
            every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            names.functions[f"{module}.{node.name}"] = [each.arg for each in every]
        elif isinstance(node, ast.ClassDef):
            names.classes[f"{module}.{node.name}"] = dict(_attributes(node))


def _attributes(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The fields of a model: what ``__wire__`` calls them, or, up to version 0.1, what each calls itself."""
    declared = [each for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]
    wires = [
        each.value for each in node.body if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "__wire__"
    ]
    if wires:
        named = ast.literal_eval(wires[0])
        yield from zip(
            named.split() if isinstance(named, str) else named,
            (ast.unparse(each.target) for each in declared),
            strict=True,
        )
    for each in declared:
        if isinstance(each.value, ast.Call) and each.value.args and isinstance(each.value.args[0], ast.Constant):
            yield str(each.value.args[0].value), ast.unparse(each.target)


def compare_names(old: Names, new: Names) -> list[str]:
    """What is another between two sets of names."""
    return [*_functions(old.functions, new.functions), *_classes(old.classes, new.classes)]


def _functions(old: dict[str, list[str]], new: dict[str, list[str]]) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        if name not in new or name not in old:
            yield f"function {'came' if name in new else 'went'}: {name}"
        elif old[name] != new[name]:
            gone = [each for each in old[name] if each not in new[name]]
            came = [each for each in new[name] if each not in old[name]]
            parts = [f"{', '.join(each)} {what}" for each, what in ((gone, "went"), (came, "came")) if each]
            yield f"arguments of {name}: {', '.join(parts) or 'in another order'}"


def _classes(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> Iterator[str]:
    gone, came = sorted(old.keys() - new.keys()), sorted(new.keys() - old.keys())
    for name in gone:
        edition, bare = name.partition(".")[0], name.rpartition(".")[2]
        homes = [each for each in came if (each.partition(".")[0], each.rpartition(".")[2]) == (edition, bare)]
        if homes:
            came = [each for each in came if each not in homes]
        yield f"class moved: {name} to {', '.join(homes)}" if homes else f"class went: {name}"
    yield from (f"class came: {name}" for name in came)
    for name in sorted(old.keys() & new.keys()):
        for key, attribute in old[name].items():
            now = new[name].get(key, attribute)
            if now != attribute:
                yield f"attribute of {name}: {attribute} is {now}"
