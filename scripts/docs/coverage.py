"""The page that shows what the sandbox keeps, API by API, and where it deliberately differs."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import hubspot_openapi

from hubspot_facade.sandbox.documents.answers import COLLECTION, SCHEMA, kind
from hubspot_facade.sandbox.documents.index import METHODS, Place, document, specs_folder
from hubspot_facade.sandbox.serving.request_context import STATE
from hubspot_facade.sandbox.serving.urls import stateful

EDITIONS = (*hubspot_openapi.editions(), "authored")
DEVIATIONS = Path(__file__).parents[2] / "tests/sandbox/documents/deviations.toml"
HEAD = """\
# What the sandbox keeps

<!-- rendered by `make docs` -->

Every operation of HubSpot's documents is answered. The header `x-sandbox-answer` says where an answer comes from:

* `state`: a service that implements HubSpot's semantics, limits and refusals; one state serves the paths of all
  editions.
* `collection`: stored without being interpreted. What `POST` creates, other operations read, list, change and delete;
  drafts, revisions, clones and batches work where the document has them. Requests are checked against the document.
* `schema`: made up from the schema of the answer; nothing is stored. Requests are checked against the document. Path
  parameters and fields of the body are repeated in the answer where its schema has them.

"""
DIFFERENCES = """\
## How collections and schema answers differ from HubSpot

* Data is stored and nothing else happens: pages are not built, flows do not run, users get no e-mail. Forms take
  submissions at the endpoints for that, which are not in the documents.
* Where a document has drafts but no other way to change something (HubDB), a change of the draft is live at once.
* Ids start at 1, those of pages at 160000000001. Deleting something that does not exist is a 404.
* A missing required parameter or field, a wrong type or a value outside an enum is refused with 400 and the field's
  name. Not required, even if the document says so, are: fields of a `PATCH`, lists, maps and flags, fields that HubSpot
  itself writes, and some fields that its own clients omit. Unknown parameters and fields are ignored; numbers may be
  text and text numbers.
* Lists in `schema` answers have one item and no next page.

"""


def coverage_page() -> str:
    """The page."""
    counted = _counted()
    total = {edition: sum((counts[edition] for counts in counted.values()), Counter[str]()) for edition in EDITIONS}
    lines = [
        "## API by API",
        "",
        "Operations answered from `state` · `collection` · `schema`.",
        "",
        f"| API | {' | '.join(EDITIONS)} |",
        f"|---|{'---|' * len(EDITIONS)}",
        *(
            f"| {api} | {' | '.join(_cell(counts[one]) for one in EDITIONS)} |"
            for api, counts in sorted(counted.items())
        ),
        f"| **all** | {' | '.join(_cell(total[one]) for one in EDITIONS)} |",
        "",
    ]
    return HEAD + "\n".join(lines) + "\n" + DIFFERENCES + _deviations()


def _counted() -> dict[str, dict[str, Counter[str]]]:
    """The operations by API, edition and kind of answer."""
    folder = specs_folder()
    if folder is None:
        raise FileNotFoundError("the documents are not there")
    counted: dict[str, dict[str, Counter[str]]] = {}
    routes = stateful()
    for edition in EDITIONS:
        for path in sorted((folder / edition).rglob("*.json")):
            api = f"{path.parent.name}.{path.stem}"
            here = counted.setdefault(api, {one: Counter() for one in EDITIONS})[edition]
            for template, operations in document(path)["paths"].items():
                example = re.sub(r"\{[^}]+\}", "1", template)
                for method in sorted(METHODS & operations.keys()):
                    kept = routes.find(method.upper(), example) is not None
                    here[STATE if kept else kind(Place(path, template, method))] += 1
    return counted


def _cell(counts: Counter[str]) -> str:
    if not counts:
        return ""
    return " · ".join(str(counts[one] or "–") for one in (STATE, COLLECTION, SCHEMA))  # noqa: RUF001 - a dash for none


def _deviations() -> str:
    entries = tomllib.loads(DEVIATIONS.read_text(encoding="utf-8"))["deviation"]
    lines = [
        "## Where answers differ from the documents",
        "",
        "Answers of services are checked against the documents with openapi-core. They deviate only where HubSpot is",
        "known to deviate, or where the documents of one edition lack something.",
        "",
        "| what | how that is known |",
        "|---|---|",
        *(f"| {entry['reason']} | {entry['source']} |" for entry in entries),
    ]
    return "\n".join(lines) + "\n"
