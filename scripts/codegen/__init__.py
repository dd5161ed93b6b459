"""From the committed documents to the generated clients: load, fold, merge, name, parse, render, check."""
