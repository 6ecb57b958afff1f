"""A district on Windows: done, resumed, and a roll-up that somebody has open."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.windows.conftest import Said, held, in_a_process


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> tuple[Path, Path, Said]:
    """A small district, its results, and what the batch said."""
    folder = tmp_path_factory.mktemp("区") / "各站 工作簿"
    shutil.copytree(examples / "district", folder)
    out = folder.with_name("汇总")
    return folder, out, in_a_process("batch", folder, "--out", out, "--json")


def test_every_station_has_the_figures_that_it_has_on_linux(done: tuple[Path, Path, Said], on_linux: Path) -> None:
    _, _, said = done
    linux = [json.loads(line) for line in (on_linux / "batch.json").read_text(encoding="utf-8").splitlines()]

    def figures(lines: list[dict]) -> dict[str, tuple]:
        return {Path(line["file"].replace("\\", "/")).name: (line.get("score"), line.get("grades")) for line in lines}

    assert figures(said.lines) == figures(linux)


def test_the_rollup_is_written(done: tuple[Path, Path, Said]) -> None:
    assert {"汇总.xlsx", "汇总.html", "汇总.docx"} <= {path.name for path in done[1].iterdir()}


def test_a_second_run_does_nothing_again_and_an_open_rollup_is_named(done: tuple[Path, Path, Said]) -> None:
    folder, out, _ = done
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*.xlsx") if path.parent != out}
    with held(out / "汇总.xlsx"):
        said = in_a_process("batch", folder, "--out", out)
    assert "U900" not in said.codes
    assert "汇总.xlsx" in said.err
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
