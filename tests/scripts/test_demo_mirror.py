"""The part of the demonstration that mirrors."""

from hubspot_facade import HubSpot
from hubspot_facade.sandbox import Sandbox
from scripts.demo.mirror import show_mirror
from tests.unpaced import FAST


def test_it_mirrors_twice_and_asks_who_has_most_people(tmp_path, capsys):
    with Sandbox() as sandbox, HubSpot(sandbox.token, base_url=sandbox.url, limits=FAST) as hs:
        acme = hs.companies.create({"name": "Acme"})
        for name in ("ada", "bob"):
            made = hs.contacts.create({"email": f"{name}@example.com", "city": "Graz"})
            hs.contacts.add_to_company(made.id, acme.id)
        assert show_mirror(hs, tmp_path / "portal.db") == "2 contacts in portal.db"
    shown = capsys.readouterr().out
    assert shown.splitlines()[1].endswith("the next one what has changed: 0 rows written")
    assert [line.split() for line in shown.splitlines() if "Acme" in line] == [["Acme", "2", "Graz"]]
