"""The user that a token belongs to: the first of the owners, who makes, edits and publishes everything."""

USER = {"id": "9001", "email": "ada.example@example.com", "fullName": "Ada Example"}
