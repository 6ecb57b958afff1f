"""Where one way of reading ends and the next begins."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from workbook_tools.basis.operators import Operator
from workbook_tools.evaluation.sayings import Asked, listen
from workbook_tools.model import Cell, Quantity
from workbook_tools.model.quantity_text import format_quantity
from workbook_tools.reading.words import RowWords, own_vocabulary, quantity_findings, read_quantity
from workbook_tools.reading.words.lexicon.lexer import lex, own_words
from workbook_tools.reading.words.phrases.phrase import is_subject
from workbook_tools.reading.words.written import bounds
from workbook_tools.reading.words.written.dates import date_in
from workbook_tools.reading.words.written.lists import split_commas
from workbook_tools.reading.words.written.numerals import digits_for_numerals
from workbook_tools.reading.words.written.spelling import _SPELLINGS, clean


@pytest.mark.parametrize(
    ("text", "kind", "meaning"),
    [
        ("不足95%以上", "text", ""),  # two bounds that contradict each other
        ("不少于95%以下", "text", ""),
        ("不少于95%以上", "rate", "≥95%"),
        ("不超过5天以内", "number", "≤5天"),
        ("95%\n以上", "rate", "≥95%"),  # a line without a figure only wraps
        ("=2022年12月", "date", "=2022年12月"),
        ("<2022年9月", "date", "2022年9月前"),
        ("今年内", "date", "12月底前"),
        ("当年以内", "date", "12月底前"),
        ("年度内", "date", "12月底前"),
        ("今年底", "date", "12月底前"),
        ("2022年内", "date", "2022年12月底前"),
        ("最迟3月", "date", "3月底前"),
        ("3月上旬前", "date", "3月上旬前"),
        ("3月1日前", "date", "3月1日前"),
        ("3月以前", "date", "3月底前"),
        ("3月前", "date", "3月前"),
        ("3月起", "date", "3月后"),
        ("22年3月", "date", "2022年3月"),
        ("20220801", "date", "2022年8月1日"),
        ("8.1前", "date", "8月1日前"),
        ("下半年", "date", "12月底前"),
        ("1季度", "date", "3月底前"),
        ("2季度", "date", "6月底前"),
        ("3季度", "date", "9月底前"),
        ("4季度", "date", "12月底前"),
        ("第一季度", "date", "3月底前"),
        ("第二季度", "date", "6月底前"),
        ("第三季度", "date", "9月底前"),
        ("第四季度", "date", "12月底前"),
        ("上半年", "date", "6月底前"),
        ("2月29日前", "date", "2月29日前"),  # in a leap year, which it may be
        ("2024年2月29日前", "date", "2024年2月29日前"),
        ("2023年2月29日前", "text", ""),
        ("11月中旬", "date", "11月中旬"),
        ("11月下旬", "date", "11月下旬"),
        ("1000000000000000", "text", ""),
        ("999999999999999", "number", "999999999999999"),
        ("共20场，其中线上20场、线下0场", "list", ""),
        ("（30+20）个", "number", "50个"),
        ("≥直接10+间接20=30小时", "number", "≥30小时"),
        ("1.5+2.5=4小时", "number", "4小时"),
        ("26,880+3,304小时", "number", "30184小时"),
        ("68+2个", "text", ""),
        ("20场以上（不含）", "number", ">20场"),
        ("20场以下（不含）", "number", "<20场"),
        ("不少于约20场", "number", "≥20场"),
        ("20场不到", "number", "<20场"),
        ("2、小组30个", "number", "30个"),
        ("2、30", "list", "1.2；2.30"),
        ("1:50", "number", "0.02:1"),
        ("1:0", "text", ""),
        ("100±5", "range", "95~105"),
        ("100±5%", "range", "95%~105%"),
        ("每月1次共12次", "number", "12次"),
        ("4次加4次", "text", ""),
        ("从50次增加到70次", "number", "70次"),
        ("（30+20）", "number", "50"),
        ("九成五", "rate", "95%"),
        ("千分之五", "rate", "0.5%"),
        ("千分之三点五", "rate", "0.35%"),
        ("60人以上80人以下", "range", "60人~80人"),
        ("60以上80人以下", "range", "60人~80人"),
        ("80人以上60人以下", "text", ""),
        ("3~0.5万元", "range", "0.5万元~3万元"),
        ("3~0次", "range", "0次~3次"),
        ("50~-12", "text", ""),
        ("配备工作人员20人 专业人员 不少于 14人", "list", "1.配备工作人员20人；2.专业人员≥14人"),
        ("1万5", "number", "1.5万"),
        ("3千5", "number", "3500"),
        ("1万5人", "number", "15000人"),
        ("一个半小时", "number", "1.5个小时"),
        ("半个月", "number", "0.5个月"),
        ("不少于20人，其中志愿者不超过30人", "list", "1.≥20人；2.志愿者≤30人"),
        ("≥60分，≤80分，≤90分", "list", "1.≥60分；2.≤80分；3.≤90分"),
        ("±5~10%", "text", ""),
        ("22-2场", "text", ""),
        ("20-0场", "text", ""),
        ("20-20场", "range", "20场~20场"),
        ("-5%~-3%", "range", "-5%~-3%"),
        ("0~-3", "text", ""),
        ("≤80人且≥60人", "range", "60人~80人"),
        ("≥60且≤80人", "range", "60人~80人"),
        ("≥60人且≤60人", "range", "60人~60人"),
        ("≥80人且≤60人", "list", "1.≥80人；2.≤60人"),
        ("3:1", "number", "3:1"),
        ("68个/≥70个", "number", "≥70个"),  # the one with a bound
        ("68个/70个", "text", ""),
        ("不少于60，不超过80人", "range", "60人~80人"),
        ("不少于60人，不超过80", "range", "60人~80人"),
        ("不少于60人，不超过60人", "range", "60人~60人"),
        ("不少于80人，不超过60人", "list", "1.≥80人；2.≤60人"),
        ("不少于60人，活动不超过80场", "list", "1.≥60人；2.活动≤80场"),
        ("活动超过20场，讲座10场", "list", "1.活动>20场；2.讲座10场"),
        ("讲座10场，参与人数增长超过10人", "list", "1.讲座10场；2.参与人数增长>10人"),
        ("讲座10场，活动超过约20场", "list", "1.讲座10场；2.活动>20场"),
        ("已于2022年12月完成（12月31日验收）", "date", "2022年12月"),
        ("5月暂缓", "text", ""),
        ("指标1：≥95%", "rate", "≥95%"),
        ("80人以下60人以上", "range", "60人~80人"),
        ("60人以上60人以下", "range", "60人~60人"),
        ("本年度居民满意度测评得分为100±5分", "range", "95分~105分"),
        ("每月开展志愿服务活动不少于2次", "number", "≥2次/月"),
        ("26880+3304=30185", "number", "30185"),
        ("经费2022.8", "number", "2022.8"),
        ("人均满意度96%", "rate", "96%"),
        ("活动20场，志愿者应不少于20人", "list", "1.活动20场；2.志愿者≥20人"),
        ("10月18日前结业", "date", "10月18日前"),
        ("4.8分（满分5分）", "number", "4.8分"),
        ("讲座10场，比赛5场", "list", "1.讲座10场；2.比赛5场"),  # which compares with nothing
        ("70个，比目标多2个", "number", "70个"),
        ("（30+5,0）个", "list", ""),  # 5,0 is no figure, and is not added
        ("0.00000000000000000001", "number", "0.00000000000000000001"),
        ("0.000000000000000000001", "text", ""),
    ],
)
def test_a_target_is_read_up_to_its_edge(text: str, kind: str, meaning: str) -> None:
    quantity = read_quantity(Cell(text), role="target")
    assert quantity.kind == kind
    assert not meaning or format_quantity(quantity) == meaning


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("一、个案1个；十、小组2个；十一、活动3场；三十、探访4户", [1, 10, 11, 30]),
        ("（一）个案1个；（二）小组2个", [1, 2]),
        ("1.68个；2.30个", [1, 2]),
        ("1.个案68个；2.建立制度", [1, 2]),
        ("1.个案68个；3.小组30个", [1, 3]),  # a copied list lacks the second
        ("1.个案68个；2.小组30个；活动3场", [1, 2, None]),
        ("2.个案68个；3.小组30个", [None, None]),  # what does not begin at 1 numbers nothing
        ("1.个案68个；1.小组30个", [None, None]),
    ],
)
def test_the_numbers_of_a_list_rise_from_one(text: str, numbers: list[int | None]) -> None:
    assert [item.number for item in read_quantity(Cell(text), role="target").items] == numbers


def test_a_text_is_read_up_to_four_thousand_characters() -> None:
    assert read_quantity(Cell("20场".ljust(4000, "。")), role="target").number == 20
    assert read_quantity(Cell("20场".ljust(4001, "。")), role="target").codes == ("Q109",)


def test_the_words_that_nobody_knows_are_quoted_in_the_finding() -> None:
    quantity = read_quantity(Cell("乌拉20场"), role="actual")
    (found,) = quantity_findings(quantity, "绩效指标", "J4", role="actual")
    assert (found.code, found.cell, "“乌拉”" in found.message) == ("Q116", "J4", True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("完成预期20场", 20),
        ("完成了计划20场", 20),
        ("实现全年计划20场", 20),
        ("目标1：完成20场", 20),
        ("预期20场", None),
        ("全年计划20场", None),
    ],
)
def test_a_promise_that_was_kept_is_done(text: str, number: int | None) -> None:
    quantity = read_quantity(Cell(text), role="actual")
    assert (quantity.number if not quantity.sense else None) == number


@pytest.mark.parametrize(
    ("text", "sense", "words"),
    [
        ("年底前完成20场", "planned", ("年底前",)),
        ("截至12月底前完成20场", "", ()),
        ("20场，不少于", "", ()),  # a bound of nothing, in a phrase of its own
        ("20场 至少完成", "unknown", ("至少",)),
        ("内20场2022年", "unknown", ("内",)),
        ("20场，不少于合同要求", "planned", ("合同要求",)),
        ("约20场（同比增长）", "about", ("约",)),
        ("4个社区各5场", "part", ("4个社区各5场",)),
        ("2022年5月中止", "postponed", ("中止",)),
        ("2022年5月未验收", "undone", ("未验收",)),
        ("2022年9月未完成", "unmet", ("未完成",)),
        ("制度尚需完善", "unmet", ("尚需",)),
        ("4.8分（满分5分）", "order", ("满分5",)),
        ("欠5场没做", "rest", ("欠",)),
        ("尚有5场未开展", "rest", ("尚有",)),
        ("开展中5门", "started", ("开展中",)),
        ("开展中秋活动20场", "", ()),  # a festival
        ("组织中学生20人", "", ()),
        ("举办中止5场", "postponed", ("中止",)),
        ("活动中服务20人", "", ()),
        ("探访中慰问20户", "", ()),
        ("20场（仅）", "unknown", ("仅",)),
        ("20场（仅线上）", "part", ("仅",)),
        ("完成计划20场未验收", "undone", ("未验收",)),
        ("距目标差5场", "rest", ("差",)),
        ("比目标多2场", "surplus", ("多",)),
        ("按20场计", "planned", ("按…计",)),
        ("建成60人的辅导室", "other_thing", ("的辅导室",)),
        ("开展在册培训名额20人", "other_thing", ("名额",)),  # room for so many, whatever is done
        ("完成第一阶段20场", "part", ("第一阶段",)),
        ("第二年度20场", "other_time", ("第二年度",)),
        ("15,000（单位：元）", "", ()),
        ("元：15,000", "", ()),
        ("名义53次", "unknown", ("名义",)),  # whose first character is no unit
        ("20场余取消", "postponed", ("取消",)),
        ("是20场的几分之一", "part", ("之一",)),
        ("还差-5场", "rest", ("还差",)),
        ("60件（残联发放）", "other_place", ("残联",)),
        ("200人次仅签到", "part", ("仅签到",)),
        ("取消5场（2022年12月底前）", "postponed", ("取消",)),
    ],
)
def test_the_words_that_decide_are_kept(text: str, sense: str, words: tuple[str, ...]) -> None:
    quantity = read_quantity(Cell(text), role="actual")
    assert (quantity.sense, quantity.words) == (sense, words)


@pytest.mark.parametrize(
    ("number", "unit", "nature", "meaning"),
    [
        ("12", "月", "≤", "12月底前"),
        ("12", "月底前", "", "12月底前"),
        ("9", "月前", "", "9月前"),
        ("9", "月份", "", "9月"),
        ("12", "月", "≥", "≥12月"),  # at least twelve of them
        ("12", "个月", "≤", "≤12个月"),
        ("13", "月底前", "", "13月底前"),
        ("3", "季度", "", "3季度"),
    ],
)
def test_a_month_whose_unit_stands_in_a_column_is_a_deadline(number: str, unit: str, nature: str, meaning: str) -> None:
    cell = Cell(number, Decimal(number))
    quantity = read_quantity(cell, unit=unit, role="target", nature=nature)  # type: ignore[arg-type]
    assert format_quantity(quantity) == meaning
    shown = Cell(number, Decimal(number), shown=f"{number}场")
    assert read_quantity(shown, unit=unit, role="target").kind == "number"  # its format says what it is


def test_the_serial_numbers_of_days_lie_between_1982_and_2064() -> None:
    cells = [Cell(str(number), Decimal(number)) for number in (30000, 30001, 59999, 60000)]
    kinds = [read_quantity(cell, role="target", nature="日期").kind for cell in cells]
    assert kinds == ["number", "date", "date", "number"]


@pytest.mark.parametrize("text", ["20场，零投诉", "20场，未发生事故", "开展20场，无投诉"])
def test_that_nothing_happened_beside_what_was_done_says_only_how_it_went(text: str) -> None:
    quantity = read_quantity(Cell(text), role="actual")
    assert (quantity.kind, quantity.number, quantity.codes) == ("number", 20, ())
    assert read_quantity(Cell(text), role="actual", row=RowWords("活动与投诉、事故")).kind == "list"


def test_nothing_is_nothing_in_percent_and_in_parts_of_one() -> None:
    assert [read_quantity(Cell(text), unit="%", role="actual").either for text in ("0", "0.9", "1", "1.1")] == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number", "sense"),
    [
        ("1年20场", 20, ""),
        ("2年20场", None, "other_time"),
        ("20来场", 20, "about"),
        ("20余场", 20, "more"),
        ("20场余", 20, "more"),
        ("2万余元", 2, "more"),
        ("7月10日以后", None, "other_time"),  # no ten days
        ("应5月31日", None, "planned"),
        ("3年", 3, ""),
    ],
)
def test_what_stands_at_a_figure_is_of_it(text: str, number: int | None, sense: str) -> None:
    quantity = read_quantity(Cell(text), role="actual")
    assert (quantity.number, quantity.sense) == (number, sense)


def test_a_word_of_direction_at_the_very_end_leads_to_no_figure() -> None:
    assert read_quantity(Cell("85% 95%增长"), role="actual").sense == "up"


@pytest.mark.parametrize("text", ["三分之五", "四分之九"])
def test_more_than_the_whole_is_no_share(text: str) -> None:
    assert read_quantity(Cell(text), role="target").kind != "rate"


@pytest.mark.parametrize("text", ["由85%上涨至95%", "从85%增加到95%", "由85%提高为95%"])
def test_from_one_figure_to_another_leaves_none_out(text: str) -> None:
    quantity = read_quantity(Cell(text), role="actual")
    assert (quantity.number, quantity.codes, quantity.sense) == (Decimal("0.95"), (), "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("不到50次", ("不到",)),
        ("50次以内", ("以内",)),
        ("50次不到", ("不到",)),
        ("超过50次", ("超过",)),
        ("≥50次", ()),
        ("不超过50次", ("不超过",)),
        ("不少于50次", ("不少于",)),
    ],
)
def test_a_bound_in_words_is_kept_to_be_quoted(text: str, words: tuple[str, ...]) -> None:
    assert read_quantity(Cell(text), role="actual").words == words


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("20场", ()),
        ("完成20场", ()),
        ("已开展活动20场", ()),
        ("95%", ()),
        ("20场，其中线上5场", ()),
        ("12篇，阅读量5000次", ("Q107",)),
        ("68个/≥70个", ("Q106", "Q101")),
        ("95%±2%", ("Q101",)),
        ("5个社区服务3小时20人次", ("Q106",)),
        ("20场（最后一场12月20日）", ("Q107",)),
        ("9月起", ()),  # the word that decides says enough
        ("完成，败诉", ("Q116",)),
        ("约20场", ("Q102",)),
        ("20余场", ("Q102",)),
        ("20场以上", ("Q101",)),
        ("20-30场", ("Q101",)),
        ("从10场增加到20场", ()),
    ],
)
def test_of_what_was_done_only_what_was_assumed_is_said(text: str, codes: tuple[str, ...]) -> None:
    assert read_quantity(Cell(text), role="actual", row=RowWords("活动")).codes == codes


@pytest.mark.parametrize(
    ("word", "subject"), [("乌拉", True), ("未乌拉", False), ("乌拉拟", False), ("Beta", False), ("乌2", False)]
)
def test_an_unknown_word_is_what_a_target_counts_unless_it_may_deny_or_be_a_code(word: str, *, subject: bool) -> None:
    assert is_subject(word) == subject


def test_a_rate_of_something_else_is_quoted() -> None:
    quantity = read_quantity(Cell("回收率95%"), role="actual", row=RowWords("满意度", "≥90%"))
    assert (quantity.sense, quantity.words) == ("other_thing", ("回收率95%",))


def test_a_surplus_in_percent_is_not_added_to_a_rate() -> None:
    target = Quantity("rate", "90%", number=Decimal("0.9"), unit="%")
    said = read_quantity(Cell("超2%"), role="actual")
    assert listen(Asked("覆盖率", target, Operator.NONE, None, None), said).verdict is not None


@pytest.mark.parametrize("text", ["20场①", "20场[1]", "20场¹", "20场*", "20场注1", "20场（注2）", "20场（见附件3）"])
def test_the_mark_of_a_note_is_no_figure(text: str) -> None:
    quantity = read_quantity(Cell(text), role="actual")
    assert (quantity.kind, quantity.number) == ("number", 20)


SPELT = (
    "200人次(每月)",
    "介于5和8之间", "5≤x≤8", "5<数<8", ".5", "3万5千", "“5”", "《5》", "'5'", "9:00-10:00", "5w", "5W次", "3比4", "5m2",
    "5KM2", "3小时20分", "1年零2个月", "(5,6)", "68个", "不少于95%", "末完成", "己完成", "6300通",
    "共52人:男22人,女30人", "↑6%", "45份--来源", "线上5次,计5次", "2万圆", "RMB25", "5°C", "9月8曰",
    "Q2", "7/2022", "签约后第26天", "990元5角", "翻一番", "增长1.5倍", "18场(更正:17场)", "2打",
    "一刻钟", "5社联动", "18(应为14)个", "(原填50)47人", "2020-2022合计", "较上年多5户", "40人出头",
    "1分10秒", "5k", "四分之一强", "一次也没有迟报", "是☑否□", "98。98%", "两个钟头", "28块5毛", "一天两次",

)  # fmt: skip


def test_a_spelling_is_passed_over_only_where_it_would_change_nothing() -> None:
    texts = (*SPELT, *re.split(r"[|‖\n]", (Path(__file__).parent / "cells.txt").read_text(encoding="utf-8")))
    for cues, spell in _SPELLINGS.table:
        changed = [text for text in texts if spell(text) != text]
        assert changed, cues
        assert [text for text in changed if not any(cue in text for cue in cues)] == []


@pytest.mark.parametrize(
    ("text", "spelt"), [("70场①", "70场注1"), ("70场[2]", "70场注2"), ("70场³ ", "70场注3"), ("①", "1、")]
)
def test_the_mark_of_a_note_at_the_end_is_no_figure(text: str, spelt: str) -> None:
    assert clean(text)[0] == spelt


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("26880+3304=30185小时", "26880+3304=30185小时"),
        ("4×4=20场", "4*4=20场"),
        ("1,5+2=3场，4×4=20场", "4*4=20场"),  # what is no figure is not reckoned with, what stands behind it is
        ("22-3=20场", "22-3=20场"),
        ("22-3=19.5场", "22-3=19.5场"),  # only a share is rounded
        ("20-0=19场", "20-0=19场"),
        ("180÷200=95%", "180÷200=95%"),
        ("线上8场、线下7场，共20场", "15≠20"),
        ("线上0场、线下7场，共20场", "7≠20"),
        ("共20场，其中线上15场、线下10场", "25≠20"),
        ("共20场，线上15场、线下10场", "25≠20"),
        ("20场，其中线上15场、线下10场", "25≠20"),
    ],
)
def test_a_sum_that_comes_to_another_figure_is_told_and_not_taken(text: str, told: str) -> None:
    quantity = read_quantity(Cell(text), role="actual", row=RowWords("活动"))
    assert (quantity.kind, quantity.codes, quantity.words) == ("text", ("Q131",), (told,))


@pytest.mark.parametrize(
    "text",
    [
        "26880+3304=30184小时",
        "26,88+3304=3392小时",
        "20÷0=20场",
        "4×5=20场",
        "190÷200=95%",
        "191/200=95%",
        "线上8场、线下12场，共20场",
        "共20场，其中线上8场",
        "线上15场，共20场",  # what else there was is not said
        "满意190份，共200份",
        "线上8~10场、线下7场，共20场",
        "线上不少于8场、线下7场，共20场",
        "共120人，其中党员70人、女性60人",
    ],
)
def test_a_sum_that_comes_out_is_taken(text: str) -> None:
    assert "Q131" not in read_quantity(Cell(text), role="actual", row=RowWords("活动")).codes


@pytest.mark.parametrize(
    ("text", "target", "told"),
    [
        ("敬老4场，亲子3场，助残2场", "12场", "4＋3＋2＝9"),
        ("一季度5场，二季度6场", "12场", "5＋6＝11"),
        ("青龙村5次，白马村4.5次", "12次", "5＋4.5＝9.5"),
    ],
)
def test_a_sum_that_nobody_wrote_is_told_with_its_arithmetic(text: str, target: str, told: str) -> None:
    quantity = read_quantity(Cell(text), role="actual", row=RowWords("活动", target))
    assert (quantity.kind, quantity.codes, quantity.words) == ("number", ("Q134",), (told,))


@pytest.mark.parametrize(
    ("text", "target", "told"),
    [
        ("①财务制度②档案制度", "3项", "财务制度、档案制度＝2项"),
        ("财务、档案制度各一项", "3项", "财务、档案制度各一项＝2项"),
        ("第3期至第12期", "12期", "第3期至第12期＝10期"),
        ("1-8节已上完", "10节", "1-8节＝8节"),
    ],
)
def test_what_was_counted_by_names_is_told(text: str, target: str, told: str) -> None:
    quantity = read_quantity(Cell(text), role="actual", row=RowWords("课堂", target))
    assert (quantity.kind, quantity.codes, quantity.words) == ("number", ("Q135",), (told,))


@pytest.mark.parametrize("text", ["8-10节", "第5期至第3期", "①财务制度②财务制度", "①财务制度②未建立"])
def test_what_is_no_count_is_not_counted(text: str) -> None:
    assert "Q135" not in read_quantity(Cell(text), role="actual", row=RowWords("制度", "12节")).codes


def test_a_total_that_is_written_is_no_sum_of_ours() -> None:
    quantity = read_quantity(Cell("敬老4场，亲子3场，共7场"), role="actual", row=RowWords("活动", "12场"))
    assert "Q134" not in quantity.codes


@pytest.mark.parametrize("text", ["线上8场、线下7场，共20场", "4×4=20场"])
def test_a_promise_is_read_by_the_total_that_it_states(text: str) -> None:
    assert "Q131" not in read_quantity(Cell(text), role="target").codes


def test_an_item_of_words_alone_stands_once() -> None:
    assert format_quantity(read_quantity(Cell("1.个案68个；2.建立制度"), role="target")) == "1.个案68个；2.建立制度"


@pytest.mark.parametrize("text", ["20件（不含20件）以下", "20件以下（不含20件）"])
def test_a_bound_that_leaves_its_figure_out_is_strict(text: str) -> None:
    assert format_quantity(read_quantity(Cell(text), role="target")) == "<20件"


def test_a_floor_and_a_ceiling_of_two_things_are_no_range() -> None:
    assert read_quantity(Cell("20元以上30人以下"), role="target").codes == ("Q114",)


def test_a_floor_and_a_ceiling_in_two_units_are_two_bounds() -> None:
    both = read_quantity(Cell(text="≥60人，≤80分"), role="target")
    assert [format_quantity(item.quantity) for item in both.items] == ["≥60人", "≤80分"]
    assert read_quantity(Cell(text="≥60人，≤80人"), role="target").kind == "range"


def test_two_floors_of_two_things_are_no_contradiction() -> None:
    assert read_quantity(Cell(text="至少20人至少3场"), role="target").number == 3


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("学校3场", ""),
        ("商会开展3场", "other_place"),
        ("商会捐赠3场", ""),
        ("商会参与3场", ""),
        ("残联支持3场", "other_place"),
    ],
)
def test_who_gives_or_takes_part_has_not_done_the_work(text: str, sense: str) -> None:
    assert read_quantity(Cell(text=text), role="actual", row=RowWords("活动", "3场")).sense == sense


def test_a_year_under_a_unit_of_years_is_no_deadline() -> None:
    assert read_quantity(Cell(text="2022年"), unit="年", role="target").kind == "text"


def test_a_figure_with_a_sign_leads_its_phrase_too() -> None:
    """`-5场待补` speaks of some of the twenty."""
    assert read_quantity(Cell(text="20场，-5场待补"), role="actual").sense == "planned"


@pytest.mark.parametrize("text", ["2\u200b0场", "\ufeff20场", "20\x07场"])
def test_what_cannot_be_seen_is_not_read(text: str) -> None:
    assert read_quantity(Cell(text=text), role="actual").number == 20


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("6月上旬", 1, 10), ("6月初", 1, 10), ("6月中旬", 11, 20), ("6月中", 11, 20), ("7月下旬", 21, 31)],
)
def test_a_part_of_a_month_has_its_first_and_last_day(text: str, first: int, last: int) -> None:
    moment = read_quantity(Cell(text=text), role="actual").moment
    assert moment is not None
    assert (moment.day, moment.until) == (first, last)


@pytest.mark.parametrize(("text", "unit"), [("2km2", "平方公里"), ("2m2", "平方米"), ("2平米", "平米")])
def test_squares_are_of_their_own_length(text: str, unit: str) -> None:
    assert read_quantity(Cell(text=text), role="actual").unit == unit


def test_the_numbers_of_a_list_in_brackets_part_nothing() -> None:
    assert read_quantity(Cell(text="（含1、线上5场）20场"), role="actual").number == 20


@pytest.mark.parametrize("text", ["3.8万元+运费0.4万元", "10场+讲座8场", "50%+40%", "0场+8场", "10场+5人=15场"])
def test_parts_with_names_shares_and_parts_that_are_nothing_are_not_added(text: str) -> None:
    assert read_quantity(Cell(text), role="actual").kind != "number"


def test_counts_without_names_are_added() -> None:
    assert format_quantity(read_quantity(Cell("1场+8场"), role="actual")) == "9场"


def test_of_a_promise_nothing_is_kept_that_would_have_to_agree() -> None:
    assert read_quantity(Cell("22场，完成率110%"), role="target").asides == ()


def test_a_rate_in_front_of_a_list_is_of_each_of_its_items() -> None:
    read = read_quantity(Cell("完成率90%，个案20个，小组30个"), role="actual")
    assert [[aside.number for aside in item.quantity.asides] for item in read.items] == [[Decimal("0.90")]] * 2


@pytest.mark.parametrize(
    ("text", "name", "is_own"),
    [
        ("95%（好评率）", "满意度", True),  # another word for it
        ("95%（回收率）", "满意度", False),
        ("95%（回收问卷）", "满意度", True),  # from where it is known, and no rate
        ("开放率和使用率均95%", "图书室开放率", True),
        ("使用率95%", "图书室开放率", False),
    ],
)
def test_a_rate_is_the_rows_own_where_one_of_its_names_is(text: str, name: str, is_own: bool) -> None:
    sense = read_quantity(Cell(text), role="actual", row=RowWords(name, "≥90%")).sense
    assert sense == ("" if is_own else "other_thing")


def test_a_promise_may_be_of_any_rate() -> None:
    assert read_quantity(Cell("回收率95%"), role="target", row=RowWords("满意度")).number == Decimal("0.95")


@pytest.mark.parametrize(("text", "sense"), [("其中社工14人", ""), ("其中男性14人", "part")])
def test_a_part_alone_is_taken_where_the_row_asks_for_it(text: str, sense: str) -> None:
    assert read_quantity(Cell(text), role="actual", row=RowWords("持证社工")).sense == sense


def test_a_cell_that_is_a_day_is_that_day_whatever_its_text() -> None:
    moment = read_quantity(Cell("44774", date=date(2022, 8, 1)), role="actual").moment
    assert moment is not None
    assert (moment.year, moment.month, moment.day) == (2022, 8, 1)


@pytest.mark.parametrize(("text", "kind"), [("1,200人", "number"), ("≥20", "number"), ("开展20场", "text")])
def test_of_a_description_only_a_bare_figure_is_taken(text: str, kind: str) -> None:
    assert read_quantity(Cell(text), role="actual", nature="定性").kind == kind


def test_an_item_of_a_numbered_list_keeps_what_is_said_of_it() -> None:
    read = read_quantity(Cell("1.完成20场；2.计划30场"), role="actual")
    assert [item.quantity.sense for item in read.items] == ["", "planned"]


def test_a_rate_beside_a_count_is_quoted_as_it_stands() -> None:
    texts = ("20场，50%", "20场，45%~50%", "20场，完成率50%")
    words = [read_quantity(Cell(text), role="actual").asides[0].words for text in texts]
    assert words == [("50%",), ("45%~50%",), ("完成率",)]


def test_a_cell_that_shows_an_error_is_quoted_by_it() -> None:
    assert read_quantity(Cell("", error="#DIV/0!"), role="actual").text == "#DIV/0!"
    assert read_quantity(Cell("#N/A", error="#N/A"), role="actual").kind == "error"


def test_a_side_that_is_not_named_is_not_guessed() -> None:
    assert format_quantity(read_quantity(Cell("目标68个，实际70个"), role="actual")) == "70个"
    assert read_quantity(Cell("20场，实际10场"), role="target").kind == "list"
    assert read_quantity(Cell("目标20场，线上10场"), role="target").kind == "list"


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("个案68个 小组30个", "个案68个;小组30个"),
        ("68 30", "68;30"),
        ("个案68个\n小组30个", "个案68个;小组30个"),
        ("68\t30", "68;30"),
        ("1 234 567元", "1234567元"),
        ("（5，6）", "5~6"),
        ("20场（5，6）", "20场(5,6)"),  # no interval beside a figure
        ("“20场”", "20场"),
        ("“5+1”活动20场", "活动20场"),  # the figure of a name
        ("“邻里”活动20场", "邻里活动20场"),
        ("3小时20分", "200分钟"),
        ("1年零2个月", "14个月"),
        ("3万5千", "35000"),
    ],
)
def test_one_meaning_has_one_spelling(text: str, spelt: str) -> None:
    assert clean(text)[0] == spelt


def test_sixty_items_of_a_list_are_read() -> None:
    assert len(read_quantity(Cell("；".join(f"活动{n}场" for n in range(1, 62))), role="target").items) == 60


@pytest.mark.parametrize(("name", "sense"), [("璧珏琮璜", ""), ("璧珏琮璜璨", "unknown"), ("璧珏邻", "unknown")])
def test_a_community_has_a_short_name_that_need_not_be_known(name: str, sense: str) -> None:
    assert read_quantity(Cell(f"{name}社区10场"), role="actual").sense == sense


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("总3场，其中线上1场、线下2场", "3场"),
        ("总30小时，其中直接10小时、间接20小时、志愿者5人", ""),
        ("总5场，其中线上5场", ""),  # one part is no sum
        ("上半年5场，下半年6场", "11场"),
        ("上半年约8场，下半年12场", ""),
        ("一季度5场，二季度6人", ""),
        ("男性10人，女性20人", "30人"),
        ("男性95%，女性90%", ""),  # shares are not added
    ],
)
def test_parts_are_added_where_they_can_be(text: str, meaning: str) -> None:
    quantity = read_quantity(Cell(text), role="actual")
    assert (format_quantity(quantity) if quantity.kind == "number" else "") == meaning


@pytest.mark.parametrize("text", ["不合格", "未达标", "没完成", "延期", "否", "部分完成", "评定为优秀"])
def test_a_rating_is_one_however_little_was_reached(text: str) -> None:
    assert read_quantity(Cell(text), role="actual").kind == "grade"


def test_all_of_them_beside_the_same_in_percent_is_one_rate() -> None:
    assert read_quantity(Cell("已全部建档，100%"), role="actual", row=RowWords("建档率", "100%")).codes == ()
    assert read_quantity(Cell("全覆盖，2个社区除外"), role="target").kind == "list"


def test_all_of_them_are_a_hundred_percent_where_the_row_asks_for_their_rate() -> None:
    rows = ("服务合格率", "合格率提升幅度")
    numbers = [read_quantity(Cell("全部合格"), role="actual", row=RowWords(row)).number for row in rows]
    assert numbers == [1, None]


@pytest.mark.parametrize(("row", "sense"), [("在册人员见面率", ""), ("见面率", "other_thing")])
def test_of_those_there_are_is_harmless_where_the_row_asks_for_them(row: str, sense: str) -> None:
    assert read_quantity(Cell("96%（在册）"), role="actual", row=RowWords(row)).sense == sense
    assert read_quantity(Cell("96%（在册）"), role="actual", row=RowWords("率", row)).sense == sense


def test_a_target_that_was_not_reached_must_agree_and_is_no_plan() -> None:
    aside, *_ = read_quantity(Cell("100人（目标120人未达）"), role="actual").asides
    assert (aside.sense, aside.number) == ("unmet", 120)


@pytest.mark.parametrize(
    ("text", "row", "sense"),
    [
        ("移交台账20份", "台账移交", ""),
        ("移交台账20份未验收", "台账移交", "undone"),
        ("在册20人", "在册人员", ""),
        ("96%（在册浏览）", "在册人员见面率", "other_thing"),
        ("在册点击20人次", "在册人员", "other_thing"),
        ("较20场", "较大活动场次", "compared"),  # one character is no name
    ],
)
def test_behind_a_word_of_the_rows_own_the_others_are_heard(text: str, row: str, sense: str) -> None:
    assert read_quantity(Cell(text), role="actual", row=RowWords(row)).sense == sense


def test_a_word_is_longer_than_an_ordinal_in_it() -> None:
    assert [token.text for token in lex("评选第一名", (), own_vocabulary())] == ["评选", "第一名"]


def test_a_row_calls_itself_by_what_says_nothing_about_a_figure() -> None:
    assert own_words(("乌拉计划阿里活动",), own_vocabulary()) == ("乌拉", "阿里活动")


def test_brackets_in_brackets_part_nothing() -> None:
    assert split_commas("20场(含(线上)、线下),讲座") == ["20场(含(线上)、线下)", "讲座"]


def test_a_month_in_figures_is_of_its_year() -> None:
    assert read_quantity(Cell("2023.1补办2场，共20场"), role="actual").years == (2023,)


@pytest.mark.parametrize(
    ("text", "number"), [("增长率：-5%", Decimal("-0.05")), ("活动-20场", 20), ("-5场", -5), ("结余：-5万元", -5)]
)
def test_a_dash_is_a_minus_where_nothing_stands_in_front_that_it_parts(text: str, number: Decimal) -> None:
    assert read_quantity(Cell(text), role="actual", row=RowWords("活动")).number == number


@pytest.mark.parametrize(
    "text", ["计划20场", "20场减5场", "20场/3年"]
)  # planned anyway; no figure, and none said of it
def test_of_a_promise_it_is_not_said_that_it_is_one(text: str) -> None:
    assert read_quantity(Cell(text), role="target").sense == ""


@pytest.mark.parametrize(("text", "high", "either"), [("0.5-60", "0.6", False), ("0-0.9", "0.9", True)])
def test_a_range_under_percent_is_read_by_its_far_end(text: str, high: str, *, either: bool) -> None:
    read = read_quantity(Cell(text), unit="%", role="actual")
    assert (read.high, read.either) == (Decimal(high), either)


@pytest.mark.parametrize(
    ("text", "row", "sense"),
    [("慢病患者1800人", "健康服务人数", ""), ("0投诉", "活动场次", "other_thing"), ("餐费3万元", "配餐服务经费", "")],
)
def test_a_noun_alone_is_what_the_row_counts_or_another_thing(text: str, row: str, sense: str) -> None:
    assert read_quantity(Cell(text), role="actual", row=RowWords(row)).sense == sense


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("百分之九十五", "95%"),
        ("千分之五", "5‰"),
        ("百分之点", "百分之点"),  # no number
        ("千分之点", "千分之点"),
        ("十十十场", "十十十场"),
        ("三分之五", "三分之五"),
        ("三分之二", "66.6666666667%"),
        ("三分之三", "100%"),
        ("≥二十", "≥20"),
        ("二十余", "20余"),
    ],
)
def test_a_numeral_that_is_no_number_stays_as_it_is(text: str, digits: str) -> None:
    assert digits_for_numerals(text) == digits


def test_without_a_word_for_a_rate_the_last_thing_is_what_it_is_of() -> None:
    rated = own_vocabulary().subjects.rated
    assert rated.rated_in("95%的满意问卷") == rated.numbers["问卷"]


def test_a_rate_behind_an_item_is_of_that_item() -> None:
    read = read_quantity(
        Cell("个案服务68个，完成率100%；小组服务30个，完成率50%"), role="actual", row=RowWords("个案、小组")
    )
    rates = [[aside.number for aside in item.quantity.asides] for item in read.items]
    assert rates == [[Decimal(1)], [Decimal("0.5")]]


def test_what_stands_behind_a_bracket_stands_outside() -> None:
    read = read_quantity(Cell("40个（咨询类）未立案"), role="actual")
    assert (read.number, read.sense) == (40, "undone")  # of this figure, and not of the whole cell


def test_in_time_is_no_day() -> None:
    assert date_in("按时完成") is None


def test_a_part_of_a_whole_agrees_with_its_own_percentage() -> None:
    kinds = [read_quantity(Cell(text), unit="%", role="actual").kind for text in ("3/25，12%", "3/25，20%")]
    assert kinds == ["rate", "list"]


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [("四个季度分别为88%、91%、86%、93%", "%", "rate"), ("四个季度分别为5场、6场、5场、7场", "场", "number")],
)
def test_the_worst_of_a_series_is_a_rate_where_rates_were_promised(text: str, unit: str, kind: str) -> None:
    row = RowWords("各季度完成情况", "每季度≥85%" if unit == "%" else "每季度≥5场")
    assert read_quantity(Cell(text), unit=unit, role="actual", row=row).kind == kind


def test_bounds_are_looked_for_wherever_one_stands() -> None:
    """The sign beside a figure tells at once where there is none."""
    cells = re.split(r"[|‖\n]", (Path(__file__).parent / "cells.txt").read_text(encoding="utf-8"))
    for text in (clean(cell)[0] for cell in cells):
        for figure in re.finditer("[0-9.]+", text):
            start, end = figure.span()
            if bounds._ENDS_BEFORE.isdisjoint(text[:start][-1:]):
                assert bounds._BEFORE.search(text[:start][-14:]) is None, text
            if bounds._BEGINS_BEHIND.isdisjoint(text[end : end + 1]):
                behind = bounds._BEHIND.match(text, end)
                assert behind is not None
                assert not any(behind.groups()), text
