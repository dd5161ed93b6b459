"""One request in three forms: as a payload of a named operation, and as calls of the two official clients."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class File:
    """A file to send, given to each client in the form that it takes."""

    name: str
    content: str


class Call:
    """A method of a client by its dotted path, with its arguments; bodies as mappings in the client's own names."""

    def __init__(self, method: str, *args: Any, **kwargs: Any) -> None:
        self.method = method
        self.args = args
        self.kwargs = kwargs

    def __str__(self) -> str:
        given = [repr(value) for value in self.args] + [f"{name}={value!r}" for name, value in self.kwargs.items()]
        return f"{self.method}({', '.join(given)})"


@dataclass(frozen=True)
class Case:
    """An operation's payload, and the calls of each client that do the same; no calls if it cannot do it."""

    operation: str
    payload: dict[str, Any]
    v3: tuple[Call, ...] = field(default=())  # hubspot-api-client
    dated: tuple[Call, ...] = field(default=())  # hubspot-sdk

    def calls(self, client: str) -> tuple[Call, ...]:
        """The calls of this client."""
        return self.dated if client == "hubspot-sdk" else self.v3


def case(
    operation: str,
    payload: dict[str, Any],
    v3: Call | tuple[Call, ...] = (),
    dated: Call | tuple[Call, ...] = (),
) -> Case:
    """A case, of one call each or of several."""
    return Case(
        operation, payload, (v3,) if isinstance(v3, Call) else v3, (dated,) if isinstance(dated, Call) else dated
    )
