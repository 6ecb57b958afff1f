"""`import`: an official 自评表, or a report of last year → the standard workbook, with everything that it says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from workbook_tools import storage
from workbook_tools.basis.figures import as_digits
from workbook_tools.basis.file_kinds import WORD, Use
from workbook_tools.catalogue import finding
from workbook_tools.catalogue.problems import CannotProcess, package_problems
from workbook_tools.model import Cell, Finding, Indicator, Submission
from workbook_tools.model.fields import CostField
from workbook_tools.storage.names import behind

if TYPE_CHECKING:
    from workbook_tools.authoring import StandardContent
    from workbook_tools.authoring.content import Row, Value
    from workbook_tools.reading.words import Vocabulary

SUFFIX = ".xlsx"
WHOLE_FUNDS = "年度资金总额"


class Imported(NamedTuple):
    """The workbook that was made, and what is to be said of it."""

    path: Path
    findings: tuple[Finding, ...]
    further: tuple[Path, ...] = ()  # of the other projects, where the file has forms of several


def import_file(form: Path, out: Path) -> Path:
    """Convert the form, or the report of last year, at `form` into a standard workbook at `out`.

    Of several projects each becomes a workbook of its own, （2） behind the name of the second; the first is given.
    Raises `CannotProcess` for a file that is neither, a wrong suffix, or a file that is in the way.
    """
    return imported(form, out).path


def imported(form: Path, out: Path) -> Imported:
    """As `import_file`, with the findings."""
    if out.suffix.lower() != SUFFIX:
        raise CannotProcess(finding("U011", name=out.name, suffixes=SUFFIX))
    source = storage.read_source(form, reports=True)
    _refuse_taken(out)
    standard, findings = _standard(source)
    made = [(out, standard[0])]
    for project, workbook in enumerate(standard[1:], 1):
        made.append((out.with_name(f"{out.stem}{behind(project)}{out.suffix}"), workbook))
        _refuse_taken(made[-1][0])
    first, *further = (storage.replace_file(path, workbook, expected=source).path for path, workbook in made)
    return Imported(first, findings, tuple(further))


def _refuse_taken(path: Path) -> None:
    if path.exists():
        raise CannotProcess(finding("U012", name=path.name))


def _standard(source: storage.Source) -> tuple[list[bytes], tuple[Finding, ...]]:
    """A standard workbook for each project."""
    from workbook_tools.foreign import converted

    kind, data, findings = source.kind, source.data, tuple[Finding, ...]()
    if kind is WORD or kind.use is Use.IMPORTED:
        from workbook_tools.old_reports import is_report, prefilled

        if is_report(data, kind):
            report, findings = prefilled(data, kind)
            return [report], findings
    if kind.foreign:
        data, findings = converted(data, kind)
    if not _is_standard(data):
        read, first = import_form(data)
        return [first, *(import_form(data, project=each)[1] for each in range(1, read.projects))], findings
    if data is source.data:
        raise CannotProcess(finding("O112", name=source.path.name))
    return [data], findings  # of another kind: made an .xlsx is all that it takes


def import_form(data: bytes, words: Vocabulary | None = None, project: int = 0) -> tuple[Submission, bytes]:
    """What the form says, and the standard workbook made from it. Raises `CannotProcess` for what is no form."""
    from workbook_tools.authoring import author_workbook
    from workbook_tools.ooxml import Workbook
    from workbook_tools.reading.official_form import read_form
    from workbook_tools.reading.standard import read_standard

    form = read_form(data, words, project)
    standard = author_workbook(standard_content(form))
    return _as_converted(form, read_standard(standard, Workbook.open(standard), words)), standard


def _is_standard(data: bytes) -> bool:
    """Opens the package within its limits. Raises `CannotProcess` for what is no workbook or too large a one."""
    from workbook_tools.ooxml import Workbook
    from workbook_tools.reading.standard import looks_standard

    with package_problems():
        return looks_standard(Workbook.open(data))


def standard_content(form: Submission) -> StandardContent:
    """The form's figures under the names of the standard workbook, texts and number formats as staff wrote them."""
    from workbook_tools.authoring import StandardContent

    return StandardContent(
        information=_information(form),
        indicators=[_indicator(form, row) for row in form.indicators],
        costs=_costs(form),
        texts=[{"章节": text.chapter, "标题": text.title, "内容": text.content} for text in form.texts],
    )


def _as_converted(form: Submission, standard: Submission) -> Submission:
    """The form with what it states of its funds and its total placed where the standard workbook shows the like.

    What reading its cells raised is left out: reading the same cells of the standard workbook raises it again.
    """
    findings = tuple(f for f in form.findings if f.code.startswith("O"))
    costs, rows = standard.tables.get("costs"), standard.tables["indicators"]
    funds = form.stated_funds
    if funds is not None and costs is not None:
        row = standard.cost_lines[0].row if standard.cost_lines else costs.header_row
        shown: dict[str, CostField] = {
            "initial_budget": "budget", "full_year_budget": "budget", "executed": "spent",
            "rate": "execution_rate", "score": "execution_rate", "points": "execution_rate",
        }  # fmt: skip
        places = {name: costs.at(column, row) for name, column in shown.items()}
        funds = funds._replace(sheet=costs.sheet, cell=costs.at("spent", row), places=places)
    head = rows.at("stated_score", rows.header_row)
    total_cell = head if form.stated_total is not None else ""
    verdict = form.stated_verdict._replace(score_cell=head, grade_cell=head)
    return form._replace(stated_funds=funds, stated_total_cell=total_cell, stated_verdict=verdict, findings=findings)


def _information(form: Submission) -> Row:
    about = form.information
    return {
        "站点名称": about.station,
        "项目名称": about.project,
        "承接机构": about.contractor,
        "购买方": about.purchaser,
        "主管部门": about.authority,
        "评价年度": about.year,
        "服务开始日期": about.service_start,
        "服务结束日期": about.service_end,
        "年度项目资金": about.annual_funds,
        "全年预算数": about.full_year_budget,
        "评分方案": about.scheme,
        "填表人": about.prepared_by,
        "填表日期": about.prepared_on,
    }


def _indicator(form: Submission, row: Indicator) -> Row:
    own_score = row.stated_score if row.stated_score is not None else row.stated_score_cell.text.strip()
    return {
        "一级指标": _heading(form, row, 1),
        "二级指标": _heading(form, row, 2),
        "三级指标": row.level3,
        "指标明细": row.item,
        "指标性质": row.nature,
        "年度指标值": _value(row.target_cell),
        "计量单位": row.unit,
        "分值": row.points,
        "实际完成值": _value(row.actual_cell),
        "自评得分": own_score,
        "偏差原因分析及改进措施": row.reason,
        **({"评分标准": row.scoring_rule} if any(each.scoring_rule for each in form.indicators) else {}),
    }


def _heading(form: Submission, row: Indicator, level: int) -> str:
    """The level's name, with the points in brackets where the form gives the level points."""
    name = row.level1 if level == 1 else row.level2
    level2 = row.level2 if level == 2 else ""
    wanted = (level, row.level1, level2)
    points = next((h.points for h in form.headings if (h.level, h.level1, h.level2) == wanted), None)
    return name if points is None else f"{name}（{as_digits(points)}分）"


def _costs(form: Submission) -> list[Row]:
    """The parts of the funds that the form names; the total where it names none."""
    if form.cost_lines:
        return [{"支出明细": line.name, "预算金额": line.budget, "支出金额": line.spent} for line in form.cost_lines]
    funds = form.stated_funds
    if funds is None:
        return []
    budget = funds.full_year_budget if funds.full_year_budget is not None else funds.initial_budget
    return [{"支出明细": WHOLE_FUNDS, "预算金额": budget, "支出金额": funds.executed}]


def _value(cell: Cell) -> Value:
    """A cell as it was: a number stays a number, 95 % keeps its format, a day stays a day; what its format says of it
    (`80000元`, `≥30`) becomes its text."""
    from workbook_tools.authoring import Shown

    if cell.shown:
        return cell.shown
    if cell.number is not None:
        whole = cell.number * 100 == (cell.number * 100).to_integral_value()
        return Shown(cell.number, "0%" if whole else "0.00%") if cell.percent else cell.number
    return cell.date if cell.date is not None else cell.text
