"""The object library: which object types the portal uses."""
