"""Changes since a checkpoint: whoever applies them has what HubSpot has, whatever happens while they are read."""

import asyncio

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hubspot_facade import AsyncHubSpot, HubSpot, InputError
from tests.unpaced import FAST

# What happens to records, named by their place among those that there are; each a second after the one before.
HAPPENINGS = st.lists(
    st.tuples(st.sampled_from(["create", "change", "archive", "merge"]), st.integers(0, 50), st.integers(0, 50)),
    max_size=8,
)
# How many changes each reading takes before it is given up, and after how many of them something happens.
READINGS = st.lists(st.tuples(st.none() | st.integers(0, 8), st.integers(1, 3)), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def hs(running):
    with HubSpot(base_url=running.url, access_token=running.token, limits=FAST) as client:
        yield client


class World:
    """A portal in which things happen, and a copy that is kept by changes."""

    def __init__(self, hs, sandbox, happenings):
        self.hs, self.sandbox, self.left = hs, sandbox, list(happenings)
        self.alive, self.made, self.copy, self.checkpoint = [], 0, {}, None

    def create(self):
        self.made += 1
        self.alive.append(self.hs.contacts.create({"firstname": f"made {self.made}"}).id)

    def happen(self):
        if not self.left:
            return
        kind, one, another = self.left.pop(0)
        self.sandbox.advance(1)
        if kind == "create" or not self.alive:
            self.create()
            return
        record = self.alive[one % len(self.alive)]
        if kind == "change":
            self.made += 1
            self.hs.contacts.update(record, {"firstname": f"changed {self.made}"})
            return
        self.alive.remove(record)
        if kind == "archive":
            self.hs.contacts.archive(record)
        elif self.alive:
            other = self.alive.pop(another % len(self.alive))
            self.alive.append(self.hs.contacts.merge(record, other).id)
        else:
            self.alive.append(record)

    def apply(self, change):
        if change.kind == "changed":
            self.copy[change.id] = change.record.properties["firstname"]
        else:
            self.copy.pop(change.id, None)

    def read(self, most, every):
        listing = self.hs.contacts.changes(
            self.checkpoint, properties=["firstname"], page_size=2, overlap=0.5, limit=most
        )
        for number, change in enumerate(listing):
            self.apply(change)
            if number % every == 0:
                self.happen()
        self.checkpoint = listing.checkpoint


@settings(max_examples=12)
@example(first=3, happenings=[("archive", 0, 0), ("create", 0, 0)], readings=[(None, 1)])
@example(first=3, happenings=[("archive", 0, 0), ("change", 0, 0), ("create", 0, 0)], readings=[(1, 1), (None, 1)])
@given(first=st.integers(0, 4), happenings=HAPPENINGS, readings=READINGS)
def test_a_copy_that_applies_changes_ends_as_the_original(hs, running, first, happenings, readings):
    running.reset()
    world = World(hs, running, happenings)
    for _ in range(first):
        world.create()
    for most, every in readings:
        world.read(most, every)
        world.happen()
    while world.left:
        world.happen()
    running.advance(1)
    world.read(None, 1)
    assert world.copy == {each.id: each.properties["firstname"] for each in hs.contacts.list(properties="firstname")}


@settings(max_examples=10)
@given(first=st.integers(0, 6), happenings=HAPPENINGS, every=st.integers(1, 3))
def test_a_copy_of_a_listing_is_completed_by_the_changes_since_it_began(hs, running, first, happenings, every):
    running.reset()
    world = World(hs, running, happenings)
    for _ in range(first):
        world.create()
    running.advance(1)
    world.checkpoint = hs.contacts.get_checkpoint()
    for number, record in enumerate(hs.contacts.list(properties=["firstname"], page_size=2)):
        world.copy[record.id] = record.properties["firstname"]
        if number % every == 0:
            world.happen()
    world.read(None, every)
    while world.left:
        world.happen()
    running.advance(1)
    world.read(None, 1)
    assert world.copy == {each.id: each.properties["firstname"] for each in hs.contacts.list(properties="firstname")}


def test_the_asynchronous_client_lists_the_same_changes(hs, sandbox):
    ids = [hs.contacts.create({"firstname": str(number)}).id for number in range(5)]
    into = hs.contacts.merge(ids[0], ids[1]).id
    hs.contacts.archive(ids[2])

    async def listed():
        async with AsyncHubSpot(base_url=sandbox.url, access_token=sandbox.token, limits=FAST) as client:
            listing = client.contacts.changes(0, associations="companies", page_size=2)
            return [(each.kind, each.id, each.into) async for each in listing], listing.checkpoint

    listing = hs.contacts.changes(0, associations="companies", page_size=2)
    found = [(each.kind, each.id, each.into) for each in listing]
    assert asyncio.run(listed()) == (found, listing.checkpoint)
    assert sorted(found) == sorted(
        [("changed", each, None) for each in (*ids[3:], into)]
        + [("merged", ids[0], into), ("merged", ids[1], into), ("archived", ids[2], None)]
    )


@pytest.mark.usefixtures("sandbox")
class TestChanges:
    def test_associations_are_read_again_on_request(self, hs, sandbox):
        company = hs.companies.create({"name": "Acme"})
        people = [hs.contacts.create({"firstname": str(number)}).id for number in range(3)]
        for each in people[:2]:
            hs.contacts.add_to_company(each, company.id)
        found = {each.id: each.associations for each in hs.contacts.changes(associations="companies")}
        ids = {key: [one.to_object_id for one in held["companies"]] for key, held in found.items()}
        assert ids == {people[0]: [company.id], people[1]: [company.id], people[2]: []}
        sandbox.advance(100)
        hs.contacts.update(people[0], {"city": "Graz"})
        changed = {each.id: each.associations for each in hs.contacts.changes(associations=["companies"])}
        assert [one.to_object_id for one in changed[people[0]]["companies"]] == [company.id]

    def test_what_was_archived_before_the_first_reading_is_no_change(self, hs, sandbox):
        gone = hs.contacts.create({"firstname": "Ada"}).id
        hs.contacts.archive(gone)
        sandbox.advance(100)
        there = hs.contacts.create({"firstname": "Grace"}).id
        assert [(each.kind, each.id) for each in hs.contacts.changes()] == [("changed", there)]
        hs.contacts.archive(there)
        assert {(each.kind, each.id) for each in hs.contacts.changes(0)} == {("archived", gone), ("archived", there)}
        assert list(hs.contacts.changes(0, archived=False)) == []

    def test_archived_records_are_caught_up_with_after_a_reading_without_them(self, hs, sandbox):
        gone = hs.contacts.create({"firstname": "Ada"}).id
        listing = hs.contacts.changes()
        assert [each.kind for each in listing] == ["changed"]
        sandbox.advance(100)
        hs.contacts.archive(gone)
        hs.contacts.create({"firstname": "Grace"})
        later = hs.contacts.changes(listing.checkpoint, archived=False, overlap=0)
        assert [each.kind for each in later] == ["changed"]
        last = hs.contacts.changes(later.checkpoint, overlap=0)
        assert [(each.kind, each.id) for each in last] == [("archived", gone)]

    def test_a_checkpoint_of_now_is_followed_by_what_happens_later(self, hs, sandbox):
        hs.contacts.create({"firstname": "Ada"})
        sandbox.advance(100)
        hs.contacts.create({"firstname": "Grace"})
        checkpoint = hs.contacts.get_checkpoint()
        sandbox.advance(100)
        later = hs.contacts.create({"firstname": "Mary"}).id
        assert [each.id for each in hs.contacts.changes(checkpoint, overlap=0)] == [later]

    @pytest.mark.parametrize(
        "since",
        ["a/b/c/d/e", "", "////", "///", "2026-01-01///5", f"2026-01-01///{'9' * 5000}/", "2026-01-01///٣/", "a/b"],
    )
    def test_what_is_no_checkpoint_is_refused(self, hs, sandbox, since):
        before = len(sandbox.application.log.entries)
        with pytest.raises(InputError, match="since"):
            hs.contacts.changes(since).all()
        with pytest.raises(InputError, match="since"):
            hs.contacts.list_modified(f"{since}/", oldest_first=True).all()
        assert len(sandbox.application.log.entries) == before

    def test_a_checkpoint_of_another_listing_is_refused(self, hs):
        modified = hs.contacts.list_modified(oldest_first=True)
        modified.all()
        with pytest.raises(InputError, match="is a checkpoint of `list_modified`"):
            hs.contacts.changes(modified.checkpoint)
        with pytest.raises(InputError, match="not a checkpoint of such a listing"):
            hs.contacts.list_modified(hs.contacts.get_checkpoint(), oldest_first=True)
