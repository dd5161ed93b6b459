"""Headers of workbooks that unpack to more than any workbook has."""

import io
import zipfile

import pytest

from hubspot_facade import InputError
from hubspot_facade.crm.imports.workbooks import header_of

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(*cells, shared="", repeat=1):
    """A workbook with one row of these cells, some of whose texts are in a part of their own."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        row = "".join(cells) * repeat
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData><row>{row}</row></sheetData></worksheet>"
        )
        archive.writestr("xl/sharedStrings.xml", f"<sst {MAIN}><si><t>{shared}</t></si></sst>")
    return target


def cell(text, at=""):
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


SHARED = '<c r="A1" t="s"><v>0</v></c>'


def test_a_header_is_read():
    assert header_of(workbook(SHARED, cell("first", "C1"), shared="email"), "a.xlsx") == ["email", "", "first"]


@pytest.mark.parametrize("column", ["XFE", "ZZZZZZZZ"])
def test_a_cell_beyond_all_columns_is_refused(column):
    with pytest.raises(InputError, match="more than 16,384 cells"):
        header_of(workbook(cell("email", "A1"), cell("x", f"{column}1")), "a.xlsx")


@pytest.mark.parametrize("repeat", [20_000, 200_000])
def test_a_row_of_more_cells_than_columns_is_refused(repeat):
    with pytest.raises(InputError, match="more than 16,384 cells"):
        header_of(workbook(cell("x"), repeat=repeat), "a.xlsx")


@pytest.mark.parametrize("given", [(cell("e" * 5_000_000, "A1"), ""), (SHARED, "e" * 5_000_000)])
def test_a_text_that_is_longer_than_any_is_refused(given):
    with pytest.raises(InputError, match="too long"):
        header_of(workbook(given[0], shared=given[1]), "a.xlsx")
