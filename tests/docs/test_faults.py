"""The page on faults names what there is, and its file can be read."""

import re
from pathlib import Path

from hubspot_facade.sandbox.faults import Faults
from hubspot_facade.sandbox.faults.fault import MEASURED, NAMES
from hubspot_facade.sandbox.faults.planned import KEYS
from hubspot_facade.sandbox.faults.toml import read

PAGE = (Path(__file__).parents[2] / "docs/faults.md").read_text(encoding="utf-8")


def test_the_page_names_every_fault_and_every_key():
    measured = {name: f"{name}={unit.upper()}" for name, unit in MEASURED.items()}
    assert [name for name in NAMES if f"`{measured.get(name, name)}`" not in PAGE] == []
    assert [key for key in KEYS if not re.search(rf"\b{key}\b", PAGE)] == []


def test_the_file_of_the_page_is_one(tmp_path):
    (text,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    path = tmp_path / "faults.toml"
    path.write_text(text)
    faults = Faults()
    faults.stand(*read(path))
    assert [planned.fault.name for planned in faults.planned] == ["429", "504-after-write", "latency", "partial"]
    assert faults.seed == 7
