"""A ledger of a million entries has as many remarks: nobody asks for them, and they take no memory for long."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tools.ooxml.namespaces import MAIN
from workbook_tools.ooxml.shared_strings import MANY, SharedStrings


def strings(count: int, reads: list[int]) -> SharedStrings:
    written = "".join(f"<si><t>备注{n}</t></si>" for n in range(count))

    def stream() -> Iterator[bytes]:
        reads.append(1)
        yield f'<sst xmlns="{MAIN}">{written}</sst>'.encode()

    return SharedStrings(stream, "xl/sharedStrings.xml")


def test_texts_that_were_asked_for_stay_and_the_others_are_read_again() -> None:
    reads: list[int] = []
    texts = strings(MANY + 5, reads)
    assert (texts.text(7), texts.certain_text(9)) == ("备注7", "备注9")
    texts.forget()
    assert (texts.text(7), texts.certain_text(9), len(texts), texts.text(MANY + 5)) == ("备注7", "备注9", MANY + 5, "")
    assert len(reads) == 1
    assert texts.text(MANY) == f"备注{MANY}"
    assert len(reads) == 2


def test_few_texts_are_never_forgotten() -> None:
    reads: list[int] = []
    texts = strings(20, reads)
    assert texts.text(3) == "备注3"
    texts.forget()
    assert (texts.text(19), texts.text(20), texts.text(-1)) == ("备注19", "", "")
    assert len(reads) == 1
