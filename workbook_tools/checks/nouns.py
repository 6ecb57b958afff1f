"""What stations count, and the many words for it: 探访, 走访 and 家访 are one thing, 电访 and 电话访问 another."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.unit_names import normal_unit


class Noun(NamedTuple):
    """`words` is a pattern for the thing in prose, `rows` for indicators that count it, `units` what it is counted in.

    A noun without units is there to be stepped over: 领导小组 is no 小组, 活动室 no 活动.
    """

    key: str
    words: str
    rows: str = ""
    units: frozenset[str] = frozenset()
    unitless: bool = False  # figures without a unit count too: 志愿骨干33


def _units(text: str) -> frozenset[str]:
    return frozenset(normal_unit(unit) for unit in text.split())


_COUNT, _PEOPLE, _TIMES, _HOURS = (
    _units("个 例 宗 件"),
    _units("人 名 位"),
    _units("次 人次 户次 户"),
    _units("小时 h 个小时 课时 学时"),
)
_EVENTS = _units("场 次 个 场次 期")

# The order matters where two could begin at the same character: the longer, more special thing first.
ALL = (
    Noun(
        "",
        r"(?:专项|工作|领导|评估|评审|专家|督导|筹备|攻坚)小组|小组室|个案(?:室|管理|资料|档案|记录)|活动(?:场|室|经费|中心|板块|阵地|地点)",
    ),
    Noun(
        "",
        r"志愿(?:者|服务)*活动|志愿(?:者)?服务(?!队)|资源(?:库|中心|服务网|平台)|报道率|培训室|社会组织(?:联合会|合作)|(?:居家|机构)养老",
    ),
    Noun("直接服务工时", r"直接(?:专业)?(?:服务)?(?:工时|时数|小时|时间|时长)", r"直接.*(?:工时|时数|小时)", _HOURS),
    Noun(
        "间接服务工时",
        r"间接(?:专业)?(?:服务)?(?:工时|时数|小时|时间|时长)|(?<=,)间接(?=\d)",
        r"间接.*(?:工时|时数|小时)",
        _HOURS,
    ),
    Noun(
        "总服务工时",
        r"(?:总服务|服务总|总)(?:工时|时数|小时数?|时长)|(?:服务)(?:工时|时数)",
        r"(?:服务|总).*(?:工时|时数)",
        _HOURS,
    ),
    Noun(
        "社工继续教育",
        r"(?:社工)?继续教育(?:时间|时数|学时)?|社工(?:年度)?培训(?:时数|时间)?|(?:年度)?培训时数",
        r"继续教育|社工.*培训|培训时数",
        _HOURS,
    ),
    Noun("志愿者培训", r"志愿者?(?:骨干)?培训(?:活动)?", r"志愿.*培训", _EVENTS | _units("节")),
    Noun("志愿骨干", r"志愿(?:者)?骨干(?:志愿者)?|骨干志愿者", r"志愿.*骨干|骨干", _PEOPLE, unitless=True),
    Noun("志愿队伍", r"志愿(?:者|服务)*(?:服务)?(?:队伍|队)(?!员)|义工队伍?", r"志愿.*队|义工队", _units("支 个")),
    Noun(
        "志愿者培育",
        r"志愿者(?:培育|招募|培养)|(?:培育|招募|培养)(?:社区)?志愿者(?!队|骨干|服务|培训|团)",
        r"志愿者.*(?:培育|招募|培养)|(?:培育|招募|培养)志愿者|^志愿者人数",
        _PEOPLE,
        unitless=True,
    ),
    Noun("电话访问", r"(?:社区)?电访|电话(?:访问|探访|慰问|回访|跟进|问候)", r"电访|电话", _TIMES),
    Noun("入户探访", r"(?:入户|上门|居家|日常)?(?:探访|走访|家访)(?:慰问)?|入户慰问", r"探访|走访|家访|入户", _TIMES),
    Noun("社区调研", r"(?:社区)?(?:需求)?(?:调研|调查)(?:报告)?", r"调研|调查(?!.*满意)", _units("份 篇 次 个")),
    Noun("小组", r"(?:专业|治疗|互助|兴趣|支持)?小组(?:服务|活动|工作)?", r"小组", _units("个 组")),
    Noun("个案", r"(?:专业|辅导|咨询|深度)*个案(?:辅导|服务|工作|跟进)?", r"个案", _COUNT),
    Noun("社区活动", r"(?:社区|主题|大型|公益|宣传)+活动", r"(?:社区|主题|大型|公益|宣传)活动", _EVENTS),
    Noun("活动", r"活动", r"活动", _EVENTS),
    Noun("工作人员", r"工作人员|在岗人员|项目人员|人员配备|配备人员|团队成员", r"工作人员|人员配备|配备人员", _PEOPLE),
    Noun("专业人员", r"持证(?:社工|人员)?|专业人员|专业社工|专业资[历格]证书", r"专业人员|持证|专业社工人数", _PEOPLE),
    Noun(
        "资源链接",
        r"资源链接|(?:链接|调动|整合|筹集|募集)(?:各类|各方|社会|慈善|社区|爱心)*资源",
        r"资源",
        _units("万元"),
    ),
    Noun(
        "筹集款物",
        r"(?:筹集|募集|链接)(?:各类|社会|慈善|爱心)*(?:资金|物资|善款|款物)",
        r"筹款|募集|筹集",
        _units("万元"),
    ),
    Noun("服务满意度", r"(?:服务对象|专业服务|服务|总体)*满意度", r"满意度", _units("%")),
    Noun("媒体报道", r"(?:媒体|新闻|宣传)*报道", r"报道", _units("篇 次 条")),
    Noun("锦旗", r"锦旗", r"锦旗", _units("面")),
    Noun("社会组织", r"(?:社区)?社会组织", r"社会组织.*(?:培育|孵化)|(?:培育|孵化).*社会组织", _units("个 支 家")),
    Noun(
        "覆盖社区",
        r"覆盖(?:全街|全镇|辖区|辖内)?(?:的)?(?:社区|村(?!民|组|级|小|镇|屯))",
        r"覆盖.*(?:社区|村)",
        _units("个"),
    ),
)


class _Lexicon:
    """One pattern for all nouns; a group a noun."""

    def __init__(self, nouns: tuple[Noun, ...]) -> None:
        self._by_group = {f"n{i}": noun for i, noun in enumerate(nouns)}
        self._pattern = lazy_pattern("|".join(f"(?P<{group}>{noun.words})" for group, noun in self._by_group.items()))
        self._keys = frozenset(noun.key for noun in nouns if noun.key)
        self._rows: dict[str, list[tuple[re.Pattern[str], Noun]]] = {}  # by unit
        for noun in nouns:
            pattern = lazy_pattern(noun.rows)
            for unit in noun.units if noun.rows else ():
                self._rows.setdefault(unit, []).append((pattern, noun))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return (match for match in self._pattern.finditer(text) if self.noun(match).units)

    def noun(self, match: re.Match[str]) -> Noun:
        assert match.lastgroup is not None
        return self._by_group[match.lastgroup]

    def of_row(self, name: str, unit: str) -> Noun | None:
        """The noun that an indicator counts, by its name and its unit (in normal form)."""
        return next((noun for pattern, noun in self._rows.get(unit, ()) if pattern.search(name)), None)

    def has(self, key: str) -> bool:
        return key in self._keys

    def named_in(self, text: str) -> frozenset[str]:
        """What a text speaks of, with or without a figure."""
        return frozenset(self.noun(match).key for match in self.finditer(text))


NOUNS = _Lexicon(ALL)
