"""The shared strings, read when the first of them is asked for. They are never written."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from workbook_tools.ooxml.encoding import unescape_cell_text
from workbook_tools.ooxml.located import DepthGuard, feed, new_parser
from workbook_tools.ooxml.namespaces import main
from workbook_tools.ooxml.problem import PackageProblem

_ALWAYS_FINE = 1_000_000  # strings; room for these is soon made
_TABLE, _ITEM, _TEXT, _PHONETIC = main("sst"), main("si"), main("t"), main("rPh")


class SharedStrings:
    """Plain texts by index: runs of a formatted text are joined, its pronunciation is left out."""

    def __init__(self, pieces: Iterable[bytes], part: str) -> None:
        self._pieces: Iterable[bytes] | None = pieces
        self._part = part
        self._texts: list[str] = []

    def text(self, index: int) -> str:
        """The text of an index; "" for an index that does not exist."""
        return self._texts[index] if 0 <= index < len(self) else ""

    def __len__(self) -> int:
        if self._pieces is not None:
            pieces, self._pieces = self._pieces, None
            self._texts = _read(pieces, self._part)
        return len(self._texts)


def refuse_false_count(pieces: Iterable[bytes], part: str, size: int) -> None:
    """Raise PackageProblem F106 for a part that states more strings than its `size` in bytes can hold.

    Some readers make room for as many as it states, and die of it.
    """
    parser = new_parser(part)
    roots: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        parser.StartElementHandler = None
        roots.append(name)
        if name != _TABLE:
            raise PackageProblem("F106", part=part)
        for stated in (attributes.get("uniqueCount", "0"), attributes.get("count", "0")):
            if not stated.isdecimal() or int(stated) > max(size, _ALWAYS_FINE):
                raise PackageProblem("F106", part=part)

    parser.StartElementHandler = start
    feed(parser, takewhile(lambda _: not roots, pieces), part, complete=False)


def _read(pieces: Iterable[bytes], part: str) -> list[str]:
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
