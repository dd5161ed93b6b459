"""What is seeded is found by searches, whatever was searched before; a search of many records looks through columns."""

import pytest

from hubspot_facade import HubSpot, P
from hubspot_facade.sandbox import Sandbox
from tests.unpaced import FAST

SEEDED = 1500  # more than a search looks through in the database


@pytest.mark.parametrize("is_searched", [True, False])
def test_seeded_records_are_found(is_searched):
    with Sandbox() as sandbox, HubSpot(base_url=sandbox.url, access_token=sandbox.token, limits=FAST) as hs:
        found = []
        for seed in (1, 2):
            sandbox.seed(contacts=SEEDED, seed=seed)
            hs.contacts.batch_create([{"email": f"p{number}@{seed}.example"} for number in range(100)])
            if is_searched or seed == 2:
                found.append(sum(1 for _ in hs.contacts.search(P.email.known())))
        assert found[-1] == 2 * (SEEDED + 100)
        assert found[0] in (SEEDED + 100, found[-1])
