"""What is said of a value that an option cannot have: the same for every version of typer."""

import pytest
from typer.testing import CliRunner

from hubspot_facade.cli.app import app
from hubspot_facade.cli.usage_errors import plain


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("Value error, 'xml' is not one of 'text', 'json'.", "'xml' is not one of 'text', 'json'."),
        ("'xml' is not one of 'text', 'json'.", "'xml' is not one of 'text', 'json'."),
        ("Input should be greater than or equal to 1", "must be at least 1"),
        ("Input should be less than or equal to 65535", "must be at most 65535"),
        ("-1.0 is not in the range x>=0.", "must be at least 0"),
        ("0 is not in the range 1<=x<=64.", "must be between 1 and 64"),
        ("Input should be a valid integer, unable to parse string as an integer", "must be a whole number"),
        ("'x' is not a valid int.", "must be a whole number"),
        ("'x' is not a valid integer.", "must be a whole number"),
        ("Input should be a valid number, unable to parse string as a number", "must be a number"),
        ("'x' is not a valid float.", "must be a number"),
    ],
)
def test_what_typer_says_in_plain_words(said, plainly):
    assert plain(said) == plainly


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("load contacts p.csv --concurrency 0", "--concurrency': must be"),
        ("import p.csv --timeout -1", "--timeout': must be at least 0"),
        ("sandbox seed --contacts 0", "--contacts': must be"),
        ("sandbox seed --contacts x", "--contacts': must be a whole number"),
        ("load contacts p.csv --format xml", "--format': 'xml' is not one of 'text', 'json'."),
    ],
)
def test_commands_and_those_within_say_so(words, says):
    done = CliRunner().invoke(app, words.split())
    assert done.exit_code == 2
    assert f"Invalid value for '{says}" in " ".join(done.output.split())
