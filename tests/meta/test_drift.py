"""The facade and the documents say the same, and where they do not on purpose, that is written down."""

import ast
import inspect
import textwrap
import tomllib
from pathlib import Path

import pytest

from hubspot_facade.catalogue.operations import Catalogue, editions
from hubspot_facade.crm.records.objects import Objects
from hubspot_facade.plans.methods import ListMethod, PlanMethod, static_attribute
from hubspot_facade.resources import Shelf, each_resource
from hubspot_facade.wire.field_names import snake
from tests.meta.drift import Site, drifted, generated, not_offered, sites

DATA = tomllib.loads((Path(__file__).parent / "drift.toml").read_text(encoding="utf-8"))
OMITTED = [
    (call, parameter, entry["reason"])
    for entry in DATA["omission"]
    for call in entry["calls"]
    for parameter in entry["parameters"]
]
SEEDS = tomllib.loads((Path(__file__).parents[1] / "data" / "seed_parameters.toml").read_text(encoding="utf-8"))
NAMED = [
    (seed, name, word) for seed, operations in SEEDS.items() for name, words in operations.items() for word in words
]
LENT = [(entry["api"], edition, entry["by"]) for entry in DATA["lent"] for edition in entry["editions"]]


@pytest.fixture(scope="module")
def found():
    return sites()


def test_the_facade_calls_what_the_documents_have(found):
    assert len(found) > 200
    assert list(drifted(found)) == []


def test_what_the_documents_offer_is_offered_or_left_out_with_a_reason(found):
    known = {(call, parameter) for call, parameter, _ in OMITTED}
    missing = not_offered(found)
    news = [
        f"{document} takes {key[1]}, which the facade does not offer: pass it on, or name it in tests/meta/drift.toml"
        for key, document in missing.items()
        if key not in known
    ]
    assert news == []
    assert sorted(known - missing.keys()) == []  # in the data, and offered or gone by now


def test_what_a_seed_names_is_taken_by_its_operation():
    assert {seed for seed, _, _ in NAMED} == {"000", "001", "002", "003", "004"}
    missing = []
    for seed, name, word in NAMED:
        entry = Catalogue()[name]
        assert entry.name == name
        assert seed in entry.seeds
        taken = {*entry.fields, *(spelling for each in entry.spellings.values() for spelling in each)}
        if snake(word) not in {*taken, *entry.declared.ignores}:
            missing.append((seed, name, word))
    assert missing == []


def test_what_a_seed_names_is_not_left_out():
    named = {}
    for _, name, word in NAMED:
        for call in Catalogue()[name].calls("2026-03"):
            named.setdefault(f"{call.api}.{call.name}", set()).add(snake(word))
    # a field of these names fills another parameter of the call, or of the first one, which this one only looks up for
    looks_up = {("crm.properties.get_all", "properties")}
    assert {
        (call, parameter) for call, parameter, _ in OMITTED if parameter.rstrip("_") in named.get(call, ())
    } <= looks_up


def unused(function):
    """Parameters that a function's source never reads."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    read = {node.id for part in tree.body for node in ast.walk(part) if isinstance(node, ast.Name)}
    given = [*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs, tree.args.vararg, tree.args.kwarg]
    return sorted({each.arg for each in given if each is not None} - read - {"self"})


def test_what_a_method_takes_is_not_dropped():
    shelf = Shelf()
    methods = {
        method.function
        for owner in (Objects, *(type(resource) for _, resource in each_resource(shelf)))
        for name in dir(owner)
        if isinstance(method := static_attribute(owner, name), PlanMethod | ListMethod)
    }
    assert len(methods) > 200
    assert {f"{each.__qualname__} {unused(each)}" for each in methods if unused(each)} == set()
    assert unused(forgetful) == ["dropped"]


def forgetful(self, kept, *, dropped=None):
    """Takes two things and drops one."""
    return kept


def test_reasons_are_given_once():
    assert len(OMITTED) == len({each[:2] for each in OMITTED})
    assert all(len(entry["reason"]) > 20 for entry in (*DATA["omission"], *DATA["lent"]))


def test_every_operation_has_all_of_its_calls_in_every_edition():
    """In the edition itself, or in the one that is known to stand in."""
    lent = set()
    for entry in Catalogue():
        for edition in editions():
            calls = entry.calls(edition)
            assert len(calls) == len(entry.call_names), (entry.name, edition)
            asked = {name.rpartition(":")[0] or edition for name in entry.call_names}
            lent |= {(call.api, edition, call.edition) for call in calls if call.edition not in asked}
    assert lent == set(LENT)


def fake(parameters, *, edition="2026-03"):
    """Finds one generated function, as it would be with these parameters."""

    def get_all():
        raise AssertionError("only looked at")

    get_all.operation = generated("2026-03", "crm.owners", "get_all").operation
    get_all.__signature__ = inspect.Signature(
        [inspect.Parameter(name, kind, default=default) for name, (kind, default) in parameters.items()]
    )
    return lambda asked, api, name: get_all if asked == edition else None


REQUIRED, OPTIONAL = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.empty), (inspect.Parameter.KEYWORD_ONLY, None)
IN_PATH = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.empty)
HERE = "specs/2026-03/crm/owners.json: GET /crm/owners/2026-03"


def site(positional=0, *keywords, is_open=False):
    return Site("crm/owners.py:1", "crm.owners", "get_all", None, positional, frozenset(keywords), is_open)


@pytest.mark.parametrize(
    ("parameters", "place", "told"),
    [
        ({"email": OPTIONAL}, site(0, "email"), []),
        ({"email": OPTIONAL}, site(0, "mail"), [f"{HERE} has no mail, which crm/owners.py:1 passes"]),
        ({"email": REQUIRED}, site(), [f"{HERE} requires email, which crm/owners.py:1 does not pass"]),
        ({"email": REQUIRED}, site(is_open=True), []),
        ({"owner": IN_PATH}, site(1), []),
        ({"owner": IN_PATH}, site(0), [f"{HERE} requires owner, which crm/owners.py:1 does not pass"]),
        ({"owner": IN_PATH}, site(2), [f"{HERE} takes 1 values in order, and crm/owners.py:1 passes 2"]),
    ],
)
def test_drift_is_told_with_the_document(parameters, place, told):
    assert list(drifted([place], fake(parameters))) == told


def test_a_call_that_no_edition_has_is_told():
    assert list(drifted([site()], lambda edition, api, name: None)) == [
        "crm/owners.py:1 calls crm.owners.get_all, which no edition has"
    ]


def test_a_parameter_counts_as_offered_when_any_place_passes_it():
    find = fake({"owner": IN_PATH, "email": OPTIONAL, "limit": OPTIONAL})
    assert not_offered([site(1, "email")], find) == {("crm.owners.get_all", "limit"): HERE}
    assert not_offered([site(1, "email"), site(1, "limit")], find) == {}
    assert not_offered([site(1, is_open=True)], find) == {}
