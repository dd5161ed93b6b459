"""Property values: what clients send, checked and brought into the stored form, which is always a string.

The empty string clears a value. Problems are collected, so that all of them are reported at once.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import category

from hubspot_facade.sandbox.crm.owners.models import Owners
from hubspot_facade.sandbox.crm.pipelines.models import Pipelines
from hubspot_facade.sandbox.crm.properties.definition import Definition
from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.property_validations.models import Validations, binding
from hubspot_facade.sandbox.crm.property_validations.rules import CHECKS
from hubspot_facade.sandbox.crm.types import BY_ID, ObjectType
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.numerals import natural
from hubspot_facade.sandbox.protocol.texts import text
from hubspot_facade.sandbox.state import instants

from . import addresses
from .errors import Problem
from .stored import StoredRecords

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

MAX_LENGTH = 65_536
NAME = re.compile(r"[^A-Z]{1,99}\Z")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\Z")


class Reader:
    """Reads the property values of one request for one object type; `version` is that of the request's path."""

    def __init__(self, portal: "Portal", kind: ObjectType, version: str = "v3") -> None:
        self._portal = portal
        self._kind = kind
        self._catalogue = portal.service(Properties).catalogue(kind)
        self._instants: dict[str, str | None] = {}
        self._rules: dict[str, list[Body]] = portal.service(Validations).all(kind) if binding(version) else {}

    def read(self, given: Body, current: dict[str, str] | None = None) -> tuple[dict[str, str], list[Problem]]:
        """The values to store and the problems. `current` are the stored values of a record being updated."""
        values: dict[str, str] = {}
        problems: list[Problem] = []
        for name, sent in given.items():
            definition = self._catalogue.get(name)
            if sent is None and not self._portal.unsettled.null_clears:
                continue
            if definition is None:
                problems.append(Problem(name, "PROPERTY_DOESNT_EXIST", f'Property "{name}" does not exist'))
                continue
            value = sent if type(sent) is str else text(sent)
            if not definition.settable:
                what = "calculated" if definition.calculated else "read only"
                message = f'"{name}" is a {what} property; its value cannot be set.'
                problems.append(Problem(name, "READ_ONLY_VALUE", message, value))
                continue
            if value:
                kind = definition.type
                if kind == "string":
                    if len(value) > MAX_LENGTH:
                        message = f"Enter {MAX_LENGTH} characters or fewer"
                        problems.append(Problem(name, "MAX_LENGTH", message, value[:100]))
                        continue
                    if name == "email" and self._kind.id == "0-1":
                        value = value.strip().lower()
                        if not addresses.valid(value):
                            problem = Problem(name, "INVALID_EMAIL", f"Email address {value} is invalid", value)
                            problems.append(problem)
                            continue
                    elif name == "domain" and self._kind.id == "0-2":
                        value = value.strip().lower()
                elif _is_padded(value, several=definition.multiple):
                    message = f'"{value}" includes leading or trailing whitespace.'
                    problems.append(Problem(name, "LEADING_TRAILING_WHITESPACE", message, value))
                    continue
                else:
                    outcome = self._typed(definition, value, (current or {}).get(name))
                    if isinstance(outcome, Problem):
                        problems.append(outcome)
                        continue
                    value = outcome
                if name in self._rules and (broken := self._broken(name, value)):
                    problems += broken
                    continue
            values[name] = value
        self._check_stage(values, current, problems)
        return values, problems

    def _broken(self, name: str, value: str) -> list[Problem]:
        """The validation rules of a property that a value breaks."""
        found = (CHECKS[one["ruleType"]](value, one["ruleArguments"], self._portal.now()) for one in self._rules[name])
        return [Problem(name, *problem, value) for problem in found if problem is not None]

    def _typed(self, definition: Definition, value: str, current: str | None) -> "str | Problem":
        name = definition.name
        match definition.type:
            case "number":
                value = value.strip()
                if definition.reference == "COMPANY" and not self._is_company(value):
                    return Problem(name, "INVALID_COMPANY_ID", f"{value} was not a valid company ID", value)
                if NUMBER.match(value):
                    return value
                return Problem(name, "INVALID_LONG", f"{value} was not a valid long.", value)
            case "datetime":
                if value not in self._instants:
                    millis = instants.parse(value.strip())
                    self._instants[value] = None if millis is None else instants.instant(millis)
                moment = self._instants[value]
                return moment or Problem(name, "INVALID_LONG", f"{value} was not a valid long.", value)
            case "date":
                return _date(name, value.strip())
            case "bool":
                lower = value.strip().lower()
                if definition.options and lower not in definition.options:
                    return _not_an_option(definition, value)
                return lower
            case "enumeration":
                return self._option(definition, value, current)
            case _:
                return value

    def _is_company(self, value: str) -> bool:
        id_ = natural(value)
        return id_ is not None and self._portal.service(StoredRecords).find(BY_ID["0-2"], id_) is not None

    def _option(self, definition: Definition, value: str, current: str | None) -> "str | Problem":
        if definition.reference == "OWNER":
            for one in filter(None, value.split(";")):
                if not self._portal.service(Owners).exists(one):
                    return Problem(definition.name, "INVALID_OWNER_ID", f"{one} was not a valid owner ID", value)
            return value
        if definition.multiple:
            chosen = list(dict.fromkeys(part.strip() for part in value.split(";") if part.strip()))
            if definition.options is not None:
                for one in chosen:
                    if one not in definition.options:
                        return _not_an_option(definition, one)
            if value.startswith(";") and current:
                chosen = list(dict.fromkeys([*current.split(";"), *chosen]))
            return ";".join(chosen)
        if definition.name == "lifecyclestage" and value.lower() in (definition.options or ()):
            return value.lower()  # HubSpot's own examples have "Customer"
        if definition.options is not None and value not in definition.options:
            return _not_an_option(definition, value)
        return value

    def _check_stage(self, values: dict[str, str], current: dict[str, str] | None, problems: list[Problem]) -> None:
        kind = self._kind
        if kind.stage is None or kind.pipeline is None:
            return
        pipelines = self._portal.service(Pipelines).all(kind)
        chosen = values.get(kind.pipeline)
        if chosen and chosen not in pipelines:
            listed = ", ".join(pipelines)
            message = f"{chosen} is not a valid pipeline ID. Valid options are: [{listed}]"
            problems.append(Problem(kind.pipeline, "INVALID_OPTION", message, chosen))
            return
        stage = values.get(kind.stage)
        if not stage:
            return
        pipeline = chosen or (current or {}).get(kind.pipeline) or next(iter(pipelines), "")
        stages = [one["id"] for one in pipelines.get(pipeline, {}).get("stages", [])]
        if stage not in stages:
            listed = ", ".join(stages)
            message = f"{stage} is not a valid pipeline stage ID. Valid options are: pipelineId={pipeline} : [{listed}]"
            problems.append(Problem(kind.stage, "INVALID_OPTION", message, stage))


def _is_padded(value: str, *, several: bool) -> bool:
    """Whether blanks or invisible characters are at either end, which HubSpot refuses since 2025 of all but texts."""
    parts = value.split(";") if several else (value,)
    return any(_is_blank(part[0]) or _is_blank(part[-1]) for part in parts if part)


def _is_blank(character: str) -> bool:
    return not character.isalnum() and (character.isspace() or category(character) in ("Cc", "Cf"))


def _date(name: str, value: str) -> "str | Problem":
    millis = instants.parse(value)
    if millis is None:
        return Problem(name, "INVALID_DATE", f"{value} was not a valid date.", value)
    rest = millis % instants.DAY
    if rest:
        seconds, milli = divmod(rest, 1000)
        minutes, second = divmod(seconds, 60)
        hour, minute = divmod(minutes, 60)
        message = f"{value} is at {hour}:{minute}:{second}.{milli:03d} UTC, not midnight!"
        return Problem(name, "INVALID_DATE", message, value)
    return instants.day(millis)


def _not_an_option(definition: Definition, value: str) -> Problem:
    options = "".join(
        f'label: "{option["label"]}"\nvalue: "{option["value"]}"\ndisplay_order: {option["displayOrder"]}\n'
        f"hidden: {text(option['hidden'])}\nread_only: false\n, "
        for option in definition.body["options"]
    ).removesuffix(", ")
    return Problem(definition.name, "INVALID_OPTION", f"{value} was not one of the allowed options: [{options}]", value)


def bad_names(given: Body) -> list[str]:
    """The property names of a body that are not lower-case or too long."""
    return [name for name in given if not _is_name(name)]


@lru_cache(maxsize=4096)
def _is_name(text: str) -> bool:
    return NAME.match(text) is not None
