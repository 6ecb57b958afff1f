"""The tags of a Word template, filled in without trusting who wrote them.

Tags are Jinja expressions in a sandbox that knows the facts below, a dozen harmless filters, and no function at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from workbook_tools.report.facts import Facts

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

BODY, CONTENTS, PAGE_START = "正文", "目录", "起始页码"
_FILTERS = ("default", "d", "e", "escape", "first", "int", "join", "last", "length", "lower", "round", "trim", "upper")
_TESTS = ("defined", "undefined", "none", "eq", "ne", "lt", "le", "gt", "ge", "in", "sameas", "string", "number")


def tag_values(facts: Facts) -> Mapping[str, str]:
    """What a template's tags can ask for, by their Chinese names. "" for what is unknown."""
    about, result = facts.about, facts.result
    return {
        "标题": f"{about.title or '社会工作服务站'}{about.year}绩效评价报告",
        "评价对象": about.title or "社会工作服务站",
        "站点名称": about.station,
        "项目名称": about.project,
        "承接机构": about.contractor,
        "购买方": about.purchaser,
        "主管部门": about.authority,
        "评价年度": about.year,
        "服务期间": about.service_period,
        "合同期间": about.contract_period,
        "年度项目资金": about.annual_funds,
        "合同总金额": about.contract_total,
        "编制单位": about.unit,
        "填表日期": about.signed_on,
        "评分方案": result.scheme,
        "总分": result.score or result.possible,
        "满分": result.total_points,
        "绩效等级": result.grade or (f"{result.grade_low}～{result.grade_high}" if result.grade_low else ""),
        "评估等级": result.station_grade or result.station_grade_stated,
        "预算执行率": facts.funds.rate,
    }


@cache
def tag_environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
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
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    return environment
