"""Every listing names a `limit` or `page_size` that is no count, before anything is sent."""

import inspect

import pytest

from hubspot_facade import AsyncHubSpot, HubSpot, InputError
from hubspot_facade.plans.methods import ListMethod, static_attribute

ODD = ("5", 1.5, True, -1, [], 10**5000)


def listings(resource, seen=None):
    """Every listing of a client, those of resources inside resources included."""
    seen = set() if seen is None else seen
    for name in dir(type(resource)):
        if name.startswith("_"):
            continue
        if isinstance(static_attribute(type(resource), name), ListMethod):
            yield getattr(resource, name)
        elif (
            hasattr(static_attribute(type(resource), name), "__get__")
            and not callable(value := getattr(resource, name, None))
            and hasattr(value, "_client")
            and type(value) not in seen
        ):
            seen.add(type(value))
            yield from listings(value, seen)


@pytest.mark.parametrize("client", [HubSpot, AsyncHubSpot])
def test_a_count_that_is_none_is_named(client):
    tried = 0
    for method in listings(client("pat-x")):
        parameters = inspect.signature(method).parameters
        subjects = ["1" for one in parameters.values() if one.kind is not one.KEYWORD_ONLY and one.default is one.empty]
        for name in parameters.keys() & {"limit", "page_size"}:
            for value in ODD:
                with pytest.raises(InputError) as caught:
                    method(*subjects, **{name: value})
                assert caught.value.field == name
                tried += 1
    assert tried > 40 * len(ODD)
