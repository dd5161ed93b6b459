"""The admin endpoints that steer a sandbox: portals, tokens, webhooks, clock, settings."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hubspot_facade.sandbox.protocol import errors
from hubspot_facade.sandbox.protocol.errors import Body
from hubspot_facade.sandbox.protocol.messages import Answer, Request
from hubspot_facade.sandbox.protocol.numerals import measure
from hubspot_facade.sandbox.protocol.shapes import is_list, is_object
from hubspot_facade.sandbox.protocol.weburls import split
from hubspot_facade.sandbox.state import instants
from hubspot_facade.sandbox.webhooks.delivery import Outbox
from hubspot_facade.sandbox.webhooks.samples import sample_event
from hubspot_facade.sandbox.webhooks.sending import Deliveries

if TYPE_CHECKING:
    from hubspot_facade.sandbox.serving.backend import Backend


class Configuration:
    """Portals, tokens, webhooks, clock and settings of one backend."""

    def __init__(self, backend: "Backend") -> None:
        self._backend = backend

    # -- portals and tokens ----------------------------------------------------------------------------------

    def get_portals(self, request: Request) -> Answer:
        """The portals and how many records each has."""
        found = [
            {"portalId": id_, "records": portal.store.row("SELECT COUNT(*) FROM record WHERE archived IS NULL")[0]}
            for id_, portal in self._backend.portals.items()
        ]
        return Answer(200, {"results": found})

    def open_portal(self, request: Request) -> Answer:
        """A further portal, with a token of its own."""
        id_ = request.body("portalId")["portalId"]
        if isinstance(id_, bool) or not isinstance(id_, int):
            raise errors.validation(f"portalId must be a whole number, not {id_!r}")
        try:
            portal = self._backend.portals.open(id_)
        except ValueError as error:
            raise errors.validation(str(error)) from None
        return Answer(201, self._backend.portals.new_token(portal.id).body())

    def get_tokens(self, request: Request) -> Answer:
        """The tokens that were made, without the one that the sandbox began with."""
        return Answer(200, {"results": [token.body() for token in self._backend.portals.tokens]})

    def new_token(self, request: Request) -> Answer:
        """A token: of the portal that the request is about, with the scopes and for the seconds that it says."""
        body = request.body()
        scopes, life = body.get("scopes"), body.get("expiresIn")
        if scopes is not None and not (is_list(scopes) and all(isinstance(one, str) for one in scopes)):
            raise errors.validation("scopes must be an array of text")
        if life is not None and (measure(life) or 0) <= 0:
            raise errors.validation(f"expiresIn must be a number of seconds above 0, not {life!r}")
        token = self._backend.portals.new_token(request.portal.id, scopes=scopes, life=life)
        return Answer(201, token.body())

    def drop_token(self, request: Request) -> Answer:
        """Accept a token no longer."""
        if not self._backend.portals.tokens.drop(request.params["token"]):
            raise errors.resource_not_found()
        return Answer(204)

    # -- webhooks --------------------------------------------------------------------------------------------

    def get_webhooks(self, request: Request) -> Answer:
        """The webhooks that were sent, each attempt, oldest first."""
        entries = list(request.portal.service(Deliveries).entries)
        return Answer(200, {"results": [one.describe() for one in entries]})

    def send_webhook(self, request: Request) -> Answer:
        """Have a made-up event sent, by the thread that delivers: the receiver may ask the sandbox meanwhile."""
        body, portal = request.body("eventType"), request.portal
        fields: Any = body.get("fields") or {}
        if not is_object(fields):
            raise errors.validation("fields must be an object")
        outbox = portal.service(Outbox)
        try:
            app, url = (str(portal.app_id), str(body["url"])) if body.get("url") else outbox.target_of()
            event = sample_event(str(body["eventType"]), fields, portal=portal.id, app=app, at=portal.now())
        except ValueError as error:
            raise errors.validation(str(error)) from None
        if split(url) is None:
            raise errors.validation(f"url must be a URL, not {url!r}")
        outbox.hand_over(app, url, [event])
        return Answer(202, event)

    # -- clock -----------------------------------------------------------------------------------------------

    def get_clock(self, request: Request) -> Answer:
        """What time it is in the sandbox."""
        return Answer(200, self._time())

    def set_clock(self, request: Request) -> Answer:
        """Another time: `advance` by seconds, jump `to` a moment, or `offset` seconds beside the real clock."""
        body = request.body()
        given = {name: body[name] for name in ("advance", "to", "offset") if body.get(name) is not None}
        if len(given) != 1:
            raise errors.validation("say one of advance, to, offset")
        hand = self._backend.portal.clock
        ((name, value),) = given.items()
        try:
            if name == "to":
                hand.set(_moment(value))
            else:
                hand.advance(_seconds(name, value) - (hand.offset if name == "offset" else 0))
        except ValueError as error:
            raise errors.validation(str(error)) from None
        return Answer(200, self._time())

    def _time(self) -> Body:
        portal = self._backend.portal
        return {"now": instants.instant(portal.now()), "offset": portal.clock.offset}

    # -- settings --------------------------------------------------------------------------------------------

    def get_settings(self, request: Request) -> Answer:
        """How strict the sandbox is, by the names of `Settings`."""
        return Answer(200, asdict(self._backend.settings))

    def change_settings(self, request: Request) -> Answer:
        """Other settings from now on."""
        changes: dict[str, Any] = request.body()
        try:
            self._backend.configure(**changes)
        except (TypeError, ValueError) as error:
            raise errors.validation(str(error)) from None
        return self.get_settings(request)


def _moment(value: Any) -> float:
    millis = instants.parse(str(value))
    if millis is None:
        raise ValueError(f"to must be a moment such as 2026-03-01T12:00:00Z, not {value!r}")
    return millis / 1000


def _seconds(name: str, value: Any) -> float:
    seconds = measure(value)
    if seconds is None:
        raise ValueError(f"{name} must be a number of seconds, not {value!r}")
    return seconds
