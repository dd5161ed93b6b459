"""Deal splits: which owners share a deal, and how much of it is whose."""
