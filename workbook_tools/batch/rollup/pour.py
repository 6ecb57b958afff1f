"""Long tables poured into a workbook row by row: what XlsxWriter would hold as a hundred objects a row never exists.

XlsxWriter makes the workbook with each long table down to one empty row; that row has the look of every column. Here
the package is copied, and in place of that row go the rows of the table, as they come; the native table
is stretched over them.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from math import ceil
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr

from workbook_tools.basis.cell_references import column_letters
from workbook_tools.basis.zip_entries import zip_entry
from workbook_tools.batch.rollup.links import Link

ROWS_AT_A_TIME = 500
LINE, MOST_LINES = 14.5, 12  # points a line; a row is no higher than so many
OPEN = "打开"
KEPT_TEXTS = 4096  # of a sheet, as they are written
Content = Callable[[str], str]
_LINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_AFTER_LINKS = re.compile(rb"<(?:printOptions|pageMargins)\b")


@dataclass(frozen=True, slots=True)
class Filling:
    """The rows of one sheet from `first_row` (1-based) on; `text` makes any string one that XML holds."""

    first_row: int
    rows: Iterable[Sequence[Any]]
    links: frozenset[int]  # columns (0-based) whose texts are targets
    text: Callable[[str], str]
    target: Callable[[str], str]
    widths: Mapping[int, float]  # of columns (0-based) whose texts wrap, in characters: rows are high enough for them


@dataclass(slots=True)
class _Poured:
    """What became of one sheet: its last row, and the links that stand in it, in a file like the rows."""

    last_row: int
    count: int = 0  # of links
    elements: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    relationships: IO[bytes] = field(default_factory=tempfile.TemporaryFile)

    def link(self, cell: str, target: str, location: str = "") -> None:
        self.count += 1
        name = f"rIdLink{self.count}"
        where = f" location={quoteattr(location)}" if location else ""
        self.elements.write(f'<hyperlink ref="{cell}" r:id="{name}"{where}/>'.encode())
        self.relationships.write(
            f'<Relationship Id="{name}" Type="{_LINK_TYPE}" Target={quoteattr(target)} TargetMode="External"/>'.encode()
        )


def pour(workbook: IO[bytes], fillings: Mapping[str, Filling], into: IO[bytes]) -> None:
    """Write the package with the rows in it. `fillings` go by the names of the sheets' parts."""
    done: dict[str, _Poured] = {}
    with ExitStack() as held, zipfile.ZipFile(workbook) as written, zipfile.ZipFile(into, "w") as package:
        tables = _tables(written, fillings)
        relations = {_relations(sheet): sheet for sheet in fillings}
        # Sheets first: what their relationships and tables have to say is known when their rows are written.
        for entry in sorted(written.infolist(), key=lambda entry: entry.filename not in fillings):
            name, content = entry.filename, written.read(entry)
            if name in fillings:
                done[name] = sheet = _Poured(fillings[name].first_row)
                held.callback(sheet.elements.close)
                held.callback(sheet.relationships.close)
                _pour(package, name, content, fillings[name], sheet)
            elif name in relations and done[relations[name]].count:
                _write(package, name, content, b"</Relationships>", done[relations[name]].relationships)
            else:
                if name in tables:
                    content = _over_all_rows(content, done[tables[name]])
                package.writestr(zip_entry(name), content, zipfile.ZIP_DEFLATED)


def _tables(package: zipfile.ZipFile, sheets: Iterable[str]) -> dict[str, str]:
    """The native table of each sheet: its part → the sheet."""
    found = {}
    for sheet in sheets:
        table = re.search(rb'Target="\.\./tables/([^"]+)"', package.read(_relations(sheet)))
        assert table is not None
        found[f"xl/tables/{table[1].decode()}"] = sheet
    return found


def _over_all_rows(table: bytes, sheet: _Poured) -> bytes:
    return re.sub(rb'( ref="[A-Z]+\d+:[A-Z]+)\d+"', rb'\g<1>%d"' % sheet.last_row, table)


def _pour(package: zipfile.ZipFile, name: str, sheet: bytes, filling: Filling, done: _Poured) -> None:
    """Write the sheet with its rows."""
    sample = re.search(rb'<row r="%d"[^>]*?(?:/>|>.*?</row>)' % filling.first_row, sheet, re.DOTALL)
    assert sample is not None
    styles = [int(style) for style in re.findall(rb'<c r="[A-Z]+\d+" s="(\d+)"', sample[0])]

    @lru_cache(maxsize=KEPT_TEXTS)  # in a long table most texts stand many times
    def content(text: str) -> str:
        return f' t="inlineStr"><is><t xml:space="preserve">{escape(filling.text(text))}</t></is></c>'

    with package.open(zip_entry(name), "w", force_zip64=True) as part:
        part.write(_without_dimension(sheet[: sample.start()]))
        rows = enumerate(filling.rows, filling.first_row)
        while piece := list(islice(rows, ROWS_AT_A_TIME)):
            part.write("".join(_row(number, row, styles, filling, done, content) for number, row in piece).encode())
            done.last_row = piece[-1][0]
        _write_tail(part, sheet[sample.end() :], done)


def _row(
    number: int, row: Sequence[Any], styles: Sequence[int], filling: Filling, done: _Poured, content: Content
) -> str:
    cells = "".join(_cells(number, row, styles, filling, done, content))
    height = f' ht="{LINE * lines:g}" customHeight="1"' if (lines := _lines(row, filling.widths)) > 1 else ""
    return f'<row r="{number}"{height}>{cells}</row>'


def _cells(
    number: int, row: Sequence[Any], styles: Sequence[int], filling: Filling, done: _Poured, content: Content
) -> Iterator[str]:
    """`content` gives what stands in the element of a text, behind its attributes."""
    for place, (value, style) in enumerate(zip(row, styles, strict=True)):
        start = f'<c r="{_LETTERS[place]}{number}" s="{style}"'
        if isinstance(value, str):
            shown = value
            if place in filling.links:
                done.link(f"{_LETTERS[place]}{number}", filling.target(value))
                shown = OPEN
            yield start + content(shown)
        elif isinstance(value, Link):
            done.link(f"{_LETTERS[place]}{number}", filling.target(value.path), filling.text(value.location))
            yield start + content(value.text)
        elif value is None or value != value:
            yield f"{start}/>"
        else:
            yield f"{start}><v>{float(value):.17g}</v></c>" if float(value) % 1 else f"{start}><v>{int(value)}</v></c>"


def _lines(row: Sequence[Any], widths: Mapping[int, float]) -> int:
    """How many lines the longest of the texts that wrap takes: other programs than Excel do not look for themselves."""
    return min(MOST_LINES, max((_wrapped(_shown(row[place]), width) for place, width in widths.items()), default=1))


def _shown(value: Any) -> str | None:
    return value.text if isinstance(value, Link) else value


def _wrapped(text: str | None, width: float) -> int:
    """Chinese characters are two wide."""
    lines = (text or "").split("\n")
    return sum(max(1, ceil((len(line) + sum(c > "\u2e7f" for c in line)) / width)) for line in lines)


_LETTERS = [column_letters(number) for number in range(1, 200)]


def _without_dimension(head: bytes) -> bytes:
    """The area is optional, and no longer what it was."""
    return re.sub(rb'<dimension ref="[^"]*"/>', b"", head)


def _write_tail(part: IO[bytes], tail: bytes, done: _Poured) -> None:
    place = _AFTER_LINKS.search(tail)
    assert place is not None
    part.write(tail[: place.start()])
    if done.count:
        done.elements.seek(0)
        part.write(b"<hyperlinks>")
        shutil.copyfileobj(done.elements, part)
        part.write(b"</hyperlinks>")
    part.write(tail[place.start() :])


def _write(package: zipfile.ZipFile, name: str, content: bytes, before: bytes, more: IO[bytes]) -> None:
    """The part with more in it, before its last tag."""
    more.seek(0)
    with package.open(zip_entry(name), "w") as part:
        part.write(content.removesuffix(before))
        shutil.copyfileobj(more, part)
        part.write(before)


def _relations(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"
