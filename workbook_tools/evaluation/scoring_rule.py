"""评分标准: a row's own rule of scoring, read as data. Every clause must be understood, else the whole is only quoted.

    steps      每少1个扣0.5分，扣完为止 · 每低1个百分点扣1分 · 每逾期1天扣2分
    bonus      每超10%加1分，最高加2分
    pieces     每篇1分，最多5分
    bands      ≥90%得满分，80%～90%得8分，低于80%不得分
    words      有得5分，无不得分 · 完成得满分，否则不得分
    by ratio   按完成比例得分

A clause is a condition and an award, a step, a piece, a cap, or the ratio. Source of the forms: DOMAIN §2b.
"""

from decimal import Decimal
from typing import Literal, NamedTuple

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import without_blanks
from workbook_tools.basis.unit_names import UNIT

ZERO, ONE = Decimal(0), Decimal(1)
LONGEST = 300  # characters; what is longer is prose
Way = Literal["short", "over", "late", "each"]


class Amount(NamedTuple):
    """A figure of a rule with its unit: 90 %, 60 个; `points` of a share are fractions (0.9)."""

    value: Decimal
    unit: str  # "%", "个百分点", a counter, ""

    @property
    def is_share(self) -> bool:
        return self.unit in ("%", "个百分点")


class Award(NamedTuple):
    """What a clause gives: points, or a share of the row's points, or these less `off`; None for the full points."""

    points: Decimal | None = None
    share: Decimal | None = None
    off: Decimal = ZERO

    def of(self, worth: Decimal) -> Decimal:
        if self.points is not None:
            return self.points
        return max(worth - self.off, ZERO) if self.share is None else worth * self.share


class End(NamedTuple):
    """Where a band begins or ends; `closed`: the figure itself belongs to it, and `said`: as a word says (含)."""

    amount: Amount
    closed: bool
    said: bool = False


class Band(NamedTuple):
    """From one end to the other; one of them may be absent."""

    low: End | None
    high: End | None
    award: Award
    loose: bool = False  # the upper end is the band's too where no other band claims it: 以下, 80%～90%


class Word(NamedTuple):
    """A word that the actual has to say; 有 and 符合 are yes, 无 and 不符合 are no."""

    word: str
    award: Award


class Step(NamedTuple):
    """`points` for every `each` that is missing (short), above (over) or late; taken off, or added for `over`."""

    way: Way
    each: Amount
    points: Decimal
    adds: bool


class Piece(NamedTuple):
    unit: str
    each: Decimal
    points: Decimal


class Rule(NamedTuple):
    """The clauses of a 评分标准. `cap`: the most that pieces earn or steps take off; `bonus_cap`: that a bonus adds."""

    bands: tuple[Band, ...] = ()
    words: tuple[Word, ...] = ()
    steps: tuple[Step, ...] = ()
    piece: Piece | None = None
    cap: Decimal | None = None
    met: Award | None = None
    otherwise: Award | None = None
    by_ratio: bool = False
    bonus_cap: Decimal | None = None
    ratio_in: Band | None = None  # where the ratio counts: 80%以上按比例得分
    relative: bool = False  # its shares are of the target: 达到目标值的90%
    deviates: bool = False  # its shares are of a deviation
    ceiling: bool = False  # it speaks of a budget


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_N = r"\d{1,12}(?:\.\d{1,12})?"
_OF_THE_TARGET = lazy_pattern(
    "(?:实际)?(?:完成[值数量]?|完成情况)?(?:达到|达|占|完成)(?:年度|计划)?(?:目标|指标|任务|计划)[值数量]?的?(?=[0-9]{1,3}%)"
)
_NAMED_BAND = lazy_pattern(  # 第一档(≥100%)10分
    "(?:第?[一二三四五1-5A-E][档等级类]|优秀?|良好?|中等?|合格|较?差|不合格)(?:[(]([^()0-9]{0,12}[0-9][^()]{0,20})[)]|:(?=[≥≤<>0-9]))"
)
_ONCE = lazy_pattern("(?:少|缺少?|差|逾期|超期|延迟|迟交|迟|晚)(?=[1一](?:[天日个场次份项篇人户件例]|个?工作日)扣)")
_BEYOND = lazy_pattern(
    rf"超过?(?:年度)?(?:目标|计划|任务|指标)[值数量]?({_N})(%|[个场次份项篇人户件例])(?:及?以上)?的?(?:加|另加|奖励?)({_N})分"
)
_SPLIT = lazy_pattern(r"[,;。、\n]+")
_BROKEN_STEP = lazy_pattern(r"(每[^,;。\d扣减加]{1,8}\d[^,;。扣减加]{0,5}),(?=[扣减加])")
_LISTED = lazy_pattern(r"(^|[;。\n])\d{1,2}、(?!\d)", holding="、")
_TWO_FIGURES = lazy_pattern(r"\d[,、](?!\d{3}(?!\d))\d", holding=",、")  # 1、2起 is not 12起; 1,200场 is one figure
_NUMBER = lazy_pattern(r"^(?:\(?\d{1,2}[).](?!\d)|[①-⑳]|[一二三四五]、)")
_AWARD = lazy_pattern(
    rf"(?:可)?(?:得|计|给|记|为|加|扣)?(?:基础分|基本分)?(?:(满分|全分|全部分值|全部分数)|({_N})分|(?:分值|满分)的({_N})%(?:的?分数?)?"
    r"|(不得分|不计分|不给分|不加分|0分|零分|无分)|(不扣分|不扣))$"
)
_STEP = lazy_pattern(
    r"(?:与目标(?:值)?相比|比目标(?:值)?|较目标(?:值)?|在此基础上|实际完成值|[\u4e00-\u9fff]{0,6}(?:[率度]|时间|时长))?每"
    r"(少完成|少|低于目标值?|低于|低|缺少|缺|差|减少|降低|下降|降|超额完成|超额|超过|超出|超期|超|高于目标值?|高出|高|多完成|多|增加|"
    r"逾期|延迟|延误|推迟|迟|晚|有)"
    rf"(?:目标值?)?({_N}|一|1)?(个百分点|百分点|%|[^\d扣减加]{{0,3}}?)(?:的|则)?(扣除?|减|加|另加|奖励?)({_N})分"
)
_CAP = lazy_pattern(
    rf"(?:最多|最高|累计|至多|上限|总计|合计|加分|扣分|得分|满分|本项|该项|不超过|可|加|扣|得|计|为){{1,4}}({_N})分(?:为止|封顶)?"
)
_EXHAUSTED = lazy_pattern(
    r"(?:直至|直到)?(?:扣完|扣光|扣至0分|加满)(?:该项|本项|分值|所有分数?)*(?:为止)?|最低0分|不出现负分|最?高?不超过(?:本项)?(?:满分|分值)|以满分为限"
)
_PIECE = lazy_pattern(
    rf"(?:每(?:完成|开展|有|增加|得|获得?|提供|上报|发表|组织)?|(?:完成|开展|提供|上报|发表|组织)(?=(?:一|1)[^\d.]))({_N}|一)?([^\d扣减加得计给记]{{1,4}}?)(?:得|计|加|给|记)?({_N})分"
)
_RATIO = lazy_pattern(
    r"(?:按照?|以|依据?|根据)?(?:实际)?(?:完成|达成|实现)?(?:[数值量]?占(?:目标|指标|任务|计划)[数值量]?|情况)?(?:的)?(?:比例|完成率|完成比例|达成率|比率)"
    r"(?:进行|相应|折算|换算)*(?:得分|计分|计算得?分?|扣分|给分|赋分|计|折算)?"
    r"|(?:(?:实际)?(?:得分|分数)=)?(?:指标)?(?:分值|满分|标准分)[×x*](?:实际)?(?:完成率|完成比例|达成率)"
    r"|(?:(?:实际)?(?:得分|分数)=)?(?:实际)?(?:完成率|完成比例|达成率|(?:完成|实际完成)[值数量][/÷](?:目标|指标|任务)[值数量])[×x*](?:指标)?(?:分值|满分|标准分)(?:分)?"
)
_RATIO_OF = lazy_pattern(
    rf"(?:(?:得分|分数)=)?(?:实际)?(?:完成率|完成比例|达成率|完成[值数量][/÷](?:目标|指标|任务)[值数量])[×x*]({_N})分?"
)  # 完成率×10
_EACH = lazy_pattern(  # of what should not happen at all: 发现1起扣2分, 每发生一起投诉扣1分
    rf"(?:每(?:发生|出现|发现)({_N}|一)?|(?:发生|出现|发现)(?:1|一))(起|次|例|件|宗|处|人次|人|个|份|项)[^\d扣减加得]{{0,6}}?"
    rf"(?:的|则)?扣除?({_N})分"
)
_UNMET = lazy_pattern(
    r"(?:(?:未|没有?|不)(?:全部|按时|能)*(?:完成|达到|达标|达成|满足|实现)(?:目标值?|指标值?|要求|任务|年度)*"
    r"|(?:低于|少于|小于|不足)(?:年度|计划)?(?:目标|指标)[值数]?)(?:的|者|则|时)*"
)
_OVER_BUDGET = lazy_pattern("(?:超过?|超出)(?:年度)?预算(?:数|金额)?(?:的|者|则)*")
_IN_BUDGET = lazy_pattern(
    "(?:(?:未|不|没有)(?:超过?|超出)(?:年度)?预算|(?:控制)?在(?:年度)?预算(?:范围|数|金额)?以?内)(?:的|者|则)*"
)
_OTHERWISE = lazy_pattern(r"(?:否则|其他|其余|其它|反之|除此之外)(?:情况|情形)?(?:的|则)?")
_MET = lazy_pattern(
    r"(?:目标|任务|指标)?(?:全部|如期|全面)?(?:完成|达到|达成|实现|满足|达标)(?:年度|年初|预期|全部)*(?:目标值?|指标值?|任务|要求|计划)?(?:及?以上)?(?:的|者|则|时)*"
)
_UNIT = r"(%|[^\d~\-≤<>=得计扣不及以含内()的]{0,3})"
_TIME = "(?:响应|处理|办理|等待)?(?:时间|时长)"
_SUBJECT = (
    rf"(?:实际)?(?:(?:偏差|偏离|差异)率?|完成率|满意率|满意度|比例|比率|得分率|率|{_TIME}|[Xx]|"
    "实际完成值?|完成值|完成(?:数量|人数|次数)?|数量|人数|次数)?在?"
)
_SPAN = lazy_pattern(
    rf"{_SUBJECT}[\[(]?({_N}){_UNIT}(\(不?含[^)]*\))?(?:~+|-+|—+|至|到|(≤)[^\d≤<]{{0,4}}(<|≤)|(<)[^\d≤<]{{0,4}}(<|≤))"
    rf"({_N}){_UNIT}(\(不?含[^)]*\))?[\])]?(?:之间|以内|区间)?(?:的|者|时|则)*"
)
_LOW = ("≥", ">=", "不低于", "不少于", "达到", "达", "大于等于", ">", "超过", "高于", "大于", "多于")
_OPEN_LOW = (">", "超过", "高于", "大于", "多于")
_HIGH = ("≤", "<=", "不超过", "不高于", "小于等于", "<", "低于", "少于", "不足", "未达到", "未达", "小于")
_CLOSED_HIGH = ("≤", "<=", "不超过", "不高于", "小于等于")
_FROM, _UP_TO = ("及以上", "及其以上", "以上"), ("以下", "及以下", "以内", "内")
_BOUND = lazy_pattern(
    rf"{_SUBJECT}({'|'.join(sorted((*_LOW, *_HIGH), key=len, reverse=True))})?({_N}){_UNIT}(\(不?含[^)]*\))?"
    r"(及以上|及其以上|以上|以下|及以下|以内|内)?(\(不?含[^)]*\))?(?:的|者|时|则)*"
)
_YES = _words(
    "有 是 符合 健全 建立 已建立 合格 规范 及时 齐全 完整 合规 通过 按时完成 按期完成 按时 按期 达成 "
    "及时完成 按时提交 按期提交 按时报送 及时报送 及时提交 "
    "落实 已落实 公开 已公开"
)
_NO = _words(
    "无 没有 否 不符合 不健全 未建立 不合格 不规范 不及时 不齐全 不完整 不合规 未通过 未按时完成 未按期完成 "
    "未按时 未按期 未达成 未落实 未公开"
)
_GRADES = {
    "优": "优", "优秀": "优", "良": "良", "良好": "良", "中": "中", "中等": "中",
    "一般": "中", "差": "差", "较差": "差",
}  # fmt: skip
_THERE = lazy_pattern(  # 有制度, 零事故
    "(有|无|没有|零|0(?=[^起次例件宗分])|未发生|没有发生|未出现|发生|出现|已?建立|已?制定|已?成立)((?!且|并|和|及)[\u4e00-\u9fff]{1,6})"
)
_IS_THERE = ("有", "发生", "出现", "建立", "制定", "成立", "已建立", "已制定", "已成立")
_ANY_CASE = lazy_pattern(
    "(?:发生|出现|有)(?:1|一)[起次例件]及?(?:以上)?(?:的)?([\u4e00-\u9fff]{0,6}?)的?"
)  # 发生一起及以上
_BELOW = lazy_pattern(rf"(?:低于|不足|少于|未达到)({_N})(%|[^\d的]{{0,3}})的")  # 低于90%的，每下降…
_LEAD = lazy_pattern(r"(?:低于|未达到|未完成|不足|少于)(?:目标值?|指标值?|年度目标)?的?")  # 低于目标值的，每低…
_BY = lazy_pattern("按|以(?![上下内])|依|根据")
_IS_NOTHING = lazy_pattern("[\u4e00-\u9fff]{0,6}?(?:为|=)(?:0|零)[起次例件宗]?的?")
_WORD = lazy_pattern("[\u4e00-\u9fff]{1,8}")
_IDLE = lazy_pattern(rf"(?:本项|该项|此项)?(?:满分|共计?|分值|总分)(?:为|:)?({_N})分|(?:评分|计分)(?:标准|方法|办法)?")


def read_rule(text: str) -> Rule | None:
    """The rule that a cell states; None where any of its words is not understood, or nothing of it is a rule."""
    line = _LISTED.sub(r"\1", _plain(text))
    if not line or len(line) > LONGEST or _TWO_FIGURES.search(line):
        return None
    draft, waiting = _Draft(), ""
    draft.relative = _OF_THE_TARGET.search(line) is not None
    line = _NAMED_BAND.sub(lambda match: match[1] or "", _OF_THE_TARGET.sub("达到", line))
    for part in _SPLIT.split(_BROKEN_STEP.sub(r"\1", line)):
        clause = waiting + _NUMBER.sub("", part).rstrip(".").strip()
        if not clause or draft.take(clause):
            waiting = ""
        elif waiting or "分" in clause:
            return None
        else:
            waiting = clause  # ≥95%，得10分: its award is behind the comma
    return None if waiting else draft.rule()


def award_of_word(text: str, said: str) -> Award | None:
    """What a rule of words alone (`齐全得20分，基本齐全得10分，不齐全不得分`) gives for the very word that is said.

    None where a clause is anything else, or no clause has that word.
    """
    line, found = _plain(text), dict[str, Award]()
    for clause in filter(None, _SPLIT.split(line)) if len(line) <= LONGEST else ():
        award = _AWARD.search(clause)
        word = clause[: award.start()].rstrip("的,:则") if award else ""
        if award is None or award[0].startswith("扣") or _WORD.fullmatch(word) is None or word in found:
            return None
        found[word] = Award(Decimal(award[2]) if award[2] else ZERO if award[4] else None)
    return found.get(_plain(said).strip("。.,;!的")) if len(found) > 1 else None


def grade_of(text: str) -> str:
    """优 良 中 or 差, whichever way it is written; "" for any other word."""
    return _GRADES.get(_plain(text).strip("。.,;!的"), "")


def is_yes(text: str) -> bool | None:
    """Whether a word says yes (有, 符合, 健全) or no; None for any other."""
    word = _plain(text).strip("。.,;!的")
    return True if word in _YES else False if word in _NO else None


class _Draft:
    """Clauses as they are read, one after the other."""

    def __init__(self) -> None:
        self.bands: list[Band] = []
        self.words: list[Word] = []
        self.steps: list[Step] = []
        self.piece: Piece | None = None
        self.cap: Decimal | None = None
        self.bonus_cap: Decimal | None = None
        self.met: Award | None = None
        self.otherwise: Award | None = None
        self.by_ratio = False
        self.ratio_in: Band | None = None
        self.relative = self.deviates = self.ceiling = False
        self.named: set[str] = set()  # what is there or not: 制度, 事故

    def take(self, clause: str) -> bool:
        """Whether the clause was understood."""
        return any(
            read(clause)
            for read in (self._idle, self._step, self._each, self._limit, self._piece, self._ratio, self._case)
        )

    def _settle(self) -> None:
        """`及时完成得满分，每逾期1天扣1分`, `零投诉得满分，1-2起得5分`: words beside figures are figures themselves."""
        ways = {step.way for step in self.steps}
        on_time = all(each.word.startswith(("按", "及时")) for each in self.words)
        if self.words and on_time and "late" in ways and self.met is None:
            self.met, self.words = self.words[0].award, []
        if (self.bands or "each" in ways) and all(each.word == "无" for each in self.words):
            nothing = End(Amount(ZERO, ""), closed=True)
            self.bands += [Band(nothing, nothing, each.award) for each in self.words]
            self.words = []
        if len(self.bands) == 1 and any(step.way == "short" for step in self.steps):
            only = self.bands[0]
            if only.low is not None and only.low == only.high:  # 完成5个得满分，每少1个扣4分: 5 and more
                self.bands = [only._replace(high=None)]

    def rule(self) -> Rule | None:
        self._settle()
        rule = Rule(
            tuple(self.bands), self._words(), tuple(self.steps), self.piece, self.cap, self.met, self.otherwise,
            self.by_ratio, self.bonus_cap, self.ratio_in, self.relative, self.deviates, self.ceiling,
        )  # fmt: skip
        kinds = [bool(rule.bands), bool(rule.words), rule.piece is not None]
        if sum(kinds) > 1 or not (any(kinds) or rule.steps or rule.met or rule.by_ratio or rule.otherwise):
            return None
        if len(self.named) > 1:
            return None
        if rule.piece is not None and (rule.steps or rule.by_ratio or rule.met or rule.otherwise):
            return None
        if rule.by_ratio and any(not step.adds for step in rule.steps):
            return None
        return rule

    def _words(self) -> tuple[Word, ...]:
        """`发生1起不得分` says that nothing is taken off where there is none."""
        only = self.words[0] if len(self.words) == 1 and self.otherwise is None else None
        if only is not None and only.word == "有" and only.award.points == 0:
            return only, Word("无", Award())
        if only is not None and only.word in _NO and only.word.startswith(("未", "不")) and only.award.off:
            return only, Word(only.word[1:], Award())
        return tuple(self.words)

    def _idle(self, clause: str) -> bool:
        if below := _BELOW.fullmatch(clause):
            self.bands.append(Band(End(_amount(below[1], below[2]), closed=True), None, Award()))
            return True
        return _IDLE.fullmatch(clause) is not None or _LEAD.fullmatch(clause) is not None

    def _step(self, clause: str) -> bool:
        head, each_time, rest = clause.partition("每")
        if _UNMET.fullmatch(head):
            clause = each_time + rest
        if beyond := _BEYOND.fullmatch(clause):
            fresh = self.bonus_cap is None
            self.bonus_cap = Decimal(beyond[3])
            self.steps.append(Step("over", _amount(beyond[1], beyond[2]), Decimal(beyond[3]), adds=True))
            return fresh
        match = _STEP.fullmatch(f"每{clause}" if _ONCE.match(clause) else clause)
        if match is None:
            return False
        word, figure, unit, verb, points = match.groups()
        adds = verb[0] not in "扣减"
        way: Way = "short" if word[0] in "少低缺差减降下" else "over"
        if word[0] in "逾延推晚迟" or word == "超期":
            way = "late"
        if word == "有" or (adds and way != "over"):
            return False
        each = Decimal(1) if figure in (None, "一") else Decimal(figure)
        if each <= 0:
            return False
        unit = "个百分点" if unit in ("个百分点", "百分点") else unit
        if unit not in ("%", "个百分点") and (counted := UNIT.match(unit)):
            unit = counted[0]  # 项制度
        amount = Amount(each / 100 if unit in ("%", "个百分点") else each, unit)
        self.steps.append(Step(way, amount, Decimal(points), adds))
        return True

    def _each(self, clause: str) -> bool:
        match = _EACH.fullmatch(clause)
        if match is None:
            return False
        figure, unit, points = match.groups()
        each = Decimal(1) if figure in (None, "一") else Decimal(figure)
        self.steps.append(Step("each", Amount(each, unit), Decimal(points), adds=False))
        return each > 0

    def _limit(self, clause: str) -> bool:
        if _EXHAUSTED.fullmatch(clause):
            return True
        match = _CAP.fullmatch(clause)
        if match is None or not (self.steps or self.piece):
            return False
        if self.steps and self.steps[-1].adds:
            fresh = self.bonus_cap is None
            self.bonus_cap = Decimal(match[1])
        else:
            fresh = self.cap is None
            self.cap = Decimal(match[1])
        return fresh

    def _piece(self, clause: str) -> bool:
        match = _PIECE.fullmatch(clause)
        if match is None or self.piece is not None:
            return False
        figure, unit, points = match.groups()
        each = Decimal(1) if figure in (None, "一") else Decimal(figure)
        counted = UNIT.match(unit)  # 场活动
        self.piece = Piece(counted[0] if counted else unit, each, Decimal(points))
        return each > 0

    def _ratio(self, clause: str) -> bool:
        of = _RATIO_OF.fullmatch(clause)
        if of is not None and self.met is None:
            self.met, self.by_ratio = Award(Decimal(of[1]), None), True
            return True
        unmet = _UNMET.match(clause) or _OTHERWISE.match(clause)
        rest = clause[unmet.end() :] if unmet else clause
        by = _BY.search(clause)
        if by and by.start() and self.ratio_in is None and _RATIO.fullmatch(clause[by.start() :]):
            head = clause[: by.start()].rstrip("则")
            self.ratio_in = _span(head, Award()) or _bound(head, Award())
            if self.ratio_in is not None:
                self.by_ratio = True
                return True
        if _RATIO.fullmatch(rest.lstrip("的则按")) is None and _RATIO.fullmatch(rest) is None:
            return False
        self.by_ratio = True
        return True

    def _case(self, clause: str) -> bool:
        """A condition and its award."""
        found = _AWARD.search(clause)
        if found is None or (found[0].startswith("扣") and not (found[2] and self._is_unmet(clause[: found.start()]))):
            return False
        _, points, share, none, _ = found.groups()
        award = Award(Decimal(points) if points else ZERO if none else None, Decimal(share) / 100 if share else None)
        if found[0].startswith("扣"):
            award = Award(off=Decimal(points))
        condition = clause[: found.start()].rstrip("的,:")
        condition = condition if condition.endswith("否则") else condition.rstrip("则的")
        return bool(condition) and self._condition(condition, award)

    def _is_unmet(self, condition: str) -> bool:
        """`未按时完成扣5分`: of what is not counted in steps."""
        word = condition.rstrip("的者则")
        return _UNMET.fullmatch(condition) is not None or word in _NO

    def _condition(self, text: str, award: Award) -> bool:
        if _OVER_BUDGET.fullmatch(text) or _IN_BUDGET.fullmatch(text):
            self.ceiling = True
            text = "未达标" if _OVER_BUDGET.fullmatch(text) else "达标"
        if _OTHERWISE.fullmatch(text) or _UNMET.fullmatch(text):
            fresh = self.otherwise is None
            self.otherwise = award
            return fresh
        if _MET.fullmatch(text):
            fresh = self.met is None
            self.met = award
            return fresh
        word = text.rstrip("的者")
        if word in _YES or word in _NO or word in _GRADES:
            self.words.append(Word(word, award))
            return True
        if _ANY_CASE.fullmatch(word):
            self.words.append(Word("有", award))
            return True
        there = _THERE.fullmatch(word)
        if there is not None:
            self.named.add(there[2])
            self.words.append(Word("有" if there[1] in _IS_THERE else "无", award))
            return True
        band = _span(text, award) or _bound(text, award) or _none_at_all(text, award)
        if band is None:
            return False
        self.bands.append(band)
        self.deviates |= text.startswith(("偏差", "偏离", "差异"))
        return True


def _span(text: str, award: Award) -> Band | None:
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    low, unit_low, said_low, _, right, open_left, right_too, high, unit, said_high = match.groups()
    unit = unit or unit_low
    if unit_low and unit_low != unit:
        return None
    lower, upper = _amount(low, unit), _amount(high, unit)
    if lower.value == upper.value:
        return None
    if lower.value > upper.value:  # 90%～80% is 80%～90%
        return Band(End(upper, closed=True), End(lower, closed=False), award, loose=True)
    # (0 ~ 60%]: without a word the lower end belongs to the span, the upper one to the next
    closed_low = "不含" not in said_low if said_low else not open_left
    closed_high = "不含" not in said_high if said_high else (right or right_too) == "≤"
    loose = not said_high and not (right or right_too)
    return Band(End(lower, closed_low, bool(said_low)), End(upper, closed_high, bool(said_high)), award, loose)


def _bound(text: str, award: Award) -> Band | None:
    match = _BOUND.fullmatch(text)
    if match is None:
        return None
    mark, figure, unit, said, behind, said_behind = match.groups()
    amount, included = _amount(figure, unit), said or said_behind
    from_below, from_above = mark in _LOW or behind in _FROM, mark in _HIGH or behind in _UP_TO
    if from_below and from_above:
        return None  # 低于60%以上
    if from_below:
        closed = "不含" not in included if included else mark not in _OPEN_LOW
        return Band(End(amount, closed), None, award)
    if from_above:
        closed = "不含" not in included if included else mark in _CLOSED_HIGH or behind in ("及以下", "以内", "内")
        return Band(None, End(amount, closed), award, loose=not mark and not included)
    end = End(amount, closed=True)
    return Band(end, end, award)


def _none_at_all(text: str, award: Award) -> Band | None:
    """`投诉为0`"""
    match = _IS_NOTHING.fullmatch(text)
    nothing = End(Amount(ZERO, ""), closed=True)
    return Band(nothing, nothing, award) if match else None


def _amount(figure: str, unit: str) -> Amount:
    value = Decimal(figure)
    return Amount(value / 100 if unit == "%" else value, unit)


def _plain(text: str) -> str:
    lines = (without_blanks(line) for line in text.splitlines())
    return (
        "\n".join(line for line in lines if line)
        .replace("～", "~")
        .replace("∼", "~")
        .replace("〜", "~")
        .replace("％", "%")
    )
