"""A district on Windows: done, resumed, and a roll-up that somebody has open."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.windows.conftest import Said, contents, held, in_a_process

WORDS = ("--letters", "--time", "2026-02-01 09:00")  # as in run.sh


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> tuple[Path, Path, Said]:
    """A small district, its results, and what the batch said."""
    folder = tmp_path_factory.mktemp("区") / "各站 工作簿"
    shutil.copytree(examples / "district", folder)
    out = folder.with_name("汇总")
    return folder, out, in_a_process("batch", folder, *WORDS, "--out", out, "--json")


def test_every_station_has_the_figures_that_it_has_on_linux(done: tuple[Path, Path, Said], on_linux: Path) -> None:
    _, _, said = done
    linux = [json.loads(line) for line in (on_linux / "batch.json").read_text(encoding="utf-8").splitlines()]

    def figures(lines: list[dict]) -> dict[str, tuple]:
        return {Path(line["file"].replace("\\", "/")).name: (line.get("score"), line.get("grades")) for line in lines}

    assert figures(said.lines) == figures(linux)


def test_every_file_is_the_same_as_on_linux(done: tuple[Path, Path, Said], on_linux: Path) -> None:
    """But for the journal, which tells how long everything took, and for what is kept for the next run."""
    ours, theirs = (outputs(folder) for folder in (done[1], on_linux / "batch"))
    assert {"汇总.xlsx", "汇总.html", "汇总.docx", "汇总设置.xlsx", "通知名单.xlsx"} <= set(ours)
    assert set(ours) == set(theirs)
    assert [name for name in ours if ours[name] != theirs[name]] == []


def outputs(folder: Path) -> dict[str, bytes]:
    return {
        name: data
        for name, data in contents(folder).items()
        if not name.startswith(".") and name != "运行日志.jsonl"
    }  # fmt: skip


def test_a_second_run_does_nothing_again_and_an_open_rollup_is_named(done: tuple[Path, Path, Said]) -> None:
    folder, out, _ = done
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*.xlsx") if path.parent != out}
    with held(out / "汇总.xlsx"):
        said = in_a_process("batch", folder, *WORDS, "--out", out)
    assert "U900" not in said.codes
    assert "汇总.xlsx" in said.err
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
