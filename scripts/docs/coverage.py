"""The page that says what the sandbox keeps, API by API, and where it knowingly differs."""

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

Every operation of the documents is answered. The header `x-sandbox-answer` says where an answer comes from:

* `state`: a service of its own, with HubSpot's semantics, limits and refusals; one state behind the paths of all
  editions.
* `collection`: kept without knowing what it means. What `POST` makes, others read, list, change and delete; drafts,
  revisions, clones and batches are followed where the document has them. Requests are held against the document.
* `schema`: made up from the schema of the answer. Requests are held against the document; the path's parameters and the
  fields of the body are echoed where the schema has them.

"""
DIFFERENCES = """\
## How collections and schema answers differ from HubSpot

* Nothing happens beyond keeping: pages are not built, flows do not run, forms take no submissions, users get no mail.
* Where a document has drafts but no other way to change a thing (HubDB), a change of the draft is live at once.
* Ids count from 1. Deleting what is not there is a 404.
* Refused with 400 and the field named: missing required parameters and fields, wrong types, values outside of an enum.
  Not required, whatever the document says: anything in a `PATCH`, lists, maps and flags, what HubSpot itself writes,
  and some fields that its own clients leave out. Unknown parameters and fields are passed over, numbers may be text and
  text numbers.
* Lists of `schema` answers have one item and no next page.

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
        "Answers of services are held against the documents by openapi-core. Nothing else deviates than what HubSpot",
        "is known to do, and what the documents of one edition have lost.",
        "",
        "| what | how that is known |",
        "|---|---|",
        *(f"| {entry['reason']} | {entry['source']} |" for entry in entries),
    ]
    return "\n".join(lines) + "\n"
