"""Conversations: threads of messages in inboxes and the help desk, and channels of an app's own."""
