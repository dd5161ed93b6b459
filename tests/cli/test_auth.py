"""`hubspot-facade auth`: profiles in the keyring, login by token and in the browser."""

import json
import threading
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import httpx
import keyring
import pytest
from typer.testing import CliRunner

from hubspot_facade import HubSpot
from hubspot_facade.cli.app import app
from hubspot_facade.cli.auth import commands
from hubspot_facade.cli.auth.keyring import refuse
from hubspot_facade.cli.auth.loopback import Loopback
from hubspot_facade.cli.failure import CommandError
from hubspot_facade.cli.typed_names import NOT_LOGGED_IN
from hubspot_facade.sandbox import Sandbox
from hubspot_facade.sandbox.unsettled import Unsettled

APP = ("app-1", "secret-of-app-1")


def back_end(module, **members):
    """A back end as the package keyring has them, by the module that it comes from."""
    return type("Keyring", (), {"__module__": module, **members})()


class Memory(dict):
    """What a keyring of the system keeps."""

    def get_password(self, service, username):
        return self.get((service, username))

    def set_password(self, service, username, password):
        self[service, username] = password

    def delete_password(self, service, username):
        del self[service, username]


Memory.__module__ = "keyring.backends.SecretService"


@pytest.fixture
def kept(monkeypatch, tmp_path):
    for name in ("ACCESS_TOKEN", "PROFILE", "BASE_URL", "CLIENT_ID", "CLIENT_SECRET", "DEVELOPER_API_KEY"):
        monkeypatch.delenv(f"HUBSPOT_{name}", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    memory = Memory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: memory)
    return memory


@pytest.fixture
def sandbox():
    with Sandbox(unsettled=Unsettled(refresh_tokens_rotate=True)) as running:
        yield running


def command(*arguments, given=""):
    done = CliRunner().invoke(app, [*arguments], input=given)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


def portal_of(*options):
    done = command("run", "account.get", *options)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["portalId"]


def log_in(sandbox, name, portal=None):
    token = sandbox.new_token(portal=portal) if portal else sandbox.token
    done = command("auth", "login", "--profile", name, "--base-url", sandbox.url, given=f"{token}\n")
    assert done.exit_code == 0, done.output
    assert token not in done.output
    return token


def test_profiles_are_kept_chosen_and_forgotten(kept, sandbox):
    sandbox.portals.open(777)
    log_in(sandbox, "first")
    log_in(sandbox, "second", 777)
    assert portal_of() == 777
    assert portal_of("--profile", "first") == sandbox.portal.id
    assert command("auth", "use", "first").exit_code == 0
    assert portal_of() == sandbox.portal.id
    lines = command("auth", "status").stdout.splitlines()
    assert [line[:8] for line in lines] == ["* first:", "  second"]
    assert command("auth", "logout").exit_code == 0
    assert command("auth", "logout", "--profile", "second").exit_code == 0
    assert command("auth", "status").stdout == ""
    assert command("run", "account.get").exit_code == 2
    assert len(kept) == 1  # the list, which is empty


def test_the_environment_chooses_too(kept, sandbox, monkeypatch):
    sandbox.portals.open(777)
    log_in(sandbox, "first")
    log_in(sandbox, "second", 777)
    monkeypatch.setenv("HUBSPOT_PROFILE", "first")
    assert portal_of() == sandbox.portal.id
    assert portal_of("--profile", "second") == 777
    monkeypatch.delenv("HUBSPOT_PROFILE")
    monkeypatch.setenv("HUBSPOT_BASE_URL", sandbox.url)
    monkeypatch.setenv("HUBSPOT_ACCESS_TOKEN", sandbox.token)
    assert portal_of() == sandbox.portal.id
    assert portal_of("--profile", "second") == 777


@pytest.mark.parametrize("arguments", [("run", "account.get", "--profile", "x"), ("auth", "use", "x")])
def test_a_profile_that_is_not_there_is_named_with_those_that_are(kept, sandbox, arguments):
    log_in(sandbox, "first")
    done = command(*arguments)
    assert done.exit_code == 2
    assert "no profile 'x'; profiles: first" in done.output


def test_the_token_of_a_profile_goes_to_its_server_alone(kept, sandbox):
    log_in(sandbox, "first")
    done = command("run", "account.get", "--profile", "first", "--base-url", "http://127.0.0.1:9")
    assert done.exit_code == 2
    assert "does not go to another server" in done.output


def test_a_token_that_hubspot_refuses_is_not_kept(kept, sandbox):
    done = command("auth", "login", "--base-url", sandbox.url, given="pat-unknown\n")
    assert done.exit_code == 1
    assert kept == {}
    assert command("auth", "login", "--base-url", sandbox.url, given="\n").exit_code == 2


def test_login_in_the_browser_keeps_tokens_that_renew_themselves(kept, sandbox, monkeypatch):
    visits = []

    def visit(url):
        asked = dict(parse_qsl(urlsplit(url).query))
        visits.append(asked)

        def click():
            answer = httpx.post(url.partition("?")[0], data=asked)
            target = answer.headers["location"].replace("localhost", "127.0.0.1")
            wrong = target.replace(asked["state"], "guessed")
            assert httpx.get(wrong).status_code == 400
            assert httpx.get(target).status_code == 200

        thread = threading.Thread(target=click)
        thread.start()
        visits.append(thread)

    monkeypatch.setattr(commands, "webbrowser", SimpleNamespace(open=visit))
    monkeypatch.setenv("HUBSPOT_CLIENT_SECRET", APP[1])
    options = ("--oauth", "--client-id", APP[0], "--scope", "oauth", "--scope", "crm.objects.contacts.read")
    done = command("auth", "login", *options, "--port", "0", "--base-url", sandbox.url)
    visits[1].join()
    assert done.exit_code == 0, done.output
    assert visits[0]["code_challenge_method"] == "S256"
    assert visits[0]["scope"] == "oauth crm.objects.contacts.read"
    assert portal_of() == sandbox.portal.id
    before = dict(kept)
    sandbox.advance(3600)
    assert portal_of() == sandbox.portal.id
    assert portal_of() == sandbox.portal.id  # by what was kept of the refresh before
    assert kept != before
    assert "by OAuth" in command("auth", "status").stdout
    command("auth", "logout")
    assert len(kept) == 1
    assert not any(APP[1] in text for text in kept.values())


def test_login_in_the_browser_says_what_is_missing(kept, monkeypatch):
    done = command("auth", "login", "--oauth")
    assert done.exit_code == 2
    assert "HUBSPOT_CLIENT_ID" in done.output


def answered(query):
    loopback = Loopback(0)
    port = urlsplit(loopback.redirect_uri).port
    url = f"http://127.0.0.1:{port}/callback?{query.format(state=loopback.state)}"
    thread = threading.Thread(target=httpx.get, args=(url,))
    thread.start()
    try:
        return loopback.code(5 if "{state}" in query else 0.2)
    finally:
        thread.join()
        loopback.close()


def test_the_page_on_loopback_takes_one_answer_with_its_own_state():
    assert answered("state={state}&code=a-code") == "a-code"
    with pytest.raises(CommandError, match="access_denied"):
        answered("state={state}&error=access_denied")
    with pytest.raises(CommandError, match="nobody came back"):
        answered("state=guessed&code=a-code")
    taken = Loopback(0)
    with pytest.raises(CommandError, match="another --port"):
        Loopback(urlsplit(taken.redirect_uri).port)
    taken.close()


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("keyring.backends.fail", "no keyring on this system"),
        ("keyring.backends.null", "no keyring on this system"),
        ("keyrings.alt.file", "plain text"),
        ("somebody.s.own", "plain text"),
    ],
)
def test_a_keyring_that_keeps_no_secrets_is_refused_with_what_to_do(kept, monkeypatch, module, said):
    monkeypatch.setattr(keyring, "get_keyring", lambda: back_end(module))
    for arguments in (("login",), ("status",), ("use", "x"), ("logout",)):
        done = command("auth", *arguments, given="pat-1\n")
        assert done.exit_code == 2
        assert said in done.output
        assert "HUBSPOT_ACCESS_TOKEN" in done.output
    done = command("run", "account.get", "--profile", "x")
    assert (done.exit_code, said in done.output) == (2, True)
    done = command("run", "account.get")  # nobody asked for a profile
    assert done.output == f"error: {NOT_LOGGED_IN}\n"


def test_a_chain_is_as_good_as_its_worst_part():
    good, bad = back_end("keyring.backends.macOS"), back_end("keyrings.alt.file")
    refuse(back_end("keyring.backends.chainer", backends=[good]))
    with pytest.raises(CommandError):
        refuse(back_end("keyring.backends.chainer", backends=[good, bad]))
    with pytest.raises(CommandError):
        refuse(back_end("keyring.backends.chainer", backends=[]))


def test_a_keyring_that_fails_is_said_without_what_it_was_given(kept, sandbox, monkeypatch):
    def locked(*_):
        raise RuntimeError(f"locked, and {sandbox.token}")

    broken = back_end("keyring.backends.macOS", get_password=locked, set_password=locked)
    monkeypatch.setattr(keyring, "get_keyring", lambda: broken)
    done = command("auth", "login", "--base-url", sandbox.url, given=f"{sandbox.token}\n")
    assert done.exit_code == 2
    assert "keyring fails (RuntimeError)" in done.output
    assert sandbox.token not in done.output


def test_no_secret_is_an_argument_and_clients_show_none(kept, sandbox):
    token = log_in(sandbox, "first")
    assert "--token" not in command("auth", "login", "--help").output
    with HubSpot(token, base_url=sandbox.url) as hs:
        assert token not in repr(hs)
