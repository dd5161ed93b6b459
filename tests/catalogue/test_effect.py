"""What each operation does at most stands beside its name, and agrees with its calls and with what it does."""

from typing import get_args

from hubspot_facade.catalogue.operations import Catalogue, editions
from hubspot_facade.plans.methods import Effect
from hubspot_facade.transport.repeatable import is_read
from tests.operations.effects import effects

# Ways to delete for good, to merge and to send, as HubSpot's paths and documents have them.
FOR_GOOD = {"/merge", "/gdpr-delete", "/event-templates/{eventTemplateId}"}
# "Send conversation message" shares its path with comments, which stay in the account.
SENDS = {"/single-email/send", "/single-send", "/publish", "{channelId}/messages"}
# Deletes with a parameter that deletes for good what is archived already.
PURGES = {"Delete a marketing email.", "Delete object schema"}
RAW = "Raw HTTP request (advanced)"  # may be anything, hence the gravest
ENTRIES = list(Catalogue())


def calls(entry):
    return {(call.method, call.path) for edition in editions() for call in entry.calls(edition)}


def writes(entry):
    return {(method, path) for method, path in calls(entry) if not is_read(method, path)}


def agrees(entry):
    """Whether the effect agrees with the calls."""
    if entry.name == RAW:
        return entry.effect == "irreversible"
    if (entry.effect == "read") != (not writes(entry)):
        return False
    deletes = {method for method, _ in writes(entry)} == {"DELETE"}
    if deletes and entry.effect not in ("delete", "irreversible") and entry.name != "Unassign conversation thread":
        return False
    for_good = any(path.endswith(end) for end in FOR_GOOD for method, path in writes(entry) if method != "PUT")
    return (entry.effect == "irreversible") == (for_good or entry.name in PURGES)


def test_effects_agree_with_the_calls():
    assert {entry.effect for entry in ENTRIES} == {*get_args(Effect)}
    assert [(entry.name, entry.effect) for entry in ENTRIES if not agrees(entry)] == []


def test_what_reaches_people_sends():
    sends = {
        entry.name
        for entry in ENTRIES
        if any(path.endswith(end) for end in SENDS for method, path in writes(entry) if method == "POST")
    }
    assert {entry.name for entry in ENTRIES if entry.effect == "send"} == sends | {"Send conversation message"}


def test_what_the_table_of_effects_sees_is_what_is_declared():
    seen = effects()
    catalogue = Catalogue()
    for row in seen:
        declared = catalogue[row.name].effect
        if row.kind == "reads" and row.name != RAW:
            assert declared == "read", row.name
        elif row.kind == "gives":
            assert declared in ("create", "update", "send", "irreversible"), row.name
        elif row.kind == "takes":
            assert declared in ("delete", "update", "irreversible"), row.name
    both = {row.name for row in seen if row.kind == "gives"} & {row.name for row in seen if row.kind == "takes"}
    assert all(catalogue[name].effect in ("update", "irreversible") for name in both)


def test_names_of_one_method_have_one_effect():
    by_method = {}
    for entry in ENTRIES:
        by_method.setdefault(entry.python, set()).add(entry.effect)
    assert {python: found for python, found in by_method.items() if len(found) > 1} == {}
