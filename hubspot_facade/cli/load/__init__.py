"""`hubspot-facade load`."""

from hubspot_facade.cli.load.command import load as load
