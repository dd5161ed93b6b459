"""Which document a path belongs to."""

import json

import pytest

from hubspot_facade.sandbox.documents.index import Index

FILES = {
    "v3/crm/things.json": "/crm/v3/things",
    "2026-09/crm/things.json": "/crm/things/2026-09",
    "2026-09/crm/tags.json": "/crm/tags/2026-09-beta",
    "2026-09/files/files.json": "/files/2026-09/files",
    "2026-09-beta/crm/things.json": "/crm/things/2026-09-beta",
    "2028-03/crm/things.json": "/crm/things/2028-03",
    "v3/conversations/visitors.json": "/visitor-identification/v3/tokens/create",
    "overlays/crm/things.json": "/crm/overlays",
    "lost/crm/things.json": "/crm/lost",
}


@pytest.fixture
def index(tmp_path):
    for name, path in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"paths": {path: {"get": {"responses": {}}}}}))
    return Index(tmp_path)


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("/crm/v3/things", "v3/crm/things.json"),
        ("/crm/things/2026-09", "2026-09/crm/things.json"),
        ("/crm/things/2026-09-beta", "2026-09-beta/crm/things.json"),
        ("/crm/tags/2026-09-beta", "2026-09/crm/tags.json"),
        ("/crm/things/2028-03", "2028-03/crm/things.json"),
        ("/files/2026-09-beta/files", "2026-09/files/files.json"),
        ("/conversations/v3/visitor-identification/tokens/create", "v3/conversations/visitors.json"),
        ("/crm/tags/2026-09", None),
        ("/crm/things/2028-03-beta", None),
        ("/crm/overlays", None),
        ("/crm/lost", None),
    ],
)
def test_a_path_is_looked_up_in_the_edition_that_it_names(index, tmp_path, path, document):
    found = index.find("GET", path)
    assert (found and found[0].document) == (document and tmp_path / document)
