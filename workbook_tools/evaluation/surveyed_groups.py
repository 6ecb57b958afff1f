"""Whose satisfaction a row asks for, and the surveys that answer it: 村（社区）满意度 is not what 居民 say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.evaluation.scheme import bare_text

if TYPE_CHECKING:
    from workbook_tools.model.rosters import SurveyResult

# 居民对社工站服务的满意度（≥90%）: who is asked stands before 满意, and before what they are asked about.
_SATISFACTION = lazy_pattern(r"(?:的|总体|综合|平均|整体){0,3}满意.*$", holding="满")
_ABOUT_WHAT = lazy_pattern(r"对(?!象).*$", holding="对")
_IDLE = lazy_pattern(r"^(?:[0-9]+[.、)]?)?(?:年度|全年|总体|综合|平均|整体|社工站|项目|指标){0,3}")
_IN_BRACKETS, _BRACKETS = lazy_pattern(r"\([^()]*\)", holding="("), lazy_pattern(r"[()]", holding="()")
# By the last word, which says what they are: 服务对象家属 are no 服务对象, 社区居民 no 社区.
_OTHER_PARTIES = lazy_pattern(
    r"(?:购买方|委托方|合作方|村|社区|村居|街道|镇街|乡镇|政府|民政局|民政办|部门|单位|机构|村委|居委|两委|委会|干部"
    r"|家属|家人|家长|监护人|照顾者|照护者|志愿者|义工|骨干|社工|员工|职工|工作人员|督导|学校|老师|教师|企业|捐赠方|捐赠人)$"
)
_NOBODY = frozenset({""})
_ANYBODY = lazy_pattern(r"(?:^|服务对象|受益对象|居民|群众|公众|村民|市民|百姓|受益人|受益者|受益人群|服务人群)$")


def surveys_of(name: str, results: Sequence[SurveyResult]) -> Sequence[SurveyResult]:
    """The surveys that answer a row of that name; none where it cannot be told.

    Of 服务对象 and 村（社区） each answers the row that names it alone. Surveys of the people served are one answer
    to a row that asks for all of them.
    """
    asked, groups = _party(name), [_party(each.survey.group) for each in results]
    if any(asked):
        exact = [each for each, group in zip(results, groups, strict=True) if not group.isdisjoint(asked)]
        named = exact or [each for each, group in zip(results, groups, strict=True) if _ends_on(group, asked)]
        if named:
            return () if _NOBODY in groups else named
    if any(map(_is_other, (asked, *groups))):
        return results if not any(asked) and len(set(groups)) == 1 else ()
    return results if len(set(groups)) == 1 or any(map(_ANYBODY.search, asked)) else ()


def _party(text: str) -> frozenset[str]:
    """Who is asked, in a row's name or in 对象: 村社区 or 村 of 村（社区）满意度; an empty text where nobody is."""
    said = _ABOUT_WHAT.sub("", _SATISFACTION.sub("", _IDLE.sub("", bare_text(text))))
    about = said.removesuffix("服务")  # 社工服务满意度 is nobody's of the workers
    if about != said:
        said = "" if _OTHER_PARTIES.search(about) else about
    return (frozenset({_BRACKETS.sub("", said), _IN_BRACKETS.sub("", said)}) - _NOBODY) or _NOBODY


def _is_other(party: frozenset[str]) -> bool:
    return any(map(_OTHER_PARTIES.search, party))


def _ends_on(group: frozenset[str], asked: frozenset[str]) -> bool:
    """社区居民 are 居民."""
    return any(name and each.endswith(name) for each in group for name in asked)
