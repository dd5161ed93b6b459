"""The catalogue for agents, over the Model Context Protocol: what they may do, plans of changes, answers.

Only `server` and `serving` know the package `mcp`; they load it at first use.
"""
