"""Every method's parameters are of types that a rule reads, whether a program or a payload gives the arguments."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, get_args

import pytest
from hubspot_openapi.runtime import ModelType

from hubspot_facade import InputError
from hubspot_facade.catalogue.named_operation import shelf
from hubspot_facade.catalogue.payload_values import reader_of
from hubspot_facade.plans.argument_checks import check_of
from hubspot_facade.plans.arguments import admitted
from hubspot_facade.plans.methods import ListMethod, PlanMethod
from hubspot_facade.resources import each_resource
from hubspot_facade.wire import argument_types
from hubspot_facade.wire.annotations import UnloadedModel, kind_of, members_of, reading_of, type_of
from hubspot_facade.wire.argument_types import Ids, Reading


def functions() -> Iterator[tuple[Any, Any]]:
    """The functions of all methods, those without a name in the catalogue too, each with a resource that has it."""
    seen = set()
    for _, resource in each_resource(shelf()):
        for base in type(resource).__mro__:
            for each in vars(base).values():
                if isinstance(each, PlanMethod | ListMethod) and each.function not in seen:
                    seen.add(each.function)
                    yield each.function, resource


def parameters() -> Iterator[tuple[Any, inspect.Parameter, Any]]:
    for function, resource in functions():
        for each in [*inspect.signature(function).parameters.values()][1:]:
            yield function, each, resource


def parts(hint: Any) -> Iterator[Any]:
    yield hint
    for each in get_args(hint):
        yield from parts(each)


def imported_for_checkers(module: ModuleType) -> dict[str, str]:
    """The names that a module imports below `if TYPE_CHECKING`, with the modules they come from."""
    return {
        alias.asname or alias.name: str(statement.module)
        for block in ast.parse(inspect.getsource(module)).body
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for statement in block.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }


def test_every_parameter_is_of_a_type_that_a_rule_reads() -> None:
    count = 0
    for function, each, resource in parameters():
        hint = type_of(each.annotation, function.__module__)
        check_of(hint)  # a TypeError names what no rule knows
        assert callable(reader_of(hint, each.name, resource, one_by_one=False))
        count += 1
    assert count > 1000


def test_names_that_only_type_checkers_see_are_generated_models() -> None:
    names = set()
    for function, each, _ in parameters():
        for part in parts(type_of(each.annotation, function.__module__)):
            if isinstance(part, type) and issubclass(part, UnloadedModel):
                home = imported_for_checkers(importlib.import_module(function.__module__)).get(part.__name__)
                assert home is not None, f"{function.__qualname__}: nothing is called {part.__name__}"
                assert isinstance(getattr(importlib.import_module(home), part.__name__), ModelType)
                names.add(part.__name__)
    assert len(names) > 10


def test_a_type_without_a_rule_is_refused() -> None:
    with pytest.raises(TypeError, match="no rule says how an argument of type <class 'complex'>"):
        check_of(complex)

    def method(self: Any, value: complex | None = None) -> None: ...

    with pytest.raises(TypeError, match="complex"):
        admitted(method, (1j,), {})


def test_the_name_of_an_alias_does_not_matter() -> None:
    hint = type_of("Renamed | None", __name__)
    assert [reading_of(each) for each in members_of(hint)] == [Reading.IDS]
    assert reader_of(hint, "record_ids", shelf().contacts, one_by_one=False)("1,2", "ids") == ["1", "2"]


Renamed = Ids


def test_every_alias_is_declared_once_and_documented() -> None:
    body = ast.parse(inspect.getsource(argument_types)).body
    aliases = {each.target.id: at for at, each in enumerate(body) if isinstance(each, ast.AnnAssign)}  # type: ignore[union-attr] # names all
    for at in aliases.values():
        assert isinstance(body[at + 1], ast.Expr), "an editor shows the text below an alias"
    declared = {reading_of(getattr(argument_types, name)) for name in aliases}
    assert declared >= {*Reading}
    for function, _ in functions():
        module = importlib.import_module(function.__module__)
        for name in aliases.keys() & vars(module).keys():
            assert getattr(module, name) is getattr(argument_types, name), f"{module.__name__}.{name}"


def test_annotations_are_looked_up_where_they_are_written() -> None:
    assert type_of("Sequence[str]", __name__) == Sequence[str]
    assert type_of(int, __name__) is int
    assert kind_of(type_of("Unheard | None", __name__)) is not Mapping  # a union has no kind; its members have
    (member,) = members_of(type_of("Unheard | None", __name__))
    assert (member.__name__, kind_of(member)) == ("Unheard", Mapping)
    assert kind_of(type_of("Iterable[Unheard]", __name__)) is Iterable


@pytest.mark.parametrize("name", ["limit", "page_size"])
def test_a_count_is_refused_below_zero_whether_a_program_or_a_payload_gives_it(name: str) -> None:
    with pytest.raises(InputError, match=f"{name}: expected 0 or more"):
        shelf().contacts.list(**{name: -1})
    from hubspot_facade.catalogue.operations import Catalogue

    with pytest.raises(InputError, match="limit: expected 0 or more"):
        Catalogue()["List contacts"].form.bind({"limit": -1})
