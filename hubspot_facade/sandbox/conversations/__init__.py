"""Conversations: threads and messages in inboxes, and the channels that apps bring."""
