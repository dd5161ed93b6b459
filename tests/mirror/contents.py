"""What is in a mirror, as a value."""

from __future__ import annotations

import sqlite3
from contextlib import closing


def query(path, sql, *values):
    """The rows of a query."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def tables(path):
    """The names of the tables that are not the mirror's own memory."""
    names = [row[0] for row in query(path, "select name from sqlite_master where type = 'table'")]
    return sorted(name for name in names if not name.startswith("mirror_"))


def contents(path, *left_out):
    """The rows of every table, as mappings from column to value; that they are in some order says nothing."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for name in tables(path):
            if name in left_out:
                continue
            rows = [dict(row) for row in connection.execute(f'select * from "{name}"')]  # noqa: S608 # our own tables
            if name == "removed_records":  # when a run noticed a merge is its own affair, and a chain has several steps
                rows = [
                    row | ({"removed_at": None, "merged_into": None} if row["reason"] == "merged" else {})
                    for row in rows
                ]
            found[name] = sorted(rows, key=lambda row: repr(sorted(row.items())))
    return found


# HubSpot computes these from the records that a record is associated with, and does not change `updated_at` for that.
COMPUTED = {
    "contacts": {"associatedcompanyid", "num_associated_deals"},
    "companies": {"num_associated_contacts", "num_associated_deals", "hs_num_open_deals", "hs_num_child_companies"},
    "deals": {"num_associated_contacts"},
}


def without_computed(found):
    """The same without the values that HubSpot computes from other records."""
    for kind, names in COMPUTED.items():
        found[kind] = [{key: value for key, value in row.items() if key not in names} for row in found.get(kind, ())]
    return found


def differences(one, other, *left_out, computed=True):
    """In what two mirrors differ: rows that only one has, with the columns of the nearest one that differ."""
    found = []
    ours, theirs = contents(one, *left_out), contents(other, *left_out)
    if not computed:
        ours, theirs = without_computed(ours), without_computed(theirs)
    for name in sorted(ours.keys() | theirs.keys()):
        mine, yours = ours.get(name), theirs.get(name)
        if mine is None or yours is None:
            found.append((name, "is in one only"))
            continue
        by_id = {row.get("id"): row for row in yours}
        for row in mine:
            if row not in yours:
                other_row = by_id.get(row.get("id"), {})
                found.append(
                    (name, {key: (row[key], other_row.get(key)) for key in row if row[key] != other_row.get(key)})
                )
        found += [
            (name, "missing", row)
            for row in yours
            if row not in mine and row.get("id") not in {r.get("id") for r in mine}
        ]
    return found
