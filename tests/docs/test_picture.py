"""The picture of the README shows the commands of its first example, and asks nothing of other hosts.

`make picture CHECK=1` runs the commands again and compares what they print.
"""

import html
import re

import pytest

from scripts.picture.__main__ import FILE, main, picture
from scripts.picture.steps import ROOT, Step, commands

DRAWN = FILE.read_text(encoding="utf-8")


def shown(drawn):
    """The lines of a picture."""
    lines = {}
    for x, y, text in re.findall(r'<text class="[^"]*" x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', drawn):
        lines.setdefault(float(y), []).append((float(x), html.unescape(text).replace("\xa0", " ")))
    return ["".join(text for _, text in sorted(lines[y])) for y in sorted(lines)]


def test_it_shows_every_command_of_the_first_example_in_order():
    text = "".join(line.strip() for line in shown(DRAWN)).replace(" ", "")
    places = [text.find(f"${command.replace(' ', '')}") for command in commands()]
    assert len(places) == 8
    assert -1 not in places
    assert places == sorted(places)


def test_it_shows_a_load_that_was_killed_and_went_on():
    text = "\n".join(shown(DRAWN))
    assert re.search(r"\nKilled\n\$ hubspot-facade load .*--journal load\.db", text)
    assert re.search(
        r"3,000 rows, 2,993 done \(2,993 created\), 7 failed, 0 unknown; [1-9][\d,]* of them in earlier runs", text
    )


@pytest.mark.parametrize("drawn", [DRAWN, picture([Step("a", ["b"])])], ids=["kept", "new"])
def test_it_refers_to_no_other_host(drawn):
    assert set(re.findall(r"\w+://[^\"' <)]+", drawn)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@import|@font-face|<image|<script|href=", drawn)


def test_the_same_steps_make_the_same_picture_and_markup_is_text():
    steps = [Step("load [bold]x[/bold] <b> & 'y'", ["[red]done[/red]"])]
    assert picture(steps) == picture(steps)
    assert shown(picture(steps))[:2] == ["$ load [bold]x[/bold] <b> & 'y'", "[red]done[/red]"]


def test_the_readme_shows_it():
    (place,) = re.findall(r"!\[[^\]]+\]\((\S+\.svg)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert (ROOT / place) == FILE


def test_only_drawing_and_checking_can_be_asked_for(capsys):
    assert main(["--draw"]) == 2
    assert "usage" in capsys.readouterr().err
