"""Routes of the admin endpoints."""

from typing import TYPE_CHECKING

from hubspot_facade.sandbox.page.urls import routes as pages
from hubspot_facade.sandbox.protocol.routing import Handler, Tree
from hubspot_facade.sandbox.serving.exchange import PREFIX

from .contents import Contents
from .control import Control
from .responses import Admin

if TYPE_CHECKING:
    from hubspot_facade.sandbox.serving.backend import Backend


def routes(backend: "Backend") -> Tree[Handler]:
    """The tree of one sandbox's admin routes and pages."""
    admin, contents, control = Admin(backend), Contents(backend), Control(backend)
    tree: Tree[Handler] = Tree()
    for method, path, handler in pages(backend):
        tree.add(method, path, handler)
    for method, path, handler in (
        ("POST", "/reset", admin.reset),
        ("POST", "/samples", admin.load_samples),
        ("POST", "/seed", contents.seed),
        ("GET", "/snapshots", contents.get_snapshots),
        ("PUT", "/snapshots/{name}", contents.take_snapshot),
        ("POST", "/snapshots/{name}/restore", contents.restore_snapshot),
        ("DELETE", "/snapshots/{name}", contents.delete_snapshot),
        ("GET", "/requests", admin.get_requests),
        ("DELETE", "/requests", admin.clear_requests),
        ("GET", "/stats", admin.stats),
        ("POST", "/owners", admin.add_owner),
        ("GET", "/faults", admin.get_faults),
        ("POST", "/faults", admin.plan_fault),
        ("DELETE", "/faults", admin.clear_faults),
        ("GET", "/portals", control.get_portals),
        ("POST", "/portals", control.open_portal),
        ("GET", "/tokens", control.get_tokens),
        ("POST", "/tokens", control.new_token),
        ("DELETE", "/tokens/{token}", control.drop_token),
        ("GET", "/clock", control.get_clock),
        ("POST", "/clock", control.set_clock),
        ("GET", "/settings", control.get_settings),
        ("PATCH", "/settings", control.change_settings),
    ):
        tree.add(method, PREFIX + path, handler)
    return tree
