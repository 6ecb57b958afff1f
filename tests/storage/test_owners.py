"""Who has a workbook open, read from the files that office programs put beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbook_tools.storage import office_has_open, open_elsewhere


def microsoft(user: str, size: int, wide_at: int) -> bytes:
    """An owner file as Excel (165 bytes) or Word (162 bytes) writes it."""
    narrow = user.encode("gb18030")
    content = (bytes([len(narrow)]) + narrow).ljust(wide_at, b" ")
    wide = user.encode("utf-16-le")
    return (content + (len(wide) // 2).to_bytes(2, "little") + wide).ljust(size, b"\0")


@pytest.mark.parametrize(
    ("book", "lock", "content", "program", "who"),
    [
        ("永平.xlsx", "~$永平.xlsx", microsoft("王芳", 165, 55), "Excel", "“王芳”"),
        (
            "永平街社工服务站2022.xlsm",
            "~$永平街社工服务站2022.xlsm",
            microsoft("Wang Fang", 165, 55),
            "Excel",
            "“Wang Fang”",
        ),
        ("永平.xlsx", "~$永平.xlsx", b"", "Excel", "其他人"),
        ("永平.xlsx", "~$永平.xlsx", b"\x04" + "王芳".encode("gb18030"), "Excel", "“王芳”"),
        ("永平.xlsx", "~$永平.xlsx", b"\xff\xff\xff", "Excel", "其他人"),
        ("报告.docx", "~$报告.docx", microsoft("李敏", 162, 54), "Word", "“李敏”"),
        ("一二三四五六七.docx", "~$二三四五六七.docx", microsoft("李敏", 162, 54), "Word", "“李敏”"),
        ("永平街站2022报告.docx", "~$街站2022报告.docx", microsoft("李敏", 162, 54), "Word", "“李敏”"),
        ("永平.xlsx", ".~永平.xlsx", microsoft("陈", 165, 55), "WPS", "“陈”"),
        (
            "永平.xlsx",
            ".~lock.永平.xlsx#",
            "王芳,wangfang,办公室-PC,23.11.2026 05:13,file:///home/wf/.config;".encode(),
            "LibreOffice",
            "“王芳”（办公室-PC）",
        ),
        ("永平.xlsx", ".~lock.永平.xlsx#", b",root,host,23.11.2026 05:13,x;", "LibreOffice", "“root”（host）"),
        ("永平.xlsx", ".~lock.永平.xlsx#", rb"Wang\, Fang,w,h,t,x;", "LibreOffice", "“Wang, Fang”（h）"),
        ("永平.xlsx", ".~lock.永平.xlsx#", b"", "LibreOffice", "其他人"),
    ],
)
def test_owner_files_are_found_and_name_the_person(
    book: str, lock: str, content: bytes, program: str, who: str, tmp_path: Path
) -> None:
    (tmp_path / lock).write_bytes(content)
    owner = office_has_open(tmp_path / book)
    assert owner is not None
    assert (owner.program, owner.who, owner.lock.name) == (program, who, lock)


@pytest.mark.parametrize(
    "lock", ["~$平.xlsx", "~$永平.xls", "~$永平.docx", ".~lock.永平.xls#", ".永平.xlsx", "永平.上一版.xlsx"]
)
def test_the_owner_file_of_another_workbook_is_not_ours(lock: str, tmp_path: Path) -> None:
    (tmp_path / lock).write_bytes(b"")
    assert office_has_open(tmp_path / "永平.xlsx") is None


def test_in_place_is_refused_and_reading_goes_on_with_a_hint(tmp_path: Path) -> None:
    book = tmp_path / "永平.xlsx"
    assert open_elsewhere(book, in_place=True) is None
    (tmp_path / "~$永平.xlsx").write_bytes(microsoft("王芳", 165, 55))
    refused, hint = open_elsewhere(book, in_place=True), open_elsewhere(book, in_place=False)
    assert refused is not None
    assert hint is not None
    assert (refused.code, refused.severity, hint.code, hint.severity) == ("F032", "E", "F033", "I")
    for finding in (refused, hint):
        assert "“王芳”用Excel打开" in finding.message
        assert "删除旁边留下的“~$永平.xlsx”" in finding.fix  # for one that a crash left behind


def test_names_at_the_limit_of_the_file_system_have_no_owner(tmp_path: Path) -> None:
    assert office_has_open(tmp_path / ("站" * 83 + ".xlsx")) is None


def test_a_user_name_cannot_smuggle_control_characters_into_a_message(tmp_path: Path) -> None:
    (tmp_path / ".~lock.a.xlsx#").write_bytes("\x1b[31m王\u202e芳,w,h\x07,t,x;".encode())
    owner = office_has_open(tmp_path / "a.xlsx")
    assert owner is not None
    assert owner.who == "“[31m王芳”（h）"
