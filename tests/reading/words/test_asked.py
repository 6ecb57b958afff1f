"""Whether what stands beside a figure is what the row asks for: whatever it names else leaves the cell open."""

from __future__ import annotations

import pytest

from workbook_tools.model import Cell
from workbook_tools.reading.words import RowWords, own_vocabulary, read_quantity

ROWS = {
    "走访户数": "450户",
    "小组活动": "24节",
    "心理热线接听": "600次",
    "矛盾纠纷调解": "40件",
    "安全隐患整改": "60处",
    "志愿者招募": "120人",
    "培训餐饮费": "≤5000元",
}


def is_read(text: str, name: str, target: str) -> bool:
    return read_quantity(Cell(text), role="actual", row=RowWords(name, target)).kind != "text"


@pytest.mark.parametrize(("name", "target"), ROWS.items(), ids=str)
@pytest.mark.parametrize("text", ["{}{}", "完成{}{}", "{1}{0}", "{1}（{0}）", "{1}，{0}", "{}，{}"])
def test_an_act_of_another_kind_leaves_the_cell_open(name: str, target: str, text: str) -> None:
    figure = target.lstrip("≤")
    others = [act for act in ("绿化", "值班", "消杀", "理赔", "换届", "编排", "选举") if act not in name]
    assert [act for act in others if is_read(text.format(act, figure), name, target)] == []


@pytest.mark.parametrize(("name", "target"), ROWS.items(), ids=str)
def test_few_of_all_acts_are_the_rows(name: str, target: str) -> None:
    acts = [word for word, kind in own_vocabulary().classes.items() if kind == "act"]
    read = [act for act in acts if is_read(f"{act}{target.lstrip('≤')}", name, target)]
    assert len(read) < len(acts) / 5


@pytest.mark.parametrize(
    ("name", "target", "read", "left_open"),
    [
        ("走访户数", "450户", "探访450户 走访困难家庭450户 社工上门450户 居民450户", "签约450户 卫生院签约450户"),
        ("走访户数", "450户", "", "走访签约450户 450户签约"),
        ("青少年上门送教", "9次", "送教9次 上门送教9次", "家访9次 慰问9次"),  # how it is done is not what is done
        ("大喇叭宣传", "180次", "宣传180次 广播180次 180次", "喇叭180个"),
        ("社区图书角", "4个", "建成4个 图书角4个 打造图书角4个", "走访4个"),
        ("工作人员", "9人", "在岗9人 配备9人", "走访9人"),
        ("老人探视", "9户", "探视老人9户 看望9户", "老人9户"),  # how many there are
        ("志愿者注册", "9人", "注册9人 志愿者9人", "慰问9人"),  # who come to be by it
        ("儿童测评", "9人", "测评儿童9人 社工测评9人 儿童测评9人", "家长测评9人"),
        ("培训餐饮费", "≤5000元", "支出4500元 餐费4500元 餐饮费4500元", "讲课费4500元 培训费4500元 募集4500元"),
        ("讲师课酬", "≤5000元", "支付4500元 课酬4500元", "物资4500元 餐费4500元"),
        ("资源链接", "50万元", "物资50万元 募集50万元 筹集资金50万元", "理赔50万元"),
        ("社区活动场次", "20场", "端午节20场 活动20场 学校20场", "值班20场"),
        ("服务人次", "20人次", "服务20人次 会员20人次 咨询20人次", "食堂20人次"),
        ("服务时限", "≤20天", "办结20天 20天", ""),  # how long it took
        ("未成年人保护活动", "24场", "未保活动24场", "联欢活动24场"),
        ("退役军人座谈", "2场", "座谈会2场", "晚会2场"),
        ("居民满意度", "≥90%", "问卷调查满意度95% 测评满意率95%", "培训95% 知晓95%"),
        ("督导报告", "12份", "撰写12份 督导报告12份", "张贴12份"),
        ("个案数", "9个", "跟进9个 结案9个", "9个（讲座） 9个，讲座"),
        ("材料报送", "9份", "报送9份 9份（已归档）", "9份（张贴）"),
        # to teach is not to be taught
        ("社工继续教育", "72学时", "参加培训72学时 学习72学时", "社工授课72学时 授课72学时 72学时（授课）"),
        ("社工培训", "72学时", "参训72学时 授课72学时", "社工授课72学时"),
        ("社工授课", "20次", "讲课20次", "社工参训20次 听课20次"),
        # and whom it was done for is not everyone
        ("流浪人员救助", "22人次", "救助流浪人员22人次", "流浪犬救助22人次 救助流浪犬22人次"),
        ("临时救助", "22人次", "救助居民22人次", "流浪犬救助22人次"),
        ("儿童走访", "20户", "走访困境儿童20户 走访家庭20户", "走访老人20户 老人走访20户"),
        # of those who were asked, how many said so
        ("满意度回访", "500人次", "回访500人次 500人次，均满意", "满意500人次 500人次满意 表示满意500人次"),
        ("满意人次", "500人次", "满意500人次", ""),
    ],
)  # fmt: skip
def test_what_is_the_rows_own_is_read(name: str, target: str, read: str, left_open: str) -> None:
    assert [text for text in read.split() if not is_read(text, name, target)] == []
    assert [text for text in left_open.split() if is_read(text, name, target)] == []
