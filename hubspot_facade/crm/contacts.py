"""Contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubspot_facade.calls import edition_calls
from hubspot_facade.crm.associations import default_association
from hubspot_facade.crm.objects import Objects
from hubspot_facade.errors import NotFound
from hubspot_facade.operation import C, Name, operation
from hubspot_facade.values import Id, Names, text_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from hubspot_openapi.v2026_03.crm.objects import operations as calls

    from hubspot_facade.crm.record import RecordWithAssociations
    from hubspot_facade.plan import Plan
else:
    calls = edition_calls("crm.objects")

_PAGE = {"limit": "page_size"}


class Contacts(Objects[C]):
    """Contacts, told by their email."""

    object_type = "contacts"
    noun = "contact"
    plural = "contacts"
    keys = ("email",)
    modified = "lastmodifieddate"
    named = {  # noqa: RUF012 # read-only, as Resource declares it
        "get": (Name("Get contact by ID", seeds=("000", "001"), fields={"vid": "record_id"}),),
        "list": (Name("List contacts", seeds=("000", "001"), fields=_PAGE),),
        "create": (Name("Create contact", seeds=("000", "001", "002")),),
        "update": (Name("Update contact", seeds=("000", "001"), fields={"vid": "record_id"}),),
        "upsert": (Name("Create/update contact", seeds=("000",), fields={"email": "key"}),),
        "archive": (
            Name("Delete contact", seeds=("000", "002"), aliases=("Archive contact",), fields={"vid": "record_id"}),
        ),
        "batch_upsert": (Name("Batch create/update contact", seeds=("000",)),),
    }

    @operation(Name("Get contact by email", seeds=("000", "002")))
    def get_by_email(
        self,
        email: str,
        *,
        properties: Names | None = None,
        properties_with_history: Names | None = None,
        associations: Names | None = None,
    ) -> Plan[RecordWithAssociations]:
        """The contact with this address, be it a secondary one. Raises NotFound."""
        return calls.get_by_id(
            "contacts",
            text_of(email, "email"),
            id_property="email",
            properties=properties,
            properties_with_history=properties_with_history,
            associations=associations,
        )

    @operation(Name("Contact exists with email?", seeds=("000",), output="exists"))
    def exists(self, email: str) -> Generator[Any, Any, bool]:
        """Whether a contact has this address; unlike a search this knows contacts made a moment ago."""
        try:
            yield from calls.get_by_id("contacts", text_of(email, "email"), id_property="email")
        except NotFound:
            return False
        return True

    @operation(Name("Add contact to company", seeds=("000",)))
    def add_to_company(self, contact_id: Id, company_id: Id) -> Plan[Any]:
        """The association that a contact and a company have now."""
        return default_association("contacts", contact_id, "companies", company_id)
