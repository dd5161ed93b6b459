"""Files: what they look like, and what is wrong with those that cannot be read."""

from __future__ import annotations

import pytest

from hubspot_facade import InputError
from hubspot_facade.portal_settings.files import read_settings, write_settings
from hubspot_facade.portal_settings.portal_settings import compare_settings

MANIFEST = {"format": 1, "object_types": ["contacts", "companies", "deals", "p_*"]}
PROPERTY = {"label": "Tier", "type": "string", "field_type": "text", "group": "contactinformation"}


def of(**documents):
    named = {path.replace("__", "/") + ".toml": document for path, document in documents.items()}
    return {"portal.toml": MANIFEST} | named


def stage(**fields):
    return {"deals/pipelines.toml": {"pipelines": [{"label": "Sales", "stages": [{"label": "One"} | fields]}]}}


@pytest.mark.parametrize(
    ("documents", "place", "problem"),
    [
        ({}, "portal.toml", "is missing"),
        ({"portal.toml": {"format": 2, "object_types": []}}, "portal.toml: format", "reads format 1"),
        ({"portal.toml": {"format": 1}}, "portal.toml: object_types", "is missing"),
        (of(contacts__propertys={}), "contacts/propertys.toml", "expected <object type>/<subject>.toml"),
        (of(contact__properties={}), "contact/properties.toml", "expected <object type>/<subject>.toml"),
        (of(tickets__properties={}), "tickets/properties.toml", "not among the object_types"),
        (of(contacts__properties={"tier": 1}), "contacts/properties.toml: tier", "expected a table"),
        (of(contacts__properties={"Tier": PROPERTY}), "contacts/properties.toml: Tier", "lower case"),
        (of(contacts__properties={"tier": PROPERTY | {"lable": "T"}}), "tier.lable", "did you mean 'label'"),
        (of(contacts__properties={"tier": PROPERTY | {"hidden": "yes"}}), "tier.hidden", "expected true or false"),
        (of(contacts__properties={"tier": PROPERTY | {"display_order": True}}), "display_order", "a whole number"),
        (of(contacts__properties={"tier": {"label": "T"}}), "tier.type", "is missing"),
        (of(contacts__properties={"tier": PROPERTY | {"renamed_from": "t"}}), "renamed_from", "cannot rename"),
        (of(contacts__properties={"tier": PROPERTY | {"options": [{"value": "a"}]}}), "options[0].label", "is missing"),
        (
            of(contacts__properties={"tier": PROPERTY | {"options": [{"value": "a", "label": "A"}] * 2}}),
            "options[1].value",
            "there twice",
        ),
        (of(contacts__groups={"g": {}}), "contacts/groups.toml: g.label", "is missing"),
        (of(contacts__schema=[]), "contacts/schema.toml", "expected a table"),
        (of(p_boat__schema={"name": "boat"}), "primary_display_property", "is missing"),
        ({"portal.toml": MANIFEST} | stage(metadata={"probability": 1}), "metadata.probability", "expected text"),
        ({"portal.toml": MANIFEST} | stage(renamed_from="One"), "renamed_from", "still in the files"),
        (of(deals__pipelines={"pipelines": [{"label": "A", "stages": []}] * 2}), "pipelines[1]", "there twice"),
        (of(deals__pipelines={}), "deals/pipelines.toml: pipelines", "is missing"),
        (of(**{"contacts__association-labels": {"labels": [{"to": "ship", "label": "A"}]}}), "labels[0].to", "'ship'"),
        (of(**{"contacts__association-limits": {"limits": [{"to": "deals", "max": "5"}]}}), "limits[0].max", "whole"),
        (
            of(ids__111={"deals": {"pipelines": {"A": {"di": "1"}}}}),
            "ids/111.toml: deals.pipelines.A.di",
            "expected id",
        ),
        (of(ids__111={"deals": 1}), "ids/111.toml: deals", "expected a table"),
        (
            of(
                **{"contacts__association-labels": {"labels": [{"to": "companies", "label": "A", "renamed_from": "B"}]}}
            ),
            "contacts/association-labels.toml: labels[0]",
            "as companies/association-labels/contacts/A",
        ),
        (of(**{"contacts__validation-rules": {"tier": {"REGEX": {}}}}), "tier.REGEX.arguments", "is missing"),
    ],
)
def test_what_is_wrong_is_named_before_any_request(two, sandbox, documents, place, problem):
    hs, _ = two
    with pytest.raises(InputError) as caught:
        hs.portal_settings.apply(documents)
    assert place in str(caught.value)
    assert problem in str(caught.value)
    assert not sandbox.application.log.entries


def test_what_means_the_same_is_no_difference():
    one = of(
        contacts__properties={"tier": PROPERTY | {"hidden": False, "description": "", "display_order": -1}},
        **{"contacts__association-labels": {"labels": [{"to": "companies", "label": "A", "inverse_label": "B"}]}},
        p_boat__schema={"name": "boat", "primary_display_property": "x", "required_properties": ["x", "a"]},
    ) | stage(metadata={"probability": "0.50", "isClosed": "false"})
    other = of(
        contacts__properties={"tier": PROPERTY},
        **{"companies__association-labels": {"labels": [{"to": "contacts", "label": "B", "inverse_label": "A"}]}},
        p_boat__schema={"name": "boat", "primary_display_property": "x", "required_properties": ["a", "x"]},
    ) | stage(metadata={"probability": "0.5"})
    assert not compare_settings(one, other)


def test_differences_are_lines_and_data():
    one = of(contacts__properties={"tier": PROPERTY, "new": PROPERTY})
    other = of(contacts__properties={"tier": PROPERTY | {"label": "Stufe"}, "old": PROPERTY})
    found = compare_settings(one, other)
    assert str(found).splitlines() == [
        "+ contacts/properties/new",
        "- contacts/properties/old",
        '~ contacts/properties/tier label: "Stufe" → "Tier"',
    ]
    assert found.to_dict()["differences"][2] == {
        "kind": "changed",
        "object_type": "contacts",
        "subject": "properties",
        "name": ["tier"],
        "field": "label",
        "wanted": "Tier",
        "found": "Stufe",
    }


def test_files_are_utf8_with_lf_and_say_the_same_when_read(two, tmp_path):
    hs, _ = two
    label = 'Stufe "1"\r\n\tü → \u2028 \\ \x7f'
    about = {"type": "string", "field_type": "text", "group_name": "contactinformation"}
    hs.properties.create("contacts", "tier", label=label, **about)
    pulled = hs.portal_settings.pull(["contacts"])
    changed = write_settings(tmp_path, pulled)
    assert "contacts/properties.toml" in changed
    raw = (tmp_path / "contacts" / "properties.toml").read_bytes()
    assert b"\r" not in raw
    assert raw.decode().startswith("[tier]\nlabel = ")
    assert "hidden" not in raw.decode()
    assert read_settings(tmp_path)["contacts/properties.toml"]["tier"]["label"] == label
    assert write_settings(tmp_path, hs.portal_settings.pull(["contacts"])) == []


@pytest.mark.parametrize(
    "name", ["../evil.toml", "/evil.toml", "a/../../evil.toml", "a/b/c.toml", "..", "a\nb.toml", ""]
)
def test_nothing_is_written_outside_of_the_directory(tmp_path, name):
    inner = tmp_path / "inner"
    with pytest.raises(InputError, match="cannot be the name"):
        write_settings(inner, {"portal.toml": {}, name: {}})
    assert [*tmp_path.iterdir()] == []


def test_files_of_what_no_longer_exists_are_removed_and_others_stay(two, tmp_path):
    hs, other = two
    for name in ("notes.md", "contacts/readme.txt", "portal.toml", "deals/pipelines.toml", "other/thing.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    write_settings(tmp_path, hs.portal_settings.pull(["contacts"]))
    write_settings(tmp_path, other.portal_settings.pull(["contacts"]))
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"notes.md", "contacts/readme.txt", "other/thing.toml", "ids/111.toml", "ids/222.toml"} <= found
    assert "deals/pipelines.toml" not in found


@pytest.mark.parametrize("content", [b"= 1", b'a = "\xff"', b"a = 1\na = 2"])
def test_a_file_that_is_not_toml_is_named(tmp_path, content):
    write_settings(tmp_path, of(contacts__groups={}))
    (tmp_path / "contacts" / "groups.toml").write_bytes(content)
    with pytest.raises(InputError, match=r"contacts/groups.toml: is not TOML"):
        read_settings(tmp_path)


def test_a_directory_that_was_not_pulled_is_named(tmp_path):
    with pytest.raises(InputError, match=r"no portal\.toml"):
        read_settings(tmp_path)
