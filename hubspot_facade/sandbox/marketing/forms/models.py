"""Forms, which the API of version 3 keeps and that of version 2 shows and changes in another shape."""

from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state.instants import instant

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal
    from hubspot_facade.sandbox.state.store import Shelf

KEPT = "kept /marketing/forms"
"""Where the collection of version 3 keeps its forms."""
OLDER = "older"
"""The settings of a form that version 3 has no place for."""


class Forms:
    """The forms of a portal."""

    def __init__(self, portal: "Portal") -> None:
        self._portal = portal

    def _shelf(self) -> "Shelf":
        return self._portal.shelf(KEPT)

    def all(self) -> list[Body]:
        """The forms that are not archived."""
        return [one for one in self._shelf().all().values() if not one.get("archivedAt")]

    def ids(self) -> list[str]:
        """The ids of all forms, archived ones too."""
        return [*self._shelf().all()]

    def find(self, id_: str) -> Body | None:
        """A form that is not archived, or None."""
        found: Body | None = self._shelf().get(id_.lower())
        return None if found is None or found.get("archivedAt") else found

    def archive(self, id_: str) -> None:
        """Archive a form that is there."""
        self._shelf().put(id_, self._shelf().get(id_) | {"archivedAt": instant(self._portal.now())})

    def save(self, id_: str, body: Body) -> Body:
        """Keep a form as it is now."""
        now = instant(self._portal.now())
        kept = {"archived": False, "createdAt": now} | body | {"id": id_, "updatedAt": now}
        self._shelf().put(id_, kept)
        return kept


def part(body: Body, name: str) -> Body:
    """An object in an object, as a copy; empty when there is none."""
    found: Any = body.get(name)
    return dict(found) if is_object(found) else {}


def fields(form: Body) -> list[Body]:
    """The fields of a form in their order, those of every group and those that depend on others."""
    found: list[Body] = []
    for group in listed(form.get("fieldGroups")):
        for one in listed(group.get("fields")) if is_object(group) else []:
            found.append(one)
            found += [each["dependentField"] for each in listed(one.get("dependentFields")) if _depends(each)]
    return found


def _depends(one: Any) -> bool:
    return is_object(one) and is_object(one.get("dependentField"))
