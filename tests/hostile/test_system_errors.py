"""Errors of the system anywhere beside the workbook itself: coded, in Chinese, and nothing is lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from sheets import standard

from workbook_tools import cli
from workbook_tools.batch.places import place
from workbook_tools.catalogue.problems import CannotProcess
from workbook_tools.recompute import check, recompute
from workbook_tools.storage import _system

SCHEME = "guangzhou-2018.toml"  # the standard workbook names it: looked for in every run, even if read before
ERRORS = [errno.EIO, errno.ENOSPC, errno.EACCES]


def station(folder: Path) -> Path:
    path = folder / "站点.xlsx"
    path.write_bytes(standard().data())
    return path


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, number: int, touches: Callable[[str], bool]) -> Iterator[None]:
    """Every look at a path fails for which `touches` is true."""
    real = os.stat

    def stat(path: object, *arguments: object, **named: object) -> object:
        if isinstance(path, str | Path) and touches(str(path)):
            raise OSError(number, os.strerror(number), str(path))
        return real(path, *arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", stat)
        yield


@pytest.mark.parametrize("number", ERRORS, ids=lambda number: errno.errorcode[number])
def test_a_workbook_that_cannot_be_looked_at_is_no_fault_of_ours(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = station(tmp_path)
    before = path.read_bytes()
    with failing(monkeypatch, number, lambda text: text.endswith(path.name)):
        cli.main(["recompute", str(path)])
    said = "".join(capsys.readouterr())
    assert "U90" not in said
    assert "→" in said
    assert before in [each.read_bytes() for each in tmp_path.iterdir()]


@pytest.mark.parametrize("number", ERRORS, ids=lambda number: errno.errorcode[number])
def test_a_scheme_that_cannot_be_looked_for_is_said(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = station(tmp_path)
    before = path.read_bytes()
    with failing(monkeypatch, number, lambda text: text.endswith(SCHEME)):
        outcomes = [recompute(path), check(path)]
    for outcome in outcomes:
        assert [finding.code for finding in outcome.findings] == ["F045"]
        assert SCHEME in outcome.findings[0].message
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", ERRORS, ids=lambda number: errno.errorcode[number])
def test_a_template_that_cannot_be_looked_at_is_said_and_the_report_is_made_with_ours(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = station(tmp_path)
    with failing(monkeypatch, number, lambda text: text.endswith("report.docx") and text.startswith(str(tmp_path))):
        outcome = recompute(path)
    assert outcome.ok
    assert "D101" in {finding.code for finding in outcome.findings}
    assert any(written.suffix == ".docx" for written in outcome.written)


@pytest.mark.parametrize("number", ERRORS, ids=lambda number: errno.errorcode[number])
def test_an_error_after_the_workbook_was_written_names_what_is_there(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = station(tmp_path)

    def broken(*_: object) -> object:
        raise OSError(number, os.strerror(number), str(tmp_path / "报告.docx"))

    monkeypatch.setattr(import_module("workbook_tools.recompute"), "write_reports", broken)
    outcome = recompute(path)
    assert not outcome.ok
    assert outcome.written == (path,)
    assert [finding.code for finding in outcome.findings if finding.severity == "E"][-1] == "F045"
    assert cli.main(["recompute", str(path)]) == 1


@pytest.mark.skipif(not hasattr(os, "statvfs"), reason="the system has no statvfs")
def test_a_disk_that_does_not_say_whether_it_is_read_only_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = station(tmp_path)
    path.chmod(0o444)

    def broken(*_: object) -> object:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "statvfs", broken)
    outcome = recompute(path, report=False)
    assert [finding.code for finding in outcome.findings] == ["F022"]


def test_a_disk_that_only_says_at_the_end_that_it_kept_nothing_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As network disks do: the error comes when the file is closed."""
    path = station(tmp_path)
    before = path.read_bytes()
    real, seen = _system.close, []

    def broken(descriptor: int) -> None:
        name = str(Path(f"/proc/self/fd/{descriptor}").readlink()) if Path("/proc/self/fd").is_dir() else ""
        real(descriptor)
        if name.endswith("-new.tmp"):
            seen.append(name)
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(_system, "close", broken)
    outcome = recompute(path, report=False)
    if not seen:
        pytest.skip("the system does not list open files")
    assert [finding.code for finding in outcome.findings] == ["F027"]
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["站点.xlsx"]


def test_limits_of_size_hold_in_far_places_before_anything_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    far = place("memory://losses-limits")
    far.write("大.xlsx", b"PK\x03\x04" + b"x" * (2 << 20))
    monkeypatch.setenv("WORKBOOK_TOOLS_MAX_FILE_MB", "1")
    with pytest.raises(CannotProcess) as caught:
        far.read_workbook("大.xlsx")
    assert [finding.code for finding in caught.value.findings] == ["F010"]
    monkeypatch.setenv("WORKBOOK_TOOLS_MAX_FILE_MB", "3")
    assert len(far.read("大.xlsx")) > 2 << 20


def test_an_exception_of_a_far_place_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    far = place("memory://losses-errors")
    far.write("站.xlsx", b"PK")

    def broken(*_: object) -> object:
        raise RuntimeError("ClientError: SlowDown")

    monkeypatch.setattr(far._files, "cat_file", broken)  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="站"):
        far.read("站.xlsx")
