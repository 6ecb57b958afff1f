"""The prose of a report → rows of 文字材料, by the chapter that its headings name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workbook_tools.authoring.content import LONGEST_TEXT
from workbook_tools.foreign.word import CONTINUED
from workbook_tools.old_reports.document import MARKED_TABLE, Line, Origin, full_width, joined
from workbook_tools.old_reports.draft import Piece, Row
from workbook_tools.old_reports.headings import Heading, heading_of

CUT_TABLE = "表格在这里变成了一行行文字，分不清哪一格，只当文字抄下"
_VAGUE = "标题没有说清是哪一章，请选择章节"
_ENDS = tuple("。！？：:；;”")


@dataclass(slots=True)
class Passage:
    """What stands under one heading. `title` is a heading of the report's own below a chapter's."""

    chapter: str
    sure: bool
    title: str
    lines: list[Line] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # paragraphs
    doubt: str = _VAGUE


def text_rows(passages: Sequence[Passage]) -> list[Row]:
    rows: list[Row] = []
    for passage in passages:
        texts = [
            text for text in passage.texts if text.strip() and text != MARKED_TABLE and not CONTINUED.fullmatch(text)
        ]
        if not passage.chapter or not texts:
            continue
        doubt = "" if passage.sure else passage.doubt
        places = list(dict.fromkeys((passage.lines[0].place, passage.lines[-1].place)))
        origin = Origin("～".join(places), texts[0][:60])
        row = {"章节": Piece(passage.chapter, origin, doubt)}
        if passage.title:
            row["标题"] = Piece(passage.title, origin)
        row["内容"] = Piece("\n".join(texts)[:LONGEST_TEXT], origin, doubt if passage.doubt == CUT_TABLE else "")
        rows.append(row)
    return rows


def passages_of(lines: Sequence[Line], wrapped: bool) -> list[Passage]:
    """The lines as passages, in their order; what stands before the first heading is of no chapter."""
    found = [Passage("", True, "")]
    path: list[Heading] = []
    for paragraph in paragraphs(lines, wrapped):
        text = joined([line.text for line in paragraph])
        if text.startswith(MARKED_TABLE) and text != MARKED_TABLE:
            found += [_kept(path, paragraph[0]), _passage(path) if path else Passage("", True, "")]
            continue
        heading = heading_of(text)
        if heading is not None and (heading.chapter or heading.level < 4 or not _is_listed(text)):
            path = [each for each in path if each.level < heading.level] + [heading]
            found.append(_passage(path))
            if heading.rest:
                _put(found[-1], paragraph, heading.rest)
            continue
        _put(found[-1], paragraph, text)
    return found


def _kept(path: Sequence[Heading], line: Line) -> Passage:
    """A table that could not be told apart: its lines, for somebody to sort."""
    around = _passage(path).chapter if path else ""
    kept = Passage(around or "其他建议", False, "表格里的文字，请整理", [line], doubt=CUT_TABLE)
    kept.texts = line.text.removeprefix(MARKED_TABLE).strip().split("\n")
    return kept


def _put(passage: Passage, paragraph: list[Line], text: str) -> None:
    passage.lines += paragraph
    passage.texts.append(text)


def _is_listed(text: str) -> bool:
    """A numbered sentence is a text of the passage, and no heading."""
    return len(text) > 40 or text.rstrip().endswith(("。", "；", ";"))


def _passage(path: Sequence[Heading]) -> Passage:
    """The deepest heading that names a chapter says which; what stands below it is a title."""
    place = max((place for place, each in enumerate(path) if each.chapter), default=None)
    if place is None:
        return Passage("", True, path[-1].name)
    own = path[place]
    below = [each.name for each in path[place + 1 :]]
    title = "·".join(below) or ("" if own.chapter in own.name or own.name in own.chapter else own.name)
    return Passage(own.chapter, own.sure or bool(below), title)


def paragraphs(lines: Sequence[Line], wrapped: bool) -> Iterator[list[Line]]:
    """Of wrapped lines those that go on; else every line by itself."""
    if not wrapped:
        yield from ([line] for line in lines)
        return
    full = full_width(lines)
    run: list[Line] = []
    for line in lines:
        marked = heading_of(line.text, alone=False)
        if run and (marked is not None or line.text.startswith(MARKED_TABLE)):
            yield run
            run = []
        run.append(line)
        ends = line.width < full * 0.8 and (line.text.strip().endswith(_ENDS) or marked is not None)
        if ends or line.text.startswith(MARKED_TABLE):
            yield run
            run = []
    if run:
        yield run
