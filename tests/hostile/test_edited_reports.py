"""Reports that somebody worked on survive every further run, in Word and in HTML, however they were edited."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from hostile_packages import EXAMPLE, packed, parts_of

from workbook_tools.recompute import recompute


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path, Path]:
    """The workbook and its two reports, in place."""
    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    outcome = recompute(book)
    assert outcome.ok
    _, word, html = outcome.written
    return book, word, html


def edit_with_word(path: Path) -> None:
    """As Word saves: every part written anew, one of them changed, our properties carried along."""
    import docx

    document = docx.Document(str(path))
    document.add_paragraph("科长批示：同意。")
    document.save(str(path))


def edit_text(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("</main>", "<p>批示</p></main>"), "utf-8")


def change_figure(book: Path) -> None:
    import openpyxl

    workbook = openpyxl.load_workbook(book)
    (last,) = [row for row in workbook["文字材料"].iter_rows() if row[0].value == "主要经验"][-1:]
    last[2].value = "新写的一段经验。"
    workbook.save(book)


def test_untouched_reports_are_brought_up_to_date(made: tuple[Path, Path, Path]) -> None:
    book, word, html = made
    before = word.read_bytes(), html.read_bytes()
    change_figure(book)
    outcome = recompute(book)
    assert outcome.written == (book, word, html)
    assert word.read_bytes() != before[0]
    assert html.read_bytes() != before[1]
    assert not [finding for finding in outcome.findings if finding.code in ("F037", "F038")]


def test_edited_reports_stay_and_new_ones_go_beside_them(made: tuple[Path, Path, Path]) -> None:
    book, word, html = made
    edit_with_word(word)
    edit_text(html)
    edited = word.read_bytes(), html.read_bytes()
    change_figure(book)
    for _ in range(2):
        outcome = recompute(book)
        assert (word.read_bytes(), html.read_bytes()) == edited
        assert [path.name for path in outcome.written[1:]] == [
            f"{word.stem}（第2版）.docx",
            f"{html.stem}（第2版）.html",
        ]
        assert [finding.code for finding in outcome.findings].count("F037") == 2
    assert len(list(book.parent.iterdir())) == 6


def test_a_single_changed_letter_counts_as_an_edit(made: tuple[Path, Path, Path]) -> None:
    book, word, html = made
    parts = parts_of(word.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace("绩效".encode(), "积效".encode(), 1)
    word.write_bytes(packed(parts))
    content = html.read_bytes()
    html.write_bytes(content.replace("绩效".encode(), "积效".encode(), 1))
    edited = word.read_bytes(), html.read_bytes()
    change_figure(book)
    recompute(book)
    assert (word.read_bytes(), html.read_bytes()) == edited


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"<html>mine</html>", "我的总结".encode()])
def test_a_file_of_somebody_else_under_the_name_of_a_report_stays(content: bytes, tmp_path: Path) -> None:
    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    names = [path.name for path in recompute(book, tmp_path / "trial").written[1:]]
    for name in names:
        (tmp_path / name).write_bytes(content)
    outcome = recompute(book)
    assert outcome.ok
    for name in names:
        assert (tmp_path / name).read_bytes() == content


def test_the_report_is_a_package_that_opens(made: tuple[Path, Path, Path]) -> None:
    with zipfile.ZipFile(io.BytesIO(made[1].read_bytes())) as archive:
        assert archive.testzip() is None
