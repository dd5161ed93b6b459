"""Which two association types are the two directions of one label. HubSpot does not say; their ids do.

Both directions get their ids when a label is created, one after the other, so that in the order of ids the labels of
one direction match those of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_OWN = "USER_DEFINED"


class Listed(NamedTuple):
    """An association type of a pair of object types, as HubSpot lists it in one direction."""

    category: str
    id: int
    label: str


class Label(NamedTuple):
    """A label in both directions."""

    there: str
    there_id: int
    back: str
    back_id: int


def paired(there: Sequence[Listed], back: Sequence[Listed], *, same: bool) -> tuple[list[Label], list[str]]:
    """The portal's own labels of a pair, and what is not certain about them. `same`: the pair is of one object type."""
    ours = sorted((each for each in there if each.category == _OWN and each.label), key=lambda each: each.id)
    if same:
        return _of_one_type(ours)
    theirs = sorted((each for each in back if each.category == _OWN and each.label), key=lambda each: each.id)
    if len(ours) != len(theirs):
        unsure = [f"{len(ours)} labels in one direction, {len(theirs)} in the other: only those of both are read"]
    else:
        unsure = []
    return [Label(one.label, one.id, other.label, other.id) for one, other in zip(ours, theirs, strict=False)], unsure


def _of_one_type(ours: Sequence[Listed]) -> tuple[list[Label], list[str]]:
    labels: list[Label] = []
    unsure: list[str] = []
    rest = [*ours]
    while rest:
        one = rest.pop(0)
        other = rest.pop(0) if rest and rest[0].id == one.id + 1 else one
        if other.label != one.label:
            unsure.append(f"{one.label!r} and {other.label!r} are taken for the two directions of one label")
        first, second = sorted((one, other), key=lambda each: (each.label, each.id))
        labels.append(Label(first.label, first.id, second.label, second.id))
    return labels, unsure
