"""The one exception of the package: what is wrong with a workbook file, by code."""

from __future__ import annotations


class PackageProblem(Exception):
    """A file is refused, or an edit of it is. `code` is a stable code of the F1xx block; `figures` fill its message.

    | code | what |
    |---|---|
    | F100 | not a workbook package at all |
    | F101 | encrypted (an OLE container with an encrypted package) |
    | F102 | the old binary format (.xls) |
    | F103 | a broken or truncated archive |
    | F104 | too many entries, too large, or packed too tightly |
    | F105 | an entry name that could point elsewhere, or two entries of one name |
    | F106 | XML that is not well-formed |
    | F107 | XML with a document type, or nested too deeply |
    | F108 | a package of another kind (Word, OpenDocument, .xlsb …) |
    | F109 | strict Open XML |
    | F110 | digitally signed |
    | F111 | an entry that is password-protected or packed by an unknown method |
    | F112 | a part that the workbook needs is missing |
    | F113 | a sheet that does not exist |
    | F114 | a sheet of that name was made by staff |
    | F115 | the workbook's structure is protected |
    | F116 | a cell inside a merged area, not its first |
    | F117 | a cell of an array formula or data table |
    | F118 | a header or totals cell of an Excel table |
    | F119 | what was written does not read back whole |
    | F120 | a sheet without cells (a chart sheet, a dialog) |
    | F121 | a cell outside of what a sheet can hold |
    | F122 | the only visible sheet cannot be removed |
    | F123 | more shared strings stated than there can be |
    | F124 | a shared workbook that keeps a log of revisions |
    """

    def __init__(self, code: str, sheet: str = "", cell: str = "", **figures: object) -> None:
        place = f" {sheet}!{cell}" if sheet else ""
        detail = ", ".join(f"{name}={value}" for name, value in figures.items())
        super().__init__(f"{code}{place} {detail}".rstrip())
        self.code = code
        self.sheet = sheet
        self.cell = cell
        self.figures = figures
