"""Proof behind the indicator: which list answers which row, and what it says in the row's unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from workbook_tools.basis.figures import as_count
from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import money_factor, normal_unit, split_scale, without_period
from workbook_tools.evaluation.ledger_sums import sum_of
from workbook_tools.evaluation.scheme import bare_text
from workbook_tools.evaluation.service_kinds import KIND_WORDS, service_kind
from workbook_tools.evaluation.surveyed_groups import surveys_of
from workbook_tools.model import Indicator, LedgerStatistics, QuantityKind, Submission, Table
from workbook_tools.model.fields import SHEETS, FieldName, TableKind
from workbook_tools.model.lists import Proof, RosterResults

if TYPE_CHECKING:
    from workbook_tools.model.rosters import SurveyResult

Subject = Literal[
    "staff", "qualified", "training", "resources", "volunteers", "core", "teams", "volunteer_hours", "satisfaction",
    "media", "coverage", "filing", "cases",
]  # fmt: skip
_TEN_THOUSAND = Decimal(10_000)

# Row names are compared without blanks, figures, brackets and what only says that something is counted.
_IDLE = lazy_pattern(
    r"[0-9.,]+|\([^()]*\)|(?<=.)(?:数量|人数|个数|次数|篇数|总数|总量|数)$|^(?:年度|全年|本年度|新增|累计)"
)
_COUNTS: tuple[tuple[Subject, re.Pattern[str]], ...] = (
    (
        "staff",
        lazy_pattern(
            r"(?:社工站|站点|配备|配置|在岗|专职|项目|需要?|应){0,4}"
            r"(?:工作人员|人员配备|人员配置|社工配备|在岗社工|在岗人员|社工人员|专职社工)(?:配备|配置|到位)?",
            holding="员岗职配",
        ),
    ),
    (
        "qualified",
        lazy_pattern(
            r"(?:配备)?(?:专业人员|专业社工|持证人员|持证社工|专业技术人员|持证专业社工)(?:配备)?", holding="业证"
        ),
    ),
    (
        "training",
        lazy_pattern(
            r"(?:社工|人员|员工|工作人员|人均|每人|年度|专业){0,3}(?:继续教育|培训时数?|培训时长|继续教育培训)(?:时数?|时长|学时)?"
        ),
    ),
    (
        "resources",
        lazy_pattern(r"(?:社会)?(?:资源链接|链接资源|链接社会资源)(?:金额|价值|折合|总额){0,3}", holding="源"),
    ),
    ("core", lazy_pattern(r"(?:培育|培养|发展)?(?:志愿者?骨干|骨干志愿者)(?:培育|培养)?", holding="骨")),
    (
        "teams",
        lazy_pattern(
            r"(?:培育|孵化|组建|发展)?(?:志愿者?服务队伍?|志愿者?队伍|志愿者服务队)(?:培育|孵化|建设)?", holding="队"
        ),
    ),
    ("volunteer_hours", lazy_pattern(r"志愿者?服务(?:总)?(?:时数?|时长|小时|工时)|志愿(?:时数?|时长)", holding="时")),
    ("volunteers", lazy_pattern(r"(?:培育|招募|发展|注册|登记|社区){0,2}志愿者(?:培育|招募|发展|注册)?", holding="愿")),
    ("media", lazy_pattern(r"媒体(?:宣传)?(?:报道|宣传|报导|曝光)?(?:篇次)?", holding="媒")),
    ("coverage", lazy_pattern(r"(?:服务)?(?:覆盖社区|社区覆盖|服务社区|覆盖村居|覆盖村社区|服务覆盖)", holding="覆区")),
)
_RATES: tuple[tuple[Subject, re.Pattern[str]], ...] = (
    ("satisfaction", lazy_pattern(r"满意度|满意率", holding="满")),
    ("filing", lazy_pattern(r"建档率", holding="档")),
    ("cases", lazy_pattern(r"接案率", holding="案")),
    ("coverage", lazy_pattern(r"社区(?:服务)?覆盖率|服务覆盖率", holding="覆")),
    (
        "qualified",
        lazy_pattern(r"持证率|专业(?:社工|人员)(?:比例|占比|率)|持证(?:社工|人员)(?:比例|占比)", holding="专证"),
    ),
)
_KINDS: Mapping[Subject, tuple[TableKind, FieldName]] = {
    "staff": ("people", "name"),
    "qualified": ("people", "qualification"),
    "training": ("people", "training_hours"),
    "resources": ("resources", "value"),
    "volunteers": ("volunteers", "people"),
    "core": ("volunteers", "core"),
    "teams": ("volunteers", "name"),
    "volunteer_hours": ("volunteers", "hours"),
    "satisfaction": ("surveys", "satisfied"),
    "media": ("media", "name"),
    "coverage": ("communities", "community"),
    "filing": ("communities", "filed"),
    "cases": ("ledger", "case_opened"),
}


_OF_PERSONS = frozenset(("", "人", "名", "位", "个", "员"))
# In what the figure may be asked for: 服务覆盖500人 is no count of places.
_COUNTERS: Mapping[Subject, frozenset[str]] = {
    "staff": _OF_PERSONS, "qualified": _OF_PERSONS, "volunteers": _OF_PERSONS, "core": _OF_PERSONS,
    "teams": frozenset(("", "支", "个", "队", "组")),
    "coverage": frozenset(("", "个", "社区", "个社区", "村", "个村", "村居", "个村居")),
}  # fmt: skip
# A cell that holds something else than its column asks for, or a formula without a result.
_MISREAD = ("S007", "S008", "S009", "S052")
_DEPENDS: Mapping[Subject, tuple[FieldName, ...]] = {  # columns beside the one that is shown
    "staff": ("arrived_on", "left_on"),
    "qualified": ("arrived_on", "left_on", "certified_on"),
    "training": ("arrived_on", "left_on", "training_hours"),
    "resources": ("date", "value"),
    "satisfaction": ("valid", "very_satisfied", "satisfied", "fair", "unsatisfied"),
    "media": ("date",),
    "filing": ("key_people", "filed"),
}
_CLIENT_WORDS = lazy_pattern(
    r"困难|重点|对象|群体|人群|人员|人士|服务|辅导|跟进|定期|开展|完成|入户|上门|次数|人次|例数|专业|[的类]"
)
_NO_CLIENTS = frozenset(("家庭", "一般", "居民"))  # 家庭探访 is a way of visiting, whomever it reaches


class _Said(NamedTuple):
    """A figure of a list, its unit ("万元" and "%" are converted), the sentence that gives it, and the rows that count.

    No rows: all of them.
    """

    value: Decimal
    unit: str
    rule: str
    rows: tuple[int, ...] = ()


def subject_of(name: str, kind: QuantityKind) -> Subject | None:
    """What a row's name asks a list for; None for a row that no list answers."""
    bare = _IDLE.sub("", bare_text(name))
    for patterns, whole in ((_RATES, False), (_COUNTS, True)) if kind == "rate" else ((_COUNTS, True),):
        for subject, pattern in patterns:
            if pattern.fullmatch(bare) if whole else pattern.search(bare):
                return subject
    return None


class Proofs:
    """The lists' answers to rows of 绩效指标 and to the items of lists in their cells."""

    def __init__(self, submission: Submission, results: RosterResults, ledger: LedgerStatistics | None = None) -> None:
        self._tables, self._results, self._ledger = submission.tables, results, ledger
        self._lists = submission.rosters
        self._misread = frozenset(
            (each.sheet, cell) for each in submission.findings if each.code in _MISREAD for cell in each.places
        )
        of_ledger = ledger is not None and (ledger.asked or ledger.by_client_and_kind)
        self._is_silent = not of_ledger and results == RosterResults()  # most stations keep no lists

    def of_row(self, row: Indicator) -> Proof | None:
        if row.target.kind not in ("number", "rate"):
            return None
        name = row.item or row.level3
        return self._answer(name, row.target.kind, "%" if row.target.kind == "rate" else row.unit or row.target.unit)

    def of_item(self, row: Indicator, place: int) -> Proof | None:
        item = row.target.items[place]
        if item.quantity.kind not in ("number", "rate"):
            return None
        return self._answer(item.label, item.quantity.kind, item.quantity.unit or row.unit)

    def of_any_item(self, row: Indicator) -> bool:
        return any(self.of_item(row, place) is not None for place in range(len(row.target.items)))

    def _answer(self, name: str, kind: QuantityKind, unit: str) -> Proof | None:
        if self._is_silent:
            return None
        subject = subject_of(name, kind)
        if subject is None:
            return self._of_clients(name, unit) if kind == "number" else None
        table_kind, field = _KINDS[subject]
        table = self._tables.get(table_kind)
        said = self._said(subject, name, rate=kind == "rate") if table is not None else None
        if said is None or table is None or not self._is_known(table, _DEPENDS.get(subject, (field,))):
            return None
        value = _in_unit(said, unit)
        counters = _COUNTERS.get(subject)
        if value is None or (said.unit != "%" and counters and _counter(unit) not in counters):
            return None
        sheet = SHEETS[table_kind].name
        return Proof(
            table_kind, value, unit or said.unit, f"“{sheet}”{said.rule}", table.sheet, _area(table, field), said.rows,
            field,
        )  # fmt: skip

    def _of_clients(self, name: str, unit: str) -> Proof | None:
        """兜底探访, 长者小组: the entries of one category of people served, a part of the whole by their making."""
        table = self._tables.get("ledger")
        groups = self._ledger.by_client_and_kind if self._ledger is not None else ()
        group = next((each for each in groups if _is_of_clients(name, each.name)), None)
        if group is None or table is None:
            return None
        counted = sum_of([group], unit or "人次" if not group.has_counts else unit)
        if counted is None:
            return None
        category, _, what = group.name.rpartition("·")
        rule = f"“服务台账”服务对象类别为“{category}”的{what} {group.entries} 条，合计 {as_count(counted.value)}"
        area = _area(table, "client_category")
        return Proof("ledger", counted.value, unit, rule, table.sheet, area, (), "client_category")

    def _is_known(self, table: Table, fields: Sequence[FieldName]) -> bool:
        """Whether every cell that the figure follows from was understood: the rest of a list proves nothing."""
        if not self._misread:
            return True
        letters = {table.at(field, 1).rstrip("1") for field in fields if table.has(field)}
        return not any(sheet == table.sheet and cell.rstrip("0123456789") in letters for sheet, cell in self._misread)

    def _said(self, subject: Subject, name: str, *, rate: bool) -> _Said | None:
        if subject in ("staff", "qualified", "training"):
            return self._of_staff(subject, rate=rate)
        if subject in ("volunteers", "core", "teams", "volunteer_hours"):
            return self._of_volunteers(subject)
        if subject in ("coverage", "filing"):
            return self._of_communities(subject, rate=rate)
        if subject == "cases":
            return self._of_cases()
        of = self._results
        if subject == "resources" and of.resources is not None and not of.resources.doubtful:
            total = of.resources
            if any(each.value is None for each in self._lists.resources or ()):
                return None
            words = f"{total.entries} 笔合计 {as_count(total.total)} 万元"
            return _Said(total.total, "万元", words, _rows(total.counted))
        if subject == "satisfaction" and of.surveys:
            return _satisfaction(name, of.surveys)
        if subject == "media" and of.media is not None:
            found = [each for each in of.media_counted if "媒体" in each.category or "报道" in each.category]
            return _Said(Decimal(len(found)), "", f"媒体 {len(found)} 条", _rows(found))
        return None

    def _of_staff(self, subject: Subject, *, rate: bool) -> _Said | None:
        people = self._results.people
        if people is None:
            return None
        when = f"{people.day.isoformat()} " if people.day is not None else ""
        if subject == "staff":
            return _Said(Decimal(people.staff), "人", f"{when}在岗 {people.staff} 人", _rows(people.there))
        if subject == "training":
            mean = people.training_mean
            told = _rows(people.there)
            return (
                None
                if mean is None or people.training_unknown
                else _Said(mean, "h", f"人均 {as_count(mean)} 小时", told)
            )
        if any(not each.qualification for each in people.there):
            return None
        qualified = _rows([each for each in people.there if each.is_qualified_on(people.day)])
        if rate:
            share = people.qualified_share
            parts = f"{when}在岗 {people.staff} 人，有职业资格的 {people.qualified} 人"
            return None if share is None else _Said(share, "%", parts, _rows(people.there))
        words = f"{when}在岗、有职业资格的 {people.qualified} 人"
        return _Said(Decimal(people.qualified), "人", words, qualified)

    def _of_volunteers(self, subject: Subject) -> _Said | None:
        volunteers = self._results.volunteers
        if volunteers is None:
            return None
        figures = {
            "volunteers": (volunteers.people, "人", "人数合计"),
            "core": (volunteers.core, "人", "骨干数合计"),
            "teams": (Decimal(volunteers.teams), "支", "队伍共"),
            "volunteer_hours": (volunteers.hours, "h", "服务时数合计"),
        }
        value, unit, words = figures[subject]
        columns = {"volunteers": "people", "core": "core", "volunteer_hours": "hours"}
        blank = subject != "teams" and any(getattr(t, columns[subject]) is None for t in self._lists.volunteers or ())
        if value is None or blank:
            return None
        return _Said(value, unit, f"{words} {as_count(value)} {'小时' if unit == 'h' else unit}")

    def _of_communities(self, subject: Subject, *, rate: bool) -> _Said | None:
        coverage = self._results.coverage
        if coverage is None:
            return None
        if subject == "coverage" and coverage.served is not None:
            parts = f"所列 {coverage.communities} 个社区中，台账有记录的 {coverage.served} 个"
            served, reached = Decimal(coverage.served), _rows(coverage.reached)
            if rate:
                return _Said(served / coverage.communities, "%", parts)
            return _Said(served, "个", parts, reached)
        if subject == "filing" and coverage.filing_rate is not None:
            filed, whole = as_count(coverage.filed or Decimal(0)), as_count(coverage.key_people or Decimal(0))
            return _Said(coverage.filing_rate, "%", f"已建档 {filed}÷重点对象 {whole}")
        return None

    def _of_cases(self) -> _Said | None:
        if self._ledger is None or not self._ledger.asked:
            return None
        opened, asked = self._ledger.opened, self._ledger.asked
        return _Said(Decimal(opened) / asked, "%", f"写明是否接案的 {asked} 条中，接案 {opened} 条")


def _satisfaction(name: str, surveys: Sequence[SurveyResult]) -> _Said | None:
    """The surveys of those whom the row names, together: their satisfied over their valid returns."""
    asked = surveys_of(name, surveys)
    known = [each for each in asked if each.rate is not None and each.valid is not None]
    if not known or len(known) != len(asked):
        return None
    valid = sum((each.valid for each in known if each.valid is not None), Decimal(0))
    parts = (part for each in known for part in (each.survey.very_satisfied, each.survey.satisfied))
    pleased = sum((part for part in parts if part is not None), Decimal(0))
    some = len(asked) < len(surveys)
    whose = f"对象为“{asked[0].survey.group}”的" if some else ""
    words = f"{whose}有效问卷 {as_count(valid)} 份，很满意和满意 {as_count(pleased)} 份"
    return _Said(pleased / valid, "%", words, _rows([each.survey for each in asked]) if some else ())


def _in_unit(said: _Said, unit: str) -> Decimal | None:
    """The figure in the unit of a row; None where the row measures something else."""
    wanted = without_period(normal_unit(unit))
    if said.unit == "%":
        return said.value
    if said.unit == "万元":
        scale, counted = split_scale(wanted)
        factor = money_factor(unit)
        if factor is not None:
            return said.value * _TEN_THOUSAND / factor
        return said.value * _TEN_THOUSAND / scale if not counted and scale != 1 else said.value if not wanted else None
    head = wanted.partition("/")[0]
    if said.unit == "h":
        return said.value if head in ("h", "学时", "课时", "") else None
    if wanted == "%" or money_factor(unit) is not None or head == "h":
        return None
    scale, _ = split_scale(head)
    return said.value / scale


def _rows(records: Sequence[Any]) -> tuple[int, ...]:
    return tuple(each.row for each in records)


def _is_of_clients(name: str, group: str) -> bool:
    """Whether a row speaks of a category of people served (兜底对象), a kind of service (探访), and nothing else."""
    category, _, kind = group.rpartition("·")
    core = _CLIENT_WORDS.sub("", bare_text(category))
    bare = _IDLE.sub("", bare_text(name))
    if not core or core in _NO_CLIENTS or service_kind(bare) != kind or not bare.startswith(core):
        return False
    rest = bare.removeprefix(core)
    for word in next(words for each, words in KIND_WORDS if each == kind):
        rest = rest.replace(word, "")
    return not _CLIENT_WORDS.sub("", rest)


def _counter(unit: str) -> str:
    """人 of 人/年 and of 万人."""
    return split_scale(without_period(normal_unit(unit)).partition("/")[0])[1]


def _area(table: Table, field: FieldName) -> str:
    first, last = (table.at(field, row) for row in (table.header_row + 1, max(table.last_row, table.header_row + 1)))
    return first if first == last else f"{first}:{last}"
