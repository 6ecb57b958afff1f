"""What a figure counts: the row's own thing, or another one, or what somebody else did."""

from __future__ import annotations

from time import process_time

import pytest

from workbook_tools.model import Cell
from workbook_tools.reading.words import RowWords, own_vocabulary, read_quantity, row_words
from workbook_tools.reading.words.lexicon.tables import subjects_of
from workbook_tools.reading.words.phrases.others import is_done_by

TABLES = {
    "counted": {"lines": "个案 个案服务\n讲座 培训\n活动 讲座"},
    "acted": {"lines": "开发 编写\n引进 购买"},
    "rivals": {"lines": "线上 网上 : 线下\n入户 上门 : 电访"},
    "levels": {"lines": "省级 : 市级 : 区级"},
    "before": {"lines": "结案 : 开案\n发放 : 采购 印制"},
    "people": {"lines": "儿童 居民\n家长 居民\n动物 犬"},
    "rated": {"lines": "满意 好评\n回收 问卷 有效\n办结 处理"},
    "doing": {"words": "开展 走访"},
    "actors": {"words": "学校 残联"},
    "beside": {"words": "参与"},
    "between": {"words": "已"},
    "gives": {"words": "资助"},
    "raises": {"words": "募集"},
    "serves": {"words": "通过"},
    "resources": {"words": "资源 募"},
    "with_unit": {"lines": "联系 : 场 次\n联系 推荐 : 人"},
    "pays": {"words": "支出"},
    "costs": {"words": "费 经费"},
    "manner": {"words": "上门"},
    "staff": {"words": "社工"},
    "makes": {"words": "建成"},
    "vague": {"words": "社区"},
    "anyone": {"words": "居民"},
    "public": {"words": "居民"},
    "anything": {"words": "活动"},
    "goods": {"words": "物资"},
    "brings": {"words": "培训"},
    "outcomes": {"words": "预警"},
    "opens": {"words": "提交"},
    "contrary": {"lines": "受训 : 授课"},
    "opinions": {"words": "满意"},
    "kinds": {"lines": "资料 : 折页\n单位 : 企业"},
    "apart": {"lines": "新开 新增 : 续接\n室内 : 户外 室外"},
    "occasions": {"lines": "春节 : 端午"},
    "reasons": {"words": "暴雨 停电"},
    "absent": {"words": "请假"},
    "days": {"lines": "做完 : 完成\n开头 : 开工\n推迟 : 推迟\n补语 : 好\n交出 : 提交\n材料 : 报告\n原因 : 因"},
    "shares": {"lines": "结案 办结 : 办结 : 开案\n满意 : 满意 好评 : 发放 : 回收 收回"},
    "units": {"lines": "人 : 人 户 家\n人次 : 人次\n场次 : 场\n东西 : 个 家\n用时 : 天"},
    "endings": {"lines": "人称 : 员\n地方 : 室\n做事的人 : 员\n站里的人 : 社工\n一类 : 队\n刊物 : 报"},
    "how_many": {"words": "数 人数"},
    "stages": {"lines": "先 : 自报\n失 : 核减\n后 : 完成\n认 : 认定"},
    "forms": {"lines": "停办 : 取消 延期"},
    "remarks": {"lines": "与 : {方} : 合办"},
    "faults": {"words": "取消"},
    "spoken": {"lines": "搞 办 :\n讲 : 讲座"},
}
SUBJECTS = subjects_of(TABLES)


@pytest.mark.parametrize(
    ("unit", "counts_none"),
    [("人", True), ("户", True), ("家", False), ("场", True), ("次", True), ("%", True), ("个", False), ("天", False)],
)
def test_people_times_and_shares_are_no_things(unit: str, counts_none: bool) -> None:
    assert SUBJECTS.units.counts_no_things(unit) is counts_none


@pytest.mark.parametrize(("text", "bare"), [("志愿者人数", "志愿者"), ("队伍数", "队伍"), ("数据", "数据")])
def test_how_many_says_nothing_of_what(text: str, bare: str) -> None:
    assert SUBJECTS.without_how_many(text) == bare


def sense(text: str, name: str, target: str = "20场") -> str:
    return read_quantity(Cell(text), role="actual", row=RowWords(name, target)).sense


@pytest.mark.parametrize(
    ("text", "things"),
    [("健康讲座", {1, 2}), ("个案服务", {0}), ("培训与活动", {1, 2}), ("志愿队伍", set())],
)
def test_a_text_names_the_things_of_its_longest_words(text: str, things: set[int]) -> None:
    assert SUBJECTS.counted.named_in(text) == things


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("工单处理满意率", {0}),  # what stands in front of 率
        ("问卷有效率", {1}),
        ("95%的问卷有效", {1}),  # the last where there is no 率
        ("处理质量合格率", set()),  # a head that no line has
        ("满意度", {0}),
    ],
)
def test_a_rate_is_of_its_head(text: str, of: set[int]) -> None:
    assert SUBJECTS.rated.rated_in(text) == of


@pytest.mark.parametrize(
    ("words", "row", "done_by"),
    [
        (("学校", "开展", "12场"), "讲座", True),
        (("学校", "已", "开展", "12场"), "讲座", True),
        (("学校", "12场"), "讲座", False),  # where
        (("残联", "12场"), "讲座", True),  # an office is no place
        (("学校", "参与", "12家"), "单位", False),
        (("联合", "学校", "开展", "12场"), "讲座", False),
        (("走访", "学校", "开展", "12场"), "讲座", False),
        (("学校", "资助", "12万元"), "助学", False),
        (("残联", "资助", "12万元"), "助残", True),
        (("残联", "资助", "12万元"), "资源链接", False),  # which counts what others gave
        (("残联", "募集", "12万元"), "物资募集", True),  # and nothing that they raised
        (("通过", "残联", "募集", "12万元"), "物资募集", False),
        (("学校",), "讲座", False),
        (("社区", "开展", "12场"), "讲座", False),
    ],
)
def test_others_did_it_where_they_stand_in_front_of_the_verb(words: tuple[str, ...], row: str, done_by: bool) -> None:
    place = next((at for at, word in enumerate(words) if word in SUBJECTS.actors), 0)
    assert is_done_by(SUBJECTS, words, (False,) * len(words), place, row) is done_by


def test_kinds_that_do_not_overlap_stand_in_one_line() -> None:
    assert SUBJECTS.apart == {
        "新开": {0: 0}, "新增": {0: 0}, "续接": {0: 1}, "室内": {1: 0}, "户外": {1: 1}, "室外": {1: 1},
    }  # fmt: skip


def test_a_word_has_the_units_of_all_its_lines() -> None:
    assert SUBJECTS.with_unit == {"联系": {"场", "次", "人"}, "推荐": {"人"}}
    assert SUBJECTS.noticed == {"学校", "残联", "联系", "推荐", "满意", "暴雨", "停电"}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("在册20场", "讲座", "other_thing"),
        ("走访在册20户", "走访", ""),
        ("走访在册20户", "在册户走访", ""),  # the row's own word
        ("辖区20户", "走访", "other_thing"),
        ("辖区内20个社区", "覆盖社区", ""),
        ("托管名额20人", "托管", "other_thing"),
        ("20人的辅导室", "辅导", "other_thing"),
        ("20场的活动", "活动", ""),
        ("20场（浏览）", "活动", "other_thing"),
        ("20场，浏览", "活动", "other_thing"),
        ("联系20场", "讲座", "other_thing"),
        ("联系20家", "爱心商家联络", ""),
        ("咨询20个", "个案", "other_thing"),
        ("讲座20场", "社区活动", ""),
        ("派出所开展20场", "宣传", "other_place"),
        ("20场（残联组织）", "活动", "other_place"),
        ("20场，居委会组织", "活动", "other_place"),
        ("联合派出所开展20场", "宣传", ""),
        ("制作中20份", "手册", "started"),
        ("20份制作中", "手册", "started"),
        ("20人次仅签到", "服务人次", "part"),
        ("仅20人次", "服务人次", ""),
        ("低保20户", "走访户数", "other_thing"),  # how many of them there are
        ("低保共20户", "走访户数", "other_thing"),
        ("走访低保20户", "入户探访户数", ""),
        ("走访独居、空巢老人20户", "走访户数", ""),
        ("居民20户", "走访户数", ""),
        ("20户居民", "走访户数", ""),
        ("20家商户", "合伙人招募", ""),
        ("会员20人", "服务人次", "other_thing"),
        ("会员20人次", "服务人次", ""),  # only what was done is counted in times
        ("20户（低保户数）", "走访户数", "other_thing"),
        ("20户（走访户数）", "走访户数", ""),
        ("志愿服务队20支", "队伍数", ""),
        ("餐费20万元", "宣传费", "other_thing"),
        ("制作费20万元", "宣传物料制作费", ""),
        ("培训费20万元", "差旅费", "other_thing"),
        ("物资20万元", "资源链接", ""),
        ("物资20批", "社区活动", "other_thing"),
        ("家长20人", "儿童测评", "other_thing"),
        ("居民20人", "儿童测评", "other_thing"),
        ("20人（家长）", "儿童测评", "other_thing"),
        ("家属照料20小时", "临时照料", "other_place"),
        ("20小时（护理公司）", "临时照料", "other_place"),
        ("排查20处", "隐患整改", "other_thing"),
        ("采购20件", "物资发放", "other_thing"),
        ("开案20个", "个案结案", "other_thing"),
        ("开案20个", "个案数", ""),
        ("开案结案20个", "个案结案", ""),
        ("15场宣传折页", "儿童保护宣传", "other_thing"),
        ("男8人，女12人", "参与居民", ""),
        ("女12人", "参与居民", "other_thing"),
        ("持证护理员20人", "护理员培训", "other_thing"),
        ("培训持证护理员20人", "护理员培训", ""),
        ("持证社工20人", "专业人员", ""),
        ("成立互助会20个", "外来媳妇互助会", ""),
        ("居民会20个", "外来媳妇互助会", "other_thing"),
        ("低收入人口20户", "低收入人口监测", "other_thing"),
        ("流动摊贩20户", "流动摊贩走访", "other_thing"),
        ("流动摊贩20户次", "流动摊贩走访", ""),
        ("护理员20人", "护理员培训", ""),
        ("监测低收入人口20户", "低收入人口监测", ""),
        ("20户低收入人口", "低收入人口监测", ""),
        ("困难家庭20户", "走访困难家庭", ""),
        ("跌倒20人", "防跌倒筛查", "other_thing"),
        ("纠纷20件", "纠纷调解", "other_thing"),
        ("隐患20处", "安全隐患数", ""),
        ("引进20门", "课程开发", "other_thing"),
        ("引进讲师开发20门", "课程开发", ""),
        ("20条（区级公开）", "信息公开", "other_place"),
        ("20篇（区级媒体）", "信息报送", ""),
        ("20场，到场0人", "活动", "undone"),
        ("20场，到场1人", "活动", ""),
        ("20场，伤亡0人", "活动", ""),
    ],
)
def test_what_is_counted_is_the_rows_own_thing(text: str, name: str, expected: str) -> None:
    assert sense(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "is_read"),
    [
        ("知晓率95%", "服务覆盖率", False),
        ("95%参与", "居民满意度", False),
        ("95%（回收率）", "居民满意度", False),
        ("员工满意度95%", "居民满意度", False),
        ("居民满意率95%", "服务对象满意度", True),
        ("达标率95%", "合格率", True),
        ("投放率95%", "分类投放准确率", False),
        ("准确率95%", "分类投放准确率", True),
        ("95%", "居民满意度", True),
        ("困境儿童占95%", "困境儿童建档率", False),
        ("满意的占95%", "居民满意度", True),
        ("运营费占95%", "人员经费占比", False),
        ("活动经费95%", "人员经费占比", False),
        ("95%（员工）", "居民满意度", False),
        ("95%（居民）", "社工服务满意度", True),
        ("居民知晓率95%", "社工服务知晓率", True),
        ("抽样95%", "居民满意度", False),
        ("兑换中95%", "积分兑换率", False),
        ("居民中95%", "积分兑换率", True),
        ("人员经费占95%", "人员经费占比", True),
        ("占总支出的95%", "人员经费占比", True),
    ],
)
def test_a_rate_is_the_rows_own(text: str, name: str, is_read: bool) -> None:
    assert (sense(text, name, "≥90%") == "") is is_read


@pytest.mark.parametrize(
    ("text", "name", "is_all"),
    [
        ("全部合格", "培训合格率", True),
        ("均已签订", "协议签订率", True),
        ("合格", "培训合格率", False),
        ("全部到场", "合格率", False),
    ],
)
def test_all_of_them_are_a_hundred_percent_of_the_row(text: str, name: str, is_all: bool) -> None:
    assert (read_quantity(Cell(text), role="actual", row=RowWords(name, "100%")).number == 1) is is_all


def test_a_row_that_counts_cases_has_none_where_none_of_its_own_happened() -> None:
    row = RowWords("食品安全事件", "0起")
    assert read_quantity(Cell("未发生食品安全事件"), role="actual", row=row).number == 0
    assert read_quantity(Cell("未发生交通事件"), role="actual", row=row).number is None


def test_the_pieces_of_a_rows_name_are_put_together() -> None:
    row = RowWords("社区图书角建设", "4个")
    assert read_quantity(Cell("建成图书角3个"), role="actual", row=row).number == 3
    assert read_quantity(Cell("建成图书角3个"), role="actual", row=RowWords("阅览室", "4个")).sense == "unknown"


def test_the_programs_own_tables_are_whole() -> None:
    subjects = own_vocabulary().subjects
    assert subjects.counted.named_in("个案") & subjects.counted.named_in("咨询") == frozenset()
    assert {"派出所", "联系"} <= subjects.noticed


@pytest.mark.parametrize(
    ("text", "name", "is_read"),
    [
        ("6月提交年检", "年检完成时间", False),
        ("6月提交报告", "调研报告完成时间", True),
        ("6月提交", "材料提交时间", True),
        ("6月通过年检", "年检完成时间", True),
        ("6月动员", "换届完成", False),
        ("6月10日制作完成", "宣传片时间", True),
        ("6月中期", "末期评估完成时间", False),
        ("6月中期评估", "中期评估完成时间", True),
    ],
)
def test_a_day_on_which_something_began_is_not_the_day_of_its_end(text: str, name: str, is_read: bool) -> None:
    read = read_quantity(Cell(text), role="actual", nature="日期", row=RowWords(name, "2022年6月底前"))
    assert (read.moment is not None) is is_read


def test_what_came_of_some_of_them_stands_beside_them() -> None:
    row = RowWords("心理筛查", "600人")
    assert [i.among for i in read_quantity(Cell("630人，预警18人"), role="actual", row=row).items] == [False, True]
    row = RowWords("矛盾排查", "600件")
    assert [i.among for i in read_quantity(Cell("630件，化解18件"), role="actual", row=row).items] == [False, True]
    row = RowWords("矛盾调解", "600件")
    assert not any(i.among for i in read_quantity(Cell("630件，化解18件"), role="actual", row=row).items)
    row = RowWords("筛查预警", "600人")
    assert not any(i.among for i in read_quantity(Cell("630人，预警18人"), role="actual", row=row).items)


def test_the_promise_once_more_and_what_was_done_of_it() -> None:
    row = RowWords("活动", "20场")
    assert read_quantity(Cell("20场（完成15场）"), role="actual", row=row).number == 15
    assert read_quantity(Cell("18场（完成15场）"), role="actual", row=row).asides


@pytest.mark.parametrize(
    ("name", "item", "above", "said"),
    [
        ("合格率", "", "质量指标", "合格率"),
        ("志愿者", "培训场次", "社会效益", "志愿者 培训场次"),
        ("数量", "", "个案服务", "个案服务 数量"),
        ("活动", "", "服务对象满意度 指标", "活动"),
        ("活动", "", "", "活动"),
    ],
)
def test_a_row_is_called_by_its_level_unless_every_table_has_it(name: str, item: str, above: str, said: str) -> None:
    assert row_words(name, item, above, "20场") == RowWords(said, "20场")


@pytest.mark.parametrize("piece", ["中", "仅", "学校走访", "在册走访", "20场的", "联系", "26880+3=", "（浏览）"])
def test_reading_grows_with_the_text_and_no_faster(piece: str) -> None:
    def cost(length: int) -> float:
        start = process_time()
        read_quantity(Cell((piece * length)[:length]), role="actual", row=RowWords("活动", "20场"))
        return process_time() - start

    short, long = (min(cost(length) for _ in range(5)) for length in (1000, 4000))
    assert long < 10 * short  # four times as long; sixteen times as much would be quadratic


def test_a_rate_is_a_part_of_steps_the_narrowest_last() -> None:
    assert SUBJECTS.shares["结案"] == SUBJECTS.shares["办结"] == (frozenset(("办结",)), (frozenset(("开案",)),))
    assert SUBJECTS.shares["满意"][1] == (frozenset(("发放",)), frozenset(("回收", "收回")))
