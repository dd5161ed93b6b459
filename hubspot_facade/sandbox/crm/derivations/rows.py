"""What a row of derivations is: which properties follow from which, and which answers show them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.types import ObjectType
from hubspot_facade.sandbox.state import instants

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

Values = dict[str, str]


class Shown(Enum):
    """Which answers to writes show a derived value; reads always do."""

    WRITES = "when the record is made, and when what it follows from is written"
    CREATION = "when the record is made"
    NEVER = "in none"


@dataclass(slots=True)
class Facts:
    """A record being written: its values with the new ones above them, which are new, what it had before."""

    portal: "Portal"
    kind: ObjectType
    values: Values
    changed: Values
    before: Values
    now: int
    id: str

    @property
    def new(self) -> bool:
        """Whether the record is being made."""
        return not self.before

    @property
    def moment(self) -> str:
        """This moment as a value."""
        return instants.instant(self.now)

    def get(self, name: str) -> str:
        """A value, empty when there is none."""
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Row:
    """One derivation. It is made when the record is, and when one of the properties `of` is written."""

    makes: tuple[str, ...]
    of: tuple[str, ...]
    by: Callable[[Facts], Mapping[str, str]]
    shown: Shown = Shown.WRITES


def number(value: str) -> float | None:
    """A value as a number; None when it is not one."""
    try:
        return float(value) if value else None
    except ValueError:
        return None


def decimal(value: float) -> str:
    """A number without trailing zeros, six decimals at most."""
    rounded = round(value, 6)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def truth(value: bool) -> str:
    """A truth as a value."""
    return "true" if value else "false"
