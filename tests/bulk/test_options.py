"""The options of loads: a name that is not one of them is an error before anything is sent."""

import pytest

from hubspot_facade import InputError

LOADS = {
    "contacts": ("bulk_create", "bulk_update", "bulk_upsert", "bulk_archive"),
    "associations": ("bulk_create", "bulk_archive"),
}


@pytest.mark.parametrize("option", ["dry_run", "duplicate", "raise_error", "journals"])
@pytest.mark.parametrize(("resource", "method"), [(name, one) for name, methods in LOADS.items() for one in methods])
def test_an_unknown_option_is_refused(hs, sandbox, resource, method, option):
    sandbox.requests.clear()
    types = () if resource == "contacts" else ("contacts", "companies")
    rows = {"contacts": [{"email": "a@example.com"}], "associations": [(1, 2)]}[resource]
    with pytest.raises(TypeError, match=f"not '{option}'"):
        getattr(getattr(hs, resource), method)(*types, rows, **{option: True})
    assert not sandbox.requests


@pytest.mark.parametrize("one", [{"email": "a@example.com"}, {"properties": {"email": "a@example.com"}}])
@pytest.mark.parametrize(
    "method",
    [
        *("bulk_create", "bulk_update", "bulk_upsert", "bulk_archive"),
        *("batch_create", "batch_update", "batch_upsert", "batch_archive", "batch_read"),
    ],
)
def test_one_record_in_place_of_many_is_refused(hs, sandbox, method, one):
    sandbox.requests.clear()
    with pytest.raises(InputError, match=r"expected a list.*not (one mapping|dict)"):
        getattr(hs.contacts, method)(one)
    assert not sandbox.requests


def test_one_pair_in_place_of_many_is_refused(hs):
    for method in (hs.associations.bulk_create, hs.associations.bulk_archive, hs.associations.batch_create):
        with pytest.raises(InputError, match="expected a list"):
            method("contacts", "companies", {"from": {"id": 1}, "to": {"id": 2}})


def test_the_property_that_finds_records_is_called_as_the_method_calls_it(hs):
    with pytest.raises(InputError, match="key: name the unique property"):
        hs.companies.bulk_upsert([{"name": "x"}])
    with pytest.raises(TypeError, match=r"a load takes key, .*; key names the property"):
        hs.companies.bulk_upsert([{"name": "x"}], id_property="name")
    with pytest.raises(InputError, match="id_property: name the unique property"):
        hs.companies.batch_upsert([{"name": "x"}])


def test_a_property_that_is_not_unique_is_called_so(hs):
    assert "'name' is not a unique property" in str(hs.companies.bulk_upsert([{"name": "x"}], key="name"))
