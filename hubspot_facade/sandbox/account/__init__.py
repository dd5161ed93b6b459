"""The account: its details and its use of the API."""
