"""The command that serves agents, as far as it goes without the package `mcp`."""

import sys

import pytest
from typer.testing import CliRunner

from hubspot_facade import HubSpot, InputError
from hubspot_facade.cli.app import app
from hubspot_facade.mcp.masking import Masking
from hubspot_facade.mcp.name_check import check_names
from hubspot_facade.mcp.policy import Policy
from hubspot_facade.sandbox import Sandbox


@pytest.fixture(autouse=True)
def account(monkeypatch):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", "pat-na1-x")
    monkeypatch.setitem(sys.modules, "mcp", None)


def run(*arguments):
    return CliRunner().invoke(app, ["mcp", *arguments])


def test_without_the_package_it_says_what_to_install():
    done = run()
    assert done.exit_code == 2
    assert "pip install 'hubspot-facade[mcp]'" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--operation", "Updat contact"], "Update contact"),
        (["--http", "--host", "0.0.0.0"], "loopback only"),  # noqa: S104 # what is refused
        (["--sandbox", "--base-url", "http://127.0.0.1:1"], "leave out"),
        (["--api-version", "2020-01"], "2026-03"),
    ],
)
def test_wrong_options_are_said_before_anything_is_served(arguments, said):
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


# -- names that options give ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def portal():
    with Sandbox() as sandbox, HubSpot(base_url=sandbox.url, access_token=sandbox.token) as hs:
        hs.schemas.create(
            name="car",
            labels={"singular": "Car", "plural": "Cars"},
            properties=[{"name": "vin", "label": "VIN", "type": "string", "field_type": "text"}],
            primary_display_property="vin",
            required_properties=["vin"],
        )
        yield sandbox


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--object-type contactz", "--object-type: there is no object type 'contactz'; did you mean 'contacts'"),
        ("--object-type 2-999999999", "--object-type: there is no object type '2-999999999'"),
        ("--mask phnoe", "--mask: no object type has a property 'phnoe'; did you mean 'phone'"),
        ("--mask phnoe", "(a pattern, such as 'phnoe*', is not looked up)"),
        ("--unmask phnoe", "--unmask: no object type has a property 'phnoe'"),
        ("--property emial", "--property: no object type has a property 'emial'; did you mean 'email'"),
        ("--object-type companies --mask firstname", "--mask: no object type has a property 'firstname'"),
    ],
)
def test_a_name_that_the_account_does_not_have_is_refused_at_the_start(portal, monkeypatch, options, said):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", portal.token)
    done = run("--base-url", portal.url, *options.split())
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    "options",
    [
        "",
        "--object-type Contacts --object-type 0-3 --object-type car",
        "--mask phone --mask dealname --mask VIN --mask *_score --mask phnoe* --unmask gender --property email",
        "--object-type contacts --mask first-name* --mask HsObjectId",
    ],
)
def test_names_that_it_has_are_taken(portal, monkeypatch, options):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", portal.token)
    done = run("--base-url", portal.url, *options.split())
    assert "pip install 'hubspot-facade[mcp]'" in done.stderr, done.stderr
    assert "note" not in done.stderr


@pytest.mark.parametrize("token", ["wrong", None])
def test_where_the_account_cannot_be_asked_a_note_says_that_names_were_not_checked(portal, monkeypatch, token):
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", token or portal.token)
    done = run("--base-url", portal.url if token else "http://127.0.0.1:9", "--mask", "phone")
    assert "note: object types and properties in options could not be checked: " in done.stderr
    assert "pip install 'hubspot-facade[mcp]'" in done.stderr


def test_a_name_is_taken_if_one_of_several_accounts_has_it(portal):
    with Sandbox() as other:
        accounts = [HubSpot(base_url=each.url, access_token=each.token) for each in (other, portal)]
        policy = Policy(object_types=("car",), masking=Masking(["vin"]))
        check_names(accounts, policy)
        check_names(accounts, Policy(masking=Masking(["vin"])))
        with pytest.raises(InputError, match="no object type 'car'"):
            check_names(accounts[:1], policy)
        with pytest.raises(InputError, match="no object type has a property 'vin'"):
            check_names(accounts[:1], Policy(masking=Masking(["vin"])))
        for each in accounts:
            each.close()
