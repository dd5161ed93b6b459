"""The options of loads: a name that is not one of them is an error before anything is sent."""

import pytest

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
