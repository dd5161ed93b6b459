"""Every operation that the seeds name is in the catalogue, by its plain name."""

from pathlib import Path

import pytest

from hubspot_facade.catalogue.operations import Catalogue

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[1] / "data" / "operation_names.tsv").read_text(encoding="utf-8").splitlines()
][1:]
# Names that wait for their operation: whoever adds one takes it out here.
MISSING: set[tuple[str, str]] = set()


def test_the_list_is_whole():
    assert len(ROWS) == 321
    assert {seed for seed, _, _ in ROWS} == {"000", "001", "002", "003", "004"}
    assert {(seed, name) for seed, _, name in ROWS} >= MISSING


@pytest.mark.parametrize(("seed", "name"), sorted({(seed, name) for seed, _, name in ROWS}))
def test_a_name_of_a_seed_is_found(seed, name):
    assert (name in Catalogue()) == ((seed, name) not in MISSING)


@pytest.mark.parametrize("name", sorted({name for _, _, name in ROWS}))
def test_an_operation_tells_the_seeds_that_name_it(name):
    # Where two seeds mean different things by a name, the second one's operation has the seed or path in its name.
    told = {seed for entry in Catalogue() if entry.name.casefold().startswith(name.casefold()) for seed in entry.seeds}
    found = Catalogue()[name]
    assert {seed for seed, _, each in ROWS if each == name} <= told | set(found.seeds)


def test_every_operation_has_a_sample():
    assert [entry.name for entry in Catalogue() if entry.sample is None] == []
