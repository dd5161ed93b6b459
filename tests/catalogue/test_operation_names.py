"""Every operation that the seeds name is in the catalogue, by its plain name."""

from pathlib import Path

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


def test_every_name_of_a_seed_is_found():
    assert {(seed, name) for seed, _, name in ROWS if name not in Catalogue()} == MISSING


def test_an_operation_tells_the_seeds_that_name_it():
    lacking = []
    for name in sorted({name for _, _, name in ROWS}):
        # Where two seeds mean different things by a name, the second one's operation has the seed or path in its name.
        near = [entry for entry in Catalogue() if entry.name.casefold().startswith(name.casefold())]
        told = {seed for entry in [*near, Catalogue()[name]] for seed in entry.seeds}
        lacking += [(seed, name) for seed, _, each in ROWS if each == name and seed not in told]
    assert lacking == []


def test_every_operation_has_a_sample():
    assert [entry.name for entry in Catalogue() if entry.sample is None] == []
