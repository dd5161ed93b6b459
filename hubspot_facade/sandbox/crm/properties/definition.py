"""One property definition, in the form that reading and writing values needs."""

from typing import Any

from hubspot_facade.sandbox.protocol.errors import Body

TYPES = frozenset({"bool", "enumeration", "date", "datetime", "string", "number", "phone_number"})
FIELDS: dict[str, frozenset[str]] = {
    "bool": frozenset({"booleancheckbox", "calculation_equation", "radio", "select", "checkbox"}),
    "enumeration": frozenset({"booleancheckbox", "checkbox", "radio", "select", "calculation_equation"}),
    "date": frozenset({"date", "calculation_equation"}),
    "datetime": frozenset({"date", "calculation_equation"}),
    "string": frozenset({"file", "text", "textarea", "html", "phonenumber", "calculation_equation"}),
    "number": frozenset({"number", "calculation_equation"}),
    "phone_number": frozenset({"phonenumber", "text"}),
}


class Definition:
    """A property of one object type. `body` is what the API answers; the rest is read off it once."""

    __slots__ = (
        "archived",
        "body",
        "calculated",
        "label",
        "multiple",
        "name",
        "options",
        "reference",
        "sensitive",
        "settable",
        "type",
        "unique",
    )

    def __init__(self, body: Body) -> None:
        self.body = body
        self.name: str = body["name"]
        self.label: str = body["label"]
        self.type: str = body["type"]
        self.unique: bool = bool(body.get("hasUniqueValue"))
        self.calculated: bool = bool(body.get("calculated"))
        self.settable: bool = not body["modificationMetadata"]["readOnlyValue"]
        self.archived: bool = bool(body.get("archived"))
        self.multiple: bool = body["fieldType"] == "checkbox"
        self.reference: str | None = body.get("referencedObjectType")
        self.sensitive: bool = body.get("dataSensitivity", "non_sensitive") != "non_sensitive"
        self.options: frozenset[str] | None = None
        if self.type in ("enumeration", "bool") and not body.get("externalOptions"):
            self.options = frozenset(option["value"] for option in body["options"])


def default_body(row: list[Any], *, group: str, order: int, moment: str) -> Body:
    """The answer for one of HubSpot's own properties from a row of the package's data.

    A row is [name, label, type/field, group, flags, options]; flags: r read-only, c calculated, u unique values,
    h hidden, e options kept elsewhere, o owner, p pipeline, s stage, b company, f options that never change, x nothing
    is said of that. HubSpot says of its own properties that they are its own, not whether they are archived, and of
    enumerations alone whether their options may change, but not of all.
    """
    name, label, kind, _, flags = row[:5]
    type_, field = kind.split("/")
    options: list[Any] = row[5] if len(row) > 5 else []
    if type_ == "bool" and not options:
        options = [["true", "Yes"], ["false", "No"]]
    elsewhere = bool(set("eops") & set(flags))
    fixed = "r" in flags or "c" in flags
    changeable = type_ == "enumeration" and not set("opx") & set(flags)
    body: Body = {
        "updatedAt": moment,
        "createdAt": moment,
        "name": name,
        "label": label,
        "type": type_,
        "fieldType": field,
        "description": "",
        "groupName": group,
        "options": [_option(option, position, type_) for position, option in enumerate(options)],
        "displayOrder": order,
        "calculated": "c" in flags,
        "externalOptions": elsewhere,
        "hasUniqueValue": "u" in flags,
        "hidden": "h" in flags,
        "hubspotDefined": True,
        "modificationMetadata": {
            "archivable": True,
            "readOnlyDefinition": True,
            **({"readOnlyOptions": "f" in flags} if "f" in flags or (changeable and not fixed) else {}),
            "readOnlyValue": fixed,
        },
        "formField": not (fixed or set("eh") & set(flags)),
        "dataSensitivity": "non_sensitive",
    }
    for flag, referenced in (("o", "OWNER"), ("b", "COMPANY")):
        if flag in flags:
            body["referencedObjectType"] = referenced
    return body


def _option(option: Any, position: int, type_: str) -> Body:
    value, label = (option, str(option).replace("_", " ").title()) if isinstance(option, str) else option
    answered: Body = {"label": label, "value": value, "displayOrder": position, "hidden": False}
    return answered if type_ == "bool" else answered | {"description": ""}
