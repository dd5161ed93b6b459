"""Files of another format than OpenAPI 3.0 in JSON: an error where an edition expects a document, else a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scripts.specs.collection import Document
from scripts.specs.manifest import Manifest


@dataclass(frozen=True)
class Foreign:
    """A file in the place of a document that cannot be used."""

    path: str
    area: str
    api: str
    rollout: int
    version: str
    form: str
    """What it says it is, such as OpenAPI 3.1.0; empty where it describes no API, as a Postman collection."""

    @classmethod
    def at(cls, path: str, form: str) -> Foreign:
        """The file at a path of the collection."""
        _, area, api, _, rollout, version, _ = path.split("/")
        return cls(path, area, api, int(rollout), version, form)

    @property
    def name(self) -> str:
        """Upstream's folder name: ``CRM/Contacts``."""
        return f"{self.area}/{self.api}"


def left_out_entry(file: Foreign, reason: str) -> str:
    """The entry of the manifest that keeps a file out, to paste."""
    return (
        f"An entry in specs/manifest.toml that leaves it out:\n\n"
        f"[[left_out]]\napi = \"{file.name}\"\nversions = '{re.escape(file.version)}'\n"
        f'rollout = {file.rollout}\nreason = "{reason}"\n'
    )


def unusable(
    manifest: Manifest, documents: Iterable[Document], foreign: Iterable[Foreign]
) -> Iterator[tuple[Foreign, str]]:
    """Files in which an edition's document may be, unless the manifest leaves them out, and what to say of each.

    Beside a document of the same folder it is another form of that; what describes no API may also stand in another
    rollout of the same API and version.
    """
    documents = list(documents)
    versions = {(document.name, document.version) for document in documents}
    folders = {document.path.rpartition("/")[0] for document in documents}
    for file in foreign:
        expected, left_out = manifest.wants(file.version), manifest.entry_for(file) is not None
        beside = file.path.rpartition("/")[0] in folders or (not file.form and (file.name, file.version) in versions)
        if expected and not left_out and not beside:
            entry = left_out_entry(file, f"published as {file.form or 'something else'}")
            yield (
                file,
                f"{file.path}: it is {file.form or 'no description of an API'}, and an edition takes {file.version} in "
                f"OpenAPI 3.0 as JSON alone. {entry}",
            )
