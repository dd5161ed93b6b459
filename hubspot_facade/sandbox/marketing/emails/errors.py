"""What the marketing e-mail API refuses, in HubSpot's words."""

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found, validation


def unknown_email(id_: str) -> Refusal:
    """404: no e-mail has the id."""
    return object_not_found(f"Email with id {id_} not found", context={"emailId": [id_]})


def published_state(state: str) -> Refusal:
    """400: an e-mail cannot be made in a state that only publishing gives."""
    return validation(
        f"Creating an email in the published state {state} is not allowed. Use the publish endpoint instead.",
        context={"state": [state]},
    )


def variation_exists(id_: str) -> Refusal:
    """400: the e-mail has an A/B variation already."""
    return validation(f"Email with id {id_} already has an active A/B variation", context={"emailId": [id_]})


def no_variation(id_: str) -> Refusal:
    """404: the e-mail has no A/B variation."""
    return object_not_found(f"Email with id {id_} has no A/B variation", context={"emailId": [id_]})
