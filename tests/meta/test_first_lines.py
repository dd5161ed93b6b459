"""The first line of an operation's docstring says what it does; lists of operations and agents show it alone."""

import inspect
import re

import pytest

from hubspot_facade.catalogue.operations import Catalogue
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.crm.records.typed import TypedRecords
from hubspot_facade.plans.former_names import FormerName
from hubspot_facade.plans.methods import ListMethod, PlanMethod, static_attribute
from hubspot_facade.resources import Shelf, each_resource

_VERBS = """
Add Assign Associate Cancel Change Check Compare Connect Copy Count Create Delete Disassociate Download
Exchange Find Generate Get Give Import List Make Mark Merge Move Open Opt Pin Publish Read Record
Refresh Remove Rename Replace Report Reset Restore Return Revoke Schedule Search Send Set Start Stop Submit
Subscribe Turn Unsubscribe Upload Wait
"""
VERBS = frozenset(_VERBS.split())
"""With these, in the imperative, a first line may begin. Another verb may be added, in its base form."""
LONGEST = 90
_SENTENCE_END = re.compile(r"(?<=[.…]) (?=[A-Z`])")


def methods_of_resources():
    """Each public method of a resource with its docstring, by the name of its class and its own."""
    owners = [Objects, TypedRecords, *(type(resource) for _, resource in each_resource(Shelf()))]
    for owner in owners:
        for base in owner.__mro__:
            for name in vars(base):
                method = static_attribute(owner, name)
                if name.startswith("_") or isinstance(method, FormerName):
                    continue
                if isinstance(method, PlanMethod | ListMethod):
                    yield f"{owner.__name__}.{name}", inspect.getdoc(method.function)
                elif inspect.isfunction(method):
                    yield f"{owner.__name__}.{name}", inspect.getdoc(method)


def faults(doc):
    """What is wrong with a docstring's first line."""
    line = (doc or "").partition("\n")[0]
    sentence = _SENTENCE_END.split(line)[0]
    if line.partition(" ")[0] not in VERBS:
        yield "does not begin with a verb in the imperative that is among VERBS"
    if len(sentence) > LONGEST:
        yield f"begins with a sentence of more than {LONGEST} characters"
    if not line.endswith((".", "…")):
        yield "is not a whole sentence, so what shows it alone shows half of one"


def faulty(documented):
    return [f"{name}: {doc!r} {fault}" for name, doc in documented for fault in faults(doc)]


def test_the_first_line_of_a_resources_method_says_what_it_does():
    methods = dict(methods_of_resources())
    assert len(methods) > 500
    assert not faulty(methods.items())


def test_the_first_line_of_a_named_operation_says_what_it_does():
    assert not faulty((entry.name, entry.doc) for entry in Catalogue())


@pytest.mark.parametrize(
    "doc",
    [
        "The contact with that id.",
        "Creates a contact.",
        "Whether the contact exists.",
        "Get a contact by its id, or by the value of a unique\nproperty.",
        f"Get {'very ' * 20}long lines.",
        "",
        None,
    ],
)
def test_a_first_line_that_does_not_say_it_is_found(doc):
    assert [*faults(doc)]


def test_a_first_line_may_have_a_second_sentence():
    assert not [*faults("Create a contact. Returns the new contact. Raises Conflict.\n\nMore.")]
