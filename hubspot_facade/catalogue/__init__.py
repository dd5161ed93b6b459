"""Every named operation: its payload, sample, calls and output. Knows methods and resources, never a client or HTTP."""
