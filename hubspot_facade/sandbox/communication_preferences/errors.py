"""What the subscription APIs refuse, in HubSpot's words."""

from hubspot_facade.sandbox.protocol.errors import Refusal, object_not_found, validation


def unsubscribed(id_: str, email: str) -> Refusal:
    """400: who has unsubscribed cannot be subscribed by this API."""
    return validation(f"Subscription {id_} for {email} cannot be updated because they have unsubscribed")


def already_unsubscribed(id_: str, email: str) -> Refusal:
    """400: nobody unsubscribes twice."""
    return validation(f"{email} is already unsubscribed to subscription {id_}")


def unknown_subscriber(email: str) -> Refusal:
    """404: the portal knows nothing of the address."""
    return object_not_found(f"{email} either has no subscriptions associated with this portal or does not exist")


def unknown_subscription(id_: str) -> Refusal:
    """404: there is no such subscription type."""
    return object_not_found(f"Subscription {id_} does not exist", context={"subscriptionId": [id_]})


def unknown_status(status: str) -> Refusal:
    """400: no such status."""
    return validation(f"{status} is not a valid status", context={"statusState": [status]})
