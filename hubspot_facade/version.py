"""The version of this package."""

__version__ = "0.1.0"  # as in pyproject.toml; a test compares the two
