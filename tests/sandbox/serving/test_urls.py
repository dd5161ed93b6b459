"""The services' routes, which are loaded when a path first leads to them."""

import json
import re
import subprocess
import sys
from collections import Counter

import pytest

from hubspot_facade.sandbox.protocol.routing import Tree
from hubspot_facade.sandbox.serving.urls import SERVICES, routes_of, stateful

FIRST = """
import json, sys
from hubspot_facade.sandbox import Sandbox
with Sandbox(token="t"):
    print(json.dumps(sorted(name for name in sys.modules if name.startswith("hubspot_facade."))))
"""


def is_under(template: str, base: str) -> bool:
    return f"{template}/".lower().startswith(f"{base}/".lower())


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_is_under_a_base_of_its_service_and_every_base_has_routes(service):
    templates = [template for _, template, _ in routes_of(service)]
    assert [one for one in templates if not any(is_under(one, base) for base in SERVICES[service])] == []
    assert [base for base in SERVICES[service] if not any(is_under(one, base) for one in templates)] == []


def test_no_two_routes_are_the_same_so_that_the_order_of_loading_does_not_matter():
    plain = re.compile(r"\{(?!version\})\w+\}")
    known = Counter(
        (method, plain.sub("{}", template).lower()) for name in SERVICES for method, template, _ in routes_of(name)
    )
    assert [one for one, number in known.items() if number > 1] == []


def test_a_path_leads_where_it_does_when_everything_is_loaded():
    whole: Tree[object] = Tree()
    for service in SERVICES:
        for method, template, handler in routes_of(service):
            whole.add(method, template, handler)
    stateful.cache_clear()
    for service in reversed(SERVICES):
        for method, template, _ in routes_of(service):
            path = re.sub(r"\{(\w+)\}", lambda found: "v3" if found[1] == "version" else "7", template)
            assert stateful().find(method, path) == whole.find(method, path)
            assert stateful().methods(path) == whole.methods(path)


def test_a_sandbox_is_ready_before_its_services_are_loaded():
    loaded = json.loads(
        subprocess.run([sys.executable, "-c", FIRST], capture_output=True, check=True, text=True).stdout
    )
    sandbox = {name.removeprefix("hubspot_facade.sandbox.") for name in loaded}
    assert {
        one for one in sandbox if one.startswith(("page.", "legacy.", "seeding.", "samples.", "marketing."))
    } == set()
    assert not sandbox & {"documents.answers", "crm.objects.responses", "crm.lists.models", "faults.toml", "oauth.page"}
