"""The vocabulary: one class for each word, an office that may add and may not weaken, and a digest that tells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbook_tools.basis.resources import template
from workbook_tools.model import Cell
from workbook_tools.reading import words
from workbook_tools.reading.words import Refused, RowWords, own_vocabulary, read_quantity, vocabulary_with
from workbook_tools.reading.words.lexicon.forms import words_of
from workbook_tools.reading.words.lexicon.lexer import lex
from workbook_tools.reading.words.lexicon.tables import TABLES
from workbook_tools.reading.words.lexicon.vocabulary import CLASSES, LONGEST_WORD, SENSES


def test_no_word_stands_twice_and_every_class_is_known() -> None:
    data = tomllib.loads(template("words.toml").read_text("utf-8"))
    data = {kind: table for kind, table in data.items() if kind not in TABLES}
    words = [word for table in data.values() for word in table["words"].split()]
    assert list(data) == [kind for kind in data if kind in CLASSES]
    assert set(data) == set(CLASSES)
    assert sorted(word for word in set(words) if words.count(word) > 1) == []
    assert max(map(len, words)) <= LONGEST_WORD


TAKES_BACK = (
    "未 没有 取消 计划 去年 其他站点 还差 约 不到 一半 停运 闭馆 认捐 排班表 日程表 征求意见稿 底稿 彩排 备课 "
    "下单 恢复 没搞成 算错 异地 往届 项目库 为主 居多 余款"
)


@pytest.mark.parametrize("word", TAKES_BACK.split())
def test_the_words_that_take_a_figure_back_are_never_harmless(word: str) -> None:
    assert own_vocabulary().classes[word] in {*SENSES, "at_most", "stock"}


def test_an_office_adds_words() -> None:
    with_office = vocabulary_with('[noun]\nwords = "红管家"'.encode())
    cell = Cell("红管家20人")
    assert read_quantity(cell, role="actual").sense == "unknown"
    assert read_quantity(cell, role="actual", vocabulary=with_office).number == 20
    assert with_office.digest != own_vocabulary().digest
    assert "words.toml" in with_office.name


def test_an_office_may_make_a_word_stricter_and_never_weaker() -> None:
    stricter = vocabulary_with('[planned]\nwords = "开展"'.encode())
    assert read_quantity(Cell("开展20场"), role="actual", vocabulary=stricter).sense == "planned"
    with pytest.raises(Refused, match="计划"):
        vocabulary_with('[noun]\nwords = "计划"'.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe",
        b"[noun",
        '[名词]\nwords = "红"'.encode(),
        b"[noun]\nwords = 3",
        b"noun = 3",
        f'[noun]\nwords = "{"红" * (LONGEST_WORD + 1)}"'.encode(),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Refused, match=r"[\u4e00-\u9fff]"):
        vocabulary_with(data)


def test_the_longest_word_wins() -> None:
    words = own_vocabulary()
    assert words.longest("未成年人20名", 0, 8) == "未成年人"
    assert words.longest("未成年人20名", 0, 1) == "未"
    assert words.longest("鵾", 0, 1) == ""


SIDE_BY_SIDE = (
    "捐赠单位 经验收合格 公开信息 教育学员 为主办单位 书画完成 药物管理 接待区级领导 老人家庭 服务台账 其中专业社工 "
    "在矫正对象"
)


@pytest.mark.parametrize("text", SIDE_BY_SIDE.split())
def test_no_longer_word_breaks_those_that_stand_side_by_side(text: str) -> None:
    assert [token.text for token in lex(text, (), own_vocabulary()) if token.kind == "unknown"] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("里面部分完成", "part"),
        ("参与率高于", "at_least"),
        ("达产后年税收", "other_time"),
        ("个体会完成", "planned"),
        ("20场无数据", "undone"),
    ],
)
def test_no_longer_word_hides_one_that_says_something_of_the_figure(text: str, kind: str) -> None:
    assert kind in {token.kind for token in lex(text, (), own_vocabulary())}


@pytest.mark.parametrize("office", ["武装部", "水务局", "供电所", "社康中心", "妇幼", "法官", "电力公司"])
def test_who_does_it_in_another_office_is_not_the_station(office: str) -> None:
    assert office in own_vocabulary().subjects.actors


def test_what_figures_count_is_said_of_words_that_have_a_class() -> None:
    words, subjects = own_vocabulary(), own_vocabulary().subjects
    told = {*subjects.counted.numbers, *subjects.actors, *subjects.beside, *subjects.with_unit}
    assert sorted(word for word in told if words.longest(word, 0, len(word)) != word) == []
    assert subjects.counted.named_in("咨询个案") == subjects.counted.numbers["咨询"] | subjects.counted.numbers["个案"]


def test_a_word_has_at_most_twenty_characters() -> None:
    assert "红" * 20 in vocabulary_with(f'[noun]\nwords = "{"红" * 20}"'.encode()).classes
    with pytest.raises(Refused, match="太长"):
        vocabulary_with(f'[noun]\nwords = "{"红" * 21}"'.encode())


def test_an_office_may_say_again_what_we_say() -> None:
    assert vocabulary_with('[planned]\nwords = "计划"'.encode()).classes["计划"] == "planned"


def test_the_nouns_of_an_office_are_what_its_rows_count() -> None:
    words = vocabulary_with('[noun]\nwords = "红管家"\n[planned]\nwords = "红约定"'.encode())
    assert {"红管家", "红约定"} & words.subjects.anything == {"红管家"}


def test_an_office_says_what_its_units_count() -> None:
    row, cell = RowWords("走访户数", "450例"), Cell("居民450例")
    assert read_quantity(cell, role="actual", row=row).sense == "other_thing"
    words = vocabulary_with('[units]\nlines = "人 : 例"\n[endings]\nlines = "人称 : 户长"'.encode())
    assert read_quantity(cell, role="actual", row=row, vocabulary=words).number == 450
    assert {"例", "人"} <= words.subjects.units.people
    assert words.subjects.endings.persons[-1] == "户长"


def test_an_office_says_what_words_beside_a_day_mean() -> None:
    row, cell = RowWords("完工时间", "2022年4月底前"), Cell("因降雨推迟至4月22日交钥匙")
    assert read_quantity(cell, role="actual", row=row).kind == "text"
    words = vocabulary_with('[days]\nlines = "做完 : 交钥匙"'.encode())
    assert read_quantity(cell, role="actual", row=row, vocabulary=words).kind == "date"


@pytest.mark.parametrize(
    ("office", "why"),
    [
        ('[units]\nlines = "用时 : 场"', "场次"),  # ours, and no weaker for it
        ('[units]\nlines = "牲畜 : 头"', "牲畜"),
        ('[units]\nlines = "牲畜 | 头"', "牲畜"),
        ('[units]\nlines = ""', "units"),
        ('[days]\nlines = "做完 : 取消"', "postponed"),
        ("[units]\nlines = 3", "units"),
        ("units = 3", "units"),
        ('[pays]\nwords = "支出"', "pays"),
    ],
)
def test_our_units_stay_what_they_are(office: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        vocabulary_with(office.encode())


def test_grades_are_words_where_one_character_would_not_be_another_word() -> None:
    classes = own_vocabulary().classes
    assert (classes["优良"], classes["未达标"], classes["部分达成预期指标"]) == ("neutral", "unmet", "part")
    assert "良" not in classes


def test_every_class_of_the_forms_stands_once_and_is_used_by_its_name() -> None:
    tables = tomllib.loads(template("words.toml").read_text("utf-8"))
    lines = tables["forms"]["lines"].strip().split("\n")
    classes = [line.partition(" :")[0] for line in lines]
    assert len(set(classes)) == len(classes)
    named = {
        name
        for source in (*_sources(), tables["remarks"]["lines"])
        for name in re.findall('words_of\\("([^"]+)"\\)|[{]([\u4e00-\u9fff]+)[}]', source)
    }
    used = {one or other for one, other in named}
    assert [name for name in classes if name not in used] == []
    assert all(words_of(one) for one, _ in named if one)


def _sources() -> Iterator[str]:
    return (path.read_text("utf-8") for path in Path(words.__file__).parent.rglob("*.py"))
