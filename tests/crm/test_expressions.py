"""Searches that read like Python find what a Python filter keeps; mistakes do not pass silently."""

import copy
import pickle
from datetime import UTC, date, datetime
from functools import reduce
from operator import and_, or_

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hubspot_facade import HubSpot, InputError, Limits, P, UnknownField
from hubspot_facade.crm.filters import equal, groups_of, known, unequal
from hubspot_facade.sandbox import Sandbox
from tests.facade.either import either

CITIES, SIZES, STAGES = ["Graz", "Linz", "Wien am Berg"], [1, 5, 9], ["lead", "customer"]
VALUES = {"city": CITIES, "numberofemployees": SIZES, "lifecyclestage": STAGES}
RECORDS = [
    {"city": city, "numberofemployees": size, "lifecyclestage": stage}
    for city in [None, *CITIES]
    for size in [None, *SIZES]
    for stage in [None, *STAGES]
]


def words(value):
    return value.lower().split()


# What a condition is in Python: how it is written, and whether a value passes it. No value passes none but `unknown`.
WRITTEN = {
    "EQ": (lambda p, low, high: p == low, lambda value, low, high: value == low),
    "NEQ": (lambda p, low, high: p != low, lambda value, low, high: value != low),
    "LT": (lambda p, low, high: p < low, lambda value, low, high: value < low),
    "LTE": (lambda p, low, high: p <= low, lambda value, low, high: value <= low),
    "GT": (lambda p, low, high: p > low, lambda value, low, high: value > low),
    "GTE": (lambda p, low, high: p >= low, lambda value, low, high: value >= low),
    "BETWEEN": (
        lambda p, low, high: p.between(*sorted((low, high))),
        lambda value, low, high: min(low, high) <= value <= max(low, high),
    ),
    "IN": (lambda p, low, high: p.in_([low, high]), lambda value, low, high: value in (low, high)),
    "NOT_IN": (lambda p, low, high: p.not_in([low, high]), lambda value, low, high: value not in (low, high)),
    "HAS_PROPERTY": (lambda p, low, high: p.known(), lambda value, low, high: True),
    "NOT_HAS_PROPERTY": (lambda p, low, high: p.unknown(), None),
    "CONTAINS_TOKEN": (
        lambda p, low, high: p.contains(words(low)[0]),
        lambda value, low, high: words(low)[0] in words(value),
    ),
    "NOT_CONTAINS_TOKEN": (
        lambda p, low, high: p.lacks(words(low)[0]),
        lambda value, low, high: words(low)[0] not in words(value),
    ),
}


@st.composite
def conditions(draw):
    name = draw(st.sampled_from([*VALUES]))
    operator = draw(st.sampled_from([each for each in WRITTEN if name == "city" or "TOKEN" not in each]))
    low, high = draw(st.sampled_from(VALUES[name])), draw(st.sampled_from(VALUES[name]))
    write, passes = WRITTEN[operator]

    def holds(record):
        value = record[name]
        return value is None if passes is None else value is not None and passes(value, low, high)

    return write(P[name], low, high), holds


def joined(children):
    both = st.tuples(children, children, st.booleans()).map(
        lambda drawn: (
            (and_ if drawn[2] else or_)(drawn[0][0], drawn[1][0]),
            (lambda record: drawn[0][1](record) and drawn[1][1](record))
            if drawn[2]
            else (lambda record: drawn[0][1](record) or drawn[1][1](record)),
        )
    )
    return both | children.map(lambda child: (~child[0], lambda record: not child[1](record)))


EXPRESSIONS = st.recursive(conditions(), joined, max_leaves=6)


def passes(one, record):
    """Whether a record passes a filter as HubSpot documents it; text is compared without regard to case."""
    value = record[one["propertyName"]]
    if one["operator"] == "NOT_HAS_PROPERTY":
        return value is None
    if value is None:
        return False
    read = float if isinstance(value, int) else str.lower
    value = read(value)
    values = [read(each) for each in (one.get("value"), one.get("highValue"), *one.get("values", ())) if each]
    return {
        "EQ": lambda: value == values[0],
        "NEQ": lambda: value != values[0],
        "LT": lambda: value < values[0],
        "LTE": lambda: value <= values[0],
        "GT": lambda: value > values[0],
        "GTE": lambda: value >= values[0],
        "BETWEEN": lambda: values[0] <= value <= values[1],
        "IN": lambda: value in values,
        "NOT_IN": lambda: value not in values,
        "HAS_PROPERTY": lambda: True,
        "CONTAINS_TOKEN": lambda: values[0] in value.split(),
        "NOT_CONTAINS_TOKEN": lambda: values[0] not in value.split(),
    }[one["operator"]]()


@given(EXPRESSIONS)
@settings(max_examples=300)
def test_the_groups_match_the_records_that_the_expression_says(drawn):
    expression, holds = drawn
    try:
        groups = groups_of(expression)
    except InputError:
        assert not [record for record in RECORDS if holds(record)]
        return
    for record in RECORDS:
        assert any(all(passes(one, record) for one in group) for group in groups) == holds(record), (expression, record)


@pytest.fixture(scope="module", params=["sync", "async"])
def companies(request):
    """A client on a portal with a company for each assignment, and their ids in the order of RECORDS."""
    with Sandbox() as sandbox:
        with HubSpot(sandbox.token, base_url=sandbox.url) as hs:
            made = hs.companies.batch_create([{**record, "name": f"{index}"} for index, record in enumerate(RECORDS)])
            ids = {record.properties["name"]: record.id for record in made.results}
        limits = Limits(search_per_second=1_000)
        client, close = either(request.param, base_url=sandbox.url, access_token=sandbox.token, limits=limits)
        yield client, [ids[f"{index}"] for index in range(len(RECORDS))]
        close()


@given(EXPRESSIONS)
@settings(max_examples=100)
@example(
    (
        ~(P.city == "Graz") & ~(P.numberofemployees < 5),
        lambda r: r["city"] != "Graz" and not (r["numberofemployees"] or 9) < 5,
    )
)
def test_the_sandbox_finds_what_a_python_filter_keeps(companies, drawn):
    hs, ids = companies
    expression, holds = drawn
    try:
        found = hs.companies.search(expression)
    except InputError:  # no room, or nothing to find
        return
    assert {each.id for each in found} == {key for key, record in zip(ids, RECORDS, strict=True) if holds(record)}


def test_every_operator_is_spelled_as_hubspot_has_it():
    assert {one["operator"] for write, _ in WRITTEN.values() for one in write(P.city, "a", "b")[0]} == {*WRITTEN}


def test_two_negations_are_none():
    expression = (P.a == 1) & (P.b > 2) | P.c.between(1, 2)
    assert ~~expression == expression
    assert groups_of(~~expression) == groups_of(expression)


def test_what_hubspot_documents_say_of_groups():
    """One alternative for each group; in a group everything must match."""
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    expression = (P.amount >= 10_000) & P.dealstage.in_(["a", "b"]) | P.closedate.between(date(2026, 1, 1), moment)
    assert groups_of(expression) == [
        [
            {"propertyName": "amount", "operator": "GTE", "value": "10000"},
            {"propertyName": "dealstage", "operator": "IN", "values": ["a", "b"]},
        ],
        [{"propertyName": "closedate", "operator": "BETWEEN", "value": "1767225600000", "highValue": "1772323200000"}],
    ]


def test_functions_groups_and_expressions_mix():
    a, b, c = equal("a", 1), known("b"), {"filters": [unequal("c", 2)]}
    wanted = [[a, b, {**c["filters"][0]}]]
    assert groups_of(a & (P.b.known() & c)) == wanted
    assert groups_of([a, P.b.known(), P.c != 2])[0] == [a, P.b.known()[0][0], *(P.c != 2)[0]]
    assert groups_of([[a, P.b.known()], [P.c != 2]]) == [[a, b], *(P.c != 2)]
    assert groups_of([a] | (P.b.known())) == [[a], [b]]


def test_a_test_that_another_one_includes_is_not_sent():
    assert groups_of((P.a == 1) & P.a.known() | (P.a == 1) & (P.b == 2)) == [[equal("a", 1)]]
    assert groups_of((P.a != 1) & P.a.known()) == [[unequal("a", 1), known("a")]]  # it is not established that != does


def test_texts_of_in_are_found_in_any_case(companies):
    hs, _ = companies
    assert {each.properties["city"] for each in hs.companies.search(P.city.in_(["GRAZ"]), properties=["city"])} == {
        "Graz"
    }
    assert groups_of(P.dealstage.not_in(["Won", "lost"]))[0][0]["values"] == ["Won", "won", "lost"]


def test_associations_are_found_by_id():
    assert groups_of(P.associations.contact == 5) == [
        [{"propertyName": "associations.contact", "operator": "EQ", "value": "5"}]
    ]
    assert groups_of(P.associations["p1_car"].in_([5, "6"]))[0][0]["values"] == ["5", "6"]


MISTAKES = {
    "and": (lambda: (P.a == 1) and (P.b == 2), "&"),
    "or": (lambda: (P.a == 1) or (P.b == 2), "&"),
    "not": (lambda: not P.a.known(), "~"),
    "chained": (lambda: 1 < P.a < 5, "between"),
    "in a list": (lambda: P.a in ["x"], "parentheses"),
    "contains": (lambda: "x" in P.a, "contains"),
    "no parentheses": (lambda: P.a == 1 & P.b == 2, "parentheses"),
    "no comparison": (lambda: (P.a == 1) & P.b, "not compared"),
    "no comparison first": (lambda: P.a | (P.b == 1), "not compared"),
    "negated property": (lambda: ~P.a, "not compared"),
    "if": (lambda: 1 if P.a else 2, "known"),
    "a set": (lambda: {P.a}, "hash"),
    "a number": (lambda: (P.a == 1) & 5, "cannot be joined"),
    "nothing": (lambda: (P.a == 1) | None, "cannot be joined"),
    "iteration": (lambda: [*P.a], "iterated"),
    "assignment": (lambda: setattr(P, "a", 1), "=="),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_what_python_would_misread_is_a_type_error_that_says_how_to_write_it(name):
    mistake, hint = MISTAKES[name]
    with pytest.raises(TypeError, match=hint):
        mistake()


def nested(depth):
    return reduce(lambda made, number: (made | (P[f"a{number}"] == 1)) & (P.z == 1), range(depth), P.a == 1)


@pytest.mark.parametrize(
    ("make", "field", "hint"),
    [
        (lambda: P.a == None, "a", "unknown"),  # noqa: E711
        (lambda: P.a == P.b, "a", "two properties"),
        (lambda: P.a.in_("text"), "a", "list"),
        (lambda: P.a.in_([]), "a", "at least one"),
        (lambda: P.a < float("nan"), "a", "number"),
        (lambda: ~(P.associations.contact == 1), "associations.contact", "opposite"),
        (lambda: P.associations.contact != 1, "associations.contact", "are not"),
        (lambda: P.associations.contact == "", "associations.contact", "empty"),
        (lambda: P["associations.contact"], "P", "associations"),
        (lambda: P[""], "P", "text"),
        (lambda: P.a == "", "a", "unknown"),
        (lambda: P.a.contains(""), "a", "unknown"),
        (lambda: P.a.in_(["x", ""]), "a[1]", "unknown"),
        (lambda: P.a == ["x", "y"], "a", "in_"),
        (lambda: P.a != {"x"}, "a", "in_"),
        (lambda: P.a.between(5, 1), "a", "lower one"),
        (lambda: P.a.between(date(2026, 2, 1), date(2026, 1, 1)), "a", "lower one"),
        (
            lambda: groups_of([{"propertyName": "a", "operator": "BETWEEN", "value": 5, "highValue": 1}]),
            "filters[0]",
            "lower",
        ),
        (lambda: groups_of(P.a in []), "filters", "False"),  # noqa: RUF060
        (lambda: groups_of((P.a == 1) == True), "filters", "False"),  # noqa: E712
        (lambda: groups_of(""), "filters", "''"),
        (lambda: groups_of(P.a), "filters", r"P\['a'\]"),
        (lambda: groups_of(reduce(or_, [P[f"a{number}"] == 1 for number in range(501)])), "filters", "more than 500"),
        (lambda: groups_of(nested(3000)), "filters", "more than 500"),
        (lambda: groups_of((P.a == 1) & P.a.unknown()), "filters", "no record can match"),
    ],
)
def test_what_hubspot_has_no_filter_for_is_refused(make, field, hint):
    with pytest.raises(InputError, match=hint) as refused:
        make()
    assert refused.value.field == field


@pytest.fixture(params=["sync", "async"])
def deals(request, sandbox):
    client, close = either(request.param, base_url=sandbox.url, access_token=sandbox.token)
    yield client.deals
    close()


def several(count, make=lambda number: P[f"p{number}"] == number, join=or_):
    found = make(0)
    for number in range(1, count):
        found = join(found, make(number))
    return found


@pytest.mark.parametrize(
    ("filters", "options", "says"),
    [
        (several(6), {}, "6 alternatives.*at most 5.*in_"),
        (several(7, join=and_), {}, "7 conditions.*at most 6.*between"),
        (several(4, lambda group: several(5, lambda n: P[f"p{group}{n}"] == 1, and_)), {}, "20 conditions in all.*18"),
        (P.a.in_(range(1_000)), {}, "characters.*3,000.*fewer values"),
        (None, {"query": "x" * 3_000}, "characters.*3,000"),
        (P.a == 1, {"sorts": [P.a.desc(), "b"]}, "2 properties to sort by.*at most 1"),
    ],
)
def test_a_search_that_hubspot_would_refuse_for_its_size_is_not_sent(deals, paths, filters, options, says):
    with pytest.raises(InputError, match=says):
        deals.search(filters, **options)
    assert not paths()


def test_the_largest_search_is_sent(deals):
    assert not deals.search(several(5, lambda n: P.amount == n), sorts=P.amount.desc())
    six = several(6, lambda n: P.amount != n, and_)
    assert not deals.search(six | six & (P.amount == 1) | several(3, lambda n: P.amount > n))


def test_sorts_take_one_item_or_a_list(deals):
    for amount in (2, 3, 1):
        deals.create({"dealname": f"{amount}", "amount": amount})
    for sorts in (P.amount.desc(), [P.amount.desc()], "-amount"):
        found = deals.search(P.amount > 0, sorts=sorts, properties=["amount"])
        assert [each.properties["amount"] for each in found] == ["3", "2", "1"]
    assert [each.id for each in deals.search(P.amount > 0, sorts=P.amount.asc())] == [
        each.id for each in reversed(found)
    ]


def test_a_name_that_there_is_not_is_refused_when_definitions_are_known(deals, paths):
    deals.typed.list(limit=1)
    before = len(paths())
    with pytest.raises(UnknownField, match="amount"):
        deals.search(P.amuont > 1)
    with pytest.raises(UnknownField, match="closedate"):
        deals.search(sorts=P.closedat.desc())
    assert not [path for _, path in paths()[before:] if path.endswith("/search")]
    assert deals.search(P.amount > 1, sorts="amount") == []
    assert deals.search(P.associations.contact == 1) == []


def test_nothing_is_read_to_check_names_that_are_not_known(deals, paths):
    assert deals.search(P.amount > 1) == []
    assert len(paths()) == 1


def test_the_typed_resource_always_checks_names(deals):
    with pytest.raises(UnknownField, match="amount"):
        deals.typed.search(P.amuont > 1)
    assert deals.typed.search((P.amount > 1) | P.dealname.known()) == []


@pytest.mark.parametrize(
    ("filters", "hint"),
    [
        (P.hs_priority == "High", "did you mean 'high'"),
        (P.hs_priority.in_(["high", "Low"]), "did you mean 'low'"),
        (P.hs_priority != "urgent", "not one of its options"),
        (P.amount > "much", "amount is a number, and 'much' is none"),
        (P.hs_is_closed == "yes", "expected True or False"),
        ([[P.dealname.known()], [P.amount.between(1, "x")]], "amount is a number"),
    ],
)
def test_the_typed_resource_refuses_a_value_by_which_nothing_could_be_found(deals, paths, filters, hint):
    with pytest.raises(InputError, match=hint):
        deals.typed.search(filters)
    assert not [path for _, path in paths() if path.endswith("/search")]


def test_the_typed_resource_searches_by_values_that_there_can_be(deals):
    deals.create({"dealname": "Engine", "amount": 5, "hs_priority": "high", "dealstage": "appointmentscheduled"})
    for filters in (
        P.hs_priority == "high",
        P.hs_priority.in_(["high", "low"]),
        P.amount == 5,
        P.hs_is_closed == "false",
    ):
        assert [each.values["dealname"] for each in deals.typed.search(filters, properties=["dealname"])] == ["Engine"]
    assert deals.typed.search(P.dealname.contains("eng*") & P.hs_priority.unknown()) == []


def test_expressions_can_be_compared_kept_and_copied():
    expression = (P.a == 1) & P.b.in_(["x"])
    assert {expression: 1}[(P.a == 1) & P.b.in_(["x"])] == 1
    assert expression != (P.a == 1)
    assert copy.deepcopy(expression) == pickle.loads(pickle.dumps(expression)) == expression  # noqa: S301
    assert repr((P.a == 1) & P.a.unknown()).startswith("Expression(")
    assert not hasattr(P, "__wrapped__")
