"""The signature is checked against the request as it was sent, in every way of receiving one."""

import http.client
import threading
from contextlib import closing
from wsgiref.simple_server import WSGIRequestHandler, make_server

import anyio
import pytest
import uvicorn
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Mount, Route

from hubspot_facade import WebhookReceiver
from hubspot_facade.sandbox.serving.listening import bind
from hubspot_facade.webhooks import starlette
from hubspot_facade.webhooks.asgi import asgi_app
from hubspot_facade.webhooks.wsgi import url_of, wsgi_app
from tests.webhooks.deliveries import NOW, SECRET, body_of, created, signed

TARGET = "/in/caf%C3%A9%7E?x=%7Ea&y=%20b&z=%2F"


@pytest.fixture
def webhooks():
    made = WebhookReceiver(SECRET, clock=lambda: NOW, max_body=1000)
    made.got = []
    made.on("*")(made.got.append)
    return made


def post(port, body, *, target=TARGET, headers=None, method="POST"):
    url = f"http://127.0.0.1:{port}{target}"
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(method, target, body, signed(body, url=url) if headers is None else headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def endpoint(webhooks):
    async def hubspot(request: Request):
        return await starlette.respond(webhooks, request)

    return hubspot


APPS = {
    "asgi": asgi_app,
    "mounted": lambda webhooks: Starlette(routes=[Mount("/in", asgi_app(webhooks))]),
    "starlette": lambda webhooks: Starlette(routes=[Route("/in/{rest:path}", endpoint(webhooks), methods=["POST"])]),
}


@pytest.fixture(params=[*APPS, "wsgi"])
def port(request, webhooks):
    """A real server's port."""
    if request.param == "wsgi":

        class Quiet(WSGIRequestHandler):
            def log_message(self, *_):
                pass

        server = make_server("127.0.0.1", 0, wsgi_app(webhooks), handler_class=Quiet)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        server.server_close()
    else:
        sock = bind("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(APPS[request.param](webhooks), log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        yield sock.getsockname()[1]
        server.should_exit = True
    thread.join()


def test_a_request_is_checked_as_it_was_sent(port, webhooks):
    body = body_of(created())
    # wsgiref says nothing of the path as it was sent, and `~` needs no encoding
    plain = TARGET.replace("%7E?", "~?")
    assert post(port, body, target=plain) == (204, b"")
    assert len(webhooks.got) == 1
    status, text = post(port, body + b" ", headers=signed(body))
    assert status == 401
    assert b"signature" in text
    assert post(port, body_of(*[created()] * 20))[0] in (401, 413)
    assert len(webhooks.got) == 1


@pytest.mark.parametrize("host", [None, "", "/", "a b", "@", "[::1", "\xff"])
def test_a_request_with_a_strange_host_is_refused(port, webhooks, host):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.putrequest("POST", "/in/x", skip_host=True)
        for name, value in (signed(b"[]") | {"content-length": "2"} | ({} if host is None else {"host": host})).items():
            connection.putheader(name, value.encode("latin-1"))
        connection.endheaders(b"[]")
        assert connection.getresponse().status in (400, 401)


@pytest.mark.parametrize("app", APPS)
def test_the_path_may_have_anything_encoded(app, webhooks):
    """As uvicorn passes it on."""
    body = body_of(created())
    raw, _, query = TARGET.partition("?")
    headers = signed(body, url=f"https://app.example.com{TARGET}") | {"Host": "app.example.com"}
    scope = {
        "type": "http",
        "method": "POST",
        "scheme": "https",
        "path": "/in/café~",
        "raw_path": raw.encode(),
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "server": ("10.0.0.1", 80),
    }
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    anyio.run(APPS[app](webhooks), {**scope}, receive, send)
    assert sent[0]["status"] == 204
    del scope["raw_path"]
    sent.clear()
    scope["path"], scope["query_string"] = "/in/café", b""
    headers = signed(body, url="https://app.example.com/in/caf%C3%A9")
    scope["headers"] = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope["headers"].append((b"host", b"app.example.com"))
    anyio.run(APPS[app](webhooks), scope, receive, send)
    assert sent[0]["status"] == 204


@pytest.mark.parametrize("given_", [{"REQUEST_URI": TARGET}, {"RAW_URI": TARGET}, {"REQUEST_URI": f"http://a{TARGET}"}])
def test_wsgi_servers_that_give_the_path_as_it_was_sent_are_believed(given_):
    environ = {"wsgi.url_scheme": "https", "HTTP_HOST": "app.example.com", "PATH_INFO": "/x"} | given_
    assert url_of(environ) == f"https://app.example.com{TARGET}"


@given(st.binary(max_size=2000), st.text(max_size=10))
def test_any_body_of_any_length_is_answered(body, length):
    import io

    webhooks = WebhookReceiver(SECRET, clock=lambda: NOW, max_body=1000)
    environ = {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": length, "HTTP_HOST": "a"}
    got = []
    b"".join(wsgi_app(webhooks)(environ, lambda status, headers: got.append(status)))
    assert got[0][:3] in ("401", "413")


def test_a_client_that_leaves_gets_no_answer(webhooks):
    async def receive():
        return {"type": "http.disconnect"}

    async def send(message):
        raise AssertionError(message)

    anyio.run(asgi_app(webhooks), {"type": "http", "method": "POST", "headers": [], "path": "/"}, receive, send)
