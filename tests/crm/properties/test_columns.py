"""Columns of files: which property each is loaded as."""

import pytest

from hubspot_facade import InputError
from hubspot_facade.crm.properties.columns import properties_of_columns
from hubspot_facade.crm.properties.definitions import Definition, Definitions

DEFINITIONS = Definitions(
    "contacts",
    [
        Definition("email", "string", label="Email"),
        Definition("firstname", "string", label="First Name"),
        Definition("lastname", "string", label="Last Name"),
        Definition("region", "string", label="Region"),
        Definition("sales_region", "string", label="region"),
        Definition("city", "string", label="Phone"),  # a label that is another property's name
        Definition("phone", "string", label="Phone Number"),
        Definition("createdate", "datetime", label="Create Date", read_only=True),
    ],
)


def columns(*names, **options):
    return properties_of_columns(DEFINITIONS, names, **options)


def test_columns_have_the_property_of_their_name_or_label_in_any_case():
    assert columns("EMAIL", "First  name", "lastname") == {
        "EMAIL": "email",
        "First  name": "firstname",
        "lastname": "lastname",
    }


def test_a_name_comes_before_a_label():
    assert columns("Phone") == {"Phone": "phone"}


def test_columns_are_named_and_left_out():
    assert columns("Mail", "Region", "Notes", given={"mail": "EMAIL", "Region": "sales_region"}, ignore=["notes"]) == {
        "Mail": "email",
        "Region": "sales_region",
        "Notes": None,
    }
    assert columns("email", "Shoe size", ignore_unknown=True) == {"email": "email", "Shoe size": None}
    assert columns("id", "email", keys=("id",)) == {"id": "id", "email": "email"}


@pytest.mark.parametrize(
    ("names", "options", "said"),
    [
        (["E-Mail"], {}, r"contacts have no property 'E-Mail' \(did you mean email\?\)"),
        (["Shoe size", "fistname"], {}, r"contacts have no property 'Shoe size'; .*'fistname' .* firstname\?"),
        (["sales region", "SALES_REGION "], {}, "sales_region"),
        (["ReGion "], {"given": {}}, "'ReGion ' is the label of region and sales_region: name one of them"),
        (["Create date"], {}, "'Create date' is loaded as createdate, which HubSpot sets itself"),
        (["Email", "email"], {}, "'Email' and 'email' are both loaded as email"),
        (["email"], {"given": {"Mial": "email"}}, "there is no column 'Mial'"),
        (["email", "Mail"], {"given": {"Mial": "email"}}, "there is no column 'Mial'; did you mean 'Mail'"),
        (["email"], {"ignore": ["Note"]}, "there is no column 'Note'"),
        (["Mail"], {"given": {"Mail": "emial"}}, "did you mean 'email'"),
        (["Mail"], {"given": {"Mail": "email"}, "ignore": ["mail"]}, "'Mail' is given twice"),
    ],
)
def test_columns_without_one_property_are_refused(names, options, said):
    with pytest.raises(InputError, match=said):
        columns(*names, **options)


@pytest.mark.parametrize("first", ["x@example.com", "5", "1.000,50", "2026-03-04", "04.03.2026", "2026-03-04T10:00Z"])
def test_a_column_that_is_named_like_a_value_asks_for_the_header(first):
    with pytest.raises(InputError, match="looks like a value: is the header, with the names, missing") as caught:
        columns("Ada", first)
    assert caught.value.problem.startswith(repr(first))


@pytest.mark.parametrize("name", ["Shoe size", "2nd address", "Q1 2026", "e-mail @ work"])
def test_other_columns_without_a_property_do_not(name):
    with pytest.raises(InputError) as caught:
        columns(name)
    assert "header" not in caught.value.problem


def test_ignore_unknown_ignores_no_ambiguous_label():
    assert columns("Region", ignore_unknown=True) == {"Region": "region"}  # a name
    with pytest.raises(InputError, match="both loaded as email"):
        columns("Email", "email", ignore_unknown=True)


def test_what_may_be_meant_is_looked_for_as_often_as_it_is_shown(monkeypatch):
    looked = []
    monkeypatch.setattr(
        "hubspot_facade.crm.properties.columns.get_close_matches", lambda *given: looked.append(given) or []
    )
    with pytest.raises(InputError, match="and 99990 more"):
        columns(*(f"column {number}" for number in range(100_000)))
    assert len(looked) <= 20
