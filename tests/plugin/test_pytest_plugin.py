"""The pytest plugin, in test runs of its own."""

import subprocess
import sys

import pytest

from hubspot_facade import AsyncHubSpot, HubSpot
from hubspot_facade.sandbox import Sandbox

pytest_plugins = ["pytester"]


@pytest.fixture(scope="module", autouse=True)
def _imported():
    """What the runs use is imported before, for pytester forgets what is imported within a run."""
    with Sandbox(samples=True) as sandbox:
        for version in ("2026-03", "v3"):
            with HubSpot(sandbox.token, base_url=sandbox.url, api_version=version) as client:
                contact = client.contacts.create({"city": "London"})
                assert contact.id in [one.id for one in client.contacts.list()]
                assert list(client.deals.list())
                assert list(client.contacts.search(query="nobody")) == []
        AsyncHubSpot(sandbox.token, base_url=sandbox.url)


@pytest.fixture
def run(pytester):
    """Runs a module of tests with options; gives the result."""

    def ran(module, *options, ini=""):
        pytester.makeini(f"[pytest]\nfilterwarnings = error\n{ini}")
        pytester.makepyfile(module)
        return pytester.runpytest_inprocess("-p", "no:xdist", *options)

    return ran


def test_each_test_has_an_empty_portal_and_the_same_server(run):
    run(
        """
        import pytest

        seen = []

        @pytest.mark.parametrize("number", [1, 2])
        def test_one(hubspot, hubspot_sandbox, number):
            seen.append(hubspot_sandbox.url)
            assert list(hubspot.contacts.list()) == []
            hubspot.contacts.create({"email": "ada@example.com"})
            assert len(set(seen)) == 1
            assert len(hubspot_sandbox.requests) == 2
        """
    ).assert_outcomes(passed=2)


def test_portals_tokens_faults_settings_and_time_end_with_their_test(run):
    run(
        """
        import pytest

        @pytest.mark.hubspot_sandbox(tier="free", index_lag=5)
        def test_first(hubspot_sandbox):
            hubspot_sandbox.new_token(portal=2)
            hubspot_sandbox.fail(status=500, times=-1)
            hubspot_sandbox.advance(3600)
            assert hubspot_sandbox.application.limits.tier.name == "free"

        def test_second(hubspot_sandbox, hubspot):
            assert list(hubspot_sandbox.portals) == [hubspot_sandbox.portal.id]
            assert list(hubspot_sandbox.portals.tokens) == []
            assert hubspot_sandbox.portal.clock.offset == 0
            assert hubspot_sandbox.portal.index_lag == 0
            assert hubspot_sandbox.application.limits.tier.name == "unlimited"
            assert list(hubspot.contacts.list()) == []
        """
    ).assert_outcomes(passed=2)


def test_waiting_takes_no_time(run):
    run(
        """
        from hubspot_facade import RateLimited

        import pytest

        @pytest.mark.hubspot_sandbox(tier="free")
        def test_limit(hubspot, hubspot_sandbox):
            before = hubspot_sandbox.portal.now()
            refused = hubspot_sandbox.fail(status=429, times=3)
            hubspot.contacts.create({"email": "ada@example.com"})
            assert refused.hits == 3
            assert hubspot_sandbox.portal.now() - before >= 20_000

        @pytest.mark.anyio
        async def test_limit_async(async_hubspot, hubspot_sandbox):
            async with async_hubspot as hubspot:
                refused = hubspot_sandbox.fail(status=429, times=3)
                await hubspot.contacts.create({"email": "ada@example.com"})
                assert refused.hits == 3

        @pytest.fixture
        def anyio_backend():
            return "asyncio"
        """
    ).assert_outcomes(passed=2)


def test_ini_options_hold_for_every_test(run, pytester):
    pytester.makefile(".toml", faults='[[fault]]\nstatus = 500\npath = "/crm/*/deals"\ntimes = -1\n')
    run(
        """
        import os

        import pytest

        from hubspot_facade import ServerError

        def test_all(hubspot, hubspot_sandbox):
            assert os.environ["HUBSPOT_BASE_URL"] == hubspot_sandbox.url
            assert os.environ["HUBSPOT_ACCESS_TOKEN"] == hubspot_sandbox.token
            assert hubspot.configuration.api_version == "v3"
            assert hubspot_sandbox.application.limits.tier.name == "pro"
            assert hubspot_sandbox.application.settings.scopes is True
            assert hubspot_sandbox.portal.index_lag == 500
            assert hubspot_sandbox.portal.seed == 9
            assert list(hubspot.contacts.list())
            with pytest.raises(ServerError):
                list(hubspot.deals.list())

        def test_the_files_faults_are_there_again(hubspot_sandbox):
            assert len(hubspot_sandbox.application.faults.planned) == 1
        """,
        "-o",
        "hubspot_sandbox_seed=9",
        ini="hubspot_sandbox_tier = pro\nhubspot_sandbox_scopes = true\nhubspot_sandbox_index_lag = 500ms\n"
        "hubspot_sandbox_samples = true\nhubspot_sandbox_faults = faults.toml\nhubspot_sandbox_environment = true\n"
        "hubspot_api_version = v3\n",
    ).assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("hubspot_sandbox_tier=platinum", "unknown tier 'platinum': expected one of free, pro, enterprise, oauth"),
        ("hubspot_sandbox_index_lag=soon", "'soon' is not a duration: write 5s, 500ms, 2m or 1h"),
        ("hubspot_sandbox_faults=none.toml", "No such file"),
        ("hubspot_sandbox_seed=x", "invalid literal for int"),
    ],
)
def test_wrong_options_are_told_in_a_line(run, option, told):
    result = run("def test_it(hubspot): ...", "-o", option)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*the ini options of the HubSpot sandbox are wrong: *{told}*"])


def test_a_wrong_mark_is_told_in_a_line(run):
    result = run(
        """
        import pytest

        @pytest.mark.hubspot_sandbox(teir="free")
        def test_it(hubspot): ...
        """
    )
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*the mark hubspot_sandbox is wrong: *teir*"])


def test_the_report_of_a_failure_lists_the_requests(run):
    result = run(
        """
        def test_it(hubspot, hubspot_sandbox):
            hubspot_sandbox.fail(status=429)
            hubspot.contacts.create({"email": "ada@example.com"})
            assert list(hubspot.contacts.search(query="nobody"))
        """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*HubSpot sandbox requests*",
            "POST /crm/objects/2026-03/contacts -> 429 (fault 429)",
            "POST /crm/objects/2026-03/contacts -> 201",
            "POST /crm/objects/2026-03/contacts/search -> 200",
        ]
    )


def test_without_the_extra_the_fixture_says_what_to_install(pytester):
    pytester.makeconftest("import sys; sys.modules['uvicorn'] = None")
    pytester.makepyfile("def test_it(hubspot): ...\n\ndef test_other(): ...")
    result = pytester.runpytest_subprocess("-W", "error")
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(["the sandbox needs its extra: pip install 'hubspot-facade[[]sandbox[]]'"])


def test_other_tests_pay_nothing():
    """Neither the sandbox nor httpx nor any generated module is imported by loading the plugin."""
    code = (
        "import sys, pytest\nbefore = set(sys.modules)\nimport hubspot_facade.pytest_plugin\n"
        "print(sorted({one for one in set(sys.modules) - before if 'sandbox' in one or one in ('httpx', 'attrs')"
        " or one.startswith('hubspot_openapi')}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
