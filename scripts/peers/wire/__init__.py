"""What other clients send for what the named operations do: cases, and what records their requests as data."""
