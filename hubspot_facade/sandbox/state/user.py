"""The user that a sandbox has: the one who makes, edits and publishes everything."""

USER = {"id": "12345678", "email": "sandbox@example.com", "fullName": "Sandbox User"}
