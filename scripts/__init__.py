"""Commands that pull the documents, generate the clients and check both; the Makefile calls them."""
