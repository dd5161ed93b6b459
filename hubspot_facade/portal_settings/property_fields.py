"""The fields of a property: as the files have them, and as HubSpot does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hubspot_facade.portal_settings.entries import Entry

# Field in the files → HubSpot's name and the value that is left out.
FIELDS: dict[str, tuple[str, Any]] = {
    "label": ("label", None),
    "type": ("type", None),
    "field_type": ("fieldType", None),
    "group": ("groupName", None),
    "description": ("description", ""),
    "display_order": ("displayOrder", -1),
    "form_field": ("formField", False),
    "hidden": ("hidden", False),
    "has_unique_value": ("hasUniqueValue", False),
    "external_options": ("externalOptions", False),
    "referenced_object_type": ("referencedObjectType", ""),
    "data_sensitivity": ("dataSensitivity", "non_sensitive"),
    "calculation_formula": ("calculationFormula", ""),
    "currency_property_name": ("currencyPropertyName", ""),
    "number_display_hint": ("numberDisplayHint", ""),
    "show_currency_symbol": ("showCurrencySymbol", False),
    "text_display_hint": ("textDisplayHint", ""),
}
# HubSpot takes these when a property is created, and never again.
FIXED = ("has_unique_value", "external_options", "referenced_object_type", "data_sensitivity")

_ATTRIBUTES = {"type": "type_", "group": "group_name"}


def entry_of(answered: Any) -> Entry:
    """A property that was read, without what has its default."""
    entry: Entry = {}
    for name, (_, default) in FIELDS.items():
        value = getattr(answered, _ATTRIBUTES.get(name, name), None)
        if value is not None and value != default:
            entry[name] = value
    if answered.options and not answered.external_options:
        entry["options"] = options_of(answered.options)
    return entry


def options_of(options: Any) -> list[Entry]:
    """The options of a property that was read, in their order."""
    ordered = sorted(options, key=lambda each: each.display_order if each.display_order is not None else -1)
    return [_option(each) for each in ordered]


def _option(answered: Any) -> Entry:
    entry: Entry = {"value": answered.value, "label": answered.label}
    if answered.description:
        entry["description"] = answered.description
    if answered.hidden:
        entry["hidden"] = True
    return entry


def body_of(entry: Entry, names: Any = None) -> dict[str, Any]:
    """The fields of an entry, or those of these names, as HubSpot takes them; a default for what the entry lacks."""
    body: dict[str, Any] = {}
    for name in [each for each in FIELDS if each in entry] if names is None else names:
        if name in FIELDS:
            wire, default = FIELDS[name]
            body[wire] = entry.get(name, default)
    if "options" in (entry if names is None else names):
        body["options"] = [
            {
                "value": each["value"],
                "label": each["label"],
                "description": each.get("description", ""),
                "displayOrder": place,
                "hidden": each.get("hidden", False),
            }
            for place, each in enumerate(entry.get("options", ()))
        ]
    return body
