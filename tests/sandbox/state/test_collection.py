"""Things that are kept as JSON, their drafts and their revisions, beside a dictionary that does the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade.sandbox import create_app
from hubspot_facade.sandbox.protocol.errors import Refusal
from hubspot_facade.sandbox.state.collection import Collection
from hubspot_facade.sandbox.state.drafts import Drafts

SCOPES = st.sampled_from(["", "7", "7/8"])
BODIES = st.dictionaries(st.sampled_from(["name", "label", "size"]), st.integers(0, 9), max_size=3)
ACTIONS = st.lists(
    st.tuples(st.sampled_from(["create", "update", "archive", "erase"]), SCOPES, st.integers(0, 5), BODIES), max_size=12
)
PLAIN = Collection("plain", created=("made", "createdAt"), updated=("changed",), fixed=frozenset({"size"}))
UNSHOWN = Collection("unshown", id_field=None, archived=None)


@pytest.fixture(scope="module")
def portal():
    application = create_app(seed=1)
    yield application.portal
    application.portals.close()


def own(body):
    return {name: one for name, one in body.items() if name in ("name", "label", "size")}


@settings(max_examples=40, deadline=None)
@given(actions=ACTIONS)
def test_a_collection_keeps_what_a_dictionary_keeps(portal, actions):
    portal.store.clear()
    model: dict[tuple[str, str], dict[str, int]] = {}
    for action, scope, at, body in actions:
        known = sorted(id_ for where, id_ in model if where == scope)
        id_ = known[at % len(known)] if known else "nobody"
        if action == "create":
            made = PLAIN.create(portal, body, scope=scope)
            model[scope, made["id"]] = dict(body)
        elif action == "archive":
            assert PLAIN.archive(portal, id_, scope=scope) is (model.pop((scope, id_), None) is not None)
        elif action == "erase" and known:
            assert PLAIN.erase(portal, id_, scope=scope) is (model.pop((scope, id_), None) is not None)
        elif known:
            PLAIN.update(portal, id_, body | {"id": "x", "made": "never"}, scope=scope)
            model[scope, id_] |= {name: one for name, one in body.items() if name != "size"}
    for scope in ("", "7", "7/8"):
        kept = {one["id"]: own(one) for one in PLAIN.all(portal, scope=scope)}
        assert kept == {id_: body for (where, id_), body in model.items() if where == scope}


def test_times_are_set_under_each_of_their_names(portal):
    made = PLAIN.create(portal, {"made": "never", "createdAt": "never", "changed": "never"})
    assert made.keys() == {"id", "made", "createdAt", "changed"}
    assert made["made"] == made["createdAt"] == made["changed"] != "never"


def test_what_is_given_out_is_a_copy(portal):
    made = PLAIN.create(portal, {"name": {"deep": [1]}})
    made["name"]["deep"].append(2)
    PLAIN.get(portal, made["id"])["name"]["deep"].append(3)
    assert PLAIN.get(portal, made["id"])["name"] == {"deep": [1]}


def test_things_without_an_id_of_their_own_are_kept_under_the_given_one(portal):
    UNSHOWN.create(portal, {"name": "a", "archivedAt": "2026-01-01T00:00:00Z"}, id_="only", scope="7")
    UNSHOWN.save(portal, UNSHOWN.get(portal, "only", scope="7") | {"name": "b"}, id_="only", scope="7")
    found = UNSHOWN.get(portal, "only", scope="7")
    assert (found["name"], "id" in found) == ("b", False)
    with pytest.raises(Refusal, match="only"):
        UNSHOWN.get(portal, "only")


@pytest.mark.parametrize("scope", ["", "7"])
@pytest.mark.parametrize("things", [PLAIN, UNSHOWN], ids=["plain", "unshown"])
def test_drafts_and_revisions_belong_to_one_thing_in_one_scope(portal, things, scope):
    drafts = Drafts(things)
    first, second = (things.create(portal, {"name": "live"}, id_=f"{scope}-{n}", scope=scope) for n in range(2))
    id_, other = f"{scope}-0", f"{scope}-1"
    assert first["name"] == second["name"] == drafts.draft(portal, id_, scope=scope)["name"] == "live"
    drafts.remember(portal, id_, first, scope=scope)
    drafts.edit(portal, id_, {"name": "draft"}, scope=scope)
    assert things.get(portal, id_, scope=scope)["name"] == "live"
    assert drafts.draft(portal, other, scope=scope)["name"] == "live"
    assert drafts.push(portal, id_, scope=scope)["name"] == "draft"
    assert [one["object"]["name"] for one in drafts.revisions(portal, id_, scope=scope)] == ["draft", "live"]
    assert drafts.revisions(portal, other, scope=scope) == []
    oldest = drafts.revisions(portal, id_, scope=scope)[-1]["id"]
    assert drafts.restore_to_draft(portal, id_, oldest, scope=scope)["name"] == "live"
    assert things.get(portal, id_, scope=scope)["name"] == "draft"
    drafts.reset(portal, id_, scope=scope)
    assert drafts.draft(portal, id_, scope=scope)["name"] == "draft"
    assert drafts.restore(portal, id_, oldest, scope=scope)["name"] == "live"
    assert things.get(portal, id_, scope=scope)["name"] == "live"
    with pytest.raises(Refusal, match=oldest):
        drafts.revision(portal, other, oldest, scope=scope)
