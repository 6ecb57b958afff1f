"""File names that we derive: safe everywhere, within 255 bytes, and two stay two."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage import (
    _system,
    edition_path,
    previous_version_path,
    read_source,
    replace_file,
    safe_file_name,
)
from workbook_tools.storage.names import LAST_EDITION, invalid_on_windows, shorten, temporary_path
from workbook_tools.storage.temporary import new_run


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("永平街社工服务站-2022-绩效评价报告", "永平街社工服务站-2022-绩效评价报告.docx"),
        ('甲/乙\\丙:丁*戊?己"庚<辛>壬|癸', "甲／乙＼丙：丁＊戊？己＂庚＜辛＞壬｜癸.docx"),
        ("../../etc/passwd", "／..／etc／passwd.docx"),
        ("  站点\t一\r\n站 . ", "站点 一 站.docx"),
        ("CON", "_CON.docx"),
        ("com1.年报", "_com1.年报.docx"),
        ("COM¹", "_COM¹.docx"),
        ("CONSUL 站", "CONSUL 站.docx"),
        ("站\u202excod.exe\u2066\u200b\x00\x07", "站xcod.exe.docx"),
        ("-rf", "－rf.docx"),
        ("~$站点", "～$站点.docx"),
        (".隐藏", "隐藏.docx"),
        ("\ud800坏", "?坏.docx".replace("?", "？")),
        ("", "未命名.docx"),
        (" . . ", "未命名.docx"),
        ("站点😀", "站点😀.docx"),
    ],
)
def test_a_name_made_from_any_text_is_safe(stem: str, name: str) -> None:
    assert safe_file_name(stem, ".docx") == name


@given(st.text(st.characters(), max_size=400))
@example("\u0301" * 300)
@example("站" * 300)
@example("👨‍👩‍👧‍👦" * 60)
def test_every_name_can_be_created_here_and_would_be_on_windows(stem: str) -> None:
    name = safe_file_name(stem, ".docx")
    assert name.endswith(".docx")
    assert len(name.encode("utf-8")) <= 255 - 20
    assert not invalid_on_windows(name)
    assert Path(name).name == name
    assert not any(unicodedata.category(character).startswith("C") for character in name)
    assert name[0] not in ".-~ "


def test_long_names_that_differ_at_their_end_stay_two_names() -> None:
    first, second = (safe_file_name("站" * 120 + end, ".docx") for end in "甲乙")
    assert first != second
    assert first[:60] == second[:60]


def test_the_version_before_lies_beside_the_workbook() -> None:
    assert previous_version_path(Path("/甲/永平 2022.xlsx")) == Path("/甲/永平 2022.上一版.xlsx")
    assert previous_version_path(Path("无扩展名")) == Path("无扩展名.上一版")


@pytest.mark.parametrize("stem", ["站" * 83, "a" * 250, "😀" * 62, "站a" * 62])
def test_derived_names_fit_whatever_the_length_of_the_target(stem: str, tmp_path: Path) -> None:
    target = tmp_path / f"{stem}.xlsx"
    target.write_bytes(b"")
    derived = [
        previous_version_path(target),
        edition_path(target, LAST_EDITION),
        temporary_path(target, new_run(), "new"),
    ]
    for path in derived:
        path.write_bytes(b"")  # the file system is the judge
        assert path.parent == tmp_path
    assert len({target, *derived}) == 4
    assert previous_version_path(target).name.endswith(".上一版.xlsx")


def test_two_long_workbooks_keep_two_versions_before() -> None:
    first, second = (Path("站" * 82 + end + ".xlsx") for end in "甲乙")
    assert previous_version_path(first) != previous_version_path(second)


def test_a_cut_falls_between_characters_as_people_see_them() -> None:
    cut = shorten("e\u0301" * 100, 50)
    assert cut.split("~")[0].endswith("e")
    assert len(cut.encode()) <= 50


def test_the_first_edition_is_the_file_itself() -> None:
    assert edition_path(Path("报告.docx"), 1) == Path("报告.docx")
    assert edition_path(Path("报告.docx"), 3) == Path("报告（第3版）.docx")


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        ("nul.xlsx", False),
        ("a.xlsx ", False),
        ("a.", False),
        ("a?.xlsx", False),
        ("空.xlsx", True),
        ("nulls.xlsx", True),
    ],
)
def test_what_windows_would_refuse_is_known(name: str, valid: bool) -> None:
    assert (invalid_on_windows(name) == "") is valid


@pytest.mark.parametrize(
    ("path", "native"),
    [
        ("C:\\短\\a.xlsx", "C:\\短\\a.xlsx"),
        ("C:\\" + "长" * 250, "\\\\?\\C:\\" + "长" * 250),
        ("\\\\server\\share\\" + "长" * 250, "\\\\?\\UNC\\server\\share\\" + "长" * 250),
        ("\\\\?\\C:\\" + "长" * 250, "\\\\?\\C:\\" + "长" * 250),
    ],
)
def test_long_paths_take_the_prefix_that_windows_wants(path: str, native: str) -> None:
    assert _system.native(Path(path), windows=True) == native


def test_a_name_that_is_no_unicode_can_be_worked_with(tmp_path: Path) -> None:
    book = tmp_path / "b\udcff\udcfe.xlsx"
    book.write_bytes(b"1")
    replace_file(book, b"2", keep_previous=True)
    assert previous_version_path(book).read_bytes() == b"1"
    with pytest.raises(CannotProcess) as caught:
        read_source(tmp_path / "\udcff没有" / "a\udcff.xlsx")
    assert caught.value.findings[0].message.encode()  # can be printed
