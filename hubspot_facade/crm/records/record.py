"""What the record models of all editions share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping


class Record(Protocol):
    """A CRM record as HubSpot returns it: the generated model of the client's edition.

    Property values are text, or None where the record has none; a property that does not exist is absent.
    """

    @property
    def id(self) -> str:
        """The record's id, unique in its object type."""
        ...

    @property
    def properties(self) -> Mapping[str, str | None]:
        """Values by property name."""
        ...

    @property
    def created_at(self) -> datetime.datetime:
        """When it was created."""
        ...

    @property
    def updated_at(self) -> datetime.datetime:
        """When it was last changed."""
        ...

    @property
    def archived(self) -> bool:
        """Whether it is in the recycle bin."""
        ...

    @property
    def additional_properties(self) -> dict[str, Any]:
        """What HubSpot returned beyond its documents."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """The answer's JSON."""
        ...


class RecordWithAssociations(Record, Protocol):
    """A record read with `associations=`."""

    @property
    def associations(self) -> Mapping[str, Any] | None:
        """Associated ids by object type, one entry per label; None if there are none."""
        ...


class UpsertedRecord(Record, Protocol):
    """A record created or changed by an upsert."""

    @property
    def new(self) -> bool:
        """Whether the upsert created it."""
        ...
