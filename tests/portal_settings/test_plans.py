"""What is planned, what is refused, and what becomes of a plan that cannot be carried out to its end."""

from __future__ import annotations

import copy
import pickle

import pytest

from hubspot_facade import ApplyFailed, PlanOutdated, PlanRefused

DEALS = ["deals"]


def pulled(hs, *object_types):
    return copy.deepcopy(dict(hs.portal_settings.pull(list(object_types) or DEALS)))


def written(sandbox):
    """The requests so far that may have changed something."""
    entries = sandbox.application.log.entries
    return [(each.method, each.path) for each in entries if each.method != "GET" and "/search" not in each.path]


def stages(documents, pipeline=0):
    return documents["deals/pipelines.toml"]["pipelines"][pipeline]["stages"]


def labels_and_ids(hs):
    return [(each.label, each.id) for each in next(iter(hs.pipelines.list("deals"))).stages]


def test_a_hint_renames_a_stage_by_its_id(hs):
    files = pulled(hs)
    before = [stage.id for stage in next(iter(hs.pipelines.list("deals"))).stages]
    stages(files)[0] |= {"label": "First talk", "renamed_from": stages(files)[0]["label"]}
    assert [str(each) for each in hs.portal_settings.plan(files).steps] == [
        "rename deals/pipelines/Sales Pipeline/First talk: 'Appointment Scheduled' → 'First talk'"
    ]
    assert "~" in str(hs.portal_settings.diff(files))
    hs.portal_settings.apply(files)
    after = next(iter(hs.pipelines.list("deals"))).stages
    assert [stage.id for stage in after] == before
    assert after[0].label == "First talk"
    assert not hs.portal_settings.diff(files)
    assert hs.portal_settings.plan(files).steps == []


def test_what_was_renamed_in_the_portal_is_found_by_its_id(two):
    hs, other = two
    files = pulled(hs)
    id_ = labels_and_ids(hs)[0][1]
    hs.pipelines.update_stage("deals", "default", id_, label="Renamed by hand")
    difference = [each.to_dict() for each in hs.portal_settings.diff(files)]
    assert [(each["field"], each["found"], each["wanted"]) for each in difference] == [
        ("label", "Renamed by hand", "Appointment Scheduled")
    ]
    hs.portal_settings.apply(files)
    assert labels_and_ids(hs)[0] == ("Appointment Scheduled", id_)
    # the ids are of one portal: in another one the label is all that there is
    other.pipelines.update_stage("deals", "default", id_, label="Renamed by hand")
    assert [each.kind for each in other.portal_settings.diff(files)] == ["missing", "extra"]


def test_association_labels_keep_their_limits_when_they_are_renamed(two):
    hs, _ = two
    made = hs.association_labels.create("contacts", "companies", label="Boss", name="boss", inverse_label="Led by")
    files = pulled(hs, "contacts", "companies")
    files["companies/association-limits.toml"] = {"limits": [{"to": "contacts", "label": "Led by", "max": 2}]}
    files["contacts/association-limits.toml"] = {"limits": [{"to": "companies", "label": "Boss", "max": 3}]}
    hs.portal_settings.apply(files)
    label = files["companies/association-labels.toml"]["labels"][0]
    assert label == {"to": "contacts", "label": "Led by", "inverse_label": "Boss"}
    label |= {"label": "Managed by", "inverse_label": "Manager", "renamed_from": "Led by"}
    files["companies/association-limits.toml"]["limits"][0]["label"] = "Managed by"
    files["contacts/association-limits.toml"]["limits"][0]["label"] = "Manager"
    assert len(hs.portal_settings.plan(files).steps) == 1
    hs.portal_settings.apply(files)
    assert not hs.portal_settings.diff(files)
    listed = {each.type_id: each.label for each in hs.association_labels.list("contacts", "companies")}
    assert listed[next(each.type_id for each in made.results if each.label == "Boss")] == "Manager"


def test_nothing_is_archived_without_prune(two):
    hs, other = two
    files = pulled(other, "contacts", "deals")
    text = {"type": "string", "field_type": "text", "group_name": "mine"}
    hs.property_groups.create("contacts", "mine", label="Mine")
    hs.properties.create("contacts", "own", label="Own", **text)
    hs.pipelines.create("deals", "More", stages=[{"label": "One", "metadata": {"probability": "0.1"}}])
    hs.pipelines.create_stage("deals", "default", "Extra", metadata={"probability": "0.3"}, display_order=9)
    plan = hs.portal_settings.plan(files)
    assert plan.steps == []
    kept = {each.key for each in plan.kept}
    assert kept == {
        ("contacts", "groups", "mine"),
        ("contacts", "properties", "own"),
        ("deals", "pipelines", "More"),
        ("deals", "pipelines", "Sales Pipeline", "Extra"),
    }
    assert {each.kind for each in hs.portal_settings.diff(files)} == {"extra"}
    hs.portal_settings.apply(files, prune=True)
    assert not hs.portal_settings.diff(files)


def test_options_that_only_the_portal_has_stay_in_their_place(two):
    hs, _ = two
    options = [{"label": each, "value": each} for each in ("a", "b", "c")]
    about = {"type": "enumeration", "field_type": "select", "group_name": "contactinformation"}
    hs.properties.create("contacts", "grade", label="Grade", options=options, **about)
    files = pulled(hs, "contacts")
    listed = files["contacts/properties.toml"]["grade"]["options"]
    listed[:] = [listed[2], {"value": "d", "label": "D"}, listed[0]]
    hs.portal_settings.apply(files)
    values = [each.value for each in hs.properties.get("contacts", "grade").options]
    assert values == ["c", "d", "a", "b"]
    assert hs.portal_settings.plan(files).steps == []
    hs.portal_settings.apply(files, prune=True)
    assert [each.value for each in hs.properties.get("contacts", "grade").options] == ["c", "d", "a"]


def test_a_stage_with_records_is_not_removed(hs, sandbox):
    files = pulled(hs)
    stage, id_ = labels_and_ids(hs)[0]
    hs.deals.create({"dealname": "Engine", "dealstage": id_, "pipeline": "default"})
    del stages(files)[0]
    before = written(sandbox)
    with pytest.raises(PlanRefused) as caught:
        hs.portal_settings.apply(files, prune=True)
    assert written(sandbox) == before
    assert [each.key for each in caught.value.plan.refused] == [("deals", "pipelines", "Sales Pipeline", stage)]
    assert "1 records are in it" in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 # our own bytes


def change_unique(files):
    files["contacts/properties.toml"]["code"]["has_unique_value"] = False


def change_type(files):
    files["contacts/properties.toml"]["code"] |= {"type": "number", "field_type": "number"}


def reserved(files):
    files["contacts/properties.toml"]["hs_mine"] = files["contacts/properties.toml"]["code"]


def hubspots(files):
    files["contacts/properties.toml"]["email"] = files["contacts/properties.toml"]["code"]


def fixed_options(files):
    files["contacts/properties.toml"]["email"] = {"hubspot_defined": True, "options": []}


def no_group(files):
    files["contacts/properties.toml"]["code"]["group"] = "nowhere"


def rollup(files):
    files["contacts/properties.toml"]["sum"] = files["contacts/properties.toml"]["code"] | {
        "field_type": "calculation_rollup"
    }


def no_property(files):
    files["contacts/validation-rules.toml"] = {"nothing": {"REGEX": {"arguments": ["a"]}}}


def no_label(files):
    files["contacts/association-limits.toml"] = {"limits": [{"to": "contacts", "label": "None", "max": 1}]}


def no_type(files):
    files["contacts/association-labels.toml"] = {"labels": [{"to": "p_ship", "label": "Aboard"}]}


def no_schema(files):
    files["p_ship/groups.toml"] = {"one": {"label": "One"}}


def wrong_directory(files):
    files["p_ship/schema.toml"] = {"name": "boat", "primary_display_property": "hs_name"}


def unknown_display(files):
    files["p_ship/schema.toml"] = {"name": "ship", "primary_display_property": "hull"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (change_unique, "never changes it"),
        (change_type, "unique values"),
        (reserved, "begin with hs_"),
        (hubspots, "HubSpot's own property"),
        (fixed_options, "does not let the options"),
        (no_group, "no group 'nowhere'"),
        (rollup, "cannot create"),
        (no_property, "no property 'nothing'"),
        (no_label, "no such association label"),
        (no_type, "p_ship is not among"),
        (no_schema, "no schema.toml"),
        (wrong_directory, "p_boat"),
        (unknown_display, "no property 'hull'"),
    ],
)
def test_what_hubspot_cannot_do_is_said_before_anything_is_written(two, sandbox, change, reason):
    hs, _ = two
    text = {"type": "string", "field_type": "text", "group_name": "contactinformation"}
    hs.properties.create("contacts", "code", label="Code", has_unique_value=True, **text)
    files = pulled(hs, "contacts", "p_*")
    files["contacts/properties.toml"]["another"] = {"label": "A", "type": "date", "field_type": "date"} | {
        "group": "contactinformation"
    }
    change(files)
    before = written(sandbox)
    with pytest.raises(PlanRefused, match=reason) as caught:
        hs.portal_settings.apply(files)
    assert len(caught.value.plan.refused) == 1
    assert written(sandbox) == before


def test_a_plan_is_for_the_state_that_it_was_made_from(hs, sandbox):
    files = pulled(hs)
    stages(files).append({"label": "Signed", "metadata": {"probability": "0.95"}})
    plan = hs.portal_settings.plan(files)
    hs.pipelines.create("deals", "Meanwhile", stages=[{"label": "One", "metadata": {"probability": "0.1"}}])
    before = written(sandbox)
    with pytest.raises(PlanOutdated) as caught:
        hs.portal_settings.apply(files, plan_hash=plan.hash)
    assert written(sandbox) == before
    hs.portal_settings.apply(files, plan_hash=caught.value.plan.hash)
    assert [each.kind for each in hs.portal_settings.diff(files)] == ["extra"]


def test_a_plan_is_for_the_settings_that_it_was_made_from(two):
    hs, _ = two
    files = pulled(hs)
    plan = hs.portal_settings.plan(files)
    assert hs.portal_settings.plan(files, prune=True).hash != plan.hash
    stages(files)[0]["metadata"]["probability"] = "0.11"
    with pytest.raises(PlanOutdated):
        hs.portal_settings.apply(files, plan_hash=plan.hash)


def test_a_group_is_placed_only_where_a_file_says_so(hs):
    files = pulled(hs, "contacts")
    groups = files.setdefault("contacts/groups.toml", {})
    groups |= {"mine": {"label": "Mine"}, "first": {"label": "First", "display_order": 3}}
    hs.portal_settings.apply(files)
    assert not hs.portal_settings.diff(files)
    assert hs.portal_settings.plan(files).steps == []
    place = {each.name: each.display_order for each in hs.property_groups.list("contacts")}
    assert place["first"] == 3
    groups["mine"]["label"] = "Ours"
    hs.portal_settings.apply(files)
    groups["first"]["display_order"] = 4
    assert [each.field for each in hs.portal_settings.diff(files)] == ["display_order"]
    hs.portal_settings.apply(files)
    now = {each.name: each.display_order for each in hs.property_groups.list("contacts")}
    assert now == {**place, "first": 4}


def test_after_a_failure_the_next_run_goes_on(hs, sandbox):
    files = pulled(hs, "contacts", "deals")
    text = {"label": "L", "type": "string", "field_type": "text", "group": "mine"}
    files.setdefault("contacts/groups.toml", {})["mine"] = {"label": "Mine"}
    files["contacts/properties.toml"] = {"one": text, "two": text}
    stages(files).append({"label": "Signed", "metadata": {"probability": "0.95"}})
    sandbox.fail("POST", "*/properties/*/0-1", status=400, skip=1, times=1)
    with pytest.raises(ApplyFailed) as caught:
        hs.portal_settings.apply(files)
    failed = caught.value
    assert [each.key[-1] for each in failed.done] == ["mine", "one"]
    assert failed.failed.key == ("contacts", "properties", "two")
    assert [each.key[-1] for each in failed.not_begun] == ["Signed"]
    assert failed.error.status == 400
    assert not failed.in_doubt
    assert str(pickle.loads(pickle.dumps(failed))) == str(failed)  # noqa: S301 # our own bytes
    assert [each.key[-1] for each in hs.portal_settings.plan(files).steps] == ["two", "Signed"]
    hs.portal_settings.apply(files)
    assert not hs.portal_settings.diff(files)


def test_calculated_properties_come_after_what_they_are_calculated_from(two, sandbox):
    hs, _ = two
    files = pulled(hs, "contacts")
    number = {"label": "N", "type": "number", "field_type": "number", "group": "contactinformation"}
    of = number | {"field_type": "calculation_equation"}
    files["contacts/properties.toml"] = {
        "a_sum": of | {"calculation_formula": "c_part + 1"},
        "b_sum": of | {"calculation_formula": "a_sum + c_part"},
        "c_part": number,
    }
    hs.portal_settings.apply(files)
    made = [each for each in hs.properties.list("contacts") if not each.hubspot_defined]
    assert [each.name for each in made] == ["c_part", "a_sum", "b_sum"]
    assert not hs.portal_settings.diff(files)


def test_tickets_have_a_closed_stage_at_every_moment(two):
    hs, _ = two
    files = pulled(hs, "tickets")
    listed = files["tickets/pipelines.toml"]["pipelines"][0]["stages"]
    listed[0]["metadata"], listed[-1]["metadata"] = listed[-1]["metadata"], listed[0]["metadata"]
    hs.portal_settings.apply(files)
    assert not hs.portal_settings.diff(files)


def test_the_order_of_stages_is_that_of_the_file(two):
    hs, _ = two
    files = pulled(hs)
    stages(files).reverse()
    stages(files).insert(1, {"label": "Signed", "metadata": {"probability": "0.95"}})
    assert any(each.field == "stages order" for each in hs.portal_settings.diff(files))
    hs.portal_settings.apply(files)
    assert [each[0] for each in labels_and_ids(hs)] == [each["label"] for each in stages(files)]
    assert not hs.portal_settings.diff(files)


def test_types_that_cannot_be_read_are_left_out_unless_they_are_named(hs, sandbox):
    sandbox.fail("GET", "/crm*/properties*0-136*", status=403, times=3)
    found = hs.portal_settings.pull()
    assert [*found.left_out] == ["leads"]
    assert "leads" not in found["portal.toml"]["object_types"]
    with pytest.raises(Exception, match="403"):
        hs.portal_settings.pull(["leads"])
