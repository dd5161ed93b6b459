"""Conversations: threads of messages in inboxes and the help desk, and custom channels of an app."""
