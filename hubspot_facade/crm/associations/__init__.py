"""Associations between records, their types and labels. Records themselves are in `crm.records`."""
