"""What generated modules are made of: a class for each object type, with an attribute for each property.

The types stand in the module, so that nothing is asked of HubSpot to read a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, overload

from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.type_names import type_id
from hubspot_facade.crm.records.typed import TypedRecord, TypedRecords, properties_of_record
from hubspot_facade.errors import InputError, UnreadableValue
from hubspot_facade.plans.methods import C
from hubspot_facade.wire.value_texts import (
    read_choices,
    read_day,
    read_flag,
    read_moment,
    read_number,
    read_whole,
)
from hubspot_facade.wire.values import shown

if TYPE_CHECKING:
    from hubspot_facade.crm.records.record import Record

P = TypeVar("P", bound=Mapping[str, Any])
T = TypeVar("T")


class RecordValues(Generic[P]):
    """A record whose properties are attributes, None where it has no value.

    A property that was not read is an AttributeError, a value that is not of its type an UnreadableValue.
    """

    object_type: ClassVar[str] = ""
    also_named: ClassVar[tuple[str, ...]] = ()

    def __init__(self, record: Record) -> None:
        self.record = record

    @property
    def id(self) -> str:
        """The record's id."""
        return self.record.id

    @classmethod
    def of(cls, record: Record | TypedRecord) -> Self:
        """The values of a record that was read."""
        return cls(record.record if isinstance(record, TypedRecord) else record)

    @classmethod
    def on(cls, objects: Objects[C]) -> TypedRecords[C, P, Self]:
        """The records of this type, read as this class and written from its properties: `on(hs.contacts)`."""
        known = {type_id(each) for each in (cls.object_type, *cls.also_named)}
        if type_id(objects.object_type) not in known:
            raise InputError("objects", f"{cls.__name__} are {cls.object_type}, not {objects.object_type}")

        return TypedRecords(objects, Objects, lambda record, _definitions: cls(record))

    @classmethod
    def names(cls) -> list[str]:
        """The names of all properties, as reading takes them; 200 and more are too many for one `get` or `list`."""
        return [each.name for base in cls.__mro__ for each in vars(base).values() if isinstance(each, _Property)]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.record.id}>"


class _Property(Generic[T]):
    """A property as an attribute."""

    def __init__(self, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: RecordValues[Any], owner: type) -> T | None: ...
    def __get__(self, instance: RecordValues[Any] | None, owner: type) -> Any:
        if instance is None:
            return self
        values = properties_of_record(instance.record)
        if self.name not in values:
            raise AttributeError(f"{self.name} was not read: name it in properties=")
        text = values[self.name]
        if text is None or text == "":
            return None
        if not isinstance(text, str):
            raise UnreadableValue(self.name, f"{shown(text)} is not text")
        try:
            return self._read(text)
        except ValueError as problem:
            raise UnreadableValue(self.name, f"{shown(text)} {problem}") from None

    def __set__(self, instance: RecordValues[Any], value: Any) -> None:
        raise AttributeError(f"{self.name} is changed by `update`, not here")

    def _read(self, text: str) -> T:
        raise NotImplementedError


class Text(_Property[str]):
    """Text, or one of several options."""

    def _read(self, text: str) -> str:
        return text


class Flag(_Property[bool]):
    """True or False."""

    def _read(self, text: str) -> bool:
        return read_flag(text)


class Number(_Property[Decimal]):
    """A number."""

    def _read(self, text: str) -> Decimal:
        return read_number(text)


class Whole(_Property[int]):
    """An id or a count."""

    def _read(self, text: str) -> int:
        return read_whole(text)


class Day(_Property[date]):
    """A day."""

    def _read(self, text: str) -> date:
        return read_day(text)


class Moment(_Property[datetime]):
    """A moment in UTC."""

    def _read(self, text: str) -> datetime:
        return read_moment(text)


class Choices(_Property[list[str]]):
    """Several options."""

    def _read(self, text: str) -> list[str]:
        return read_choices(text)
