"""XML with the place of every element in the bytes, so that an edit can be cut into them and the rest stays identical.

`parse` builds a tree and is for small parts (the workbook, relationships, styles); big sheets go through `feed` with
handlers of their own and never become a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple
from xml.parsers import expat

from workbook_tools.ooxml.problem import PackageProblem

CHUNK = 1 << 20
LONGEST_TOKEN = 4 << 20  # bytes of a single tag or comment
DEEPEST = 200  # elements inside each other
MOST_ELEMENTS = 200_000  # of a part that becomes a tree
KEPT_TREES, KEPT_BYTES, KEPT_ELEMENTS = 64, 1 << 15, 1_000  # how many trees are kept, and the largest part among them
_PLACE = itemgetter(0, 1)  # of a splice
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ATTRIBUTE = re.compile(r"""(?<!\s)\s+([^\s=<>/]+)\s*=\s*("[^"]*"|'[^']*')""")
_NAME = re.compile(rb"</?([^\s/>]+)")


class Node:
    """An element. `start`…`open_end` is its start tag, `close_start`…`end` its end tag (nothing, if self-closed)."""

    __slots__ = ("_data", "attributes", "children", "close_start", "elements", "end", "prefix", "start", "tag", "text")

    def __init__(self, tag: str, prefix: str, attributes: dict[str, str], start: int, data: bytes) -> None:
        self.tag = tag
        self.prefix = prefix  # with its colon, or ""
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""
        self.start = start
        self.elements = 0  # how many the whole tree has; of its root only
        self.close_start = self.end = start  # until its end is met
        self._data = data

    @property
    def is_kept(self) -> bool:
        """Whether a root is given again for the same bytes; what is kept of such a tree stays as small."""
        return _is_small(self._data, self.elements)

    @property
    def open_end(self) -> int:
        return self.end if self.self_closed else tag_end(self._data, self.start)

    @property
    def local(self) -> str:
        return self.tag.rpartition(" ")[2]

    @property
    def self_closed(self) -> bool:
        return self.close_start == self.end

    def child(self, tag: str) -> Node | None:
        return next((child for child in self.children if child.tag == tag), None)

    def walk(self) -> Iterator[Node]:
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


class Splice(NamedTuple):
    """Replace the bytes from `start` to `end` (the same: insert) by `content`."""

    start: int
    end: int
    content: bytes


def parse(data: bytes, part: str, most: int = MOST_ELEMENTS) -> Node:
    """The tree of a part, to be looked at only: the same bytes give the same tree.

    Raises PackageProblem for what is not well-formed, has a document type or is too deep.
    """
    elements = data.count(b"<") - data.count(b"</")  # before any of them costs memory
    if elements > most:
        raise PackageProblem("F104", part=part, what="部件内的元素数", found=elements, limit=most)
    root = _kept_tree(data, part) if _is_small(data, elements) else _tree(data, part)
    root.elements = elements
    return root


def _is_small(data: bytes, elements: int) -> bool:
    return len(data) <= KEPT_BYTES and elements <= KEPT_ELEMENTS


def _tree(data: bytes, part: str) -> Node:
    root: list[Node] = []
    stack: list[Node] = []
    texts: list[list[str]] = []  # of the elements on the stack; in pieces, for a text may come in a hundred thousand
    names: dict[str, tuple[str, str]] = {}
    parser = new_parser(part)
    parser.namespace_prefixes = True
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        split = names.get(name)
        if split is None:
            split = names[name] = _split_prefix(name)
        for key in attributes:
            if " " in key:
                attributes = {_split_prefix(key)[0]: value for key, value in attributes.items()}
                break
        node = Node(*split, attributes, parser.CurrentByteIndex, data)
        (stack[-1].children if stack else root).append(node)
        stack.append(node)
        texts.append([])
        if len(stack) > DEEPEST:
            raise PackageProblem("F107", part=part)

    def end(_name: str) -> None:
        node, at = stack.pop(), parser.CurrentByteIndex
        node.text = "".join(texts.pop())
        node.close_start = at
        # Behind a self-closed tag expat stands at what follows; before an end tag there can be no "/>" of the element.
        closed = data[at - 1] == 0x3E and data[at - 2] == 0x2F and not node.children and not node.text
        node.end = at if closed else data.index(b">", at) + 1

    def characters(text: str) -> None:
        texts[-1].append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    feed(parser, (data,), part)
    return root[0]


# The workbooks of a district are made from one template: most of their small parts are the same bytes, time and again.
_kept_tree = lru_cache(maxsize=KEPT_TREES)(_tree)


def new_parser(part: str) -> expat.XMLParserType:
    """An expat parser that refuses document types, and with them every kind of entity."""
    parser = expat.ParserCreate("utf-8", " ")

    def refuse(*_: Any) -> None:
        raise PackageProblem("F107", part=part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


class DepthGuard:
    """Counts how deep elements stand inside each other, for handlers that do not need to know."""

    __slots__ = ("_depth", "_part")

    def __init__(self, part: str) -> None:
        self._depth = 0
        self._part = part

    def down(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise PackageProblem("F107", part=self._part)

    def up(self) -> None:
        self._depth -= 1


def feed(parser: expat.XMLParserType, pieces: Iterable[bytes], part: str, *, complete: bool = True) -> None:
    """Parse a part given in pieces, once. A tag that goes on for megabytes is refused before it gets slow.

    `complete=False` for the beginning of a part.
    """
    fed, waiting = 0, b""
    try:
        for chunk in _chunks(pieces):
            if waiting:
                parser.Parse(waiting, False)
                fed += len(waiting)
                if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
                    raise PackageProblem("F107", part=part)
            waiting = chunk  # held back: a parser that knows which is the last need not keep its end
        parser.Parse(waiting, complete)
    except expat.ExpatError:
        raise PackageProblem("F106", part=part) from None
    finally:  # handlers know their parser: let go of them, so that both are gone at once
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
        parser.CommentHandler = parser.ProcessingInstructionHandler = parser.StartCdataSectionHandler = None
        parser.StartNamespaceDeclHandler = None


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        if len(piece) <= CHUNK:
            yield piece
        else:
            yield from (piece[start : start + CHUNK] for start in range(0, len(piece), CHUNK))


class RawChild(NamedTuple):
    """A child of an element by its name as written, and its place."""

    name: str
    start: int
    end: int


def raw_children(fragment: bytes) -> list[RawChild]:
    """The children of a small element that was cut out of a part that is known to be well-formed."""
    parser = expat.ParserCreate("utf-8")
    children: list[RawChild] = []
    depth = at = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth, at
        depth += 1
        if depth == 2:
            at = parser.CurrentByteIndex

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if depth == 1:
            open_end = tag_end(fragment, at)
            closed = fragment[open_end - 2] == 0x2F
            children.append(
                RawChild(name, at, open_end if closed else fragment.index(b">", parser.CurrentByteIndex) + 1)
            )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(fragment, True)
    return children


def apply(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with all splices made. They must not overlap; several at one place are made in the order given."""
    return b"".join(pieces(data, splices))


def pieces(data: bytes, splices: Iterable[Splice]) -> list[bytes | memoryview]:
    view, out, place = memoryview(data), list[bytes | memoryview](), 0
    for splice in sorted(splices, key=_PLACE):
        if splice.start < place:
            raise ValueError("edits of a part overlap")
        out += (view[place : splice.start], splice.content)
        place = splice.end
    out.append(view[place:])
    return out


# ---------------------------------------------------------------- start tags


def tag_end(data: bytes, start: int) -> int:
    """Where the tag that starts here ends; a > inside of an attribute's quotes does not count."""
    match = _TAG.match(data, start)
    if match is None:
        raise ValueError("no tag here")
    return match.end()


def raw_name(data: bytes, start: int) -> str:
    """The name of the tag that starts here, as written, with its prefix."""
    match = _NAME.match(data, start)
    if match is None:
        raise ValueError("no tag here")
    return match[1].decode()


def attributes_at(data: bytes, start: int) -> dict[str, str]:
    """The attributes of the start tag that stands here, in a part that is known to be well-formed."""
    found: dict[str, str] = {}
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda _name, attributes: found.update(attributes)
    parser.Parse(data[start : tag_end(data, start)], False)
    return found


def with_attributes(data: bytes, start: int, changes: dict[str, str | None]) -> bytes:
    """The start tag that stands here with attributes set (to escaped values) or removed (None), the rest as it is."""
    tag = data[start : tag_end(data, start)].decode()
    name = raw_name(data, start)
    left = dict(changes)
    out = [f"<{name}"]
    for match in _ATTRIBUTE.finditer(tag):
        if match[1] not in changes:
            out.append(match[0])
        else:
            value = left.pop(match[1], None)
            if value is not None:
                out.append(f' {match[1]}="{value}"')
    out += [f' {key}="{value}"' for key, value in left.items() if value is not None]
    out.append("/>" if tag.endswith("/>") else ">")
    return "".join(out).encode()


def append_child(node: Node, data: bytes, content: bytes, changes: dict[str, str | None] | None = None) -> list[Splice]:
    """Put content last inside an element, whether it is self-closed or not, and change its attributes."""
    tag = with_attributes(data, node.start, changes or {})
    if not node.self_closed:
        splices = [Splice(node.close_start, node.close_start, content)]
        return splices + ([Splice(node.start, node.open_end, tag)] if changes else [])
    name = raw_name(data, node.start)
    return [Splice(node.start, node.end, tag[:-2] + b">" + content + f"</{name}>".encode())]


def _split_prefix(name: str) -> tuple[str, str]:
    """What expat reports as "namespace local prefix" → ("namespace local", "prefix:")."""
    parts = name.split(" ")
    if len(parts) == 3:
        return f"{parts[0]} {parts[1]}", f"{parts[2]}:"
    return name, ""
