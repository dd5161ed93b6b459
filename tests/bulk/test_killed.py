"""Real processes, really killed; `make soak` kills 200."""

import pytest

from hubspot_facade.sandbox import Sandbox
from scripts.soak.kills import Trial


@pytest.mark.parametrize("operation", ["upsert", "create"])
def test_a_killed_load_goes_on_where_it_was(folder, operation):
    with Sandbox() as sandbox:
        trial = Trial(sandbox, folder, operation, seed=1)
        assert trial.run(most=1) == []
        assert trial.kills == 1
