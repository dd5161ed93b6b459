"""Runs the tests on the built wheel, in an environment without the checkout."""
