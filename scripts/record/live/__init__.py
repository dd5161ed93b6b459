"""The named operations on a HubSpot test account, compared with the same on a sandbox: which answers differ?"""
