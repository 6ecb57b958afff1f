"""What the narrative may say of a value: the filters and tests of its templates.

A filter turns one value of the evaluation into words or a figure that is ready to print. It judges nothing and looks
nothing up: which rows a sentence speaks of, the template selects. What is unknown is printed as —.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from workbook_tools.basis.blank_words import says_nothing
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.operators import AT_MOST
from workbook_tools.basis.severities import SEVERITY_WORDS, Severity
from workbook_tools.basis.states import MET, PaceLight, State, TrancheState
from workbook_tools.model import Finding, Submission, Text
from workbook_tools.reading.station_notes import matched, subjects_of
from workbook_tools.report import formats, ledger_words, money_words, row_words, speaker, year_words

LONGEST_LIST = 12  # names in a running sentence; more are counted there and stand in the table
FEW = 5  # names in a sentence that asks for something
FEW_ITEMS = 3  # of the assessors' list in a sentence
LONGEST_NAMES = 150  # characters of them: long names fill a page with one sentence
_TONES: Mapping[str, str] = {
    State.DONE: "met", State.EXCEEDED: "over", State.NOT_DONE: "unmet", State.UNJUDGED: "open",
    "优": "over", "良": "met", "中": "open", "差": "unmet",
    PaceLight.ON_PACE: "met", PaceLight.SLOW: "open", PaceLight.BEHIND: "unmet",
    PaceLight.LIMIT_IN_SIGHT: "open", PaceLight.LIMIT_PASSED: "unmet",
    TrancheState.OVERDUE: "unmet", TrancheState.REFUSED: "unmet",
}  # fmt: skip
_OWN_NUMBER = lazy_pattern(
    r"^\s*+(?:[（(]?\s*+[0-9０-９一二三四五六七八九十百]++\s*+[)）、.．:：]|第[0-9一二三四五六七八九十百]+)"
)


def listed(names: Iterable[str], more: str = "等") -> str:
    """个案、小组、社区活动, and `more` where there are more than a sentence can carry."""
    every = _said(names)
    told = _told(every)
    return formats.joined(told) + (more if len(told) < len(every) else "")


def few_of(labels: Iterable[str]) -> str:
    """The first indicators of a long list: 个案、小组等7项指标."""
    every = _said(labels)
    told = _told(every)[:FEW]
    return formats.joined(told) + (f"等{len(every)}项指标" if len(told) < len(every) else "")


def few_items(names: Iterable[str]) -> str:
    """台账、个案等5项."""
    every = _said(names)
    told = _told(every)[:FEW_ITEMS]
    return formats.joined(told) + (f"等{len(every)}项" if len(told) < len(every) else "")


def _said(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.strip()]


def _told(names: list[str]) -> list[str]:
    told = names[:LONGEST_LIST]
    while len(told) > 1 and sum(map(len, told)) > LONGEST_NAMES:
        told.pop()
    return told


def counted(words: Sequence[str], order: Iterable[str], unit: str = "项") -> str:
    """错误1项、提示3项: how often each of the words occurs, in the given order."""
    return formats.joined(f"{word}{words.count(word)}{unit}" for word in order if word in words)


def tone(state: str) -> str:
    """The tint of a cell that holds a state, a grade, a light or a conclusion of payment."""
    return _TONES.get(state, "")


def first_known(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def bare(text: str) -> str:
    """A sentence of the staff without its end, to stand inside another one."""
    return text.strip().rstrip("。；")


def year_label(label: str) -> str:
    """2022 → 2022年度; a label that already says what it is stays as it is."""
    text = label.strip().removesuffix(".0")
    if not text or text.endswith("年度"):
        return text
    if text.endswith("年"):
        return text + "度"
    return text + "年度" if text[-1].isdigit() else text


def grade_ranges(cuts: Iterable[tuple[str, Decimal]]) -> list[str]:
    """Each grade with its range, best first; the lower bound belongs to the grade: 80分及以上不足90分为良."""
    ranges, above = [], ""
    for name, lowest in sorted(cuts, key=lambda cut: -cut[1]):
        bound = formats.points(lowest)
        if not above:
            ranges.append(f"{bound}分及以上为{name}")
        elif lowest > 0:
            ranges.append(f"{bound}分及以上不足{above}分为{name}")
        else:
            ranges.append(f"不足{above}分为{name}")
        above = bound
    return ranges


def by_chapter(texts: Iterable[Text]) -> Mapping[str, list[tuple[str, str]]]:
    """章节 → titles and contents, in the sheet's order. Rows that say nothing are not there.

    Titles of several texts of one chapter are numbered, unless staff did it.
    """
    grouped: dict[str, list[Text]] = {}
    for text in texts:
        if text.title.strip() or not (says_nothing(text.content) or text.content.strip() == "0"):
            grouped.setdefault(text.chapter.strip(), []).append(text)
    return {chapter: list(_numbered(several)) for chapter, several in grouped.items()}


def _numbered(texts: list[Text]) -> Iterable[tuple[str, str]]:
    for number, text in enumerate(texts, start=1):
        title = text.title.strip()
        if title and len(texts) > 1 and not _OWN_NUMBER.match(title):
            title = f"{number}．{title}"
        yield title, text.content.strip()


# What staff write in their texts that a table of the report may contradict.
_CLAIMS = {
    "paid": lazy_pattern("(?:按期|按时|足额|及时|全部|全额|均已|已经)[^。；\n]{0,8}(?:拨付|到账|到位)"),
    "within budget": lazy_pattern("(?:差异|差距|偏差|相差)[^。；\n]{0,6}[0-9]{1,2}%(?:以内|之内)"),
    "all done": lazy_pattern(
        "(?:指标|任务|目标)[^。；，,\n]{0,6}(?:全部|均|全面|圆满)[^。；，,\n]{0,3}(?:完成|达到|达标|实现)"
        "|(?:全部|圆满|全面)(?:完成|实现)了?[^。；，,\n]{0,8}(?:指标|任务|目标)",
        holding="全圆均",
    ),
}


def claims(texts: Iterable[tuple[str, str]], what: str) -> bool:
    """One of the titles or contents claims that everything was paid, done, or kept within budget."""
    return any(_CLAIMS[what].search(part) for text in texts for part in text)


def place(found: Finding) -> str:
    """绩效指标!K12; 整个文件 for a finding of no sheet."""
    cells = "、".join(found.places)
    return f"{found.sheet}!{cells}" if found.sheet and cells else found.sheet or cells or "整个文件"


def answered(findings: Sequence[Finding], submission: Submission) -> list[tuple[Finding, str]]:
    """Each finding with what the station answered to it, and that the answer is to other figures where it is."""
    answers, _ = matched(submission.notes, findings, subjects_of(findings, submission))
    told = (f"{each.text.strip()}（{each.state}）" if each.state else each.text.strip() for each in answers)
    return list(zip(findings, told, strict=True))


def total(records: Iterable[Any], field: str) -> Decimal:
    return sum((getattr(record, field) for record in records), Decimal())


def descending(records: Iterable[Any], field: str) -> list[Any]:
    """Sorted by a figure, the largest first; unknown counts as 0, and equal ones keep their order."""
    return sorted(records, key=lambda record: -(getattr(record, field) or Decimal()))


def sign(change: Decimal | None) -> str:
    """+5.00 or -5.00 分."""
    return formats.UNKNOWN if change is None else f"{'+' if change > 0 else ''}{formats.score(change)}"


def period(start: date | None, end: date | None) -> str:
    return formats.period(start, end)


FILTERS: Mapping[str, Callable[..., Any]] = {
    # figures
    "money": formats.money,
    "signed_money": money_words.signed_money,
    "rate": formats.percent,
    "signed_rate": money_words.signed_rate,
    "limit": formats.limit,
    "score": formats.score,
    "points": formats.points,
    "score_range": lambda judged: formats.score_range(judged.score_low, judged.score_high),
    "change": sign,
    "figure": formats.count,
    "size": abs,
    # days
    "chinese_date": formats.day,
    "until": period,
    "month": ledger_words.month,
    "year_label": year_label,
    # who speaks
    "is_self_report": speaker.is_self_report,
    "report_name": speaker.report_name,
    "issuer": speaker.issuer,
    # words
    "listed": listed,
    "few_of": few_of,
    "few_items": few_items,
    "counted": counted,
    "short": formats.short,
    "bare": bare,
    "tone": tone,
    "grade_ranges": grade_ranges,
    "by_chapter": by_chapter,
    "claim": claims,
    "severity_word": SEVERITY_WORDS.__getitem__,
    "place": place,
    "answered": answered,
    # records
    "first_known": first_known,
    "total": total,
    "descending": descending,
    **row_words.FILTERS,
    **money_words.FILTERS,
    **ledger_words.FILTERS,
    **year_words.FILTERS,
}
NAMES: Mapping[str, Any] = {
    "AT_MOST": AT_MOST,
    "MET": MET,
    "PaceLight": PaceLight,
    "Severity": Severity,
    "SEVERITY_WORDS": SEVERITY_WORDS,
    "State": State,
}
TESTS: Mapping[str, Callable[..., bool]] = {
    **money_words.TESTS,
    **year_words.TESTS,
}
