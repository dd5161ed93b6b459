"""A process with an expired token: reads contacts as often as it is told, and may die right after its refresh."""

import os
import sys

from hubspot_facade import HubSpot, OAuthCredentials, SQLiteStore


class Dying(SQLiteStore):
    """Is killed when it has new tokens, before it keeps them."""

    def save(self, key, tokens):
        os.kill(os.getpid(), 9)


def main(url, path, app, secret, portal, how):
    store = (Dying if how == "dies" else SQLiteStore)(path)
    with HubSpot(OAuthCredentials(app, secret, store=store, portal_id=portal), base_url=url) as hs:
        sys.stdin.readline()  # all of them at once
        for _ in range(3):
            hs.contacts.list(limit=1).all()
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
