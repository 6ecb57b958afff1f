"""Which line is a heading, and of which 章节 of 文字材料: 一、 （一） 1、 第一部分, or the words alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from workbook_tools.reading.text import normal

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARKS = (
    (1, re.compile(rf"第{_NUMERAL}(?:部分|章|篇)[、:：\s]*|{_NUMERAL}\s*[、.．]\s*")),
    (2, re.compile(rf"第{_NUMERAL}节[、:：\s]*|[（(]{_NUMERAL}[）)]\s*[、.]?")),
    (3, re.compile(r"(?:[0-9]{1,2}\s*[、．](?![0-9])|[0-9]{1,2}\.(?![0-9])|[0-9]{1,2}\.[0-9]{1,2}(?:\.[0-9])?\s+)\s*")),
    (4, re.compile(r"[（(][0-9]{1,2}[）)]\s*|[①②③④⑤⑥⑦⑧⑨⑩]\s*")),
)
_LONGEST_NAME = 24  # characters of a heading that is known by its words
# In this order: the first that is in the name of a heading decides. "" is no chapter: what stands there is no prose.
_CHAPTERS: tuple[tuple[str, str], ...] = (
    ("项目背景", r"背景|概况$|基本情况|项目简介|项目概述$|站点(?:介绍|简介|概况)"),
    ("立项依据", r"立项|(?:政策|项目|实施)依据"),
    ("年度绩效目标", r"年度.{0,4}目标|绩效指标$|年度指标|阶段性目标"),
    ("项目绩效目标", r"(?:绩效|总体|项目|服务).{0,2}目标"),
    ("评价目的", r"评价(?:工作)?(?:的)?(?:目的|对象|范围)|^目的"),
    (
        "设计与实施",
        r"设计与实施|(?:评价|评估)(?:工作)?(?:的)?(?:原则|方法|过程|组织|程序|依据|标准|方式)|指标体系|评分标准",
    ),
    ("总体结论", r"总体结论|(?:评价|评估|自评)结论|总体评价|综合评价|^结论"),
    ("发展潜力", r"发展潜力|可持续性"),
    ("运营优势", r"运营.{0,6}优势|优势$"),
    ("项目生命力", r"生命力"),
    ("主要经验", r"经验|(?:主要|工作|服务)(?:绩效|做法|成效|亮点)|亮点|典型做法"),
    ("应对策略", r"^应对|(?:整改|改进)(?:的)?(?:措施|意见|方向)|^下一步|^解决办法|对策$"),
    ("存在问题", r"存在.{0,8}(?:问题|不足)|^(?:主要)?问题|问题(?:和|与|及)(?:不足|原因|建议)|^(?:工作)?不足|困难"),
    ("政策建议", r"政策.{0,6}建议"),
    ("项目管理建议", r"项目管理.{0,6}建议"),
    ("绩效管理建议", r"绩效管理.{0,6}建议"),
    ("其他建议", r"建议"),
    ("实施情况", r"实施情况|组织实施|项目管理|服务开展|工作开展|实施过程|人员配备|团队|资金|经费|财务"),
    ("总体结论", r"绩效分析|完成情况|指标分析|目标(?:实现|完成)"),
)
_VAGUE = re.compile(
    r"^(?:相关|有关|意见|意见和|意见与)?建议$|绩效分析|完成情况|指标分析|目标(?:实现|完成)|优势$|可持续性"
)
_SPOKEN = re.compile(r"(?P<name>[^。：:，,；;]{2,16})[。：:](?P<rest>.+)", re.DOTALL)


class Heading(NamedTuple):
    """`chapter` is "" for one that names none. `rest` is the text that follows in the same line."""

    level: int
    name: str
    chapter: str
    sure: bool
    rest: str = ""
    marked: bool = True  # by a number before it, not by its words alone


def heading_of(text: str, *, alone: bool = True) -> Heading | None:
    """The heading that a line is, or begins with. `alone`: nothing of the line above goes on in it."""
    plain = text.strip()
    for level, mark in _MARKS:
        if (match := mark.match(plain)) is not None:
            return _numbered(level, plain[match.end() :].strip())
    name = normal(plain).rstrip("。.")
    chapter, sure = chapter_of(name)
    if (
        alone
        and chapter
        and len(name) <= 12
        and re.search(r"[，,；;。：:]", plain) is None
        and not re.search(r"\d", name)
    ):
        return Heading(2, plain, chapter, sure, marked=False)
    return _spoken(plain, 5) if alone else None


def _numbered(level: int, text: str) -> Heading | None:
    if not text:
        return None
    spoken = _spoken(text, level)
    if spoken is not None:
        return spoken
    name = text.rstrip("。：:")
    chapter, sure = chapter_of(normal(name))
    if chapter:
        return Heading(level, name, chapter, sure)
    ends = text[-1] in "。；;，,：:" or re.search(r"[。；;]", text) is not None
    return None if ends and level > 2 else Heading(level, name, "", sure=True)


def _spoken(text: str, level: int) -> Heading | None:
    """`存在问题。社工站对……`: the heading is the first words of the paragraph."""
    match = _SPOKEN.fullmatch(text)
    if match is None or re.search(r"\d", match["name"]):
        return None
    chapter, sure = chapter_of(normal(match["name"]))
    named = level < 5 or re.fullmatch(
        r"(?:存在(?:的)?(?:主要)?)?问题|存在不足|应对策略|改进措施|(?:.{0,6})建议", match["name"]
    )
    if not chapter or not named:
        return None
    return Heading(level, match["name"], chapter, sure, match["rest"].strip(), level < 5)


def chapter_of(name: str) -> tuple[str, bool]:
    """The 章节 that a heading belongs to, and whether its words say so without doubt; "" where they name none."""
    if len(name) > _LONGEST_NAME or re.search("[，,。；;]", name):
        return "", True
    chapter = next((chapter for chapter, pattern in _CHAPTERS if re.search(pattern, name)), "")
    return chapter, not _VAGUE.search(name)
