"""Names of the generated code, as a program that imports it sees them."""

from pathlib import Path

from scripts.specs.changes.names import changed_names, compare_names, read_names

OPERATIONS = """
def get_all(*, after=None, limit=None):
    return None

def get_by_id(owner_id, *, archived=None):
    return None

def remove(owner_id):
    return None
"""
MODELS = """
class Owner(Model):
    __wire__ = "id type"

    id: str
    type_: str | None = None

class Team(Model):
    id: str = wire("id")

class Gone(Model):
    id: str = wire("id")
"""
LINES = [
    "function went: v3.crm.owners.operations.remove",
    "arguments of v3.crm.owners.operations.get_all: limit came",
    "arguments of v3.crm.owners.operations.get_by_id: owner_id went, id_ came",
    "class moved: v3.crm.owners.models.Team to v3.shared.Team",
    "class went: v3.crm.owners.models.Gone",
    "class came: v3.crm.owners.models.Came",
    "attribute of v3.crm.owners.models.Owner: type_ is kind_of",
]


def put(root: Path, *, newer: bool) -> Path:
    folder = root / "hubspot_openapi" / "v3" / "crm" / "owners"
    folder.mkdir(parents=True, exist_ok=True)
    operations, models = OPERATIONS, MODELS
    if newer:
        operations = operations.replace("get_by_id(owner_id", "get_by_id(id_").partition("def remove")[0]
        models = models.replace("type_:", "kind_of:").replace("class Gone", "class Came")
        team = 'class Team(Model):\n    id: str = wire("id")\n'
        models = models.replace(team, "")
        (root / "hubspot_openapi" / "v3" / "shared.py").write_text(team, encoding="utf-8")
    else:
        operations = operations.replace(", limit=None", "")
    (folder / "operations.py").write_text(operations, encoding="utf-8")
    (folder / "models.py").write_text(models, encoding="utf-8")
    (folder / "__init__.py").write_text("", encoding="utf-8")
    return root


def test_every_kind_of_name_is_told(tmp_path):
    found = read_names(put(tmp_path / "old", newer=False), put(tmp_path / "new", newer=True))
    assert sorted(compare_names(*found)) == sorted(LINES)


def test_the_same_names_say_nothing(tmp_path):
    old, new = put(tmp_path / "old", newer=False), put(tmp_path / "new", newer=False)
    file = new / "hubspot_openapi" / "v3" / "crm" / "owners" / "models.py"
    file.write_text(file.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert compare_names(*read_names(old, new)) == []


def test_what_is_generated_is_compared_with_a_revision(repository):
    put(repository.root / "generated", newer=False)
    first = repository.commit()
    assert changed_names(first, repository.root) == []
    put(repository.root / "generated", newer=True)
    assert sorted(changed_names(first, repository.root)) == sorted(LINES)
