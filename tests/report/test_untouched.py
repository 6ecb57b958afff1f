"""Only a report that we made and nobody changed says that it is untouched."""

from __future__ import annotations

import io
import zipfile

import pytest
import report_samples as samples
from docx import Document

from workbook_tools.report import is_untouched, make_html, make_word, make_working_paper


def rewritten(report: bytes, change: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize("sample", [samples.typical, samples.empty, samples.hostile])
def test_a_fresh_report_is_untouched(sample) -> None:  # type: ignore[no-untyped-def]
    given = sample()
    assert is_untouched(make_word(*given))
    assert is_untouched(make_html(*given))
    assert is_untouched(make_working_paper(*given))


def test_a_report_that_was_saved_by_another_program_is_not() -> None:
    report = Document(io.BytesIO(make_word(*samples.typical())))
    report.paragraphs[0].text = "改过的"
    out = io.BytesIO()
    report.save(out)
    assert not is_untouched(out.getvalue())


def test_a_change_of_any_part_shows() -> None:
    report = make_word(*samples.typical())
    assert is_untouched(rewritten(report, {}))  # packed anew, the same content
    for name in ("word/styles.xml", "word/charts/report1.xml", "docProps/core.xml"):
        assert not is_untouched(rewritten(report, {name: b"<x/>"}))


@pytest.mark.parametrize("change", [(b"70.50", b"90.50"), (b"</html>", b"</html> "), (b"<h1>", b"<h1 >")])
def test_a_change_of_the_page_shows(change: tuple[bytes, bytes]) -> None:
    page = make_html(*samples.typical())
    assert change[0] in page
    assert not is_untouched(page.replace(*change, 1))


@pytest.mark.parametrize("data", [b"", b"PK", b"<html></html>", b"PK\x03\x04" + b"\0" * 50, "报告".encode()])
def test_what_is_not_ours_is_not_untouched(data: bytes) -> None:
    assert not is_untouched(data)


def test_a_document_of_somebody_else_is_not_untouched() -> None:
    out = io.BytesIO()
    Document().save(out)
    assert not is_untouched(out.getvalue())


def test_staff_cannot_forge_the_digest_of_a_page() -> None:
    mark = '<meta name="workbook_tools_digest" content="' + "0" * 64 + '">'
    given = samples.Submission(samples.about(station=mark)), samples.evaluation([]), ()
    assert is_untouched(make_html(*given))
