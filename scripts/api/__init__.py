"""The public names and their signatures, as one committed text, so that every change of them shows."""
