"""A mirror that is kept up to date is the same as one that is made anew."""

from __future__ import annotations

import itertools
import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from hubspot_facade import HubSpot
from hubspot_facade.mirror import mirror
from hubspot_facade.sandbox.crm.objects.models import Records
from hubspot_facade.sandbox.crm.schemas.types import ObjectTypes
from tests.mirror.conftest import FAST
from tests.mirror.contents import differences, query

TYPES = ("contacts", "companies", "deals")
NAMES = {"contacts": "firstname", "companies": "name", "deals": "dealname"}
OFTEN = settings(
    max_examples=int(os.environ.get("HUBSPOT_MODEL_EXAMPLES", "5")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an example takes a second, which is too long to shrink it
)


class Portal:
    """A portal that changes at random."""

    def __init__(self, sandbox, hs):
        self.sandbox = sandbox
        self.hs = hs
        self.live = {kind: [] for kind in TYPES}
        self.binned = []
        self.texts = map(str, itertools.count())
        self.properties = {}
        self.lists, self.binned_lists = [], []
        self.labels = []

    def pick(self, kind, number):
        live = self.live[kind]
        return live[number % len(live)] if live else None

    def create(self, kind, one, _other):
        made = self.hs.objects(kind).batch_create([{NAMES[kind]: next(self.texts)} for _ in range(one % 4 + 1)])
        self.live[kind] += [each.id for each in made.results]

    def update(self, kind, one, other):
        if record := self.pick(kind, one):
            name = [NAMES[kind], *self.properties.get(kind, [])][other % (1 + len(self.properties.get(kind, [])))]
            self.hs.objects(kind).update(record, {name: next(self.texts)})

    def archive(self, kind, one, _other):
        if record := self.pick(kind, one):
            self.hs.objects(kind).archive(record)
            self.live[kind].remove(record)
            self.binned.append((kind, record))

    def restore(self, _kind, one, _other):
        if self.binned:
            kind, record = self.binned.pop(one % len(self.binned))
            portal = self.sandbox.portal
            with portal.store.transaction():
                portal.service(Records).restore(portal.service(ObjectTypes).find(kind), int(record))
            self.live[kind].append(record)

    def merge(self, kind, one, other):
        winner, loser = self.pick(kind, one), self.pick(kind, other)
        if winner != loser:
            merged = self.hs.objects(kind).merge(winner, loser)
            self.live[kind] = [each for each in self.live[kind] if each not in (winner, loser)] + [merged.id]

    def associate(self, kind, one, other):
        to = TYPES[other % 3]
        a, b = self.pick(kind, one), self.pick(to, other // 3)
        if a and b and (a, kind) != (b, to):
            labels = [each for each in self.labels if each[:2] == (kind, to)]
            label = labels[one % len(labels)][2] if labels and other % 2 else None
            self.hs.associations.create(kind, a, to, b, association_type_id=label)

    def dissociate(self, kind, one, other):
        to = TYPES[other % 3]
        a, b = self.pick(kind, one), self.pick(to, other // 3)
        if a and b and (a, kind) != (b, to):
            self.hs.associations.archive(kind, a, to, b)

    def label(self, kind, one, other):
        to, text = TYPES[one % 3], f"label {next(self.texts)}"
        inverse = f"inverse of {text}" if other % 2 else None
        self.hs.association_labels.create(kind, to, label=text, name=text.replace(" ", "_"), inverse_label=inverse)
        self.labels.append((kind, to, text))

    def new_property(self, kind, one, _other):
        name = f"p{next(self.texts)}"
        self.hs.properties.create(kind, name, label=name, type="number", field_type="number", group_name=_group(kind))
        self.properties.setdefault(kind, []).append(name)
        if record := self.pick(kind, one):
            self.hs.objects(kind).update(record, {name: 7})

    def retyped(self, kind, one, _other):
        if names := self.properties.get(kind):
            self.hs.properties.update(kind, names[one % len(names)], type="string", field_type="text")

    def no_property(self, kind, one, _other):
        if names := self.properties.get(kind):
            self.hs.properties.archive(kind, names.pop(one % len(names)))

    def new_list(self, kind, _one, _other):
        ids = {"contacts": "0-1", "companies": "0-2", "deals": "0-3"}
        made = self.hs.lists.create(f"list {next(self.texts)}", object_type_id=ids[kind])
        self.lists.append((kind, made.list_id))

    def join(self, _kind, one, other):
        if self.lists:
            kind, number = self.lists[one % len(self.lists)]
            if record := self.pick(kind, other):
                self.hs.lists.add_members(number, [record])

    def leave(self, _kind, one, other):
        if self.lists:
            kind, number = self.lists[one % len(self.lists)]
            if record := self.pick(kind, other):
                self.hs.lists.remove_members(number, [record])

    def no_list(self, _kind, one, _other):
        if self.lists:
            self.lists.append(self.lists.pop(one % len(self.lists)))
            self.hs.lists.archive(self.lists[-1][1])
            self.binned_lists.append(self.lists.pop())

    def list_again(self, _kind, one, _other):
        if self.binned_lists:
            self.lists.append(self.binned_lists.pop(one % len(self.binned_lists)))
            self.hs.lists.restore(self.lists[-1][1])


def _group(kind):
    return {"contacts": "contactinformation", "companies": "companyinformation", "deals": "dealinformation"}[kind]


VERBS = [name for name in vars(Portal) if not name.startswith("_") and name != "pick"]
STEP = st.tuples(
    st.sampled_from(["create", "create", "associate", "associate", *VERBS]),
    st.sampled_from(TYPES),
    st.integers(0, 30),
    st.integers(0, 30),
)
ROUNDS = st.lists(st.lists(STEP, min_size=1, max_size=14), min_size=2, max_size=4)


@OFTEN
@given(rounds=ROUNDS, lag=st.sampled_from([0, 0, 20]))
def test_a_mirror_kept_up_to_date_is_the_same_as_a_new_one(running, rounds, lag):
    running.reset()
    with HubSpot(running.token, base_url=running.url, limits=FAST) as hs, tempfile.TemporaryDirectory() as folder:
        portal = Portal(running, hs)
        kept = Path(folder, "kept.db")
        for number, steps in enumerate(rounds):
            for verb, *arguments in steps:
                getattr(portal, verb)(*arguments)
            running.configure(index_lag=lag)
            running.advance(5)  # so that search lags behind
            last = number == len(rounds) - 1
            mirror(hs, kept, include=TYPES, associations="full" if last else "changed")
            running.configure(index_lag=0)
            running.advance(100)  # so that the overlap of two runs does not hide what was missed
        if lag:
            mirror(hs, kept, include=TYPES, associations="full")
        new = Path(folder, "new.db")
        mirror(hs, new, include=TYPES)
        assert differences(kept, new, computed=False) == []
        assert not query(kept, "select * from mirror_pending union all select object_type, id from mirror_affected")


@OFTEN
@given(rounds=ROUNDS)
@example(  # what came of a merge is archived before a run has seen it
    rounds=[
        [("create", "contacts", 1, 0)],
        [("merge", "contacts", 0, 1), ("archive", "contacts", 0, 0)],
    ]
)
def test_without_associations_of_all_only_those_between_unchanged_records_may_differ(running, rounds):
    running.reset()
    with HubSpot(running.token, base_url=running.url, limits=FAST) as hs, tempfile.TemporaryDirectory() as folder:
        portal = Portal(running, hs)
        kept = Path(folder, "kept.db")
        before = {}
        for steps in rounds:
            if kept.exists():
                before = _changes(kept)
            for verb, *arguments in steps:
                getattr(portal, verb)(*arguments)
            mirror(hs, kept, include=TYPES)
            running.advance(100)
        new = Path(folder, "new.db")
        mirror(hs, new, include=TYPES)
        assert differences(kept, new, "associations", "association_types", computed=False) == []
        sql = "select from_type, from_id, to_type, to_id, category, type_id from associations"
        now = _changes(new)
        for one, one_id, other, other_id, *_ in {*query(kept, sql)} ^ {*query(new, sql)}:
            assert before.get((one, one_id)) == now[one, one_id]
            assert before.get((other, other_id)) == now[other, other_id]


def _changes(path):
    sql = "select id, updated_at from {}"
    return {(kind, number): when for kind in TYPES for number, when in query(path, sql.format(kind))}


def test_a_label_that_is_renamed_or_deleted_is_so_in_the_mirror(sandbox, hs, tmp_path):
    kept, new = tmp_path / "kept.db", tmp_path / "new.db"
    ada, acme = hs.contacts.create({"email": "ada@example.com"}), hs.companies.create({"name": "Acme"})
    for text in ("Boss", "Founder"):
        hs.association_labels.create("contacts", "companies", label=text, name=text.lower())
        hs.associations.create("contacts", ada.id, "companies", acme.id, association_type_id=text)
    ids = {each.label: each.type_id for each in hs.association_labels.list("contacts", "companies")}
    mirror(hs, kept, include=["contacts", "companies"])
    sandbox.advance(100)
    hs.association_labels.update("contacts", "companies", ids["Boss"], label="Chief")
    hs.association_labels.archive("contacts", "companies", ids["Founder"])
    mirror(hs, kept, include=["contacts", "companies"], associations="full")
    mirror(hs, new, include=["contacts", "companies"])
    assert differences(kept, new) == []
    labels = query(kept, "select label from associations where from_type = 'contacts' and label is not null")
    assert ("Founder",) not in labels
    assert query(kept, "select count(*) from mirror_pending") == [(0,)]
