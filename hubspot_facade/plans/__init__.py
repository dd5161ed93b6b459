"""How operations run: methods, plans, batches and pages. Knows no resource and does no I/O."""
