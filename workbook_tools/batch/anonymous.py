"""What a batch tells of a station when no name may leave the house: numbers in the place of all who work there.

A name stands in columns of its own (服务台账, 人员, 填表人), in lists of the station's own, and in whatever quotes
them: findings, reasons, totals. So the names are gathered once, and every text of the record is looked through for
them, before anything is written. What is quoted from cells that no list accounts for is told by its known words alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.batch.person_names import in_brackets, is_common, names_in, parts_of, persons_in
from workbook_tools.batch.records import Record
from workbook_tools.catalogue import ENTRIES
from workbook_tools.facts.fact import COLUMNS as COLUMNS_OF_FACTS
from workbook_tools.facts.kinds import KINDS
from workbook_tools.foreign import as_package
from workbook_tools.model import Evaluation, Submission
from workbook_tools.model.fields import CHAPTERS, COLUMNS, LABELS, SHEETS, SHEETS_NOT_READ
from workbook_tools.reading.words import own_vocabulary

if TYPE_CHECKING:
    from workbook_tools.in_memory import Computed
    from workbook_tools.ooxml import Workbook

_KIND, _LEVEL2, _LEVEL3, _ITEM = (COLUMNS_OF_FACTS.index(name) for name in ("kind", "level2", "level3", "item"))
_QUOTING = ("roster", "ledger", "ledger_share")  # parts of facts whose subjects are what cells of lists say
_BY_NAME = ("", "合计", "按月", "按社工", "按社区", "按服务类别")
SHORT = 1  # characters of a name that is only replaced where it stands alone: 王 is part of many words
LEFT_OUT = "（略）"
SOMEBODY = "某某"  # the same for all, so that stations that count the same things still do
_CUT = "…"
_PLAIN_CUT = "..."  # as NFKC writes it
_CELL_TEXTS = (
    "target",
    "actual",
    "told",
    "slips",
    "spellings",
    "words",
    "claim",
    "pairs",
    "rule",
    "actuals",
    "figures",
)
_OPEN = re.compile(r"(?<!“)\{(?:first_)?(?:" + "|".join(_CELL_TEXTS) + r")(?:_before|s|_names)?\}")
_LISTED = frozenset(("L002", "L010", "G021", "G032"))  # their {names} are what cells of a list say
_FAULTS = ("U900", "U901", "U902")
_SAYINGS = (("survey", "by"), ("tasks", "indicator"), ("assessment_items", "period"))  # cells told as they are
_LETTERS = re.compile(r"[^\W\d_]+")
_A1 = re.compile(r"\$?[A-Za-z]{1,3}\$?\d{0,7}")


def numbers_of(submission: Submission, details: Mapping[str, Any], more: Collection[str] = ()) -> dict[str, str]:
    """Name → what stands for it. Workers by the order of their work, which tells nothing of their names."""
    ledger = details.get("ledger") or {}
    workers = [group for group in ledger.get("workers", ()) if group["name"]]
    workers.sort(key=lambda group: (-group["entries"], -(group["direct_hours"] or 0), group["name"]))
    names = {group["name"]: f"社工{number:02d}" for number, group in enumerate(workers, 1)}
    lists = submission.rosters
    staff = {each.name for each in lists.people or ()} | {each.worker for each in lists.tasks or ()}
    for name in sorted(staff - names.keys()):
        names[name] = f"社工{len(names) + 1:02d}"
    for several in [name for name in names if len(name) > SHORT]:  # 张三、李四（组长） is two persons more
        for name in parts_of(several):
            names.setdefault(name, names[several])
    prepared_by = submission.information.prepared_by.strip()
    for name in filter(None, (prepared_by, *parts_of(prepared_by))):
        names.setdefault(name, "填表人")
    for name in parts_of(submission.information.evaluation_team):
        names.setdefault(name, "评价组成员")
    assessors = [each.assessor for each in submission.assessments] + [each.assessor for each in lists.items or ()]
    for number, name in enumerate(dict.fromkeys(n for assessor in assessors for n in in_brackets(assessor)), 1):
        names.setdefault(name, f"评分人{number:02d}")
    told = names_of_indicators(submission)
    for number, name in enumerate(sorted({name for name in more if name not in names and name not in told}), 1):
        names[name] = f"人员{number:02d}"
    for text in sorted(_called_by_staff(submission)):
        for name in persons_in(text):
            names.setdefault(name, SOMEBODY)
    return names


def _called_by_staff(submission: Submission) -> set[str]:
    """What staff called things in their own words: a name may stand in it, and nowhere else."""
    about = submission.information
    public = {about.station, about.project, about.contractor, about.purchaser, about.authority, about.issuer}
    return names_of_indicators(submission) - public


def names_of_indicators(submission: Submission) -> set[str]:
    """What things are called, and no person: a heading of one's own above them makes no name of them."""
    rows = submission.indicators
    called = {text for row in rows for text in (row.level1, row.level2, row.level3, row.item, row.name, row.unit)}
    called |= {line.name for line in (*submission.cost_lines, *submission.cost_totals)}
    called |= {line.category for line in submission.cost_lines} | {each.name for each in submission.tranches}
    called |= {each.assessor for each in submission.assessments} | {each.period for each in submission.assessments}
    called |= {heading.text for heading in submission.headings}
    called |= {each.name for each in submission.rosters.communities or ()}
    if submission.ledger is not None:
        called.update(submission.ledger.communities, submission.ledger.services)
    about = submission.information
    called |= {about.station, about.project, about.contractor, about.purchaser, about.authority, about.issuer}
    return called - {""}


def without_names(value: Any, names: Mapping[str, str]) -> Any:
    """The same value, every text in it with numbers instead of names; also the keys of its tables.

    A name is known with blanks in it, in full-width letters, and where a quote was cut short in it.
    """
    return _walk(value, _replacer(names)) if names else value


def anonymous_record(record: Record, computed: Computed) -> Record:
    """The record of a workbook that is done, without a name."""
    submission = computed.submission
    more = names_in(computed.book, *([submission.ledger.table.sheet] if submission.ledger is not None else ()))
    names = numbers_of(submission, record.details, more)
    known = known_texts(submission, computed.evaluation)
    outcome, more_told = _quoting_less(dict(record.outcome), known), dict(record.details)
    more_told["ledgers"] = [
        {**each, "findings": [_finding(told, known) for told in each["findings"]]} for each in more_told["ledgers"]
    ]
    if "facts" in more_told:
        more_told["facts"] = _facts(more_told["facts"], known)
    figures, details = without_names([outcome, more_told], names)
    return _called(replace(record, outcome=figures, details=details), names)


def _facts(facts: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """Facts whose subjects are cells of lists and of the ledger have only known words of them."""
    return {
        **facts,
        "rows": [_fact(list(row), known) for row in facts["rows"]],
        "compared": _compared(facts["compared"], known),
    }


def _fact(row: list[Any], known: frozenset[str]) -> list[Any]:
    division, quoted = row[_LEVEL2], KINDS[row[_KIND]].part in _QUOTING
    if not quoted or division in _BY_NAME:  # workers are told by their numbers
        return row
    for place in (_LEVEL3,) if division == "任务分解" else (_LEVEL3, _ITEM):
        row[place] = _known_words(row[place], known)
    return row


def _compared(told: Any, known: frozenset[str]) -> Any:
    if isinstance(told, Mapping):
        texts = ("text", "word", "label")
        return {
            key: _known_words(inside, known) if key in texts and isinstance(inside, str) else _compared(inside, known)
            for key, inside in told.items()
            if key != "words"
        }
    return [_compared(each, known) for each in told] if isinstance(told, list) else told


def anonymous_failure(record: Record, data: Callable[[], bytes]) -> Record:
    """The record of a workbook that could not be processed: its findings quote what nobody has read."""
    from workbook_tools.ooxml import Workbook

    more: set[str] = set()
    try:
        book: Workbook = Workbook.open(as_package(data()))
        more = names_in(book)
    except Exception:  # nothing of what cannot be opened is quoted but the words that are left out below
        more = set()
    names = {name: f"人员{number:02d}" for number, name in enumerate(sorted(more), 1)}
    outcome = _quoting_less(dict(record.outcome), frozenset())
    return _called(replace(record, outcome=without_names(outcome, names)), names)


def _called(record: Record, names: Mapping[str, str]) -> Record:
    """A file may bear a person's name."""
    called = without_names(record.relative, names) if names else record.relative
    return replace(record, called=called, outcome={**record.outcome, "file": called})


def _walk(value: Any, told: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return told(value)
    if isinstance(value, Mapping):
        return {_walk(key, told): _walk(inside, told) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_walk(inside, told) for inside in value]
    return value


# ---------------------------------------------------------------- names in texts


def _replacer(names: Mapping[str, str]) -> Callable[[str], str]:
    """By looking up, at each character, the pieces that may be a name: linear in the text, however many names."""
    long = {_plain(name): number for name, number in names.items() if len(name) > SHORT and not is_common(name)}
    lengths: dict[str, list[int]] = {}
    for name in long:
        lengths.setdefault(name[:1], []).append(len(name))
    by_first = {first: sorted(set(some), reverse=True) for first, some in lengths.items()}  # 王小明 before 王小
    cuts = {name[:length]: number for name, number in long.items() for length in range(2, len(name))}

    def told(text: str) -> str:
        if text in names:
            return names[text]
        return "".join(_pieces(text, long, by_first, cuts))

    return told


def _pieces(
    text: str, long: Mapping[str, str], by_first: Mapping[str, list[int]], cuts: Mapping[str, str]
) -> Iterator[str]:
    plain = [_plain(character) for character in text]
    at = 0
    while at < len(text):
        found = _name_at(plain, at, long, by_first.get(plain[at][:1], ()), cuts) if plain[at] else None
        if found is None:
            yield text[at]
            at += 1
        else:
            number, at = found
            yield number


def _name_at(
    plain: list[str], at: int, long: Mapping[str, str], lengths: Collection[int], cuts: Mapping[str, str]
) -> tuple[str, int] | None:
    if not lengths:
        return None
    most, ends, joined = max(lengths), list[int](), ""
    for place in range(at, min(len(plain), at + 2 * most)):
        if plain[place] == _PLAIN_CUT:
            return (
                (cuts[joined], place) if joined in cuts else None if not ends else _longest(joined, ends, long, plain)
            )
        if plain[place]:
            joined += plain[place]
            ends.append(place + 1)
        if len(joined) >= most:
            break
    return _longest(joined, ends, long, plain)


def _longest(joined: str, ends: list[int], long: Mapping[str, str], plain: list[str]) -> tuple[str, int] | None:
    for count in range(len(ends), 0, -1):
        name = joined[:count]
        if name not in long:
            continue
        start, end = ends[0] - 1, ends[count - 1]
        beside = (plain[start - 1] if start else "") + (plain[end] if end < len(plain) else "")
        if name.isascii() and beside.isascii() and any(character.isalnum() for character in beside):
            continue  # Li in Link
        return long[name], end
    return None


def _plain(text: str) -> str:
    """What names are compared by; "" for blanks."""
    return without_blanks(text).casefold()


# ---------------------------------------------------------------- quotes of cells


def known_texts(submission: Submission, evaluation: Evaluation | None) -> frozenset[str]:
    """Texts of the workbook that may be quoted whole, for they are what things are called."""
    texts = names_of_indicators(submission)
    if evaluation is not None:
        texts |= {row.item for row in evaluation.rows} | {evaluation.scheme_name}
    return frozenset(texts)


def _quoting_less(outcome: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    """The outcome whose findings, targets and actuals have only known words of what cells say."""
    outcome["findings"] = [_finding(each, known) for each in outcome["findings"]]
    outcome["rows"] = [_row(row, known) for row in outcome["rows"]]
    if outcome.get("previous"):
        outcome["previous"] = [
            {**year, "rows": [{key: _row(value, known) for key, value in row.items()} for row in year["rows"]]}
            for year in outcome["previous"]
        ]
    for key, name in _SAYINGS:
        if outcome.get(key):
            outcome[key] = [{**each, name: each[name] and _known_words(each[name], known)} for each in outcome[key]]
    if outcome.get("media"):
        outcome["media"] = {_known_words(category, known): count for category, count in outcome["media"].items()}
    return outcome


def _row(row: Any, known: frozenset[str]) -> Any:
    if not isinstance(row, Mapping):
        return row
    told = {name: _known_words(row[name], known) for name in ("target", "actual")}
    return {**row, **told, "why": row["why"] and _quotes(row["why"], known)}


def _finding(told: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    message, fix = str(told["message"]), str(told["fix"])
    if told["code"] in _FAULTS:  # an exception may repeat a cell, and the folder of its report bears a user's name
        kind = re.search(r"（(\w+)", message)
        message = ENTRIES[told["code"]].message.format_map(_LeftOut(reason=kind[1] if kind else LEFT_OUT))
        return {**told, "message": message, "fix": ENTRIES[told["code"]].fix.format_map(_LeftOut())}
    if told["code"] in _LISTED or _OPEN.search(ENTRIES[told["code"]].message):
        own = _own_characters(told["code"])
        message = _known_words(message, known | own)
    else:
        message = _quotes(message, known)
    return {**told, "message": message, "fix": _quotes(fix, known)}


class _LeftOut(dict[str, str]):
    def __missing__(self, _: str) -> str:
        return LEFT_OUT


def _quotes(text: str, known: frozenset[str]) -> str:
    """What stands between quotation marks, by its known words. A quote in a quote ends with the last of them."""
    if text.count("“") != text.count("”"):
        head, _, rest = text.partition("“")
        inside, _, tail = rest.rpartition("”")
        return f"{head}“{_known_words(inside, known)}”{tail}"
    return re.sub(r"“([^“”]*)”", lambda match: f"“{_known_words(match[1], known)}”", text)


def _known_words(text: str, known: frozenset[str]) -> str:
    """The text with `LEFT_OUT` for every run of letters that no list accounts for; figures and marks stay."""
    if text in known or text in _own_texts() or text.rstrip(_CUT) in known:
        return text
    pieces = (piece.strip("《》") in known for piece in re.split("[、，·]", text))
    if all(pieces):
        return text
    return _LETTERS.sub(lambda match: match[0] if _is_accounted_for(match[0], known) else LEFT_OUT, text)


def _is_accounted_for(run: str, known: frozenset[str]) -> bool:
    if run in known or run in _own_texts() or _A1.fullmatch(run):
        return True
    vocabulary, unknown, at = own_vocabulary(), 0, 0
    while at < len(run):
        word = vocabulary.longest(run, at, len(run)) or _own_word(run, at, known)
        unknown += not word and run[at] not in _UNITS
        at += len(word) or 1
        if unknown:
            return False
    return True


def _own_word(run: str, at: int, known: frozenset[str]) -> str:
    for length in range(min(_LONGEST_WORD, len(run) - at), 1, -1):
        word = run[at : at + length]
        if word in known or word in _own_texts():
            return word
    return ""


_LONGEST_WORD = 24
_UNITS = frozenset(
    "个名人次场期份小时天日月年度元万亿千百十零一二三四五六七八九两户家支条件篇项组队岁的和与及或、至到了全第半"
)


@lru_cache(maxsize=1)
def _own_texts() -> frozenset[str]:
    """Words of the program's own: heads, labels, sheets, chapters, choices, and what messages themselves quote."""
    columns = [column for table in COLUMNS.values() for column in table]
    texts = {name for column in columns for name in (*column.names, *column.choices)}
    texts |= {name for label in LABELS for name in (*label.names, *label.choices)}
    texts |= {name for sheet in SHEETS.values() for name in sheet.names} | {*SHEETS_NOT_READ, *CHAPTERS}
    for entry in ENTRIES.values():
        texts.update(quoted for quoted in re.findall(r"“([^“”{}]+)”", entry.message + entry.fix))
    return frozenset(texts)


@lru_cache(maxsize=64)
def _own_characters(code: str) -> frozenset[str]:
    """The runs of letters of a message's own words."""
    return frozenset(_LETTERS.findall(re.sub(r"\{[^{}]*\}", " ", ENTRIES[code].message)))
