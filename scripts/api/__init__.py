"""The public names and their signatures, as one text that is committed, so that a change of them shows and is told."""
