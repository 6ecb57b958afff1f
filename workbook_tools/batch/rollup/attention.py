"""今天要办: which stations need the office today, what is wrong with each, and the first things to put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workbook_tools.basis.severities import Severity
from workbook_tools.basis.states import TrancheState
from workbook_tools.batch.rollup import arrivals
from workbook_tools.batch.rollup.frames import linked, text_of
from workbook_tools.batch.rollup.gather import FINDING_PARTS, NOT_REPORTED
from workbook_tools.batch.rollup.links import Link
from workbook_tools.batch.rollup.standing import COPY, NOT_CHOSEN, OPEN_TWIN, WRONG_YEAR
from workbook_tools.report import formats

if TYPE_CHECKING:
    import pandas as pd

    from workbook_tools.batch.rollup.arrivals import Arrival
    from workbook_tools.batch.rollup.frames import District

FAILS, FINANCE_FAILS, WRONG, OVERDUE, BROKEN, MISSING = "不合格", "财务不合格", "有错误", "逾期", "未能处理", "未报"
FLAGS = (FAILS, FINANCE_FAILS, WRONG, OVERDUE, BROKEN, MISSING)
PLACES = ("第一处", "第二处", "第三处")  # where each of the first things stands
FIRST_FIXES = len(PLACES)
LONGEST = 60  # characters of what is wrong in one cell
_FAILED = "不合格"
_ALSO = (arrivals.LATE, WRONG_YEAR)  # of the list: told beside the six


@dataclass(frozen=True, slots=True)
class Attention:
    """One station: `flags` of FLAGS, what is wrong in words, what to put right first, and where its files lie."""

    station: str
    street: str
    flags: tuple[str, ...]
    wrong: str
    fixes: tuple[Link | str, ...]
    workbook: str | None
    letter: str | None
    file: str


def attention(district: District, found: Sequence[Arrival]) -> list[Attention]:
    """Those with the gravest first; a station that has nothing to do for anybody is not among them."""
    told = {each.file: each for each in found if each.file}
    lines = [*_of_workbooks(district, told), *_of_failures(district, told), *_of_missing(found)]
    return sorted(lines, key=lambda each: ([flag not in each.flags for flag in FLAGS], each.station, each.file))


def flag_counts(lines: Sequence[Attention]) -> dict[str, int]:
    """How many stations bear each flag; a station with several workbooks is one."""
    return {flag: len({each.station for each in lines if flag in each.flags}) for flag in FLAGS}


def table(lines: Sequence[Attention]) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for each in lines:
        flags = ["是" if flag in each.flags else None for flag in FLAGS]
        texts = [fix.text if isinstance(fix, Link) else fix for fix in each.fixes]
        first = "\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1)) or None
        places = [fix._replace(text=f"{fix.sheet}!{fix.cell}") if isinstance(fix, Link) else None for fix in each.fixes]
        places += [None] * (FIRST_FIXES - len(places))
        files = (each.workbook, each.letter, each.file or None)
        rows.append((each.station, each.street or None, *flags, each.wrong, first, *places, *files))
    columns = ["站点", "街道", *FLAGS, "问题", "先改三处", *PLACES, "工作簿", "通知", "文件"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _of_workbooks(district: District, told: Mapping[str, Arrival]) -> Iterator[Attention]:
    columns = ["站点", "街道", "年度", "评估等级", "填报等级", "财务评估", "错误", "文件"]
    late = _overdue(district)
    stations: list[Mapping[str, Any]] = district.everything[columns].to_dict("records")  # type: ignore[assignment]
    for place, (row, standing) in enumerate(zip(stations, district.standing, strict=True)):
        if standing.word in (COPY, NOT_CHOSEN):
            continue
        flags, said = [], []
        if standing.word == WRONG_YEAR:  # what it says is of another year
            yield _of_wrong_year(district, place, row, standing.instead)
            continue
        reported = standing.word != NOT_REPORTED
        grade = text_of(row["评估等级"]) or text_of(row["填报等级"])
        if grade == _FAILED:
            flags.append(FAILS)
            said.append("站点评估不合格")
        if text_of(row["财务评估"]) == _FAILED:
            flags.append(FINANCE_FAILS)
            said.append("财务评估不合格，不得拨付")
        if row["错误"] and reported:
            flags.append(WRONG)
            said.append(f"错误{int(row['错误'])}处")
        if place in late:
            flags.append(OVERDUE)
            said.append(late[place])
        if not reported:
            said.append("收到的工作簿没有填报")
        if standing.word == OPEN_TWIN:
            said.append("有几个不同的工作簿，要选定用哪一个")
        arrival = told.get(row["文件"])
        if arrival is not None and arrival.state in _ALSO:
            said.append(f"{arrival.state}（{arrival.words}）")
        if said:
            workbook, _, _, letter = district.gathered.outputs.piece(place)
            fixes = tuple(_fixes(district, place, workbook)) if reported else ()
            yield Attention(
                row["站点"], text_of(row["街道"]), tuple(flags), "；".join(said), fixes, workbook, letter, row["文件"]
            )


def _of_wrong_year(district: District, place: int, row: Mapping[str, Any], asked: str) -> Attention:
    workbook, _, _, letter = district.gathered.outputs.piece(place)
    wrong = f"{WRONG_YEAR}（收到的是{text_of(row['年度'])}年度的工作簿，要的是{asked}年度）"
    return Attention(row["站点"], text_of(row["街道"]), (), wrong, (), workbook, letter, row["文件"])


def _overdue(district: District) -> dict[int, str]:
    """Place → which tranches are late and how much is owed."""
    tranches = district.gathered.tranches
    found: dict[int, list[str]] = {}
    for place, state, name, owed in zip(
        tranches.numbers["#"], tranches.texts["状态"], tranches.texts["拨付期次"], tranches.numbers["尚欠金额"],
        strict=True,
    ):  # fmt: skip
        if state == TrancheState.OVERDUE:
            found.setdefault(int(place), []).append(f"{name}逾期，尚欠{formats.amount(Decimal(repr(float(owed))))}万元")
    return {place: "；".join(said) for place, said in found.items()}


def _fixes(district: District, place: int, workbook: str | None) -> Iterator[Link | str]:
    """The first things to put right: errors, then what has to be explained; one of each code."""
    found = [dict(zip(FINDING_PARTS, each, strict=True)) for each in district.gathered.findings.piece(place)]
    taken: set[str] = set()
    for severity in (Severity.ERROR, Severity.WARNING):
        for each in found:
            if each["severity"] == severity and each["code"] not in taken and len(taken) < FIRST_FIXES:
                taken.add(each["code"])
                where = f"{each['sheet']}!{each['cell']}" if each["sheet"] and each["cell"] else each["sheet"]
                words = formats.short(each["message"], LONGEST)
                link = linked(each["sheet"], each["cell"], workbook)
                text = f"{where}：{words}" if where else words
                yield link._replace(text=text) if isinstance(link, Link) else text


def _of_failures(district: District, told: Mapping[str, Arrival]) -> Iterator[Attention]:
    for file, some in district.failures.groupby("文件", sort=False):
        arrival = told.get(str(file))
        name = str(file).rsplit("/", 1)[-1].rpartition(".")[0]
        fixes = tuple(formats.short(str(fix), LONGEST) for fix in some["处理办法"].head(1))
        yield Attention(
            arrival.station if arrival else name,
            arrival.street if arrival else "",
            (BROKEN,),
            formats.short(str(some["原因"].iloc[0]), LONGEST),
            fixes,
            None,
            district.letters_of_failures.get(str(file)),
            str(file),
        )


def _of_missing(found: Sequence[Arrival]) -> Iterator[Attention]:
    for each in found:
        if each.state == arrivals.MISSING:
            until = f"，截止日期{each.deadline}" if each.deadline else ""
            contact = (f"联系{each.contact}",) if each.contact else ()
            yield Attention(each.station, each.street, (MISSING,), f"没有收到工作簿{until}", contact, None, None, "")
