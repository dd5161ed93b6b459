"""Forms as version 2 shows them: the same forms, their groups and fields in an older shape."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.crm.properties.models import Properties
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.shapes import is_object, listed
from hubspot_facade.sandbox.state.instants import parse

from .models import OLDER, fields, part

if TYPE_CHECKING:
    from hubspot_facade.sandbox.state.portal import Portal

FIELDS = {
    "single_line_text": "text",
    "email": "text",
    "multi_line_text": "textarea",
    "number": "number",
    "phone": "phonenumber",
    "mobile_phone": "phonenumber",
    "single_checkbox": "booleancheckbox",
    "multiple_checkboxes": "checkbox",
    "dropdown": "select",
    "radio": "radio",
    "payment_link_radio": "radio",
    "datepicker": "date",
    "file": "file",
}
"""Kinds of fields by their names in version 3."""
NEWER = {older: newer for newer, older in reversed(FIELDS.items())}
TEXTS = ("action", "followUpId", "leadNurturingCampaignId", "performableHtml", "migratedFrom", "campaignGuid", "tmsId")
"""Settings that only version 2 has, all of them text."""
CONTACT = "0-1"


def show(portal: "Portal", form: Body) -> Body:
    """A form as version 2 answers it."""
    settings, display, older = part(form, "configuration"), part(form, "displayOptions"), part(form, OLDER)
    after = part(settings, "postSubmitAction")
    return {
        "portalId": portal.id,
        "guid": form["id"],
        "name": str(form.get("name") or ""),
        "method": older.get("method", "POST"),
        "cssClass": str(display.get("cssClass") or ""),
        "redirect": str(after.get("value") or "") if after.get("type") == "redirect_url" else "",
        "submitText": str(display.get("submitButtonText") or ""),
        "notifyRecipients": ",".join(map(str, listed(settings.get("notifyRecipients")))),
        **{name: str(older.get(name) or "") for name in TEXTS},
        "formFieldGroups": [_group(portal, one) for one in listed(form.get("fieldGroups")) if is_object(one)],
        "createdAt": parse(str(form["createdAt"])),
        "updatedAt": parse(str(form["updatedAt"])),
        "ignoreCurrentValues": not settings.get("prePopulateKnownValues", True),
        "metaData": listed(older.get("metaData")),
        "deletable": bool(settings.get("archivable", True)),
        "inlineMessage": str(after.get("value") or "") if after.get("type") == "thank_you" else "",
        "captchaEnabled": bool(settings.get("recaptchaEnabled")),
        "cloneable": bool(settings.get("cloneable", True)),
        "editable": bool(settings.get("editable", True)),
        "formType": str(form.get("formType") or "hubspot").upper(),
        "deletedAt": 0,
        "isPublished": True,
    }


def _group(portal: "Portal", group: Body) -> Body:
    return {
        "fields": [field(portal, one) for one in fields({"fieldGroups": [group]})],
        "default": group.get("groupType", "default_group") == "default_group",
        "isSmartGroup": False,
        "richText": {"content": str(group.get("richText") or ""), "type": "TEXT"},
        "isPageBreak": False,
    }


def field(portal: "Portal", one: Body) -> Body:
    """A field as version 2 answers it; what it asks for is a property, which has a type and a group."""
    type_id = str(one.get("objectTypeId") or CONTACT)
    kind = portal.service(ObjectTypes).find(type_id)
    known = portal.service(Properties).catalogue(kind).get(str(one.get("name"))) if kind is not None else None
    return {
        "name": str(one.get("name") or ""),
        "label": str(one.get("label") or ""),
        "type": known.type if known is not None else "string",
        "fieldType": FIELDS.get(str(one.get("fieldType")), "text"),
        "description": str(one.get("description") or ""),
        "groupName": str(known.body["groupName"]) if known is not None else "",
        "displayOrder": -1,
        "required": bool(one.get("required")),
        "selectedOptions": listed(one.get("defaultValues")),
        "options": listed(one.get("options")),
        "validation": _validation(part(one, "validation")),
        "enabled": True,
        "hidden": bool(one.get("hidden")),
        "defaultValue": str(one.get("defaultValue") or ""),
        "isSmartField": False,
        "unselectedLabel": "",
        "placeholder": str(one.get("placeholder") or ""),
        "labelHidden": False,
        "propertyObjectType": kind.label if kind is not None else "",
        "objectTypeId": type_id,
    }


def _validation(newer: Body) -> Body:
    """What is checked of a field's values: of addresses, whether their domains are blocked."""
    domains = ",".join(map(str, listed(newer.get("blockedEmailDomains"))))
    return {
        "name": "",
        "message": "",
        "data": domains,
        "useDefaultBlockList": bool(newer.get("useDefaultBlockList")),
    }


def read(given: Body, before: Body) -> Body:
    """A form of version 3 with what a request of version 2 says."""
    settings, display, older = part(before, "configuration"), part(before, "displayOptions"), part(before, OLDER)
    for name, target in (("cssClass", "cssClass"), ("submitText", "submitButtonText")):
        if given.get(name) is not None:
            display[target] = str(given[name])
    for name, target in (("cloneable", "cloneable"), ("editable", "editable"), ("captchaEnabled", "recaptchaEnabled")):
        if given.get(name) is not None:
            settings[target] = bool(given[name])
    for name, type_ in (("inlineMessage", "thank_you"), ("redirect", "redirect_url")):
        if given.get(name):
            settings["postSubmitAction"] = {"type": type_, "value": str(given[name])}
    if given.get("notifyRecipients") is not None:
        settings["notifyRecipients"] = [one for one in str(given["notifyRecipients"]).split(",") if one]
    older |= {name: given[name] for name in (*TEXTS, "method", "metaData") if given.get(name) is not None}
    result: Body = {"configuration": settings, "displayOptions": display, OLDER: older, "formType": "hubspot"}
    if given.get("name") is not None:
        result["name"] = str(given["name"])
    if given.get("formFieldGroups") is not None:
        result["fieldGroups"] = [_newer_group(one) for one in listed(given["formFieldGroups"]) if is_object(one)]
    fresh: Body = {"fieldGroups": [], "legalConsentOptions": {"type": "none"}}
    return fresh | before | result


def _newer_group(group: Body) -> Body:
    return {
        "groupType": "default_group",
        "richTextType": "text",
        "richText": str(part(group, "richText").get("content") or ""),
        "fields": [_newer(one) for one in listed(group.get("fields")) if is_object(one)],
    }


def _newer(one: Body) -> Body:
    kept = ("name", "label", "description", "placeholder", "defaultValue", "options")
    kind = "email" if one.get("name") == "email" else NEWER.get(str(one.get("fieldType")), "single_line_text")
    result = {name: one[name] for name in kept if one.get(name) is not None}
    if kind == "email":
        checks = part(one, "validation")
        domains = [each.strip() for each in str(checks.get("data") or "").split(",") if each.strip()]
        blocked = bool(checks.get("useDefaultBlockList"))
        result["validation"] = {"blockedEmailDomains": domains, "useDefaultBlockList": blocked}
    return result | {
        "objectTypeId": str(one.get("objectTypeId") or CONTACT),
        "fieldType": kind,
        "required": bool(one.get("required")),
        "hidden": bool(one.get("hidden")),
    }
