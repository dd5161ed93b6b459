"""Generated modules: what a portal says is data in them, and the same portal gives the same bytes."""

import ast
import keyword
import sys
import types
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubspot_facade import Forbidden, HubSpot, InputError, UnreadableValue
from hubspot_facade.crm.properties.definitions import Definition, Definitions
from hubspot_facade.crm.properties.model_source import ObjectModel, source_of
from tests.facade.either import Either

TYPES = ("string", "number", "bool", "date", "datetime", "enumeration", "object_coordinates")
wild = st.text(st.characters(codec="utf-8") | st.sampled_from("\"'\\\n\r\t{}#\u2028\u202e"), max_size=20)
plain_names = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
odd_names = st.sampled_from(
    (
        *("class", "from", "id", "of", "on", "record", "names", "object_type", "__init__", "__class__", "_values"),
        *("str", "int", "none", "9lives", "a-b", "a_b", "a.b", "classmethod", "property", "self", "mro", "_Text"),
        *("ﬁ", "fi", "class_"),
    )
)


@st.composite
def definitions(draw):
    return Definition(
        draw(plain_names | odd_names | wild.filter(bool)),
        draw(st.sampled_from(TYPES)),
        label=draw(wild),
        options=dict.fromkeys(draw(st.lists(wild, max_size=3)), ""),
        multiple=draw(st.booleans()),
        read_only=draw(st.booleans()),
        whole=False,
    )


models = st.builds(
    lambda name, kind, several, others: ObjectModel(name, kind, Definitions(kind, several), tuple(others)),
    plain_names | wild | st.sampled_from(["contact", "Contact", "2boats"]),
    wild,
    st.lists(definitions(), max_size=6),
    st.lists(wild, max_size=2),
)


def loaded(source, name="portal_models"):
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(compile(source, name, "exec"), module.__dict__)  # noqa: S102 # it is what is tested
    return module


def held(node):
    """Whether a statement does nothing but name types and literals, as all of the module's do."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.AnnAssign() | ast.Expr(ast.Constant(str())):
            return True
        case ast.Assign(value=ast.Call(func=ast.Attribute(value=ast.Name("_values" | "_typing")))):
            return True
        case ast.Assign(targets=[ast.Name("object_type" | "also_named")]):
            return bool(ast.literal_eval(node.value) is not None)
        case ast.ClassDef():
            return all(map(held, node.body))
        case _:
            return False


@settings(max_examples=150)
@given(several=st.lists(models, min_size=1, max_size=3))
def test_nothing_that_a_portal_says_becomes_code(several):
    source = source_of(several)
    assert source == source_of(reversed(several)) or len({each.object_type for each in several}) < len(several)
    tree = ast.parse(source.encode())
    assert all(map(held, tree.body))
    module = loaded(source)
    classes = [each for each in vars(module).values() if isinstance(each, type) and each.__name__.endswith("Values")]
    assert len(classes) == len(several)
    said = sorted((each.object_type, sorted(each.definitions)) for each in several)
    assert sorted((each.object_type, sorted(each.names())) for each in classes) == said
    for each in classes:
        written = getattr(module, each.__name__.removesuffix("Values") + "Properties").__annotations__
        model = next(one for one in several if sorted(one.definitions) == sorted(each.names()))
        assert set(written) == {one.name for one in model.definitions.values() if not one.read_only} or len(several) > 1


class Read:
    id = "1"

    def __init__(self, **properties):
        self.properties = properties


def values_of(**kinds):
    several = [Definition(name, *(kind if isinstance(kind, tuple) else (kind,))) for name, kind in kinds.items()]
    return loaded(source_of([ObjectModel("thing", "things", Definitions("things", several))])).ThingValues


def test_values_are_read_as_their_types():
    thing = values_of(n="number", b="bool", d="date", m="datetime", t="string", e="enumeration").of(
        Read(n="12.50", b="true", d="2026-12-24", m="2026-12-24T08:00:00Z", t="x", e="red")
    )
    moment = datetime(2026, 12, 24, 8, tzinfo=UTC)
    assert (thing.n, thing.b, thing.d, thing.m) == (Decimal("12.50"), True, date(2026, 12, 24), moment)
    assert (thing.t, thing.e, thing.id) == ("x", "red", "1")


def test_no_value_is_none_and_what_was_not_read_is_an_error():
    thing = values_of(n="number", t="string", m="number").of(Read(n=None, t=""))
    assert (thing.n, thing.t) == (None, None)
    with pytest.raises(AttributeError, match="m was not read: name it in properties="):
        _ = thing.m


def test_a_value_of_another_type_is_an_error_that_names_it():
    with pytest.raises(UnreadableValue, match="n: '12 or so' is not a number") as caught:
        _ = values_of(n="number").of(Read(n="12 or so")).n
    assert caught.value.field == "n"


def test_attributes_are_not_set():
    with pytest.raises(AttributeError, match="update"):
        values_of(t="string").of(Read(t="x")).t = "y"


def test_names_that_python_does_not_take_have_others():
    names = {"class": "class_", "class_": "class_", "a-b": "a_b_2", "a_b": "a_b", "id": "id_", "9x": "property_9x"}
    values = values_of(**dict.fromkeys(names, "string"))
    shown = {each.name: attribute for attribute, each in vars(values).items() if hasattr(each, "name")}
    assert shown == names | {"class": "class__2"}
    assert not any(map(keyword.iskeyword, shown.values()))


def test_types_of_one_name_have_classes_of_their_own():
    several = [ObjectModel("contact", kind, Definitions(kind, [])) for kind in ("contacts", "p1_contact")]
    module = loaded(source_of(several))
    assert (module.ContactValues.object_type, module.Contact_2Values.object_type) == ("contacts", "p1_contact")


BOAT = {
    "labels": {"singular": "Boat", "plural": "Boats"},
    "properties": [{"name": "sails", "type": "number", "fieldType": "number", "label": "S\"ai\\ls'''"}],
}


def test_a_portals_models_write_and_read_its_records(hs):
    hs.schemas.create("boat", **BOAT)
    found = hs.properties.generate_models()
    assert found.source == hs.properties.generate_models().source
    assert found.left_out == {}
    module = loaded(found.source)
    boats = Either(module.BoatValues.on(hs.objects("boat")._target), hs._runner)
    made = boats.create(module.BoatProperties(sails=3))
    assert (made.sails, made.hs_object_id, made.id) == (3, int(made.id), made.id)
    assert [each.sails for each in boats.list(properties=["sails"])] == [3]
    assert module.BoatValues.of(hs.objects("boat").get(made.id, properties="sails")).sails == 3
    assert hs.contacts.create(module.ContactProperties(email="ada@example.com")).id
    with pytest.raises(InputError, match=r"BoatValues are p\d+_boat, not contacts"):
        module.BoatValues.on(hs.contacts._target)
    with pytest.raises(InputError, match="did you mean 'sails'"):
        boats.create({"sail": 1})


def test_what_may_not_be_read_is_left_out_unless_it_is_asked_for(sandbox):
    with HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        sandbox.fail("GET", "/crm*/0-136", status=403, times=2)
        found = hs.properties.generate_models()
        assert [*found.left_out] == ["leads"]
        assert "class DealValues" in found.source
        assert "class LeadValues" not in found.source
        with pytest.raises(Forbidden):
            hs.properties.generate_models(["0-136"])
        assert "class LeadValues" in hs.properties.generate_models(["leads"]).source
        with pytest.raises(InputError, match="no object type 'boat'"):
            hs.properties.generate_models(["boat"])
