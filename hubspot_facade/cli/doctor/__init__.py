"""`hubspot-facade doctor`: whether this machine, token and edition are fit to work, and for how long."""
