"""Any amount of data, in and out, with the outcome of every row."""
