"""What programs annotate and catch stands at the top of the package."""

from __future__ import annotations

import inspect
import pickle
import re

import pytest

import hubspot_facade
from hubspot_facade import basic_errors, errors, status_errors, work_errors


def test_every_error_is_exported_at_the_top() -> None:
    every = vars(errors) | vars(basic_errors) | vars(status_errors) | vars(work_errors)
    found = {name for name, value in every.items() if inspect.isclass(value) and issubclass(value, Exception)}
    assert found - set(hubspot_facade.__all__) == set()
    assert all(getattr(hubspot_facade, name) is getattr(errors, name) for name in found)


@pytest.mark.parametrize("name", sorted({*errors.__all__} - {"ErrorItem"}))
def test_every_error_is_found_where_programs_import_it_from(name: str) -> None:
    kind = getattr(errors, name)
    assert pickle.loads(pickle.dumps(kind)) is kind  # noqa: S301 # our own
    assert re.search(rf"\b{name}\b", errors.__doc__ or "")


@pytest.mark.parametrize("name", hubspot_facade.__all__)
def test_what_is_exported_is_there_and_shown(name: str) -> None:
    assert name in dir(hubspot_facade)
    value = getattr(hubspot_facade, name)
    assert getattr(value, "__name__", repr(value)) == name


def test_every_error_has_a_message() -> None:
    refused = errors.NotFound("no such contact", status=404, method="GET", url="https://example.com")
    broken = errors.NetworkError("the connection broke", method="GET", url="https://example.com")
    assert refused.message == "no such contact"
    assert broken.message == str(broken) == "the connection broke (GET https://example.com)"
    assert errors.InputError("email", "expected text").message == "email: expected text"
