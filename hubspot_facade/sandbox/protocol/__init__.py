"""What services share to read requests and to word answers and refusals as HubSpot does. Keeps nothing."""
