"""Reading a source: its bytes once, or a message that says what it is and what to do."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.storage import read_source


def zipped(content: bytes = b"<x/>") -> bytes:
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as archive:
        archive.writestr("a.xml", content)
    return buffer.getvalue()


def ole(*streams: str) -> bytes:
    """An OLE container as far as its directory: a header sector, then one entry of 128 bytes for each stream."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    entries = [name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) for name in streams]
    return header + b"".join(entry.ljust(128, b"\0") for entry in entries)


def refusal(path: Path, limit: int | None = None) -> tuple[str, str]:
    with pytest.raises(CannotProcess) as caught:
        read_source(path, limit_megabytes=limit)
    (finding,) = caught.value.findings
    assert finding.severity == "E"
    assert finding.fix
    return finding.code, finding.message


def test_a_workbook_is_read_with_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "永平 😀.xlsx"
    path.write_bytes(data := zipped())
    source = read_source(path)
    assert (source.path, source.data, source.links) == (path, data, 1)
    assert source.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"", "F003", "空文件"),
        (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "F006", "密码"),
        (ole("Root Entry", "WordDocument"), "F007", ".doc"),
        (ole("Root Entry", "PowerPoint Document"), "F007", ".ppt"),
        (ole("Root Entry", "Notes"), "F007", "旧格式"),
        (b"%PDF-1.7\n", "F161", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "F007", "PNG"),
        (b"Rar!\x1a\x07", "F007", "RAR"),
        (b"<html><body><table><tr><td>1</td></tr></table>", "F008", "HTML"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<p>", "F008", "HTML"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "F008", "2003"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "F008", "mht"),
        (b'<?xml version="1.0"?><a/>', "F007", "XML"),
        ("今天天气很好".encode(), "F161", "纯文本"),
        ("站".encode() * 30000, "F161", "纯文本"),
        (bytes(range(256)) * 8, "F009", "认不出"),
        (b"\0" * 4096, "F009", "认不出"),
    ],
)
def test_what_is_no_workbook_is_called_what_it_is(data: bytes, code: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "站点.xlsx"
    path.write_bytes(data)
    found, message = refusal(path)
    assert found == code
    assert said in message
    assert "站点.xlsx" in message
    assert path.read_bytes() == data


def test_the_name_of_a_stream_in_the_text_of_a_document_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(ole("Root Entry", "WordDocument") + b"  " + "EncryptedPackage\0".encode("utf-16-le"))
    assert refusal(path)[0] == "F007"


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    assert refusal(tmp_path / "没有.xlsx")[0] == "F001"
    assert refusal(tmp_path / "没有" / "a.xlsx")[0] == "F001"
    assert refusal(tmp_path)[0] == "F002"
    assert refusal(tmp_path / "管道.xlsx")[0] == "F013"


def test_a_name_that_no_file_system_takes_is_said_to_be_too_long(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("长" * 100 + ".xlsx"))[0] == "F029"


def test_a_circle_of_links_ends_in_a_message(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "b.xlsx")
    (tmp_path / "b.xlsx").symlink_to(tmp_path / "a.xlsx")
    assert refusal(tmp_path / "a.xlsx")[0] == "F043"


def test_a_file_over_the_limit_is_refused_and_the_limit_can_be_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "大.xlsx"
    path.write_bytes(zipped() + bytes(1024 * 1024))
    code, message = refusal(path, limit=1)
    assert code == "F010"
    assert "2 MB" in message
    assert "1 MB" in message
    monkeypatch.setenv("WORKBOOK_TOOLS_MAX_FILE_MB", "1")
    assert refusal(path)[0] == "F010"
    monkeypatch.setenv("WORKBOOK_TOOLS_MAX_FILE_MB", "2")
    assert len(read_source(path).data) > 1024 * 1024


@pytest.mark.parametrize("value", ["0", "-1", "无限", "", "1e9", "²"])
def test_a_limit_that_is_no_number_leaves_the_default(
    value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped())
    monkeypatch.setenv("WORKBOOK_TOOLS_MAX_FILE_MB", value)
    assert read_source(path).data == zipped()


def test_an_error_of_the_disk_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbook_tools.storage import _system

    def fail(descriptor: int, size: int) -> bytes:
        raise OSError(5, os.strerror(5))

    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped())
    monkeypatch.setattr(_system, "read", fail)
    assert refusal(path) == ("F011", "读取“a.xlsx”时系统报错：磁盘读写出错。")


def test_a_file_that_windows_says_is_held_is_told_from_one_without_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbook_tools.storage import _system

    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped())
    for number, code in ((32, "F012"), (5, "F004")):
        problem = PermissionError(13, "no")
        problem.winerror = number  # type: ignore[attr-defined,unused-ignore]

        def fail(_: Path, problem: PermissionError = problem) -> int:
            raise problem

        monkeypatch.setattr(_system, "open_for_reading", fail)
        assert refusal(path)[0] == code
