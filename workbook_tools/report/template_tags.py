"""The tags of a Word template, filled in without trusting who wrote them.

Tags are Jinja expressions in a sandbox that knows the facts below, a dozen harmless filters, and no function at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from workbook_tools.model import Evaluation, Information
from workbook_tools.report import formats, speaker
from workbook_tools.report.filters import year_label
from workbook_tools.report.year_words import grade_or_range

if TYPE_CHECKING:
    from jinja2.nodes import EvalContext
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST_VALUE = 20_000  # characters that a filter may make
MOST_DIGITS = 12  # behind or before the point, to which a figure may be rounded
BODY, CONTENTS = "正文", "目录"
_FILTERS = ("default", "d", "e", "escape", "first", "int", "join", "last", "length", "lower", "round", "trim", "upper")
_TESTS = ("defined", "undefined", "none", "eq", "ne", "lt", "le", "gt", "ge", "in", "sameas", "string", "number")


def tag_values(about: Information, evaluation: Evaluation) -> Mapping[str, str]:
    """What a template's tags can ask for, by their Chinese names. "" for what is unknown."""
    station, project = about.station.strip(), about.project.strip()
    contractor, year = about.contractor.strip(), year_label(about.year)
    rate = evaluation.funds.execution_rate
    score = evaluation.score
    return {
        "标题": f"{station or project or '社会工作服务站'}{year}{speaker.report_name(about)}",
        "报告名称": speaker.report_name(about),
        "稿别": "",  # 征求意见稿 while something is open
        "出具单位": speaker.issuer(about),
        "评价组": about.evaluation_team.strip(),
        "评价对象": station or project or "社会工作服务站",
        "站点名称": station,
        "项目名称": project,
        "承接机构": contractor,
        "购买方": about.purchaser.strip(),
        "主管部门": about.authority.strip(),
        "评价年度": year,
        "服务期间": formats.period(about.service_start, about.service_end),
        "合同期间": formats.period(about.contract_start, about.contract_end),
        "年度项目资金": formats.known_money(about.annual_funds),
        "合同总金额": formats.known_money(about.contract_total),
        "编制单位": speaker.issuer(about),
        "填表日期": formats.day(about.prepared_on),
        "评分方案": evaluation.scheme_title or evaluation.scheme_name,
        "总分": formats.score_range(evaluation.score_low, evaluation.score_high)
        if score is None
        else formats.score(score),
        "满分": formats.points(evaluation.total_points),
        "绩效等级": grade_or_range(evaluation),
        "评估等级": evaluation.station_grade or evaluation.station_grade_stated.strip(),
        "预算执行率": "" if rate is None else formats.percent(rate),
    }


@cache
def tag_environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined, pass_eval_context
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Environment(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(["*", "**", "%"])  # "a" * 10**9

        def is_safe_callable(self, obj: Any) -> bool:
            return False

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return type(obj).__name__ == "LoopContext" and not attr.startswith("_")

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            raise SecurityError(operator)

    environment = Environment(autoescape=True, undefined=StrictUndefined, auto_reload=False)
    environment.globals.clear()
    joined, rounded = environment.filters["join"], environment.filters["round"]

    @pass_eval_context
    def join(context: EvalContext, value: Iterable[Any], d: Any = "", attribute: None = None) -> str:
        pieces = [str(piece) for piece in value]
        if sum(map(len, pieces)) + len(pieces) * len(str(d)) > LONGEST_VALUE or attribute is not None:
            raise SecurityError("join")
        return str(joined(context, pieces, d))

    def round_(value: float, precision: int = 0, method: str = "common") -> float:
        if not abs(precision) <= MOST_DIGITS:
            raise SecurityError("round")
        return float(rounded(value, precision, method))

    environment.filters = {name: environment.filters[name] for name in _FILTERS} | {"join": join, "round": round_}
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    return environment
