"""`make bench`: how fast the client is, as ratios to what else does the same on the same machine in the same run.

The probes run in an environment of their own, which holds the built wheel and hubspot-api-client; see `probes/`.
"""
