"""`make bench`: how fast the client and the sandbox are, beside alternatives on the same machine in the same minutes.

`rows.toml` says what is measured, with the budget of each row. The probes run in environments of their own, with the
built wheel and the other clients; see `laboratory` and `probes/`. `docs/benchmarks.json` keeps the last whole run.
"""
