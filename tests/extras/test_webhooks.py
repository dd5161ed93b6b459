"""Webhooks in FastAPI, Flask and Django: the frameworks pass on the body and the address as they were sent."""

import asyncio
import re
from pathlib import Path
from urllib.parse import unquote

import anyio
import django
import fastapi
import flask
import pytest
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.urls import re_path, set_urlconf

from hubspot_facade import WebhookReceiver
from hubspot_facade.webhooks import django as for_django
from hubspot_facade.webhooks import flask as for_flask
from hubspot_facade.webhooks import starlette as for_starlette
from tests.webhooks.deliveries import NOW, SECRET, body_of, created, signed

TARGET = "/hubspot/caf%C3%A9%7E?x=%7Ea&y=%20b&z=%2F"
URL = f"https://app.example.com{TARGET}"


@pytest.fixture
def webhooks():
    made = WebhookReceiver(SECRET, clock=lambda: NOW)
    made.got = []

    @made.on("*")
    async def keep(event):
        await asyncio.sleep(0)
        made.got.append(event.object_id)

    return made


def fastapi_app(webhooks):
    app = fastapi.FastAPI()

    @app.post("/hubspot/{rest:path}")
    async def hubspot(request: fastapi.Request) -> fastapi.Response:
        return await for_starlette.respond(webhooks, request)

    return app


def flask_app(webhooks):
    app = flask.Flask("app")

    @app.post("/hubspot/<path:rest>")
    def hubspot(rest):
        flask.request.get_json()  # the body can be read before
        return for_flask.respond(webhooks)

    return app


class Urls:
    """What Django takes its paths from."""

    def __init__(self, patterns):
        self.urlpatterns = patterns


@pytest.fixture(scope="module", autouse=True)
def configured():
    settings.configure(
        ALLOWED_HOSTS=["app.example.com"],
        ROOT_URLCONF=None,
        MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
        SECRET_KEY="made-up",
    )
    django.setup()


def django_app(webhooks, handler, view):
    settings.ROOT_URLCONF = Urls([re_path("^hubspot/", view(webhooks))])
    set_urlconf(None)
    return handler()


async def call_asgi(app, body, headers, target=TARGET):
    raw, _, query = target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "https",
        "path": unquote(raw),
        "raw_path": raw.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "server": ("10.0.0.1", 80),
        "client": ("10.0.0.2", 5000),
    }
    sent, messages = [], [{"type": "http.request", "body": body, "more_body": False}]
    gone = anyio.Event()

    async def receive():
        if messages:
            return messages.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"]


def call_wsgi(app, body, headers, target=TARGET):
    import io

    raw, _, query = target.partition("?")
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(raw, "latin-1"),
        "QUERY_STRING": query,
        "REQUEST_URI": target,
        "SERVER_NAME": "10.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    statuses = []
    answer = app(environ, lambda status, headers, *_: statuses.append(int(status[:3])))
    b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return statuses[0]


FRAMEWORKS = {
    "fastapi": (fastapi_app, "asgi"),
    "flask": (flask_app, "wsgi"),
    "django": (lambda webhooks: django_app(webhooks, WSGIHandler, for_django.view), "wsgi"),
    "django-async-view": (lambda webhooks: django_app(webhooks, WSGIHandler, for_django.async_view), "wsgi"),
    "django-asgi": (lambda webhooks: django_app(webhooks, ASGIHandler, for_django.async_view), "asgi"),
    "django-asgi-view": (lambda webhooks: django_app(webhooks, ASGIHandler, for_django.view), "asgi"),
}


@pytest.fixture(params=FRAMEWORKS)
def call(request, webhooks):
    build, kind = FRAMEWORKS[request.param]
    app = build(webhooks)

    def called(body, headers, target=TARGET):
        headers = headers | {"Host": "app.example.com"}
        if kind == "wsgi":
            return call_wsgi(app, body, headers, target)
        return asyncio.run(call_asgi(app, body, headers, target))

    return called


def test_a_webhook_arrives(call, webhooks):
    body = body_of(created(object_id=1), created(object_id=2))
    assert call(body, signed(body, url=URL)) == 204
    assert webhooks.got == ["1", "2"]
    assert call(body, signed(body, url=URL)) == 204
    assert webhooks.got == ["1", "2"]


def test_what_was_not_signed_so_is_refused(call, webhooks):
    body = body_of(created())
    headers = signed(body, url=URL)
    assert call(body + b" ", headers) == 401
    assert call(body, headers, TARGET.replace("%7Ea", "~a")) == 401
    assert call(body, {}) == 401
    assert call(body, headers | {"X-HubSpot-Signature-v3": "AAAA"}) == 401
    forwarded = signed(body, url=URL.replace("app.example.com", "evil.example.com"))
    assert call(body, forwarded | {"X-Forwarded-Host": "evil.example.com"}) == 401
    assert webhooks.got == []


def test_an_error_of_a_function_has_hubspot_deliver_again(call, webhooks):
    failing = [True]

    @webhooks.on("*")
    def fail(event):
        if failing:
            raise RuntimeError

    body = body_of(created())
    assert call(body, signed(body, url=URL)) == 500
    failing.clear()
    assert call(body, signed(body, url=URL)) == 204
    assert len(webhooks.got) == 1


PAGE = (Path(__file__).parents[2] / "docs/webhooks.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def block(word):
    (found,) = [each for each in BLOCKS if f"from {word}" in each]
    return found


@pytest.mark.parametrize("framework", ["fastapi", "flask", "django.urls"])
def test_the_page_on_webhooks_shows_programs_that_work(webhooks, framework):
    names = {"webhooks": webhooks}
    exec(block(framework), names)  # noqa: S102 # our own page
    body = body_of(created())
    headers = signed(body, url="https://app.example.com/hubspot") | {"Host": "app.example.com"}
    if framework == "fastapi":
        status = asyncio.run(call_asgi(names["app"], body, headers, "/hubspot"))
    else:
        if framework == "django.urls":
            settings.ROOT_URLCONF = Urls(names["urlpatterns"])
            set_urlconf(None)
        status = call_wsgi(names.get("app") or WSGIHandler(), body, headers, "/hubspot")
    assert status == 204
    assert len(webhooks.got) == 1
