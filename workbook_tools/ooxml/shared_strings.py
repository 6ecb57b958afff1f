"""The shared strings, read when the first of them is asked for. They are never written."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain, islice, takewhile
from typing import overload

from workbook_tools.ooxml.encoding import resolve_references, unescape_cell_text
from workbook_tools.ooxml.located import DepthGuard, feed, new_parser
from workbook_tools.ooxml.namespaces import MAIN, main
from workbook_tools.ooxml.problem import PackageProblem
from workbook_tools.ooxml.records import LONGEST_TEXT, MOST_TEXT_BYTES
from workbook_tools.ooxml.regular_rows import IrregularRowsError, cut_at, gapless

_ALWAYS_FINE = 1_000_000  # strings; room for these is soon made
MANY = 20_000  # strings; more are kept packed
MOST_ASKED = 50_000  # of these, kept as texts beside
_TABLE, _ITEM, _TEXT, _PHONETIC = main("sst"), main("si"), main("t"), main("rPh")
_HEAD = re.compile(rf'(?:<\?xml[^>?]*\?>[ \t\r\n]*)?<sst xmlns="{MAIN}"[^<>]*+(?<!/)>')
_ITEM_TEXT = re.compile(
    r'(<si>(?:<t( xml:space="preserve")?>([^<]*+)</t>(?:<phoneticPr[^<>]*/>)?</si>|((?:[^<]|<(?!/?si[ >]))*+)</si>))'
)
_KEPT_RUNS = re.compile(
    r'(?:<r>(?:<rPr>(?:[^<]|<(?!/rPr>))*+</rPr>)?<t xml:space="preserve">[^<]*+</t></r>)++(?:<phoneticPr[^<>]*/>)?'
)
_NOT_PLAIN = re.compile(r"<[!?]|[\x00-\x08\x0b-\x1f\ufffe\uffff]|\]\]>")
_BLANKS = " \t\n"


class SharedStrings:
    """Plain texts by index: runs of a formatted text are joined, its pronunciation is left out.

    `stream` gives the part in pieces, each time from its beginning.
    """

    def __init__(
        self,
        stream: Callable[[], Iterable[bytes]],
        part: str,
        most: int = MOST_TEXT_BYTES,
        longest: int = LONGEST_TEXT,
    ) -> None:
        self._stream = stream
        self._part = part
        self._most, self._longest = most, longest
        self._count = -1  # not read yet
        self._texts: Sequence[str] = ()
        self._certain: Sequence[int] = b""
        self._unusual = False
        self._asked: dict[int, tuple[str, int]] = {}  # of very many those that somebody wanted, and may want again

    def text(self, index: int) -> str:
        """The text of an index; "" for an index that does not exist."""
        return self._known(index)[0]

    def certain_text(self, index: int) -> str | None:
        """The text, if every reader gives the same: it is not escaped, nor has blanks that some leave out."""
        text, certain = self._known(index)
        return text if certain else None

    @property
    def unusual(self) -> bool:
        """Whether the part holds what XML allows and no program writes, which other readers may take for texts."""
        return len(self) > 0 and self._unusual

    def forget(self) -> None:
        """Let go of very many texts but for those that were asked for: most are remarks in which nobody is interested.

        Where another one is wanted all the same, the part is read again.
        """
        if self._count > MANY and len(self._asked) < MOST_ASKED:
            self._texts, self._certain = (), b""

    def __len__(self) -> int:
        if self._count < 0:
            self._fill()
        return self._count

    def _fill(self) -> None:
        self._count = 0
        self._texts, self._certain, self._unusual = _read(self._stream, self._part, self._most, self._longest)
        self._count = len(self._texts)

    def _known(self, index: int) -> tuple[str, int]:
        """The text of an index, and whether it is certain; of one that does not exist nothing is."""
        if self._count < 0:
            self._fill()
        if not 0 <= index < self._count:
            return "", 0
        if self._count <= MANY:
            return self._texts[index], self._certain[index]
        known = self._asked.get(index)
        if known is None:
            if not self._texts:
                self._fill()
            known = self._texts[index], self._certain[index]
            if len(self._asked) < MOST_ASKED:
                self._asked[index] = known
        return known


class PackedTexts(Sequence[str]):
    """Very many texts in little memory: their bytes one after the other, made a text when it is asked for."""

    def __init__(self, part: str, most: int) -> None:
        self._part, self._most = part, most
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def extend(self, texts: Iterable[str]) -> None:
        packed = [text.encode("utf-8", "surrogatepass") for text in texts]
        self._ends.extend(islice(accumulate(map(len, packed), initial=len(self._bytes)), 1, None))
        self._bytes += b"".join(packed)
        if len(self._bytes) > self._most:
            raise PackageProblem("F104", part=self._part, what="文字的字节数", found=len(self._bytes), limit=self._most)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return self._bytes[self._ends[index] : self._ends[index + 1]].decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return len(self._ends) - 1


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


def _read(
    stream: Callable[[], Iterable[bytes]], part: str, most: int, longest: int
) -> tuple[Sequence[str], Sequence[int], bool]:
    """The texts, for each a 1 if there can be no two opinions of it, and whether there is anything else among them."""
    if not part:
        return (), b"", False
    try:
        return *_read_plain(stream(), part, most, longest), False
    except (IrregularRowsError, ValueError):  # it takes a parser, or holds a character that is none
        texts = PackedTexts(part, most)
        unusual = _parse(stream(), part, texts.extend, longest)
        return texts, bytes(len(texts)), unusual


def _read_plain(pieces: Iterable[bytes], part: str, most: int, longest: int) -> tuple[Sequence[str], Sequence[int]]:
    """A part of texts one after the other, most of them plain: ten times as fast as a parser.

    Raises IrregularRowsError or ValueError for a part that takes one.
    """
    blocks = cut_at(pieces, b"<si>", b"</sst>")
    head = next(blocks)
    if _HEAD.fullmatch(head.content[: head.stop].decode()) is None:
        raise IrregularRowsError
    few: list[str] = []
    many, certain = PackedTexts(part, most), bytearray()
    for content, start, stop in blocks:
        if content.startswith(b"</sst>", start):
            if content[start:].rstrip(b" \t\n") != b"</sst>":
                raise IrregularRowsError
            continue
        texts = _texts_of(content[start:stop].decode(), certain, part, longest)
        if len(many) or len(few) + len(texts) > MANY:
            many.extend(chain(few, texts))
            few = []
        else:
            few += texts
    return (many if len(many) else few), certain


def _texts_of(written: str, certain: bytearray, part: str, most: int) -> list[str]:
    if _NOT_PLAIN.search(written):
        raise IrregularRowsError
    texts, first, formatted = list[str](), len(certain), False
    referring = "&" in written
    escaping = referring or "_x" in written  # a reference may stand for either letter
    for items in gapless([_ITEM_TEXT], written, "<si>", 0, len(written)):
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
    if len(written) > most and (longest := max(map(len, texts), default=0)) > most:
        raise PackageProblem("F104", part=part, what="一个单元格的字数", found=longest, limit=most)
    if escaping:
        for place, text in enumerate(texts, first):
            if "_x" in text:
                certain[place], texts[place - first] = 0, unescape_cell_text(text)
    if formatted:
        texts.clear()
        _parse((f'<sst xmlns="{MAIN}">{written}</sst>'.encode(),), part, texts.extend, most)
    return texts


def _parse(pieces: Iterable[bytes], part: str, take: Callable[[Iterable[str]], None], longest: int) -> bool:
    """Hand over the texts one after the other; whether there are other things among them than texts."""
    parser = new_parser(part)
    parser.buffer_text = True
    current: list[str] = []
    length = 0
    collecting = phonetic = unusual = False
    guard = DepthGuard(part)

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal collecting, phonetic, length, unusual
        guard.down()
        if not name.startswith(MAIN):
            unusual = True
        if name == _TEXT:
            collecting = not phonetic
        elif name == _ITEM:
            current.clear()
            length = 0
        elif name == _PHONETIC:
            phonetic = True

    def end(name: str) -> None:
        nonlocal collecting, phonetic
        guard.up()
        if name == _TEXT:
            collecting = False
        elif name == _ITEM:
            take((unescape_cell_text("".join(current)),))
        elif name == _PHONETIC:
            phonetic = False

    def characters(text: str) -> None:
        nonlocal length
        if collecting:
            length += len(text)
            if length > longest:
                raise PackageProblem("F104", part=part, what="一个单元格的字数", found=length, limit=longest)
            current.append(text)

    def aside(*_: str) -> None:
        nonlocal unusual
        unusual = True

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.CommentHandler = parser.ProcessingInstructionHandler = parser.StartCdataSectionHandler = aside
    feed(parser, pieces, part)
    return unusual
