"""Examples that need not be known, and figures of one cell that say one thing twice."""

from __future__ import annotations

import pytest

from workbook_tools.model import Cell
from workbook_tools.model.quantity_text import format_quantity
from workbook_tools.reading.words import RowWords, own_vocabulary, read_quantity
from workbook_tools.reading.words.phrases.enumerations import unnumbered, without_examples
from workbook_tools.reading.words.wholes.agreeing import each_of_periods, said_once


def read(text: str, name: str, target: str) -> str:
    return format_quantity(read_quantity(Cell(text), role="actual", row=RowWords(name, target)))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("覆盖青园、湖橡、新天等8个社区", "覆盖等8个社区"),
        ("修订财务、人事、督导等5项制度", "修订等5项制度"),  # each is known, and what is counted stands behind
        ("讲座、培训等20场", "讲座、培训等20场"),  # they may say what is counted
        ("残联、丽景等8个社区", "残联、丽景等8个社区"),  # one may have done it
        ("青园、未开等8个社区", "青园、未开等8个社区"),
        ("我端午、中秋等节日活动20场", "我端午、中秋等节日活动20场"),
        ("共3个:舞蹈队、书法社、互助会", "共3个"),
        ("共4个:舞蹈队、书法社、互助会", "共4个:舞蹈队、书法社、互助会"),
        ("培育3支(舞蹈队、书法社、互助会)", "培育3支()"),
    ],
)
def test_a_name_says_nothing_and_what_may_be_no_name_stays(text: str, left: str) -> None:
    assert without_examples(text, own_vocabulary()) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("共20场(其中1、线上5场;2、线下15场)", "共20场(其中线上5场、线下15场)"),
        ("共20场,其中:1.线上5场;2.线下15场", "共20场,其中:线上5场、线下15场"),
        ("(其中线上5场,线下15场)共20场", "共20场(其中线上5场,线下15场)"),
        ("共3个:1.舞蹈队;2.书法社", "共3个:舞蹈队、书法社"),
        ("共3个:2.舞蹈队;1.书法社", "共3个:2.舞蹈队;1.书法社"),
        ("1.个案20个;2.小组6个", "1.个案20个;2.小组6个"),
    ],
)
def test_parts_of_one_figure_need_no_numbers(text: str, left: str) -> None:
    assert unnumbered(text) == left


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("由82%提升到86%,提升4个百分点", "提升4个百分点"),
        ("由82%提升到86%,提升5个百分点", ""),
        ("由82%提升到86%,下降4个百分点", ""),
        ("由8%降至6.4%,下降20%", "下降20%"),
        ("上年20万元,本年23万元,增长15%", "增长15%"),
        ("上年20万元,本年23万元,增长25%", ""),
        ("10人中9人持证,持证率90%", "持证率90%"),
        ("10人中8人持证,持证率90%", ""),
        ("10人中9人未持证,持证率90%", ""),
        ("4单/120单,3.33%", "3.33%"),
        ("应建档215人,实建档215人,100%", "100%"),
        ("结案评估20个,其中18个达成目标,达成率90%", "达成率90%"),
    ],
)
def test_what_is_said_twice_is_read_once_where_the_two_agree(text: str, once: str) -> None:
    assert said_once(text) == (once or text)


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("3月、6月、9月、12月各1次", "4次"),
        ("上半年、下半年各开展两场", "开展4场"),
        ("3月、3月各1次", "3月、3月各1次"),
        ("个案、小组各12个", "个案、小组各12个"),
    ],
)
def test_so_many_in_each_of_these_months_are_so_many_in_all(text: str, sum_: str) -> None:
    assert each_of_periods(text) == sum_


@pytest.mark.parametrize(
    ("name", "target", "text", "meaning"),
    [
        ("社区社会组织培育", "3个", "共3个：舞蹈队、书法社、互助会", "3个"),
        ("活动场次", "20场", "（其中1、线上5场；2、线下15场）共20场", "20场"),
        ("满意度测评", "每年2次", "6月、12月各测评1次", "2次"),
        ("宣传资料发放", "5000份", "宣传折页5000份", "5000份"),
        ("宣传折页", "5000份", "宣传资料5000份", "宣传资料5000份"),
        ("合作单位", "30家", "已与30家企业建立合作关系", "30家"),
        ("培训合格率", "100%", "参训30人均合格", "100%"),
        ("活动场次", "20场", "因寒暑假调整，共开展15场", "15场"),
        ("活动场次", "20场", "因疫情取消，15场", "因疫情取消，15场"),
    ],
)
def test_such_cells_are_read(name: str, target: str, text: str, meaning: str) -> None:
    assert read(text, name, target) == meaning
