"""The site of `make docs-site`: what it is built from, and what must hold of it once it is built."""
