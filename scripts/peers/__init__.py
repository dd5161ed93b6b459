"""Round trips of HubSpot clients that are not ours against the sandbox.

Each script runs in an environment that has its client, takes the sandbox's URL and a token as arguments and needs
nothing of this project: `python scripts/peers/hubspot_api_client.py http://127.0.0.1:8000 pat-na1-…`.
"""
