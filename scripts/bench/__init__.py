"""`make bench`: how fast the client is, compared with alternatives on the same machine in the same run.

The probes run in a separate environment, with the built wheel and hubspot-api-client; see `probes/`.
"""
