"""Definitions of properties: read once for a client and its copies, and again before anything is refused."""

import asyncio
import copy
import pickle
import subprocess
import sys
import threading

import pytest
import trio

from hubspot_facade import AsyncHubSpot, Forbidden, HubSpot, InputError
from hubspot_facade.crm.filters import at_least
from hubspot_facade.crm.records import type_names
from hubspot_facade.plans.shared_reads import SharedRead, SharedReads

MEMO = {"label": "Memo", "type": "string", "field_type": "text", "group_name": "contactinformation"}
BOAT = {
    "labels": {"singular": "Boat", "plural": "Boats"},
    "properties": [{"name": "sails", "type": "number", "fieldType": "number"}],
}


@pytest.fixture
def reads(paths):
    """How often definitions were read."""
    return lambda: sum(method == "GET" and "/properties/" in path for method, path in paths())


@pytest.fixture
def plain(sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as client:
        yield client


def test_definitions_say_what_a_property_is(hs):
    found = hs.properties.definitions("deals")
    amount, stage, kind = found["amount"], found["dealstage"], found["dealtype"]
    assert (amount.type, amount.field_type, amount.label, amount.read_only) == ("number", "number", "Amount", False)
    assert (stage.type, dict(stage.options)) == ("enumeration", {}), "stages are kept elsewhere"
    assert set(kind.options) == {"newbusiness", "existingbusiness"}
    assert (found["hs_is_closed"].calculated, found["hs_is_closed"].read_only) == (True, True)
    assert (found["hs_object_id"].whole, found["hs_object_id"].read_only) == (True, True)
    assert hs.properties.definitions("contacts")["email"].unique
    assert "amuont" not in found


def test_definitions_are_read_once_under_any_spelling_of_the_type(hs, reads):
    for spelling in ("contacts", "Contacts", "contact", "0-1"):
        assert "email" in hs.properties.definitions(spelling)
    assert reads() == 1
    hs.properties.definitions("contacts", refresh=True)
    assert reads() == 2


def test_a_new_property_is_there_after_a_refresh(hs):
    assert "memo" not in hs.properties.definitions("contacts")
    hs.properties.create("contacts", "memo", **MEMO)
    assert "memo" not in hs.properties.definitions("contacts")
    assert "memo" in hs.properties.definitions("contacts", refresh=True)
    assert "memo" in hs.properties.definitions("contacts")


def test_copies_share_what_is_read_and_pickled_clients_read_for_themselves(plain, reads):
    plain.properties.definitions("contacts")
    for clone in (copy.copy(plain), copy.deepcopy(plain)):
        with clone:
            clone.properties.definitions("contacts")
    assert reads() == 1
    with pickle.loads(pickle.dumps(plain)) as elsewhere:  # noqa: S301 # our own
        elsewhere.properties.definitions("contacts")
    assert reads() == 2


def test_a_client_with_other_options_shares_what_is_read(hs, plain, reads):
    hs.properties.definitions("contacts")
    assert "email" in hs.properties.with_options(timeout=5).definitions("contacts")
    assert "email" in hs.contacts.typed.with_options(retries=0).create({"email": "ada@example.com"}).values
    assert reads() == 1
    answer = plain.deals.typed.with_raw_response.create({"dealname": "Engine", "amount": "1.50"})
    assert (str(answer.value.values["amount"]), len(answer.responses)) == ("1.50", 2)


def test_nothing_of_it_is_loaded_before_it_is_used():
    code = "from hubspot_facade import HubSpot; HubSpot('pat-x').contacts; import sys; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # our own
    own = {each for each in shown.stdout.split() if each.startswith("hubspot_facade.crm")}
    assert not {each for each in own if each.endswith((".typed", ".definitions", ".typed_values", ".record_values"))}


def test_tasks_of_trio_read_once_too():
    kept, runs = SharedReads(), []

    async def run(_plan):
        runs.append(1)
        await trio.lowlevel.checkpoint()
        return "answer"

    async def main():
        async with trio.open_nursery() as nursery:
            for _ in range(5):
                nursery.start_soon(kept.answer_async, SharedRead("key", list), run)

    trio.run(main)
    assert runs == [1]


def test_threads_that_ask_at_once_read_once(plain, reads):
    start = threading.Barrier(8)
    found = []

    def ask():
        start.wait()
        found.append(plain.properties.definitions("contacts"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len({id(each) for each in found}) == 1
    assert (len(found), reads()) == (8, 1)


def test_tasks_that_ask_at_once_read_once_also_in_a_later_loop(sandbox, reads):
    async def ask(hs, refresh):
        asked = (hs.properties.definitions("deals", refresh=refresh) for _ in range(1 if refresh else 20))
        return await asyncio.gather(*asked)

    hs = AsyncHubSpot(base_url=sandbox.url, access_token=sandbox.token)
    assert len({id(each) for each in asyncio.run(ask(hs, False))}) == 1
    assert reads() == 1
    asyncio.run(ask(hs, True))
    assert reads() == 2
    asyncio.run(hs.close())


def test_what_waited_for_a_task_that_is_cancelled_reads_itself(anyio_backend):
    kept, runs = SharedReads(), []

    async def main():
        begun = asyncio.Event()

        async def run(_plan):
            runs.append(1)
            begun.set()
            if len(runs) == 1:
                await asyncio.Event().wait()
            return "answer"

        first = asyncio.create_task(kept.answer_async(SharedRead("key", list), run))
        await begun.wait()
        second = asyncio.create_task(kept.answer_async(SharedRead("key", list), run))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert asyncio.run(main()) == "answer"
    assert len(runs) == 2
    assert kept._locks == {}


def test_a_read_that_fails_is_not_kept(hs, sandbox, reads):
    sandbox.fail("GET", "/crm/*properties*", status=403, times=1)
    with pytest.raises(Forbidden):
        hs.properties.definitions("contacts")
    assert "email" in hs.properties.definitions("contacts")
    assert reads() == 2


def test_a_property_made_since_is_not_refused(hs, reads):
    hs.properties.definitions("contacts")
    hs.properties.create("contacts", "memo", **MEMO)
    made = hs.contacts.typed.create({"email": "ada@example.com", "memo": "x"})
    assert made.values["memo"] == "x"
    assert reads() == 2
    hs.contacts.typed.update(made.id, {"memo": None})
    assert reads() == 2
    with pytest.raises(InputError):
        hs.contacts.typed.update(made.id, {"memmo": None})
    assert reads() == 3


def test_what_has_just_been_read_refuses_at_once(hs, reads):
    with pytest.raises(InputError, match="did you mean 'firstname'"):
        hs.contacts.typed.create({"frstname": "x"})
    assert reads() == 1


def test_a_custom_type_is_found_by_its_bare_name(hs, paths):
    schema = hs.schemas.create("Boat", **BOAT)
    made = hs.objects("boat").create({"sails": 2})
    assert hs.objects("Boat").get(made.id, properties=["sails"]).properties["sails"] == "2"
    assert [each.id for each in hs.objects("boat").list(limit=5)] == [made.id]
    assert [each.id for each in hs.objects("boat").search(at_least("sails", 2))] == [made.id]
    assert len(hs.objects("boat").list_modified(oldest_first=True)) == 1
    assert hs.objects("boat").batch_read([made.id]).results[0].id == made.id
    assert hs.records.get("boat", made.id).id == made.id
    assert [each.id for each in hs.records.list("boat")] == [made.id]
    payload = {"object_type": "boat", "record_id": made.id}
    assert hs.operations.run("Retrieve an individual record", payload)["id"] == made.id
    assert hs.objects("boat").typed.get(made.id, properties=["sails"]).values["sails"] == 2
    assert "sails" in hs.properties.definitions("boat")
    asked = [path for method, path in paths() if method == "GET" and path.endswith("schemas")]
    assert len(asked) == 1
    assert hs.objects(schema.fully_qualified_name).get(made.id).id == made.id


def test_an_unknown_type_is_refused_with_the_nearest(hs, paths):
    hs.schemas.create("boat", **BOAT)
    for call in (
        lambda: hs.objects("boats").get(1),
        lambda: hs.objects("boats").list(),
        lambda: hs.properties.definitions("boats"),
    ):
        with pytest.raises(InputError, match="there is no object type 'boats'; did you mean 'boat'"):
            call()
    with pytest.raises(InputError, match="did you mean 'contacts'"):
        hs.objects("contatcs").get(1)
    assert not [path for _, path in paths() if "/objects/" in path]


def test_a_type_made_since_is_found(hs):
    with pytest.raises(InputError):
        hs.objects("boat").get(1)
    hs.schemas.create("boat", **BOAT)
    assert hs.objects("boat").create({"sails": 1}).id


def test_names_of_hubspot_are_not_asked_for(hs, paths):
    for name in ("contacts", "0-1", "line_items", "Line items", "2-5", "p_boat", "p1_boat"):
        hs.objects(name)
    hs.objects("invoices").list(limit=1)
    assert not [path for _, path in paths() if "schemas" in path]


def test_a_bare_name_is_left_to_hubspot_where_schemas_may_not_be_read(hs, sandbox):
    sandbox.fail("GET", "/crm*schemas*", status=403, times=1)
    with pytest.raises(Exception, match="Unable to infer object type from: boat"):
        hs.objects("boat").get(1)


def test_wrong_arguments_of_a_bare_name_are_refused_at_once(hs, paths):
    with pytest.raises(InputError, match="limit"):
        hs.objects("boat").list(limit=-1)
    assert paths() == []


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("persons", "did you mean 'contacts'?"),
        ("people", "did you mean 'contacts'?"),
        ("customers", "did you mean 'contacts'?"),
        ("accounts", "did you mean 'companies'?"),
        ("opportunities", "did you mean 'deals'?"),
        ("contakts", "did you mean 'contacts' or 'contracts'?"),
        ("companys", "did you mean 'companies'?"),
        ("xyzzy", "there are contacts, companies, deals, tickets, products, line_items, tasks, boat and others"),
    ],
)
def test_a_type_that_there_is_not_says_what_may_be_meant(wrong, meant):
    assert type_names.meant(wrong, {"boat": "2-7"}) == meant
