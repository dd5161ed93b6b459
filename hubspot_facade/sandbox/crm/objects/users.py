"""Users as records: each user of the account has one, which the object API reads and changes."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.protocol.errors import Body

from .models import Records

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

USER = "0-115"
_KEY = "hs_internal_user_id"


def keep_users(portal: "Portal", kind: ObjectType) -> None:
    """Give a record to each user that has none, and write to the others what has changed of the user.

    The record of a user who was taken out of the account stays, deactivated; a record that was deleted stays deleted.
    """
    records = portal.service(Records)
    kept = portal.shelf("user record")
    owners = portal.service(Owners)
    for owner in owners.all() + owners.all(archived=True):
        user_id = owner["userIdIncludingInactive"]
        if user_id is None:
            continue
        values = _values(owner)
        known: Body | None = kept.get(str(user_id))
        if known is not None and known["values"] == values:
            continue
        id_ = known["id"] if known else records.holder(kind, _KEY, str(user_id))
        record = None if id_ is None else records.find(kind, id_)
        if record is not None:
            records.update(kind, record, dict(values))
        elif known is None and not owner["archived"]:
            created = {kind.created: owner["createdAt"], _KEY: str(user_id), "hubspot_owner_id": owner["id"]}
            id_ = records.create(kind, [created | values])[0].id
        if id_ is not None:
            kept.put(str(user_id), {"id": id_, "values": values})


def _values(owner: Body) -> dict[str, str]:
    return {
        "hs_email": str(owner["email"]),
        "hs_given_name": str(owner["firstName"]),
        "hs_family_name": str(owner["lastName"]),
        "hs_deactivated": "true" if owner["archived"] else "false",
    }
