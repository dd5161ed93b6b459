"""Every operation of the OpenAPI documents that has no state: answered from its schema."""
