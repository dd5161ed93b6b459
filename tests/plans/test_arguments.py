"""What comes into a method: models as mappings, and everything of the kind that its annotation says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hubspot_openapi.runtime import Model, define
from hubspot_openapi.v2026_03.shared import Option
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade import InputError
from hubspot_facade.plans.arguments import admitted, as_mappings
from hubspot_facade.wire.field_names import AsRead

READ = {"label": "A", "value": "a", "displayOrder": 0, "hidden": False, "aKeyOfTomorrow": [1]}


@define(kw_only=True)
class Holder(Model):
    __wire__ = "options"

    options: list[Option] | None = None


def test_models_become_mappings_wherever_they_stand_and_keep_what_they_were_read_with() -> None:
    option = Option.from_dict(READ)
    holder = Holder(options=[option, {"label": "B"}])  # type: ignore[list-item] # as a program may put it together
    given = {"one": option, "several": [option, {"x": option}], "held": holder, "pair": (option,), "rest": {1: "a"}}
    assert as_mappings(given) == {
        "one": READ,
        "several": [READ, {"x": READ}],
        "held": {"options": [READ, {"label": "B"}]},
        "pair": [READ],
        "rest": {1: "a"},
    }
    assert list(as_mappings(each for each in [option])) == [READ]
    assert list(as_mappings({"a": option}.values())) == [READ]


_DATA = st.recursive(
    st.none() | st.integers() | st.text() | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3) | st.tuples(inner)
    ),
    max_leaves=10,
)


@given(_DATA)
def test_what_holds_no_model_stays_the_very_same_object(data: Any) -> None:
    assert as_mappings(data) is data


def test_what_is_added_to_a_model_stays_marked_as_read() -> None:
    read = as_mappings(Option.from_dict(READ))
    for made in (read | {"label": "B"}, {"label": "B"} | read):
        assert type(made) is AsRead
    assert (read | {"label": "B"})["label"] == "B"
    assert ({"label": "B", "new": 1} | read) == {**READ, "new": 1}


def circle() -> list[Any]:
    made: list[Any] = []
    made.append(made)
    return made


def method(
    self: Any,
    name: str,
    *,
    limit: int | None = None,
    archived: bool | None = None,
    after: str | None = None,
    amount: float = 0.0,
    options: tuple[Any, ...] = (),
    rows: Any = None,
) -> None: ...


method.__annotations__ |= {"options": "Sequence[Mapping[str, Any]]", "rows": "Iterable[Mapping[str, Any]] | None"}


def admit(*args: Any, **kwargs: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    return admitted(method, args, kwargs)


WRONG: list[tuple[str, Any]] = [
    ("limit", "5"),
    ("limit", 5.0),
    ("limit", True),
    ("limit", 10**5000),
    ("limit", [5]),
    ("archived", "false"),
    ("archived", 0),
    ("amount", "1"),
    ("amount", float("nan")),
    ("amount", float("inf")),
    ("amount", 10**400),
    ("amount", Decimal("NaN")),
    ("name", b"a"),
    ("name", None),
    ("name", "\ud800"),
    ("name", ["a"]),
    ("name", 5),
    ("after", True),
    ("after", 10**5000),
    ("options", None),
    ("options", "ab"),
    ("options", {"label": "A"}),
    ("options", 5),
    ("options[0]", ["ab"]),
    ("options[1]", [{}, None]),
    ("options", circle()),
    ("rows", "ab"),
    ("rows", {}),
]


@pytest.mark.parametrize(("field", "value"), WRONG, ids=[f"{field}-{at}" for at, (field, _) in enumerate(WRONG)])
def test_an_argument_of_another_kind_is_named(field: str, value: Any) -> None:
    with pytest.raises(InputError) as caught:
        admit(**{"name": "a", field.partition("[")[0]: value})
    assert caught.value.field == field
    assert len(str(caught.value)) < 200


def test_what_fits_passes_as_it_is() -> None:
    rows = iter([{}])
    args, kwargs = admit("a", limit=5, archived=False, amount=1, options=[{}], rows=None)
    assert (args, kwargs) == (("a",), {"limit": 5, "archived": False, "amount": 1, "options": [{}], "rows": None})
    assert admit("a", after=5)[1] == {"after": "5"}  # cursors and ids may be numbers
    assert list(admit("a", rows=rows)[1]["rows"]) == [{}]
    assert admit("a", options=({} for _ in range(2)))[1]["options"] == [{}, {}]
    assert admit("a", rows=[5, None])[1]["rows"] == [5, None]  # a row's own failure


def test_too_many_arguments_and_unknown_ones_are_pythons_to_refuse() -> None:
    assert admit("a", 1, nonsense=2) == (("a", 1), {"nonsense": 2})
