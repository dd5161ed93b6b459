"""Records the cassettes of the contract tests: every named operation in every edition, on the sandbox or on HubSpot."""
