"""Completion in an interactive bash, which inserts words by rules of its own: quotes, spaces, word breaks."""

import os
import subprocess
import sys

import pytest

from tests.terminal import OnTerminal

COMMAND = """\
#!/bin/sh
exec {python} -c 'from hubspot_facade.cli import main; main()' "$@"
"""
SHOWN = r"""bind -x '"\C-t": printf "<[[%s]]>" "$READLINE_LINE"'; echo RE''ADY"""


class Bash(OnTerminal):
    """A shell on a terminal of its own."""

    def completed(self, line):
        """The line after the tabulator key."""
        self.send(f"{line}\t\x14")
        seen = self.until(b"]]>")
        self.send("\x15")
        return seen.rpartition(b"<[[")[2].partition(b"]]>")[0].decode()


@pytest.fixture(scope="module")
def bash(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bash")
    (folder / "people.csv").write_text("E-mail,First Name,city,It's $5\n", encoding="utf-8")
    command = folder / "hubspot-facade"
    command.write_text(COMMAND.format(python=sys.executable), encoding="utf-8")
    command.chmod(0o755)
    script = subprocess.run([command, "--show-completion", "bash"], capture_output=True, check=True, timeout=60).stdout
    (folder / "completion.sh").write_bytes(script)
    shell = Bash(["bash", "--norc", "--noprofile"], cwd=folder, env={**os.environ, "TERM": "dumb", "PS1": "$ "})
    shell.send(f"PATH={folder}:$PATH; source completion.sh; {SHOWN}\r")
    shell.until(b"READY\r")
    yield shell
    shell.close()


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ('run "Create/up', 'run "Create/update '),
        ("run 'Create/up", "run 'Create/update "),
        ('run "Create conta', 'run "Create contact'),
        ('run Create" conta', 'run Create" contact'),
        ("run 'Merge contacts'", "run 'Merge contacts'"),
        ('ops show "Merge conta', 'ops show "Merge contacts" '),
        ("ops show 'Merge conta", "ops show 'Merge contacts' "),
        ("ops show Merge\\ conta", "ops show Merge\\ contacts "),
        ('load contacts people.csv --map "First ', 'load contacts people.csv --map "First Name='),
        ("load contacts people.csv --map 'First ", "load contacts people.csv --map 'First Name="),
        ("load contacts people.csv --map First\\ ", "load contacts people.csv --map First\\ Name\\="),
        ("load contacts people.csv --map First", "load contacts people.csv --map First\\ Name\\="),
        ('load contacts people.csv --map "First Name=firstn', 'load contacts people.csv --map "First Name=firstname" '),
        (
            "load contacts people.csv --map First\\ Name\\=firstn",
            "load contacts people.csv --map First\\ Name\\=firstname ",
        ),
        ("load contacts people.csv --map city=jobti", "load contacts people.csv --map city=jobtitle "),
        ("load contacts people.csv --map=city=jobti", "load contacts people.csv --map=city=jobtitle "),
        ("load contacts people.csv --map=cit", "load contacts people.csv --map=city\\="),
        ('load contacts people.csv --map="Fir', 'load contacts people.csv --map="First Name='),
        ("load cars people.csv --map cit", "load cars people.csv --map city\\="),
        ("import people.csv --map city=jobti", "import people.csv --map city=jobtitle "),
        ("load contacts people.csv --ignore=cit", "load contacts people.csv --ignore=city "),
        ("run x --api-version=2026-0", "run x --api-version=2026-0"),
        ("run x --api-version=v", "run x --api-version=v3 "),
        ("run x --format=t", "run x --format=table "),
        ("import people.csv --map city= --type=dea", "import people.csv --map city= --type=deal"),
        (
            "webhooks send http://127.0.0.1:80/x --type contact.mer",
            "webhooks send http://127.0.0.1:80/x --type contact.merge ",
        ),
        ('load contacts people.csv --ignore "Fir', 'load contacts people.csv --ignore "First Name" '),
        ("load contacts people.csv --ignore 'Fir", "load contacts people.csv --ignore 'First Name' "),
        ('load contacts people.csv --ignore "It', 'load contacts people.csv --ignore "It\'s \\$5" '),
        ("load contacts people.csv --ignore 'It", "load contacts people.csv --ignore 'It'\\''s $5' "),
    ],
)
def test_words_keep_the_quotation_marks_that_are_typed(bash, typed, completed):
    assert bash.completed(f"hubspot-facade {typed}") == f"hubspot-facade {completed}"
