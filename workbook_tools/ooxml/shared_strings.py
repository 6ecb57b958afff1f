"""The shared strings, read when the first of them is asked for. They are never written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, takewhile

from workbook_tools.ooxml.encoding import resolve_references, unescape_cell_text
from workbook_tools.ooxml.located import DepthGuard, feed, new_parser
from workbook_tools.ooxml.namespaces import MAIN, main
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.regular_rows import IrregularRowsError, gapless

_ALWAYS_FINE = 1_000_000  # strings; room for these is soon made
_TABLE, _ITEM, _TEXT, _PHONETIC = main("sst"), main("si"), main("t"), main("rPh")
_HEAD = re.compile(rf'(?:<\?xml[^>?]*\?>[ \t\r\n]*)?<sst xmlns="{MAIN}"[^<>]*+(?<!/)>')
_ITEM_TEXT = re.compile(
    r'(<si>(?:<t( xml:space="preserve")?>([^<]*+)</t>(?:<phoneticPr[^<>]*/>)?</si>|((?:[^<]|<(?!/si>))*+)</si>))'
)
_KEPT_RUNS = re.compile(
    r'(?:<r>(?:<rPr>(?:[^<]|<(?!/rPr>))*+</rPr>)?<t xml:space="preserve">[^<]*+</t></r>)++(?:<phoneticPr[^<>]*/>)?'
)
_NOT_PLAIN = re.compile(r"<[!?]|[\x00-\x08\x0b-\x1f\ufffe\uffff]|\]\]>")
_BLANKS = " \t\n"


class SharedStrings:
    """Plain texts by index: runs of a formatted text are joined, its pronunciation is left out."""

    def __init__(self, pieces: Iterable[bytes], part: str) -> None:
        self._pieces: Iterable[bytes] | None = pieces
        self._part = part
        self._texts: list[str] = []
        self._certain = bytearray()

    def text(self, index: int) -> str:
        """The text of an index; "" for an index that does not exist."""
        return self._texts[index] if 0 <= index < len(self) else ""

    def certain_text(self, index: int) -> str | None:
        """The text, if every reader gives the same: it is not escaped, nor has blanks that some leave out."""
        return self._texts[index] if 0 <= index < len(self) and self._certain[index] else None

    def __len__(self) -> int:
        if self._pieces is not None:
            pieces, self._pieces = self._pieces, None
            self._texts, self._certain = _read(pieces, self._part)
        return len(self._texts)


def refuse_false_count(pieces: Iterable[bytes], part: str, size: int) -> None:
    """Raise PackageProblem F123 for a part that states more different strings than its `size` in bytes can hold.

    Some readers make room for as many as it states, and die of it. How often they are used (`count`) may be any number.
    """
    parser = new_parser(part)
    roots: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        parser.StartElementHandler = None
        roots.append(name)
        if name != _TABLE:
            raise PackageProblem("F106", part=part)
        stated = attributes.get("uniqueCount", "").strip()
        if stated.isascii() and stated.isdecimal() and int(stated[:20]) > max(size, _ALWAYS_FINE):
            raise PackageProblem("F123", part=part, stated=stated[:20])

    parser.StartElementHandler = start
    feed(parser, takewhile(lambda _: not roots, pieces), part, complete=False)


def _read(pieces: Iterable[bytes], part: str) -> tuple[list[str], bytearray]:
    """The texts, and for each a 1 if there can be no two opinions of it."""
    pieces = iter(pieces)
    first, second = next(pieces, b""), next(pieces, None)
    found = _read_plain(first, part) if second is None else None
    if found is not None:
        return found
    texts = _parse(chain((first,), () if second is None else (second,), pieces), part)
    return texts, bytearray(len(texts))


def _read_plain(content: bytes, part: str) -> tuple[list[str], bytearray] | None:
    """A part of texts one after the other, most of them plain: ten times as fast as a parser. None: it takes one."""
    try:
        written = content.decode()
    except UnicodeDecodeError:
        return None
    head = _HEAD.match(written)
    end = written.rfind("</sst>")
    if head is None or end < head.end() or _NOT_PLAIN.search(written, head.end()):
        return None
    if written[end:].rstrip(_BLANKS) != "</sst>":
        return None
    texts, certain, formatted = list[str](), bytearray(), False
    referring = "&" in written
    escaping = referring or "_x" in written  # a reference may stand for either letter
    try:
        for items in gapless((_ITEM_TEXT,), written, "<si>", head.end(), end):
            for item, kept, text, runs in items:
                if runs or not item.startswith("<si><t"):
                    formatted = True
                    certain.append("_x" not in runs and _KEPT_RUNS.fullmatch(runs) is not None)
                    texts.append("")
                    continue
                if referring:
                    text = resolve_references(text)
                certain.append(kept != "" or text.strip(_BLANKS) == text)
                texts.append(text)
    except (IrregularRowsError, ValueError):  # a character that is none
        return None
    if escaping:
        for place, text in enumerate(texts):
            if "_x" in text:
                certain[place], texts[place] = 0, unescape_cell_text(text)
    return (_parse([content], part) if formatted else texts), certain


def _parse(pieces: Iterable[bytes], part: str) -> list[str]:
    texts: list[str] = []
    if not part:
        return texts
    parser = new_parser(part)
    parser.buffer_text = True
    current: list[str] = []
    collecting = phonetic = False
    guard = DepthGuard(part)

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal collecting, phonetic
        guard.down()
        if name == _TEXT:
            collecting = not phonetic
        elif name == _ITEM:
            current.clear()
        elif name == _PHONETIC:
            phonetic = True

    def end(name: str) -> None:
        nonlocal collecting, phonetic
        guard.up()
        if name == _TEXT:
            collecting = False
        elif name == _ITEM:
            texts.append(unescape_cell_text("".join(current)))
        elif name == _PHONETIC:
            phonetic = False

    def characters(text: str) -> None:
        if collecting:
            current.append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    feed(parser, pieces, part)
    return texts
