"""Custom events: definitions, completions, occurrences."""
