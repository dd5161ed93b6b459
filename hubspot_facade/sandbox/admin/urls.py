"""Routes of the admin endpoints."""

from hubspot_facade.sandbox.routing import Handler, Tree

from .control import Control
from .responses import Admin

PREFIX = "/_sandbox"


def routes(admin: Admin, control: Control) -> Tree[Handler]:
    """The tree of admin routes."""
    tree: Tree[Handler] = Tree()
    for method, path, handler in (
        ("POST", "/reset", admin.reset),
        ("POST", "/samples", admin.load_samples),
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
