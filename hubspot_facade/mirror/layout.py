"""The tables of a mirror beside those of the records: what is in them, and the names that tables get."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.tables.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hubspot_facade.tables.columns import Kind

LAYOUT = "1"
"""The version of this layout, which a file keeps."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, and the columns that identify a row."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(each.name for each in self.columns)


def _table(name: str, key: str, /, **kinds: Kind) -> Table:
    return Table(name, tuple(Column(each, kind) for each, kind in kinds.items()), tuple(key.split()))


# What every table of records has beside the properties.
OWN_COLUMNS = (Column("id", "whole"), Column("created_at", "timestamp"), Column("updated_at", "timestamp"))

OBJECT_TYPES = _table("object_types", "name", name="text", type_id="text", label="text", custom="bool")
PROPERTIES = _table(
    "properties",
    "object_type name",
    object_type="text",
    name="text",
    column_name="text",
    label="text",
    description="text",
    type="text",
    field_type="text",
    group_name="text",
    is_unique="bool",
    is_read_only="bool",
    is_calculated="bool",
    is_hidden="bool",
    is_hubspot_defined="bool",
)
OPTIONS = _table(
    "property_options",
    "object_type property value",
    object_type="text",
    property="text",
    value="text",
    label="text",
    display_order="whole",
    is_hidden="bool",
)
ASSOCIATIONS = _table(
    "associations",
    "from_type from_id to_type to_id category type_id",
    from_type="text",
    from_id="whole",
    to_type="text",
    to_id="whole",
    category="text",
    type_id="whole",
    label="text",
)
ASSOCIATION_TYPES = _table(
    "association_types",
    "from_type to_type category type_id",
    from_type="text",
    to_type="text",
    category="text",
    type_id="whole",
    label="text",
)
PIPELINES = _table(
    "pipelines",
    "object_type id",
    object_type="text",
    id="text",
    label="text",
    display_order="whole",
    archived="bool",
    created_at="timestamp",
    updated_at="timestamp",
)
STAGES = _table(
    "pipeline_stages",
    "object_type pipeline_id id",
    object_type="text",
    pipeline_id="text",
    id="text",
    label="text",
    display_order="whole",
    probability="decimal",
    is_closed="bool",
    archived="bool",
    created_at="timestamp",
    updated_at="timestamp",
)
OWNERS = _table(
    "owners",
    "id",
    id="text",
    email="text",
    first_name="text",
    last_name="text",
    type="text",
    user_id="whole",
    teams="list",
    archived="bool",
    created_at="timestamp",
    updated_at="timestamp",
)
LISTS = _table(
    "lists",
    "id",
    id="whole",
    name="text",
    object_type="text",
    processing_type="text",
    processing_status="text",
    size="whole",
    created_at="timestamp",
    updated_at="timestamp",
)
MEMBERS = _table(
    "list_members", "list_id record_id", list_id="whole", object_type="text", record_id="whole", joined_at="timestamp"
)
REMOVED = _table(
    "removed_records",
    "object_type id",
    object_type="text",
    id="whole",
    reason="text",
    removed_at="timestamp",
    merged_into="whole",
)
UNREAD = _table(
    "unread_values",
    "object_type id property",
    object_type="text",
    id="whole",
    property="text",
    text="text",
    problem="text",
)
RUNS = _table(
    "mirror_runs",
    "run",
    run="whole",
    started_at="timestamp",
    ended_at="timestamp",
    outcome="text",
    options="text",
    error="text",
)
PARTS = _table(
    "mirror_parts",
    "run part",
    run="whole",
    part="text",
    started_at="timestamp",
    ended_at="timestamp",
    outcome="text",
    written="whole",
    removed="whole",
    rows="whole",
    checkpoint="text",
    error="text",
    scopes="list",
    note="text",
)

# The mirror's own memory, which nobody needs to query.
SETTINGS = _table("mirror_settings", "name", name="text", value="text")
POSITIONS = _table(
    "mirror_positions",
    "object_type",
    object_type="text",
    phase="text",
    cursor="text",
    checkpoint="text",
    refill="text",
)
SEEN = _table("mirror_seen", "object_type id", object_type="text", id="whole")
ARCHIVED = _table("mirror_archived", "object_type id", object_type="text", id="whole", archived_at="timestamp")
PENDING = _table("mirror_pending", "object_type id", object_type="text", id="whole")
AFFECTED = _table("mirror_affected", "object_type to_type id", object_type="text", to_type="text", id="whole")
MEMBERS_READ = _table("mirror_members_read", "list_id", list_id="whole", state="text")
JOINING = _table(
    "mirror_joining", "list_id record_id", list_id="whole", object_type="text", record_id="whole", joined_at="timestamp"
)

TABLES = (
    *(OBJECT_TYPES, PROPERTIES, OPTIONS, ASSOCIATIONS, ASSOCIATION_TYPES, PIPELINES, STAGES, OWNERS, LISTS, MEMBERS),
    *(REMOVED, UNREAD, RUNS, PARTS),
    *(SETTINGS, POSITIONS, SEEN, ARCHIVED, PENDING, AFFECTED, MEMBERS_READ, JOINING),
)
_TAKEN = frozenset(each.name for each in TABLES)
_INDEXES = frozenset(
    f"{table.name}_{name}" for table in TABLES for name in table.names
)  # tables cannot have their names
_RESERVED = ("sqlite_", "duckdb_", "pragma_", "pg_", "mirror_")  # how names of the databases and of the mirror begin


def is_reserved(name: str) -> bool:
    """Whether no table or view of records may have this name, in lower case."""
    return name in _TAKEN or name in _INDEXES or name.startswith(_RESERVED)


def table_names(names: Mapping[str, str], full_names: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """A table's name for each object type id, from the types' names.

    A type keeps the name that the file has for it (`kept`). A new one takes its own name, its full name ("p123_boat")
    where that is taken by a table of ours, of the mirror or of another type, or is one that the database keeps for
    itself, and its id where that is taken as well.
    """
    given = dict(kept)
    for key, name in names.items():
        if key in given:
            continue
        used = {each.lower() for each in given.values()}
        choices = (name.lower(), full_names.get(key, name).lower(), f"type_{key.replace('-', '_')}")
        given[key] = next(each for each in choices if each not in used and not is_reserved(each))
    return {key: given[key] for key in names}


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever it is."""
    return '"' + name.replace('"', '""') + '"'


def comma(names: Iterable[str]) -> str:
    """Quoted names with commas between them."""
    return ", ".join(map(quoted, names))
