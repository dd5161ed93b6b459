"""Routes of the admin endpoints."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.protocol.routing import Handler, Route, Tree
from hubspot_facade.sandbox.serving.request_context import PAGE, PREFIX

from .configuration import Configuration
from .responses import Admin
from .seeds_and_snapshots import SeedsAndSnapshots

if TYPE_CHECKING:
    from hubspot_facade.sandbox.serving.backend import Backend


def routes(backend: "Backend") -> Tree[Handler]:
    """The tree of one sandbox's admin routes and pages."""
    admin, data, configuration = Admin(backend), SeedsAndSnapshots(backend), Configuration(backend)
    tree: Tree[Handler] = Tree()
    tree.mount(PAGE, lambda: _pages(backend))
    for method, path, handler in (
        ("POST", "/reset", admin.reset),
        ("POST", "/samples", admin.load_samples),
        ("POST", "/seed", data.seed),
        ("GET", "/snapshots", data.get_snapshots),
        ("PUT", "/snapshots/{name}", data.take_snapshot),
        ("POST", "/snapshots/{name}/restore", data.restore_snapshot),
        ("DELETE", "/snapshots/{name}", data.delete_snapshot),
        ("GET", "/requests", admin.get_requests),
        ("DELETE", "/requests", admin.clear_requests),
        ("GET", "/stats", admin.stats),
        ("POST", "/owners", admin.add_owner),
        ("GET", "/faults", admin.get_faults),
        ("POST", "/faults", admin.plan_fault),
        ("DELETE", "/faults", admin.clear_faults),
        ("GET", "/portals", configuration.get_portals),
        ("POST", "/portals", configuration.open_portal),
        ("GET", "/tokens", configuration.get_tokens),
        ("POST", "/tokens", configuration.new_token),
        ("DELETE", "/tokens/{token}", configuration.drop_token),
        ("GET", "/webhooks", configuration.get_webhooks),
        ("POST", "/webhooks", configuration.send_webhook),
        ("GET", "/clock", configuration.get_clock),
        ("POST", "/clock", configuration.set_clock),
        ("GET", "/settings", configuration.get_settings),
        ("PATCH", "/settings", configuration.change_settings),
    ):
        tree.add(method, PREFIX + path, handler)
    return tree


def _pages(backend: "Backend") -> list[Route]:
    # few sandboxes are looked at in a browser
    from hubspot_facade.sandbox.page.urls import routes as pages

    return pages(backend)
