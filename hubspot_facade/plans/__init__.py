"""How an operation runs: methods, their plans, batches and pages. Nothing here knows a resource or does I/O."""
