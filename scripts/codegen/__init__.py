"""From the committed documents to the generated clients: load, fit, fold, merge, name, parse, render, check."""
