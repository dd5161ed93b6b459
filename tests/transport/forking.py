"""A program that uses a client, forks, and uses it in every process at once; each checks what it is answered.

Arguments: colour, base URL, token, ids. It runs on its own, for a fork wants a process without threads.
"""

import asyncio
import os
import sys
import threading

from hubspot_facade import AsyncHubSpot, HubSpot, Limits

CHILDREN = 3
ROUNDS = 10


def answers(client, ids):
    """How many answers were another question's."""

    async def ask_all():
        found = await asyncio.gather(*(client.contacts.get(each) for each in ids))
        return [each.id for each in found]

    wrong = 0
    for turn in range(ROUNDS):
        asked = ids[turn % len(ids) :] + ids[: turn % len(ids)]
        if client._asynchronous:
            found = asyncio.run(ask_all()) if turn % 5 == 0 else asyncio.run(one(client, asked[0]))
            asked = ids if turn % 5 == 0 else asked[:1]
        else:
            found = [client.contacts.get(each).id for each in asked[:3]]
            asked = asked[:3]
        wrong += sum(each != there for each, there in zip(found, asked, strict=True))
    return wrong


async def one(client, each):
    return [(await client.contacts.get(each)).id]


def hold_the_lock(client):
    """A thread that is always in the pacer or about to be."""
    stop = threading.Event()

    def work():
        while not stop.is_set():
            turn = client._pacer.reserve("search")
            if not isinstance(turn, float):
                client._pacer.answered(turn)

    thread = threading.Thread(target=work)
    thread.start()
    return stop, thread


def main(colour, url, token, *ids):
    client = (HubSpot if colour == "sync" else AsyncHubSpot)(
        token, base_url=url, limits=Limits(per_ten_seconds=100_000)
    )
    wrong = answers(client, ids)
    children = []
    for number in range(CHILDREN):
        busy = hold_the_lock(client)
        child = os.fork()
        if not child:
            os._exit(min(answers(client, ids[number:] + ids[:number]), 255))
        children.append(child)
        busy[0].set()
        busy[1].join()
    wrong += answers(client, ids)
    for child in children:
        wrong += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if client._asynchronous:
        asyncio.run(client.close())
    else:
        client.close()
    sys.stdout.write(f"{wrong}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
