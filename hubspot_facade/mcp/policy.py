"""What agents may do, decided before anything is planned: effects, operations, object types, properties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.crm.records.type_names import NAMES, type_id
from hubspot_facade.mcp.masking import Masking
from hubspot_facade.mcp.refusal import Refusal
from hubspot_facade.mcp.schemas import hint_of
from hubspot_facade.wire.annotations import members_of, reading_of
from hubspot_facade.wire.argument_types import Reading
from hubspot_facade.wire.field_names import snake

if TYPE_CHECKING:
    from hubspot_facade.catalogue.named_operation import Entry

# Never for agents, whatever is allowed: by resource or method, and why.
_NEVER = {
    "http": "a raw request could be anything, so no rule could be applied to it",
    "oauth": "it takes or gives an app's secrets",
    "conversations.identify_visitor": "its answer is a secret",
    "marketing.smtp_tokens.create": "its answer is a password",
    "marketing.smtp_tokens.reset_password": "its answer is a password",
}
FLAGS = {
    "create": "--allow-writes",
    "update": "--allow-writes",
    "delete": "--allow-deletes",
    "send": "--allow-sends",
    "irreversible": "--allow-irreversible",
}
"""What allows each effect but "read"."""

# Properties that every record shows, even where only some are allowed.
ALWAYS = frozenset(("createdate", "hs_createdate", "hs_lastmodifieddate", "hs_object_id", "lastmodifieddate"))
_TYPES = ("object_type", "object_type_id", "from_object_type", "to_object_type")


@dataclass(frozen=True)
class Policy:
    """What agents may do. By default everything that reads, of every object type, without sensitive properties.

    `operations` are names, aliases or methods; a method that is allowed by one name is allowed by all of its names.
    With `object_types` or `properties`, only what is about records of these types is allowed, and what describes them.
    `most_records` is how many records one plan may change, `largest` how many bytes a payload may have.
    """

    writes: bool = False
    deletes: bool = False
    sends: bool = False
    irreversible: bool = False
    operations: tuple[str, ...] = ()
    object_types: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    masking: Masking = field(default_factory=Masking)
    most_records: int = 100
    largest: int = 1_000_000

    def __post_init__(self) -> None:
        methods = frozenset(Catalogue()[each].python for each in self.operations)  # UnknownOperation for a mistake
        object.__setattr__(self, "_methods", methods)
        object.__setattr__(self, "_types", frozenset(map(_type, self.object_types)))
        object.__setattr__(self, "_names", frozenset(each.casefold() for each in self.properties))

    _methods: frozenset[str] = field(init=False, repr=False, default=frozenset())
    _types: frozenset[str] = field(init=False, repr=False, default=frozenset())
    _names: frozenset[str] = field(init=False, repr=False, default=frozenset())

    @property
    def narrow(self) -> bool:
        """Whether only some types or properties are allowed, so that what cannot be judged by them is refused."""
        return bool(self._types or self._names)

    @property
    def reads_only(self) -> bool:
        """Whether nothing can be changed at all."""
        return not (self.writes or self.deletes or self.sends or self.irreversible)

    @property
    def effects(self) -> list[str]:
        """The effects that operations may have."""
        return [each for each in ("read", *FLAGS) if self.allows_effect(each)]

    def allows_effect(self, effect: str) -> bool:
        """Whether operations with this effect may run."""
        return {
            "read": True,
            "create": self.writes,
            "update": self.writes,
            "delete": self.deletes,
            "send": self.sends,
            "irreversible": self.irreversible,
        }[effect]

    def why_not(self, entry: Entry) -> str | None:
        """Why an operation is refused whatever its payload; None if it is allowed."""
        never = _NEVER.get(entry.python) or _NEVER.get(entry.resource)
        if never:
            return f"{entry.name!r} is not available to agents: {never}"
        if self._methods and entry.python not in self._methods:
            return f"{entry.name!r} is not among the operations that this server allows"
        if not self.allows_effect(entry.effect):
            return (
                f"{entry.name!r} ({entry.effect}) is not allowed here: "
                f"whoever started this server may allow it with {FLAGS[entry.effect]}"
            )
        return None

    def check(self, entry: Entry, payload: Mapping[str, Any]) -> None:
        """Refusal if an operation may not run with this payload."""
        if reason := self.why_not(entry):
            raise Refusal(reason)
        self.masking.check(payload)
        self._check_files(entry, payload)
        self._check_associations(payload)
        for key, value in payload.items():
            if snake(key) in _TYPES and isinstance(value, str):
                self.check_type(value)
        if self._spells(entry, "query", payload):
            kind = str(getattr(entry.owner, "object_type", "") or payload.get("object_type", ""))
            if kind:
                self.check_words(kind)

    def check_tool(self, method: str) -> None:
        """Refusal if operations are limited, and none of those allowed is of this method."""
        if self._methods and method not in self._methods:
            raise Refusal(f"{method} is not among the operations that this server allows")

    def check_tool_for(self, object_type: str, method: str) -> None:
        """The same for a method of the records of a type, which may be allowed for this type alone or for all."""
        kind = _type(object_type)
        names = [f"{name}.{method}" for name in ("records", kind, *NAMES.get(kind, ()))]
        if self._methods and self._methods.isdisjoint((method, *names)):
            raise Refusal(f"no operation that this server allows has {method} of {object_type[:100]!r}")

    def check_type(self, object_type: str) -> None:
        """Refusal for an object type that is not allowed, in whatever spelling."""
        if self._types and _type(object_type) not in self._types:
            raise Refusal(
                f"object type {object_type[:100]!r} is not allowed here; allowed: {', '.join(self.object_types)}"
            )

    def check_properties(self, names: Iterable[str]) -> None:
        """Refusal for a property that is masked, or not among those allowed."""
        named = [*names]
        self.masking.check(named, "the request")
        for each in named:
            if self._names and each.casefold() not in self._names | ALWAYS:
                raise Refusal(f"property {each[:100]!r} is not allowed here; allowed: {', '.join(self.properties)}")

    def shows(self, name: str) -> bool:
        """Whether a property may be seen."""
        if self.masking.hides(name):
            return False
        return not self._names or name.casefold() in self._names | ALWAYS

    def check_words(self, object_type: str) -> None:
        """Refusal if a search by words could look into what is masked or not allowed."""
        if self._names:
            raise Refusal("a search by words could look into properties that are not allowed here: use filters")
        self.masking.check_words(_type(object_type))

    def shown(self, value: Any) -> Any:
        """An answer as an agent may see it."""
        return self.masking.data(self._narrowed(value) if self._names else value)

    def _narrowed(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._narrowed(each) for each in value]  # pyright: ignore[reportUnknownVariableType] # decoded JSON
        if not isinstance(value, Mapping):
            return value
        found: dict[str, Any] = {}
        for key, each in cast("Mapping[str, Any]", value).items():
            if snake(key) in ("properties", "properties_with_history") and isinstance(each, Mapping):
                kept = self._names | ALWAYS
                given = cast("Mapping[str, Any]", each)
                found[key] = {name: one for name, one in given.items() if name.casefold() in kept}
            else:
                found[key] = self._narrowed(each)
        return found

    def _check_files(self, entry: Entry, payload: Mapping[str, Any]) -> None:
        """Refusal for a path where a file is expected: the files of this machine are not the agent's."""
        for parameter in entry.form.parameters.values():
            hint = hint_of(entry, parameter.name)
            if not any(reading_of(each) is Reading.SOURCE for each in members_of(hint)):
                continue
            for key, value in payload.items():
                if snake(key) in parameter.spellings and not str(value).startswith("data:"):
                    raise Refusal(
                        f"{key}: give the content as a data: URL; files of this machine are not read for agents"
                    )

    def _check_associations(self, value: object) -> None:
        """Refusal for associated records of types that are not allowed, or that are not named."""
        if isinstance(value, list):
            for each in cast("list[object]", value):
                self._check_associations(each)
        if not self._types or not isinstance(value, Mapping):
            return
        for key, each in cast("Mapping[str, object]", value).items():
            if snake(key) != "associations" or not each:
                self._check_associations(each)
            elif isinstance(each, Mapping):
                for kind in cast("Mapping[str, object]", each):
                    self.check_type(kind)
            elif isinstance(each, str):
                for kind in each.split(","):
                    self.check_type(kind.strip())
            elif isinstance(each, list) and all(isinstance(kind, str) for kind in cast("list[object]", each)):
                for kind in cast("list[str]", each):
                    self.check_type(kind)
            else:
                raise Refusal(
                    "associations: give ids by object type, as in {'companies': 5}, so that the type can be seen"
                )

    def _spells(self, entry: Entry, parameter: str, payload: Mapping[str, Any]) -> bool:
        found = entry.form.parameters.get(parameter)
        return found is not None and any(snake(key) in found.spellings and payload[key] for key in payload)


def _type(object_type: str) -> str:
    """One spelling of an object type."""
    return type_id(object_type.strip().casefold())
