"""Tables as files: CSV, the least that a spreadsheet program takes for XLSX, and archives of several."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape

Table = list[list[str]]
MOST_ROWS = {"CSV": 1_000_000, "XLSX": 1_000_000, "XLS": 65_535}
"""Rows of one file, above which HubSpot makes several."""
MOST_PLAIN = 2_000_000
"""Bytes of the longest CSV that is not packed into an archive."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def to_csv(table: Table) -> bytes:
    """The table as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode()


def to_xlsx(table: Table) -> bytes:
    """The table as a workbook of one sheet, every cell a text."""
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in table
    )
    parts = PARTS | {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), HEAD + content)
    return packed.getvalue()


def packed(table: Table, format_: str, name: str) -> tuple[bytes, bool]:
    """The table as one file, or as an archive of one or several, and whether it is an archive."""
    header, rows, most = table[0], table[1:], MOST_ROWS[format_]
    parts = [[header, *rows[start : start + most]] for start in range(0, max(1, len(rows)), most)]
    contents = [to_csv(part) if format_ == "CSV" else to_xlsx(part) for part in parts]
    if len(contents) == 1 and (format_ != "CSV" or len(contents[0]) <= MOST_PLAIN):
        return contents[0], False
    target = io.BytesIO()
    stem = name.replace("/", "-").replace("\\", "-") or "export"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(contents, start=1):
            archive.writestr(f"{stem}-{number}.{format_.lower()}", content)
    return target.getvalue(), True
