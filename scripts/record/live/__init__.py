"""The named operations on a HubSpot test account, next to the same on a sandbox: where do the answers differ?"""
