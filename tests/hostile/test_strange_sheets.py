"""What XML and packages allow and no program writes: the same results as without it, twice, or refused by code."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.make_station import make as make_station
from hostile_packages import changed, example, parts_of, sheet_part
from staff_cells import differences

from workbook_tools.library.outcome import Outcome
from workbook_tools.recompute import recompute

Change = Callable[[bytes], bytes]
INDICATORS = sheet_part(example(), "绩效指标")


def replaced(pattern: str, new: str) -> Change:
    """One pattern in a sheet replaced, once."""

    def change(content: bytes) -> bytes:
        text, count = re.subn(pattern, new, content.decode(), count=1, flags=re.DOTALL)
        assert count, pattern
        return text.encode()

    return change


def both(first: Change, second: Change) -> Change:
    return lambda content: second(first(content))


def run(folder: Path, data: bytes) -> tuple[Outcome, bytes]:
    path = folder / "站点.xlsx"
    path.write_bytes(data)
    outcome = recompute(path, report=False)
    return outcome, path.read_bytes()


def figures(outcome: Outcome) -> object:
    evaluation = outcome.evaluation
    return evaluation and (evaluation.score_low, evaluation.score_high, [row.score for row in evaluation.rows])


READ = {  # what is strange and means the same
    "a figure as CDATA": replaced("<v>68</v>", "<v><![CDATA[68]]></v>"),
    "CDATA that looks like cells": replaced(
        r'(<c r="L5"[^>]*)/>', r'\1 t="str"><v><![CDATA[</v></c><c r="P5"><v>9</v>]]></v></c>'
    ),
    "a comment in a figure": replaced("<v>68</v>", "<v>6<!-- 9 -->8</v>"),
    "comments that look like cells": both(
        replaced(r'(<row r="5"[^>]*>)', r'\1<!-- <c r="A5"><v>9</v></c> -->'),
        replaced("<sheetData>", '<sheetData><?x <row r="1"/> ?><!-- <row r="5"><c r="P5"/></row> -->'),
    ),
    "cells of another namespace": both(
        replaced(r'(<row r="6"[^>]*>)', r'\1<z:c xmlns:z="urn:z" r="J6"><z:v>7</z:v></z:c>'),
        replaced("<sheetData>", '<sheetData><z:row xmlns:z="urn:z" r="5"><c r="G5"><v>5</v></c></z:row>'),
    ),
    "cells behind each other in no order": lambda content: re.sub(
        rb"(<row [^>]*>)(.*?)</row>",
        lambda row: row[1] + b"".join(reversed(re.findall(rb"<c [^>]*?/>|<c .*?</c>", row[2]))) + b"</row>",
        content,
    ),
    "nothing that says where it stands": lambda content: re.sub(
        rb'<row r="\d+"', b"<row", re.sub(rb'<c r="[A-Q]\d+"', b"<c", content)
    ),
    "references written as references to characters": both(
        replaced('<c r="G6"', '<c r="&#71;&#x36;"'), replaced('<row r="7"', '<row r="&#55;"')
    ),
    "a text in place of its value": replaced(r'(<c r="L5"[^>]*)/>', r'\1 t="inlineStr"><v>5</v><is><t>甲</t></is></c>'),
    "a formula behind its value": replaced(r'(<c r="J5"[^>]*?)(?: t="\w+")?>.*?</c>', r"\1><v>70</v><f>35+35</f></c>"),
    "prefixes of both kinds": both(
        replaced("<worksheet ", '<worksheet xmlns:q="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '),
        replaced('<c r="G6"([^>]*)>(.*?)</c>', r'<q:c r="G6"\1>\2</q:c>'),
    ),
}


@pytest.mark.parametrize("kind", READ)
def test_a_strange_sheet_means_the_same_and_stays_as_it_is(kind: str, tmp_path: Path) -> None:
    plain = figures(run(tmp_path, example())[0])
    data = changed(example(), INDICATORS, READ[kind])
    outcome, once = run(tmp_path, data)
    assert outcome.ok, outcome.findings
    assert figures(outcome) == plain
    again, twice = run(tmp_path, once)
    assert figures(again) == plain
    assert twice == once
    if "CDATA" not in kind and "namespace" not in kind:  # which the reader cannot read
        assert differences(data, once) == []


REFUSED = {  # readers mend these each in its own way
    "two values in a cell": replaced("<v>68</v>", "<v>6</v><v>8</v>"),
    "two texts in a cell": replaced(
        r'(<c r="L5"[^>]*)/>', r'\1 t="inlineStr"><is><t>甲</t></is><is><t>乙</t></is></c>'
    ),
    "two tables of cells": replaced(
        "</sheetData>", '</sheetData><sheetData><row r="90"><c r="A90"><v>5</v></c></row></sheetData>'
    ),
    "a row in a row": replaced(r'(<row r="6"[^>]*>)', r'\1<row r="99"><c r="A99"><v>5</v></c></row>'),
    "a cell in no row": replaced("<sheetData>", '<sheetData><c r="A1"><v>5</v></c>'),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_sheet_that_can_be_read_in_two_ways_is_refused(kind: str, tmp_path: Path) -> None:
    data = changed(example(), INDICATORS, REFUSED[kind])
    outcome, after = run(tmp_path, data)
    assert [each.code for each in outcome.findings] == ["F106"]
    assert after == data


LEDGERS = {  # what stands in it: what it becomes
    "figures as CDATA": (r"<v>(\d+)</v>", r"<v><![CDATA[\1]]></v>"),
    "figures with comments": (r"<v>(\d+)</v>", r"<v>\1<!-- 1 --></v>"),
    "rows of something else": (r'<row r="20"', '<row xmlns="urn:z" r="19"><c r="F19"><v>300</v></c></row><row r="20"'),
    "cells of something else": (r'(<c r="F15"[^>]*)>', r'<c xmlns="urn:z" r="F15"><v>300</v></c>\1>'),
}


@pytest.mark.parametrize("kind", LEDGERS)
def test_a_ledger_with_what_no_program_writes_is_added_up_all_the_same(kind: str, tmp_path: Path) -> None:
    data = make_station(1, ledger=20)
    part = sheet_part(data, "服务台账")
    odd, count = re.subn(*LEDGERS[kind], parts_of(data)[part].decode())
    assert count
    plain, strange = (run(tmp_path, each)[0].evaluation for each in (data, changed(data, part, odd.encode())))
    assert plain is not None
    assert strange is not None
    assert plain.ledger == strange.ledger


@pytest.mark.parametrize(
    "more", ['<z:si xmlns:z="urn:z"><t>不</t></z:si>', "<!-- <si><t>不</t></si> -->", "<?x <si><t>不</t></si> ?>"]
)
def test_texts_keep_their_numbers_whatever_stands_among_them(more: str, tmp_path: Path) -> None:
    data = changed(example(), "xl/sharedStrings.xml", replaced("<si>", more + "<si>"))
    outcome, once = run(tmp_path, data)
    assert figures(outcome) == figures(run(tmp_path, example())[0])
    assert run(tmp_path, once)[1] == once


def test_a_style_that_is_lost_does_not_become_one_of_ours(tmp_path: Path) -> None:
    styles = replaced("<cellXfs.*?</cellXfs>", "")
    data = changed(example(), "xl/styles.xml", styles)
    outcome, once = run(tmp_path, data)
    assert outcome.ok
    assert differences(data, once) == []
    assert run(tmp_path, once)[1] == once
