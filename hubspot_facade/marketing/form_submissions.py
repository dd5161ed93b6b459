"""Submissions of forms, which HubSpot takes on a separate host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from hubspot_openapi.runtime import DecodeError

from hubspot_facade.plans.edition_calls import edition_calls
from hubspot_facade.plans.methods import C, RawAsync, RawSync, Resource, WithRawResponse, operation
from hubspot_facade.plans.plan import needing
from hubspot_facade.plans.raw import RawAnswer, RawCall
from hubspot_facade.wire.dates import Moment, millis_of
from hubspot_facade.wire.ids import id_of, text_of
from hubspot_facade.wire.values import Id, properties_of

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from hubspot_openapi.v2026_03.account.account_info import operations as calls
else:
    calls = edition_calls("account.account_info")

CONTACT = "0-1"


class FormSubmissions(Resource[C]):
    """Submissions go to the client's `forms_url`: by default `https://api.hsforms.com`, or a sandbox's own address."""

    with_raw_response = WithRawResponse["FormSubmissions[RawSync]", "FormSubmissions[RawAsync]"]()

    @operation()
    def submit(
        self,
        form_id: str,
        fields: Mapping[str, object],
        *,
        context: Mapping[str, str] | None = None,
        submitted_at: Moment | None = None,
        skip_validation: bool = False,
        object_type_id: str = CONTACT,
        portal_id: Id | None = None,
    ) -> Generator[Any, Any, dict[str, Any]]:
        """Submit a form.

        Returns the form's answer: `inlineMessage`, or `redirectUri` if it leads elsewhere.
        The contact with the submitted email is created or changed. `context` says where it came from: `hutk`,
        `pageUri`, `pageName`, `ipAddress`. The account is looked up unless `portal_id` names it. Raises BadRequest
        with an error for each field that the form does not accept, NotFound for an unknown form.
        """
        id_ = text_of(form_id, "form_id")
        values = properties_of(fields, "fields")
        body: dict[str, Any] = {
            "fields": [{"objectTypeId": object_type_id, "name": name, "value": value} for name, value in values.items()]
        }
        if context:
            body["context"] = {name: text_of(value, f"context.{name}") for name, value in context.items()}
        if submitted_at is not None:
            body["submittedAt"] = str(millis_of(submitted_at, "submitted_at"))
        if skip_validation:
            body["skipValidation"] = True
        named = None if portal_id is None else id_of(portal_id, "portal_id")
        portal = named or (yield from needing(calls.get_details(), "portal_id")).portal_id
        path = f"/submissions/v3/integration/secure/submit/{portal}/{quote(id_, safe='')}"
        answer: RawAnswer = yield from RawCall("POST", path, {"json": body}, forms=True, check=_check)
        answer.raise_for_status()
        return dict(answer.body or {})


def _check(answer: RawAnswer) -> None:
    if answer.body and not isinstance(answer.body, dict):
        raise DecodeError("something other than an object")
