"""What was done in the account, and who logged in."""
