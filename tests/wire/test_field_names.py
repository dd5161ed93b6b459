"""Data held against the documents' types: spellings, places of unknown keys, unions, what is open."""

import datetime as dt
import string

import pytest
from hubspot_openapi.v2026_03.crm.lists.models import PublicOrFilterBranch, PublicPropertyFilter
from hubspot_openapi.v2026_03.shared import BlogPost, Option, OptionInput, PropertyCreate
from hypothesis import given
from hypothesis import strategies as some

from hubspot_facade import InputError
from hubspot_facade.wire.field_names import named, snake, spelled

KNOWN = {"label": "A", "value": "a", "displayOrder": 1, "hidden": False, "description": "d"}
WORDS = some.text(string.ascii_letters + "_", min_size=1)


@given(some.lists(some.dictionaries(some.sampled_from(sorted(KNOWN)), some.integers()), max_size=4), some.booleans())
def test_known_keys_come_out_as_hubspot_spells_them(options, snaked):
    sent = [{snake(key) if snaked else key: value for key, value in each.items()} for each in options]
    assert spelled({"options": sent}, PropertyCreate) == {"options": options}


@given(WORDS.filter(lambda word: word not in {*KNOWN, *map(snake, KNOWN)}), some.integers(0, 3))
def test_any_other_key_is_named_with_its_place(word, index):
    options = [dict(KNOWN) for _ in range(4)]
    options[index][word] = 1
    with pytest.raises(InputError) as caught:
        spelled({"options": options}, PropertyCreate)
    assert caught.value.field == f"options[{index}].{word}"


MIDNIGHT = "2024-01-02T00:00:00.000Z"


@pytest.mark.parametrize("given", ["2024-01-02", MIDNIGHT, 1704153600000, dt.date(2024, 1, 2), dt.datetime(2024, 1, 2)])
def test_a_moment_is_iso_text_at_any_depth(given):
    assert spelled({"publish_date": given}, BlogPost) == {"publishDate": MIDNIGHT}
    assert spelled([{"publishDate": given}], list[BlogPost]) == [{"publishDate": MIDNIGHT}]


def test_what_is_no_moment_is_named_and_empty_text_clears():
    with pytest.raises(InputError, match=r"\[1\]\.publish_date: 'soon' is not a date and time"):
        spelled([{"publish_date": ""}, {"publish_date": "soon"}], list[BlogPost])
    assert spelled({"publish_date": None, "name": "2024-01-02"}, BlogPost) == {
        "publishDate": None,
        "name": "2024-01-02",
    }
    assert spelled({"publish_date": ""}, BlogPost) == {"publishDate": ""}


def test_what_has_a_tag_of_none_may_have_the_keys_of_all():
    newer = {"operationType": "NEWER", "values": ["a"], "time_unit": "DAY"}
    sent = {"operationType": "NEWER", "values": ["a"], "timeUnit": "DAY"}
    assert spelled({"operation": newer}, PublicPropertyFilter) == {"operation": sent}


@pytest.mark.parametrize(("given", "sent"), [(True, True), ("true", True), ("False", False), (None, None)])
def test_text_that_says_true_or_false_is_that(given, sent):
    assert spelled([{"hidden": given, "label": "true"}], list[OptionInput]) == [{"hidden": sent, "label": "true"}]


def test_other_text_is_neither_true_nor_false():
    with pytest.raises(InputError, match=r"options\[1\]\.hidden: expected true or false, not 'yes'"):
        spelled({"options": [{"hidden": True}, {"hidden": "yes"}]}, PropertyCreate)


def test_the_nearest_names_are_told_in_the_spelling_of_the_key():
    with pytest.raises(InputError, match="it takes displayOrder"):
        spelled({"displayOrdr": 1}, OptionInput)
    with pytest.raises(InputError, match="it takes display_order"):
        spelled({"display_ordr": 1}, OptionInput)


def test_the_member_of_a_union_is_told_by_its_tag():
    branch = {"filterBranchType": "OR", "filterBranches": [{"filterBranchType": "AND", "filters": []}], "filters": []}
    assert spelled(branch, PublicOrFilterBranch) == branch
    operation = {"operationType": "BOOL", "operator": "IS_EQUAL_TO", "value": True}
    one = {"filterType": "PROPERTY", "property": "a", "operation": operation}
    branch["filterBranches"][0]["filters"] = [one]
    assert spelled(branch, PublicOrFilterBranch) == branch
    operation["values"] = []  # another operation's
    with pytest.raises(InputError) as caught:
        spelled(branch, PublicOrFilterBranch)
    assert caught.value.field == "filterBranches[0].filters[0].operation.values"


def test_a_model_is_taken_and_one_that_was_read_gives_what_is_wanted_of_it():
    mine = OptionInput(label="A", value="a", display_order=1, hidden=False, additional_properties={"new": 1})
    assert spelled([mine], list[OptionInput]) == [mine]
    read = Option.from_dict({**KNOWN, "readOnly": True})
    assert spelled({"options": [read, {"label": "B"}]}, PropertyCreate) == {"options": [KNOWN, {"label": "B"}]}


def test_what_the_document_leaves_open_is_the_callers():
    assert spelled({"a": {"b": 1}, "C_d": [{}]}, dict[str, str]) == {"a": {"b": 1}, "C_d": [{}]}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"options": {"label": "A"}}, "options"),
        ({"options": ["A"]}, "options[0]"),
        ({"options": [["A"]]}, "options[0]"),
        ({"display_order": 1, "displayOrder": 2}, "displayOrder"),
        ({7: 1}, "7"),
    ],
)
def test_other_kinds_and_contradictions_are_named(data, field):
    with pytest.raises(InputError) as caught:
        spelled(data, PropertyCreate)
    assert caught.value.field == field


def test_keys_of_what_no_document_describes():
    assert named({"property_name": "a", "operator": "EQ"}, ("propertyName", "operator"), "f") == {
        "propertyName": "a",
        "operator": "EQ",
    }
    with pytest.raises(InputError) as caught:
        named({"propertyNme": "a"}, ("propertyName",), "f")
    assert caught.value.field == "f.propertyNme"
