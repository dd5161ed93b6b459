"""The calling API: what its route answers."""

from hubspot_facade.sandbox.protocol.messages import Answer, Request

DISPOSITIONS = {
    "9d9162e7-6cf3-4944-bf63-4dff82258764": "Busy",
    "f240bbac-87c9-4f6e-bf70-924b57d47db7": "Connected",
    "a4c4c377-d246-4b32-a13b-75a56a4cd0ff": "Left live message",
    "b2cf5968-551e-4856-9783-52b3da59a7d0": "Left voicemail",
    "73a0d17f-1163-4015-bdd5-ec830791da20": "No answer",
    "17b47fee-58de-441e-a44c-c6300d46f273": "Wrong number",
}


def get_dispositions(_: Request) -> Answer:
    """The outcomes a call may have."""
    return Answer(200, [{"id": id_, "label": label, "deleted": False} for id_, label in DISPOSITIONS.items()])
