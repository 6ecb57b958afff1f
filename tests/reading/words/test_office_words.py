"""An office's words.toml beside the workbook: read, told in 审计信息, refused in words; and no scheme."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets import INDICATORS, standard

from workbook_tools.in_memory import evaluate_bytes, written_workbook
from workbook_tools.ooxml import Workbook
from workbook_tools.reading.scheme_files import scheme_names
from workbook_tools.reading.words import office_vocabulary, own_vocabulary

HEADS, FIRST, *OTHERS = INDICATORS
STATION = standard(绩效指标=(HEADS, (*FIRST[:4], "60个", "", 50, "红管家60个", ""), *OTHERS)).data()


def test_an_office_teaches_a_word_and_the_audit_sheet_says_by_which_words_was_read(tmp_path: Path) -> None:
    alone = evaluate_bytes(STATION)
    assert alone.evaluation.rows[0].score is None
    assert alone.submission.vocabulary_digest == own_vocabulary().digest
    (tmp_path / "words.toml").write_text('[noun]\nwords = "红管家"', "utf-8")
    taught = evaluate_bytes(STATION, folder=tmp_path)
    assert taught.evaluation.rows[0].score == 50
    data, _ = written_workbook(taught)
    cells = Workbook.open(data).scan("审计信息").cells
    said = {cell.text: cells[row, 2].text for (row, column), cell in cells.items() if column == 1 and (row, 2) in cells}
    assert said["读取词表"] == f"自带词表，加上 words.toml，SHA-256 {taught.submission.vocabulary_digest}"
    assert taught.submission.vocabulary_digest != own_vocabulary().digest
    assert "words" not in scheme_names(tmp_path)


@pytest.mark.parametrize("words", ['[noun]\nwords = "计划"', "[noun", "x" * 200_001])
def test_words_that_cannot_be_used_are_said_and_ours_are_taken(tmp_path: Path, words: str) -> None:
    (tmp_path / "words.toml").write_text(words, "utf-8")
    computed = evaluate_bytes(STATION, folder=tmp_path)
    (found,) = [each for each in computed.findings if each.code == "Q130"]
    assert "words.toml" in found.message
    assert computed.submission.vocabulary == "自带词表"


@pytest.mark.parametrize(("size", "refused"), [(200_000, False), (200_001, True)])
def test_a_file_of_words_has_at_most_two_hundred_thousand_bytes(tmp_path: Path, size: int, *, refused: bool) -> None:
    words = '[noun]\nwords = "红管家"\n#'.encode()
    (tmp_path / "words.toml").write_bytes(words.ljust(size, b"x"))
    vocabulary, findings = office_vocabulary(tmp_path)
    assert ("红管家" in vocabulary.classes, len(findings)) == (not refused, int(refused))
