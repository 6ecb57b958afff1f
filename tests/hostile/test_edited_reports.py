"""Reports that somebody worked on survive every further run, in Word and in HTML, however they were edited."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hostile_packages import EXAMPLE, packed, parts_of

from workbook_tools.recompute import recompute


class Made(NamedTuple):
    """The workbook, its report in Word and in HTML, and its 核查底稿, in place."""

    book: Path
    word: Path
    html: Path
    working: Path

    @property
    def reports(self) -> tuple[Path, Path, Path]:
        return self.word, self.html, self.working

    def contents(self) -> tuple[bytes, ...]:
        return tuple(path.read_bytes() for path in self.reports)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    book = Path(shutil.copy(EXAMPLE, tmp_path / "站点.xlsx"))
    outcome = recompute(book)
    assert outcome.ok
    _, word, html, working = outcome.written
    assert "绩效评价报告" in word.name
    assert "核查底稿" in working.name
    return Made(book, word, html, working)


def edit_with_word(path: Path) -> None:
    """As Word saves: every part written anew, one of them changed, our properties carried along."""
    import docx

    document = docx.Document(str(path))
    document.add_paragraph("科长批示：同意。")
    document.save(str(path))


def edit_text(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("</main>", "<p>批示</p></main>"), "utf-8")


def change_figure(book: Path) -> None:
    """A text, that the report tells, and a count, that every one of them tells."""
    import openpyxl

    workbook = openpyxl.load_workbook(book)
    count = workbook["绩效指标"]["J5"]
    assert count.value == 70
    count.value = 51
    (last,) = [row for row in workbook["文字材料"].iter_rows() if row[0].value == "主要经验"][-1:]
    last[2].value = "新写的一段经验。"
    workbook.save(book)


def test_untouched_reports_are_brought_up_to_date(made: Made) -> None:
    before = made.contents()
    change_figure(made.book)
    outcome = recompute(made.book)
    assert outcome.written == (made.book, *made.reports)
    assert all(new != old for new, old in zip(made.contents(), before, strict=True))
    assert not [finding for finding in outcome.findings if finding.code in ("F037", "F038")]


def test_edited_reports_stay_and_new_ones_go_beside_them(made: Made) -> None:
    edit_with_word(made.word)
    edit_text(made.html)
    edit_with_word(made.working)
    edited = made.contents()
    change_figure(made.book)
    for _ in range(2):
        outcome = recompute(made.book)
        assert made.contents() == edited
        assert [path.name for path in outcome.written[1:]] == [
            f"{path.stem}（第2版）{path.suffix}" for path in made.reports
        ]
        assert [finding.code for finding in outcome.findings].count("F037") == 3
    assert len(list(made.book.parent.iterdir())) == 8  # the workbook, the one before, three reports in two versions


def test_a_single_changed_letter_counts_as_an_edit(made: Made) -> None:
    for document in (made.word, made.working):
        parts = parts_of(document.read_bytes())
        text = parts["word/document.xml"]
        parts["word/document.xml"] = text.replace("绩效".encode(), "积效".encode(), 1)
        assert parts["word/document.xml"] != text
        document.write_bytes(packed(parts))
    content = made.html.read_bytes()
    made.html.write_bytes(content.replace("绩效".encode(), "积效".encode(), 1))
    assert made.html.read_bytes() != content
    edited = made.contents()
    change_figure(made.book)
    recompute(made.book)
    assert made.contents() == edited


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


def test_the_reports_are_packages_that_open(made: Made) -> None:
    for path in (made.word, made.working):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
