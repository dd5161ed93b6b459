"""`python -m hubspot_facade.cli` is `hubspot-facade`."""

from hubspot_facade.cli import main

main()
