"""Slips of the pen in prose: 引发 for 印发, a letter O in a number, doubled words, traces of the template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbook_tools.basis.lazy_pattern import lazy_pattern
from workbook_tools.basis.text_forms import HAN
from workbook_tools.catalogue import finding
from workbook_tools.checks.facts import Facts
from workbook_tools.checks.narrative_facts import Prose
from workbook_tools.checks.passages import searchable
from workbook_tools.checks.wording import listed
from workbook_tools.model import Finding

# Words without which the pattern cannot match · pattern · what is meant.
_SLIPS = tuple(
    (tuple(cues.split()), lazy_pattern(pattern), meant)
    for cues, pattern, meant in (
        ("引发", r"关于引发|引发(?=[^,。;\n]{0,30}(?:通知|办法|方案|意见))", "印发"),
        ("据据", r"(?:根据|依据)据", "根据"),
        ("是社 是人民 是民政",
         r"(?:广州|深圳|佛山|东莞|珠海|中山|南京|杭州|武汉|成都|长沙)是(?=社工|社会工作|人民政府|民政)", "……市"),
        ("截止", r"截止(?:到|至)?(?=\d{4}年|目前|今年|\d{1,2}月)", "截至"),
        ("布署", r"布署", "部署"),
        ("部份", r"部份", "部分"),
        ("再接再励", r"再接再励", "再接再厉"),
        ("既使", r"既使", "即使"),
        ("帐", r"帐户|帐号", "账"),
        ("竟", r"竟价|竟标|竟聘", "竞"),
        ("按装", r"按装", "安装"),
        ("的的 了了 们们 与与", r"(?<!目)的的(?!确)|(?<!为)了了(?![解然])|们们|(?<![参给])与与", "多写了一个字"),
        ("和和", r"(?<![温平谦总缓共暖])和和(?![美睦气])", "多写了一个字"),
        ("在在 是是", r"(?<![现存实内潜所好])在在|(?<![就但还于凡要可总真])是是(?![非否])", "多写了一个字"),
        ("", rf"(?<!{HAN})({HAN}{{3,6}})\1", "重复"),
        (",, 。。 ;; 、、 ::", r"([,。;、:])\1+", "标点重复"),
    )
)  # fmt: skip
_CODE = lazy_pattern(r"[0-9A-Za-z\-]{4,}")
_LETTER_O = lazy_pattern(r"(?<=[0-9A-Z])[Oo](?=[0-9])|(?<=[0-9])[Oo](?=[0-9]|$)", holding="Oo")
_FEWEST_DIGITS = 3
_KNOWN_LETTERS = lazy_pattern(r"^(?:No|NO|no)\d|^[OBC]2[OBC]$|CO2|H2O|O2O", re.IGNORECASE)
_TEMPLATE = lazy_pattern(
    r"(?<![A-Za-z])[Xx×]{2,}(?![A-Za-z])|\*{2,}|_{3,}|\((?:请|此处|在此)[^()\n]{0,20}(?:填写|说明|补充|输入)[^()\n]{0,20}\)|(?:此处|请在此)(?:填写|输入)"
    r"|【[^】\n]{0,20}(?:填写|输入)[^】\n]{0,20}】",
    holding="(*X_x×【此",
)

_STATION = lazy_pattern(
    rf"(?P<place>{HAN}{{1,4}}(?:街道|街|镇|乡))(?:社会工作服务|社会工作|社工服务|社工)(?:总|中心)?站",
)
_OF_A_KIND = lazy_pattern(
    r"每|各|某|全|本|该|我|乡镇|镇街|街镇|街乡|所|个|些|多|等|[一二三四五六七八九十两几]条?(?:街|镇|乡)"
)
_WITH_OTHERS = lazy_pattern(
    r"走访|参观|考察|学习|借鉴|参照|交流|联合|联动|协同|协助|合作|结对|支援|督导|指导|邀请|对比|相比|比较|兄弟|其他|其它|周边|邻近"
    r"|原|前身|转介|移交|接收|[与和同跟到赴往向由从、]"
)
_BESIDE_STATION = 8  # characters in front of a station's name that say why it is named


def words_are_spelt(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """I: known slips, one finding a cell."""
    whole = "\n".join(passage.text for passage in prose.passages)
    likely = [(pattern, meant) for cues, pattern, meant in _SLIPS if not cues or any(cue in whole for cue in cues)]
    for passage in prose.passages:
        found = [f"“{match[0]}”应为“{meant}”" if len(meant) < 5 and "标点" not in meant else f"“{match[0]}”{meant}"
                 for pattern, meant in likely for match in pattern.finditer(passage.text)]  # fmt: skip
        if found:
            yield finding("T020", passage.sheet, passage.cell, slips=listed(dict.fromkeys(found)))


def numbers_have_no_letters(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """I: 2O22; a tender number with an O among its digits."""
    for passage in prose.passages:
        found = [word for word in _CODE.findall(passage.text) if _has_letter_o(word)]
        if found:
            yield finding("T021", passage.sheet, passage.cell, words=listed(dict.fromkeys(found)))


def template_words_are_gone(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """I: XX街, （请填写…）."""
    for passage in prose.passages:
        found = [match[0] for match in _TEMPLATE.finditer(passage.text)]
        if found:
            yield finding("T022", passage.sheet, passage.cell, words=listed(dict.fromkeys(found)))


def no_other_station_is_named(facts: Facts, prose: Prose) -> Iterator[Finding]:
    """I: 红旗街社工服务站 in the report of 青禾街社工服务站, as a text that was taken over has it.

    Stations that were visited, or worked with, are named rightly; so are all of a kind (各镇街社工站).
    """
    about = facts.submission.information
    own = _STATION.search(searchable(about.station))
    if own is None:
        return
    known = searchable("".join((about.station, about.project, about.purchaser, about.authority)))
    for passage in prose.passages:
        if "社" not in passage.text:
            continue
        for match in _STATION.finditer(passage.text):
            place = match["place"]
            before = passage.text[max(0, match.start() - _BESIDE_STATION) : match.start()]
            if (
                place in known
                or own["place"] in place
                or _OF_A_KIND.search(place)
                or _WITH_OTHERS.search(before + place)
            ):
                continue
            yield finding("T030", passage.sheet, passage.cell, other=match[0], station=about.station)
            return


CHECKS = (words_are_spelt, numbers_have_no_letters, template_words_are_gone, no_other_station_is_named)


def _has_letter_o(word: str) -> bool:
    digits = sum(c.isdigit() for c in word)
    return digits >= _FEWEST_DIGITS and bool(_LETTER_O.search(word)) and not _KNOWN_LETTERS.search(word)
