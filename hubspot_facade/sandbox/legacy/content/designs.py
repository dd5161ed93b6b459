"""Templates and layouts of version 2. Today's API has files of source code instead, which these are not.

Layouts are read only, and nothing makes one: a portal of the sandbox has none.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.errors import Body, missing_fields
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.drafts import Drafts

from .kept import Kept
from .objects import millis

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal


def _drafts(kind: str, first: int) -> Drafts:
    return Drafts(Collection(kind, first=first, created=("created",), updated=("updated",), archived="deleted_at"))


FIXED = frozenset({"id", "portal_id", "created", "updated", "deleted_at", "archived", "filename", "name", "state"})
UNSET: Body = {
    "category_id": 0,
    "cdn_minified_url": "",
    "cdn_url": "",
    "folder": "",
    "generated_from_layout_id": None,
    "is_available_for_new_content": True,
    "is_from_layout": False,
    "is_read_only": False,
    "linked_style_id": "",
    "source": "",
    "template_type": 4,
    "thumbnail_width": 0,
    "type": "",
    "updated_by": "",
}


def show(portal: "Portal", body: Body) -> Body:
    """A template as version 2 answers it."""
    path = str(body.get("path") or "")
    filename = path.rpartition("/")[2]
    return {
        "label": filename.partition(".")[0],
        **UNSET,
        **body,
        "id": int(body["id"]),
        "portal_id": portal.id,
        "path": path,
        "filename": filename,
        "created": millis(body["created"]),
        "updated": millis(body["updated"]),
        "deleted_at": millis(body.get("deleted_at")),
    }


def read(given: Body) -> Body:
    """What a request says of a template."""
    return {name: one for name, one in given.items() if name not in FIXED and one is not None}


@dataclass(frozen=True)
class Templates(Kept):
    """Templates, which need a path."""

    def make(self, portal: "Portal", given: Body) -> Body:  # noqa: D102 - as in the base class
        if not given.get("path"):
            raise missing_fields(["path"])
        return super().make(portal, given)


TEMPLATES = Templates(show, read, _drafts("design_template", 180_000_000_001)).routes()
LAYOUTS = Kept(show, read, _drafts("design_layout", 190_000_000_001)).readable()
