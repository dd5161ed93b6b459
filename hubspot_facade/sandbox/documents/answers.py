"""placeholder"""

from hubspot_facade.sandbox.routing import Handler


class Documents:
    """placeholder"""

    def find(self, method: str, path: str) -> tuple[Handler, dict[str, str]] | None:
        """placeholder"""
        return None

    def methods(self, path: str) -> set[str]:
        """placeholder"""
        return set()
