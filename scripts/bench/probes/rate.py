"""One process that sends all that its client lets it: URL, TOKEN, REDIS (or -), DELAY, THREADS, END; prints its CPU."""

import os
import random
import sys
import threading
import time

import httpx

from hubspot_facade import HubSpot, Limits


class Slow(httpx.HTTPTransport):
    """Each way takes up to so many seconds, at random."""

    most = 0.0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        time.sleep(random.uniform(0, self.most))
        response = super().handle_request(request)
        response.read()
        time.sleep(random.uniform(0, self.most))
        return response


def main(url: str, token: str, redis: str, delay: str, threads: str, end: str) -> None:
    Slow.most, until = float(delay), float(end)
    http = httpx.Client(transport=Slow(limits=httpx.Limits(max_connections=100))) if Slow.most else None
    hs = HubSpot(token, base_url=url, http_client=http, limits=Limits(shared=None if redis == "-" else redis))

    def work() -> None:
        while time.time() < until:
            hs.raw("GET", "/crm/v3/owners", query={"limit": 1})

    for _ in range(int(threads)):
        threading.Thread(target=work, daemon=True).start()
    time.sleep(max(0.0, until - time.time()))
    sys.stdout.write(f"{time.process_time():.2f}\n")
    sys.stdout.flush()
    os._exit(0)  # some threads wait for their turn still


if __name__ == "__main__":
    main(*sys.argv[1:])
