"""The narrative as blocks, and the line syntax that `narrative.j2` writes them in.

A line that begins with a mark is a block of its own; lines without one run on into a paragraph until a blank line:

    = 标题 | 标题                   the title of the document; where it needs two lines, it breaks at the bar
    # 一、…   ## （一）…   ### 1．…    headings of three levels
    #! 附件1 …                     heading of an annex (level 1, on a new page)
    > …                            the staff's own words, each line a paragraph
    ~ …                            a section that has nothing (暂无, （待填写）)
    ! …                            a remark that must not be missed
    - …                            an entry of a list
    @ key | caption                a table; its look is known under the key
    ^ head | head                  … its head row
    | cell | :tone cell            … a row; a tone gives a cell its tint
    * key | caption | alternative text | series | …      a chart
    & label | figure | note        a key figure (`&:tone` to tint it)
    + …                            a line of the list of annexes before the signature
    $ …                            a line of the signature at the end

What staff wrote can never be taken for a mark: `guard` puts an invisible character before each value and swaps the
characters that the syntax lives on, and `parse` swaps them back when the blocks are already cut.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Cell = tuple[str, str]  # text, tone ("" for none)

GUARD = "\x01"
_SWAPS = {"\n": "\x02", "|": "\x03", "\t": "\x04"}
_TO_GUARDED = str.maketrans(_SWAPS)
_FROM_GUARDED = str.maketrans({guarded: plain for plain, guarded in _SWAPS.items()})
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, lone surrogates, non-characters (XML holds none of them), and the marks that turn the reading
# direction of everything after them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class Heading(NamedTuple):
    level: Literal[0, 1, 2, 3]  # 0 is the title of the document
    text: str
    annex: bool = False
    first_line: int = 0  # characters of a title that stand on its first line where it needs two


class Paragraph(NamedTuple):
    kind: Literal["body", "staff", "empty", "remark", "item", "annexes", "signature"]
    text: str


class Table(NamedTuple):
    key: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class ChartPlace(NamedTuple):
    key: str
    caption: str
    alternative: str
    series: tuple[str, ...]


class KeyFigure(NamedTuple):
    label: str
    figure: str
    note: str
    tone: str


Block = Heading | Paragraph | Table | ChartPlace | KeyFigure

_HEADINGS: dict[str, Heading] = {
    "=": Heading(0, ""),
    "#": Heading(1, ""),
    "##": Heading(2, ""),
    "###": Heading(3, ""),
    "#!": Heading(1, "", annex=True),
}
_PARAGRAPHS: dict[str, Literal["staff", "empty", "remark", "item", "annexes", "signature"]] = {
    ">": "staff",
    "~": "empty",
    "!": "remark",
    "-": "item",
    "+": "annexes",
    "$": "signature",
}


def printable(text: str) -> str:
    """A text as both outputs can hold it: LF line ends, nothing unprintable."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))


def guard(text: str) -> str:
    """A value for the narrative that its syntax cannot see into."""
    if text.isprintable():  # nearly all are, and then only the bar has to give way
        return GUARD + (text.replace("|", _SWAPS["|"]) if "|" in text else text)
    return GUARD + printable(text).translate(_TO_GUARDED)


def parse(source: str) -> tuple[Block, ...]:
    """The blocks of a rendered narrative. Raises ValueError for a mark that the syntax does not know."""
    return tuple(_blocks(source.split("\n")))


def _blocks(lines: list[str]) -> Iterator[Block]:
    prose: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position].strip(" ")
        position += 1
        if line and (line[0] not in _MARKS):
            prose.append(line)
            continue
        if prose:
            yield Paragraph("body", _plain("".join(prose)))
            prose = []
        if not line:
            continue
        if line[0] == "@":
            table, position = _table(line, lines, position)
            yield table
        else:
            yield from _marked(line)
    if prose:
        yield Paragraph("body", _plain("".join(prose)))


def _marked(line: str) -> Iterator[Block]:
    mark, _, rest = line.partition(" ")
    if mark in _HEADINGS:
        like = _HEADINGS[mark]
        parts = _split(rest)
        first_line = len(parts[0]) if len(parts) > 1 else 0
        yield Heading(like.level, "".join(parts), like.annex, first_line)
    elif mark in _PARAGRAPHS:
        for text in _plain(rest).split("\n"):
            if text.strip():
                yield Paragraph(_PARAGRAPHS[mark], text.rstrip())
    elif mark == "*":
        key, caption, alternative, *series = _split(rest)
        yield ChartPlace(key, caption, alternative, tuple(series))
    elif mark.startswith("&"):
        label, figure, note = (_split(rest) + ["", ""])[:3]
        yield KeyFigure(label, figure, note, _plain(mark[2:]))
    else:
        raise ValueError(f"unknown mark in the narrative: {line[:40]!r}")


def _table(line: str, lines: list[str], position: int) -> tuple[Table, int]:
    key, caption = _split(line[1:])
    head: tuple[str, ...] = ()
    rows: list[tuple[Cell, ...]] = []
    while position < len(lines):
        row = lines[position].strip(" ")
        if row.startswith("^"):
            head = tuple(_split(row[1:]))
        elif row.startswith("|"):
            rows.append(tuple([_cell(part) for part in row[1:].split("|")]))  # a list is the faster way to a tuple
        elif row:
            break
        position += 1
    for cells in rows:
        if len(cells) != len(head):
            raise ValueError(f"table {key}: {len(head)} heads, {len(cells)} cells")
    return Table(key, caption, head, tuple(rows)), position


def _cell(source: str) -> Cell:
    tone = ""
    if source.startswith(" :"):
        tone, _, source = source[2:].partition(" ")
    return _plain(source).strip(), _plain(tone) if tone else ""


def _split(source: str) -> list[str]:
    return [_one_line(part.strip(" ")) for part in source.split("|")]


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    bare = text.replace(GUARD, "")
    return bare if bare.isprintable() else bare.translate(_FROM_GUARDED)


_MARKS = frozenset("=#>~!-+@^|*&$")
