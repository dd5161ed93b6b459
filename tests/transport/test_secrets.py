"""Secrets that are planted in requests and echoed by whatever answers: nothing that is shown holds them."""

import base64
import contextlib
import html
import io
import json
import logging
import pickle
import traceback
from urllib.parse import quote, unquote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubspot_facade import ConfigurationError, errors
from hubspot_facade.config import configure
from hubspot_facade.plans.raw import RawAnswer
from hubspot_facade.transport.request import Request
from hubspot_facade.transport.secrets import Secrets
from tests.facade.fakes import Client, FakeHubSpot, batch
from tests.http_library import httpx

TOKEN = "pat-na1-PLANTED-token/with+odd=signs"
KEY = "PLANTED-developer-key-4711"
SECRET = "PLANTED-client-secret&<\"'>4712"
REFRESH = "PLANTED-refresh/token+4713=="
CODE = "PLANTED-code:4714;x"
NEW = "PLANTED-new-token-4715"
APP = {"client_id": "app", "client_secret": SECRET}

CALLS = {
    "read": lambda hs: hs.contacts.get(1),
    "create": lambda hs: hs.contacts.create({"email": "a@b.c"}),
    "listing": lambda hs: hs.owners.list(),
    "batch": lambda hs: hs.contacts.batch_create([{"email": "a@b.c"}, {"email": "b@b.c"}]),
    "by name": lambda hs: hs.operations.run("Delete Contact", {"contactId": 1}),
    "app": lambda hs: hs.webhooks.get_settings(1),
    "code": lambda hs: hs.oauth.create_token(**APP, redirect_uri="https://x/", code=CODE, code_verifier=CODE),
    "refresh": lambda hs: hs.oauth.refresh_token(**APP, refresh_token=REFRESH),
    "app token": lambda hs: hs.oauth.create_app_token(**APP),
    "introspect": lambda hs: hs.oauth.introspect(**APP, token=REFRESH),
    "revoke": lambda hs: hs.oauth.revoke(**APP, token=REFRESH),
    "in the path": lambda hs: hs.raw("GET", f"/oauth/v1/refresh-tokens/{quote(REFRESH, safe='')}"),
    "in the query": lambda hs: hs.raw("GET", "/a", query={"hapikey": KEY, "code": CODE}),
    "in a header": lambda hs: hs.raw("GET", "/a", headers={"x-api-key": SECRET, "cookie": f"s={CODE}"}),
    "in a form": lambda hs: hs.raw("POST", "/a", form=APP),
    "in a body": lambda hs: hs.raw("POST", "/a", json={"deep": [{"clientSecret": SECRET}]}),
    "in bytes": lambda hs: hs.raw("POST", "/a", content=f"a=b&client_secret={quote(SECRET)}"),
}


def everything(request):
    """What of a request can be echoed."""
    request.read()
    head = " ".join(f"{name}: {value}" for name, value in request.headers.items())
    content = request.content.decode(errors="replace")
    return f"{request.method} {request.url} {head} {content} {unquote_plus(str(request.url))} {unquote_plus(content)}"


def plain(text):
    return "".join(letter if letter.isprintable() and letter.isascii() else " " for letter in text)


ECHOES = {
    "json": lambda text: httpx.Response(0, json={"message": f"no: {text}", "errors": [{"message": text}]}),
    "any letter": lambda text: httpx.Response(
        0, content=('{"message": "' + "".join(f"\\u{ord(each):04x}" for each in plain(text)) + '"}').encode()
    ),
    "context": lambda text: httpx.Response(0, json={"context": {"a": [text], text: "b"}, "category": text}),
    "scopes": lambda text: httpx.Response(0, json={"message": f"requires any of [{text}]", "status": text}),
    "slashes": lambda text: httpx.Response(0, content=json.dumps({"message": text}).replace("/", "\\/").encode()),
    "html": lambda text: httpx.Response(0, html=f"<html>{html.escape(text)}</html>"),
    "bare html": lambda text: httpx.Response(0, html=f"<html>{text}</html>"),
    "text": lambda text: httpx.Response(0, text=text),
    "quoted": lambda text: httpx.Response(0, text=quote(text)),
    "quoted whole": lambda text: httpx.Response(0, text=quote(text, safe="")),
    "lower": lambda text: httpx.Response(0, text=text.lower()),
    "repr": lambda text: httpx.Response(0, text=repr(text.encode())),
    "header": lambda text: httpx.Response(
        0, headers={"x-echo": plain(text), "x-hubspot-correlation-id": plain(text), "set-cookie": plain(text)}
    ),
    "new tokens": lambda text: httpx.Response(0, json={"access_token": NEW, "nested": {"refreshToken": NEW}}),
}


def shown(error, seen=None):
    """Everything that somebody may print, log, store or send of an error."""
    seen = set() if seen is None else seen
    if error is None or id(error) in seen:
        return []
    seen.add(id(error))
    found = [str(error), repr(error), repr(error.args), repr(vars(error)), *getattr(error, "__notes__", ())]
    found += traceback.format_exception(error)
    if isinstance(error, errors.HubSpotError):
        found.append(pickle.dumps(error).decode("latin-1"))
        pickle_again = pickle.loads(pickle.dumps(error))  # noqa: S301 # our own bytes
        found.append(repr(vars(pickle_again)))
    body = getattr(error, "body", b"")
    found.append(body.decode("utf-8", "replace"))
    with contextlib.suppress(ValueError):
        found.append(json.dumps(json.loads(body), ensure_ascii=False))
    request = getattr(error, "_request", None)
    if request is not None:
        found += [str(request.url), repr(request.headers.raw), repr(request.content)]
    if isinstance(error, errors.BatchError):
        for outcome in error.batch.outcomes:
            cause = outcome.error
            found += shown(cause, seen) if isinstance(cause, BaseException) else [repr(cause), str(cause)]
    return found + shown(error.__cause__, seen) + shown(error.__context__, seen)


@pytest.fixture(params=["sync", "async"])
def make(request, fake_clock, monkeypatch):
    monkeypatch.setattr("tests.facade.fakes.TOKEN", TOKEN)
    return lambda hubspot: Client(request.param, hubspot, fake_clock, developer_key=KEY, retries=1)


@pytest.fixture
def log():
    """Every log line of any library, as a handler of the caller's gets it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def refuse_to_show(client, act, log):
    try:
        answer = client.do(act)
        if isinstance(answer, RawAnswer):
            answer.raise_for_status()
    except Exception as error:
        texts = shown(error)
    else:
        texts = []
    texts += [log.getvalue(), repr(client.client)]
    assert [text for text in texts if "planted" in text.lower() or "PLANTED".encode("utf-16").hex() in text] == []
    return len(texts) > 2


STATUSES = (200, 400, 207, 403, 429, 409, 503, 302, 404, 401, 477, 500)


@pytest.mark.parametrize(("offset", "call"), [*enumerate(CALLS)])
def test_no_answer_makes_an_error_show_a_secret(call, offset, make, log):
    for number, (name, echo) in enumerate(ECHOES.items()):
        status = STATUSES[(number + 5 * offset) % len(STATUSES)]

        def reply(request, echo=echo, status=status):
            answer = echo(everything(request))
            answer.status_code = status
            return answer

        failed = refuse_to_show(make(FakeHubSpot(reply)), CALLS[call], log)
        assert failed or status < 300, name


BROKEN = [httpx.ConnectError, httpx.ReadTimeout, httpx.LocalProtocolError, httpx.RemoteProtocolError, httpx.ProxyError]


class OfTheCaller(httpx.TransportError):
    def __init__(self, request, number):
        super().__init__(f"{everything(request)} {number}", request=request)


@pytest.mark.parametrize("call", CALLS)
def test_no_exception_of_httpx_shows_a_secret(call, make, log):
    for kind in (*BROKEN, OfTheCaller):

        def reply(request, kind=kind):
            try:
                raise ValueError(f"Illegal header value {everything(request).encode()!r}")
            except ValueError as problem:
                error = kind(request, 1) if kind is OfTheCaller else kind(everything(request), request=request)
                raise error from problem

        assert refuse_to_show(make(FakeHubSpot(reply)), CALLS[call], log), kind


def test_what_fails_in_a_batch_that_was_done_in_part_shows_none(make, log):
    problem = {"status": "error", "category": "X", "message": f"oauth-token ({TOKEN})", "context": {"a": [TOKEN]}}
    hubspot = FakeHubSpot(batch(status=207, errors=[problem], numErrors=1))
    assert refuse_to_show(make(hubspot), CALLS["batch"], log)


def test_httpcores_log_of_an_answers_headers_shows_none(log):
    from hubspot_facade import HubSpot
    from tests.transport import hostile
    from tests.transport.hostile import Hostile

    echo = f"x-echo: Bearer {TOKEN}\r\n".encode()
    with (
        Hostile(lambda: hostile.whole(b'{"results": []}', echo), pause=0) as server,
        HubSpot(TOKEN, base_url=server.url) as hs,
    ):
        hs.owners.list().all()
    assert "x-echo" in log.getvalue()
    assert "PLANTED" not in log.getvalue()


def test_an_answer_that_is_none_shows_none_of_the_tokens_that_it_holds(make, log):
    hubspot = FakeHubSpot(httpx.Response(200, text=f'{{"access_token": "{NEW}", "refresh_token": "{NEW}", '))
    assert refuse_to_show(make(hubspot), CALLS["code"], log)


@pytest.mark.parametrize(
    "options",
    [
        {"base_url": "https://user:PLANTED@api.hubapi.com"},
        {"base_url": "https://user:PLANTED@x?y=1"},
        {"base_url": "http://user:PLANTED@x"},
        {"access_token": "PLANTED token"},
        {"developer_key": "PLANTED\nkey"},
    ],
)
def test_a_setting_that_is_refused_is_not_shown(options):
    with pytest.raises(ConfigurationError) as caught:
        configure(**{"access_token": "pat-x", **options, "environ": {}})
    assert "PLANTED" not in "".join(shown(caught.value))


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=4, max_size=60), st.text(max_size=20))
def test_any_secret_is_found_in_any_of_its_forms(secret, around):
    secrets = Secrets(known=[secret])
    forms = [secret, quote(secret, safe=""), json.dumps(secret)[1:-1], html.escape(secret), repr(secret)[1:-1]]
    for form in forms:
        hidden = secrets.text(f"{around} {form} {around}")
        assert form not in hidden.replace(around, "") or form in "***" or form in around


def test_secrets_of_a_form_are_known_where_a_field_has_several_values():
    request = Request(
        method="POST", path="/a", form={"refresh_token": ["first-secret", "second-secret"], "other": "kept"}
    )
    assert Secrets(request).text("first-secret second-secret kept") == "*** *** kept"


def test_what_holds_no_secret_stays_as_it_is():
    content = bytes(range(256)) + b'{"message": "caf\xc3\xa9 \\u00e9", "token_type": "bearer"}'
    assert Secrets(known=[TOKEN]).content(content) == content


def test_basic_credentials_of_the_callers_are_hidden(make, log):
    basic = base64.b64encode(b"PLANTED:PLANTED").decode()
    hubspot = FakeHubSpot(lambda request: httpx.Response(401, text=request.headers["authorization"]))
    client = make(hubspot)
    with pytest.raises(errors.Unauthorized) as caught:
        client.do(lambda hs: hs.raw("GET", "/a", headers={"authorization": f"Basic {basic}"})).raise_for_status()
    assert basic not in "".join(shown(caught.value)) + log.getvalue()
