"""Look records up: searches with filters and sorts, the latest changes, one contact with its company.

It finds what `sync_csv.py` writes with the files of `make demo`.

    python examples/find.py
"""

import sys
from itertools import islice

from hubspot_facade import HubSpot
from hubspot_facade.crm.filters import contains, known, one_of


def main() -> None:
    """Search, list and get."""
    with HubSpot() as hs:
        # Every filter of the list must match. The listing requests one page after the other while it is read.
        engineers = hs.contacts.search(
            [contains("jobtitle", "engineer"), one_of("city", ["graz", "lisbon"]), known("phone")],
            sorts=["lastname"],
            properties=["email", "lastname", "city"],
        )
        found = list(engineers)
        for contact in found[:3]:
            print(f"  {contact.properties['email']}, {contact.properties['city']}")
        print(f"{len(found):,} engineers in Graz and Lisbon with a phone number")

        latest = list(islice(hs.companies.list_modified(properties=["name", "domain"]), 3))
        print("changed last:", ", ".join(company.properties["name"] or company.id for company in latest))

        if not found or not latest or not (domain := latest[0].properties["domain"]):
            sys.exit("there is too little to find: run sync_csv.py first, on a sandbox of its own")
        print("by domain:", [company.id for company in hs.companies.search_by_domain(f"https://www.{domain}/about")])

        contact = hs.contacts.get_by_email(found[0].properties["email"] or "", associations=["companies"])
        companies = contact.associations["companies"].results if contact.associations else []
        print(f"contact {contact.id} belongs to company {companies[0].id}")
        print(f"{len(found):,} contacts found by filters, companies by domain and latest change")


if __name__ == "__main__":
    main()
