"""What resources declare for the catalogue: their methods with names, and how payloads spell them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hubspot_facade.plans.methods import ListMethod, Name, PlanMethod, Resource, static_attribute


def declared_methods(
    owner: type[Resource[Any]],
) -> dict[str, tuple[PlanMethod[..., Any] | ListMethod[..., Any], tuple[Name, ...]]]:
    """A resource's methods that have names in the catalogue, with these names."""
    methods: dict[str, tuple[PlanMethod[..., Any] | ListMethod[..., Any], tuple[Name, ...]]] = {}
    inherited = owner._named  # pyright: ignore[reportPrivateUsage] # so that completion shows methods alone
    for attribute in dict.fromkeys(name for base in reversed(owner.__mro__) for name in vars(base)):
        value = static_attribute(owner, attribute)
        if isinstance(value, PlanMethod | ListMethod):
            names = (*value.names, *inherited.get(attribute, ()))
            if names:
                methods[attribute] = (value, names)
    for method in inherited:
        if method not in methods:
            raise AttributeError(f"{owner.__name__}._named names {method}, which is not an operation")
    return methods


@dataclass(frozen=True)
class Vocabulary:
    """How payloads of the catalogue spell a resource, and the properties that identify a record besides its id."""

    noun: str
    plural: str
    keys: tuple[str, ...]


def vocabulary(resource: Resource[Any]) -> Vocabulary:
    """How payloads spell this resource."""
    return Vocabulary(resource._noun, resource._plural, resource._keys)  # pyright: ignore[reportPrivateUsage] # so that completion shows methods alone


def property_of(resource: Resource[Any], parameter: str) -> str | None:
    """The property of a record that a parameter of this name fills; None if there is none."""
    return resource._property_of(parameter)  # pyright: ignore[reportPrivateUsage] # so that completion shows methods alone
