"""Lines that stand in or under a table and are no rows of it: signatures, notes, reviewers' words, grades, totals.

One rule for every table of the standard workbook and for forms. A label is known by being made of known words to its
last character, so that 负责人培训场次, 审核通过率 and 联系电话登记率 stay what they are: rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import without_blanks


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# An act and a person make a signer (填表人); a signer or an office and a mark make a label (负责人签字).
ACTS = _words(
    "填表 填报 填写 制表 制作 编制 编写 录入 统计 核算 审核 复核 审查 审定 审批 审阅 核准 核对 校对 校核 经办 "
    "承办 联系 联络 负责 主管 主办 分管 签发 签收 签署 监督 监审 见证 证明 评价 评估 评审 评分 评定 打分 考核 "
    "考评 验收 检查 抽查 交接 移交 接收 记录 报送 上报 提交 批准 初审 终审 复审 起草 汇总 自评 登记 盘点 保管 "
    "领款 收款 付款 申请 申报 核实 核查 核验 查验 稽核 确认 会签 经手 整理 采集 收集 评议 测评 主评 拟稿 呈报 督查 制单"
)
PERSONS = _words("人 人员 员 者 专员")
TITLES = _words(
    "站长 副站长 主任 副主任 科长 处长 局长 所长 部长 书记 镇长 会计 出纳 财务 督导 社工 法定代表人 法人代表 "
    "法人 代表 领导 主要领导 分管领导 主管领导 组长 组员 成员 专家 专家组 负责人 联系人 主管 主要负责人 经理 "
    "总经理 总干事 理事长 秘书长 秘书"
)
OFFICES = _words(
    "单位 本单位 部门 机构 站点 社工站 社工服务站 街道 街道办 街道办事处 镇街 乡镇 镇政府 民政局 民政办 民政部门 "
    "区民政局 市民政局 县民政局 财政 财政局 财政部门 财政所 项目 项目组 业务 科室 处室 股室 主管部门 "
    "业务主管部门 预算单位 预算部门 实施单位 项目单位 项目实施单位 承接机构 承接单位 承接方 购买方 购买单位 "
    "购买主体 第三方 第三方机构 评估机构 评价机构 评估组 评价组 评审组 考核组 工作组 甲方 乙方 丙方 上级 "
    "上级部门 被评单位 被评估单位 被考核单位 受评单位 填报单位 填表单位 编制单位 报送单位 制表单位 村委 居委 "
    "村委会 居委会 村(居)委会 社区 社区居委会"
)
MARKS = _words(
    "签字 签名 签章 签署 签收 签字盖章 签名盖章 盖章 公章 印章 签字处 盖章处 章 意见 审核意见 审批意见 评审意见 "
    "评估意见 评价意见 复核意见 审查意见 考核意见 处理意见 批示 意见建议 日期 时间 年月日 电话 联系电话 办公电话 "
    "手机 手机号 手机号码 联系方式 邮箱 电子邮箱 电子邮件 传真 地址 联系地址 通讯地址 姓名 职务"
)
GRADES = _words("等级 等次 档次 结论 结果 得分 得分率 得分率% 评分 分数 总评 评语 评级")
OF_GRADES = _words(
    "自评 自我评价 评价 评估 考核 考评 绩效 绩效评价 绩效自评 绩效考核 综合 最终 总体 整体 评定 复评 抽查 复核 "
    "初评 终评 单位 项目 本项目 年度 全年 本年度 中期 末期 期末 总 总体评价 综合评价 综合评定"
)
NOTES = _words(
    "注 备注 说明 附注 注释 填表说明 填报说明 填写说明 编制说明 计分说明 评分说明 使用说明 其他说明 补充说明 "
    "特别说明 情况说明 特此说明 温馨提示 注意 注意事项 其他 附件 附 附表 数据来源 资料来源 其他需要说明的问题 "
    "其他需说明的问题 需要说明的问题 其他需要说明的情况 其他需要说明的事项 需要说明的情况 存在问题 存在的问题 "
    "主要问题 改进措施 整改措施 下一步改进措施 下一步工作计划 一票否决 一票否决项 一票否决事项 否决项"
)
BARE = frozenset(_words("时间 地址 姓名 职务 章 其他 附 评价 评定"))  # alone they may name a row
TOTALS = _words(
    "合计 小计 总计 总分 总和 共计 总得分 得分合计 分值合计 总评分 总成绩 综合得分 综合评分 综合分 加权得分 "
    "加权总分 加权合计 加权平均 加权平均分 平均分 平均得分 平均 均分 最终得分 最后得分 实际得分 实得分 合计得分 "
    "合计分 累计 承前页 过次页 总分值"
)
SUBTOTAL_ENDS = ("小计", "合计", "总计", "共计", "总分", "累计")
OF_PARTS = _words(
    "产出 产出指标 效益 效益指标 满意度 满意度指标 成本 成本指标 过程 过程指标 决策 决策指标 管理 管理指标 指标 "
    "一级指标 二级指标 本级 本页 数量指标 质量指标 时效指标 部分"
)

ALWAYS_TOTAL = frozenset(_words("合计 小计 总计 总分 总和 共计"))
SHORT = 40  # characters of a label
_SENTENCE = 10  # characters of a line that ends as a sentence does


def _any(words: Sequence[str]) -> str:
    escaped = (word.replace("(", r"\(").replace(")", r"\)") for word in sorted(words, key=len, reverse=True))
    return "(?:" + "|".join(escaped) + ")"


_JOINED = r"[及和与、/]?"
_SIGNER = rf"(?:{_any(ACTS)}{{1,2}}{_JOINED}){{0,3}}(?:{_any(ACTS)}{_any(PERSONS)}|负责人|联系人|法定代表人)"
_WHO = rf"(?:(?:{_SIGNER}|{_any(TITLES)}|{_any(OFFICES)}|{_any(ACTS)}){_JOINED})"
_LABEL = lazy_pattern(rf"{_WHO}{{0,4}}(?:{_SIGNER}|{_any(MARKS)})(?:{_JOINED}(?:{_SIGNER}|{_any(MARKS)})){{0,3}}")
_LABEL_ENDS = (*PERSONS, *MARKS)  # of all that `_LABEL` matches: asked first, since few texts end so
_BEFORE_COLON = lazy_pattern(rf"{_WHO}{{1,5}}|{_WHO}{{0,4}}{_any(MARKS)}(?:{_JOINED}{_any(MARKS)}){{0,3}}")
_OF_TOTALS = _any((*OF_GRADES, "实际", "最后"))
_TOTAL_OF = lazy_pattern(rf"(?:{_OF_TOTALS}){{1,5}}{_any(TOTALS)}", holding="计分和均得页绩")
_SCORE_OF = lazy_pattern(rf"(?:{_any((*OF_PARTS, *TOTALS))}|{_OF_TOTALS}){{1,5}}得分", holding="得")
OTHER_PARTY = lazy_pattern(
    "上(?:一|个)?年度?|去年|往年|复核|复评|抽查|财政(?:部门|局|所)?|主管(?:部门|单位)|第三方|民政(?:部门|局)|专家组?|上级(?:部门)?",
    holding="上去往复抽财主三民专",
)
_EARLIER = lazy_pattern("上|去年|往年")
_OTHER_WORDS = rf"{OTHER_PARTY.pattern}|扣分|扣减|{_OF_TOTALS}|{_any(TOTALS)}|{_any(GRADES)}|业务|机构|[的及和/]"
_OF_ANOTHER = lazy_pattern(rf"(?:{_OTHER_WORDS}){{1,6}}")
_DEDUCTED = lazy_pattern("扣分.{0,4}[计和值]|(?:计|总|共)扣分", holding="扣")
_WITH_FIGURE = lazy_pattern(r"([^:]{2,20}):([0-9]{1,3}(?:\.[0-9]{1,4})?)分?", holding=":")
_GRADE = lazy_pattern(rf"(?:{_any(OF_GRADES)}){{0,4}}{_any(GRADES)}")
_VERDICT = lazy_pattern(rf"(?:{_any(OF_GRADES)}){{1,4}}(?:评价|评定|意见)")
_NOTE_HEAD = lazy_pattern(
    rf"[*※★☆▲△●◆(\[【〔]*(?:{_any(NOTES)})(?:[)\]】〕]|\d{{0,2}}[:.、]|\d{{1,2}}$|\d{{1,2}}(?=[^\d%.]))",
    holding="注说馨他附源存题措划否",
)
_MARKED_NOTE = lazy_pattern(r"[※▲△◆]|\*{1,3}[^\d]", holding="*※▲△◆")
_SEALED = lazy_pattern(
    r".{1,30}\((?:盖章|公章|签章|签字|签名|签字盖章|签字或盖章|签名盖章|加盖公章|单位公章|章)\):?.{0,20}",
    holding="章签",
)
_DAY = lazy_pattern(
    r"(?:\d{4}[-./年]\d{1,2}(?:[-./月]\d{1,2}日?|月)?|\d{0,4}年\d{0,2}月\d{0,2}日|二[〇○零0]?.{2}年.{1,2}月.{1,3}日)",
    holding="-./年",
)
_NUMBERED = lazy_pattern(r"(?:\(?\d{1,2}[)、.]|[①-⑳]|[一二三四五六七八九十]{1,2}、)(?!\d)")
_MONEY = frozenset(("元", "万元", "千元", "亿元", "人民币元", "人民币万元"))
_BRACKETED = lazy_pattern(r"\(([^()]*)\)")


def bare_phrase(text: str) -> str:
    """NFKC without blanks, colons kept: what a label is compared by."""
    return _known_phrase(text) if len(text) <= SHORT else without_blanks(text)


_known_phrase = lru_cache(maxsize=2048)(without_blanks)  # a row's texts are asked about several times over


def _without_brackets(line: str) -> str:
    """What stands in brackets stays; most lines have none."""
    return _BRACKETED.sub(r"\1", line) if "(" in line else line


def is_total_label(text: str, *, counted: bool = False) -> bool:
    """合计, 小计, 综合得分, 项目自评总得分, 人员费用小计 …, the figure behind its colon or not: 自评总分：97.6分.

    A row that has figures of its own (`counted`) may be named 服务人次合计.
    """
    label = _label_of_total(text)
    if not label:
        return False
    if label in ALWAYS_TOTAL or label.endswith("小计"):
        return True
    if counted:
        return False
    return (
        label in TOTALS
        or (len(label) <= 12 and label.endswith(SUBTOTAL_ENDS))
        or _TOTAL_OF.fullmatch(label) is not None
    )


def is_score_label(text: str) -> bool:
    """自评得分, 产出指标得分, 总计得分: a sum in a row that promises nothing, else an indicator's name."""
    return _SCORE_OF.fullmatch(_label_of_total(text)) is not None


def is_of_another(text: str) -> bool:
    """复核得分, 财政部门复核得分, 主管部门复核, 上年得分, 扣分合计: no total of what the unit gave itself."""
    label = _label_of_total(text)
    own = "自评" in label and not _EARLIER.search(label)
    if not label or own or not (OTHER_PARTY.search(label) or _DEDUCTED.search(label)):
        return False
    return _OF_ANOTHER.fullmatch(label) is not None


def is_part_total(text: str) -> bool:
    """The sum of a part, below which the table goes on: 产出指标小计, 效益指标得分."""
    label = _label_of_total(text)
    return label.endswith("小计") or label.startswith(OF_PARTS)


def figure_of_total(text: str) -> str:
    """`自评总分：97.6分` → 97.6; "" where no figure stands behind a colon."""
    match = _WITH_FIGURE.fullmatch(bare_phrase(text))
    return match[2] if match else ""


def _label_of_total(text: str) -> str:
    """What a total is called, without its brackets and the figure behind its colon; "" for what is no label."""
    label = bare_phrase(text).strip(":*")
    if len(label) > SHORT:
        return ""
    if (with_figure := _WITH_FIGURE.fullmatch(label)) is not None:
        label = with_figure[1]
    return _BRACKETED.sub("", label).removesuffix("数")


def is_signed(text: str) -> bool:
    """A label that says so itself: by a colon (`审核人：乙`), a seal (`某某街道（盖章）`), or as a note's head."""
    return _known_as_signed(text) if len(text) <= SHORT else _is_signed(text)


def _is_signed(text: str) -> bool:
    line = bare_phrase(text)
    if not line or line[0].isdigit():
        return False
    if _NOTE_HEAD.match(line) or _MARKED_NOTE.match(line):
        return True
    head, colon, rest = line.partition(":")
    if colon and len(head) <= SHORT:
        bare = _without_brackets(head).lstrip("*")
        if _is_made_label(bare) or _GRADE.fullmatch(bare) or _VERDICT.fullmatch(bare):
            return True
        if _BEFORE_COLON.fullmatch(bare) or _BEFORE_COLON.fullmatch(_BRACKETED.sub("", head)):
            return True
        if bare == "单位" and rest in _MONEY:
            return True
    return _SEALED.fullmatch(line) is not None


_known_as_signed = lru_cache(maxsize=2048)(_is_signed)


def is_label(text: str) -> bool:
    """The whole text is a label of a footer, colon or not: 审核人, 联系电话, 负责人签字, 评价等级, 备注."""
    bare = bare_phrase(text)
    if not bare or bare.isdecimal():
        return False
    bare = _without_brackets(bare).strip(":*")
    if not bare or len(bare) > SHORT or bare in BARE:
        return False
    return bare in NOTES or _is_made_label(bare) or (bare.endswith(GRADES) and _GRADE.fullmatch(bare) is not None)


def _is_made_label(bare: str) -> bool:
    return bare.endswith(_LABEL_ENDS) and _LABEL.fullmatch(bare) is not None


def is_day(text: str) -> bool:
    """A day alone, filled in or not: 2023年3月15日, 年 月 日."""
    return _DAY.fullmatch(bare_phrase(text)) is not None


def is_sentence(text: str) -> bool:
    """Prose: a line that ends as a sentence does."""
    line = bare_phrase(text)
    return len(line) >= _SENTENCE and line.endswith(("。", ";", "!"))


def is_footer(texts: Sequence[str], *, counted: bool = False, below: bool = False, wide: bool = False) -> bool:
    """Whether a line is no row of its table. `texts`: its filled cells from the left, those beside the table too.

    `counted`: it holds figures where the table wants them, as a row does. `below`: a footer stands above it already.
    `wide`: its one text is merged over the columns of figures.
    """
    texts = [text for text in texts if bare_phrase(text)]
    if len(texts) > 1 and bare_phrase(texts[0]).isdecimal():  # its 序号
        texts = texts[1:]
    if not texts:
        return False
    first = texts[0]
    if is_signed(first) or (len(texts) == 1 and is_sentence(first)):
        return True
    if counted:
        return False
    if is_label(first) or (is_day(first) and all(is_day(text) or is_signed(text) or is_label(text) for text in texts)):
        return True
    if len(texts) == 1:
        return wide or below
    return below and _NUMBERED.match(bare_phrase(first)) is not None


def beside_labels(texts: Sequence[str]) -> list[str]:
    """The texts that neither are a footer's labels or days nor stand behind such a label as its value."""
    left: list[str] = []
    after_label = False
    for text in texts:
        label = is_signed(text) or is_label(text)
        if not label and not after_label and bare_phrase(text) and not is_day(text):
            left.append(text)
        after_label = label
    return left


def is_signature(text: str) -> bool:
    """A signer, a seal, a telephone or a day, and no note or grade: 填表人：张三, 审核意见, 单位（盖章）."""
    line = bare_phrase(text)
    head = _without_brackets(line.partition(":")[0]).lstrip("*")
    return len(head) <= SHORT and (_is_made_label(head) or _SEALED.fullmatch(line) is not None)
