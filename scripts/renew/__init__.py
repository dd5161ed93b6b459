"""What a maintainer does when HubSpot's documents change, in one command that stops where a person has to decide.

:mod:`steps` are the commands and what each may ask, :mod:`walk` takes them in order, :mod:`entry` drafts the changelog.
"""
