"""What a worker does with a client that it is handed; importable, as workers want it."""

import asyncio


def contact(client, record_id):
    """The id that HubSpot answers for it; without one the client is closed."""

    async def awaited():
        return await client.close() if record_id is None else (await client.contacts.get(record_id)).id

    if client._asynchronous:
        return asyncio.run(awaited())
    return client.close() if record_id is None else client.contacts.get(record_id).id
