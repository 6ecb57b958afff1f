"""The HTML summary: one file, readable by people, screen readers and programs."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
import report_samples as samples
from report_readers import page

from workbook_tools.report import make_html

ALL = [samples.typical, samples.empty, samples.unjudged, samples.hostile, samples.many_rows]


@pytest.fixture(scope="module")
def report() -> bytes:
    return make_html(*samples.typical())


@pytest.mark.parametrize("sample", ALL)
def test_the_page_needs_no_network(sample) -> None:  # type: ignore[no-untyped-def]
    text = make_html(*sample()).decode()
    assert not re.search(r"""(?i)\ssrc\s*=|\shref="[^#]|@import|url\(|https?:""", _markup_only(text))


def _markup_only(text: str) -> str:
    """The tags and the style, without what staff wrote between them."""
    return "".join(re.findall(r"<[^>]*>", text)) + text.partition("</style>")[0]


@pytest.mark.skipif(not shutil.which("html-validate"), reason="npm package html-validate is not installed")
@pytest.mark.parametrize("sample", ALL)
def test_the_html_validator_finds_nothing(sample, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "report.html"
    path.write_bytes(make_html(*sample()))
    # The validator counts the letters of &quot; and the like; a browser's tab does not.
    rules = ["--rule", "long-title:off"] if sample is samples.hostile else []
    answer = subprocess.run(["html-validate", *rules, str(path)], capture_output=True, text=True, check=False)
    assert answer.stdout == ""
    assert answer.returncode == 0


def test_landmarks_and_headings_lead_through_the_page(report: bytes) -> None:
    tree = page(report)
    assert tree.get("lang") == "zh-CN"
    assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == len(tree.xpath("//header")) == 1
    chapters = [heading.text_content() for heading in tree.xpath("//main/section/h2")]
    assert [link.text_content() for link in tree.xpath("//nav//a")] == chapters
    assert [link.get("href")[1:] for link in tree.xpath("//nav//a")] == [
        h.get("id") for h in tree.xpath("//main/section/h2")
    ]
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_heads_with_scope(report: bytes) -> None:
    for table in page(report).xpath("//table"):
        caption = table.xpath("./caption")[0].text_content()
        assert caption.startswith("表") or table.get("class") == "findings"
        assert all(head.get("scope") == "col" for head in table.xpath("./thead//th"))
        assert all(
            row.xpath("./th[@scope]") or table.get("class") in ("indicators_items", "effects")
            for row in table.xpath("./tbody/tr")
        )


def test_merged_level_cells_cover_as_many_rows_as_they_hold(report: bytes) -> None:
    table = page(report).xpath("//table[@class='indicators_items']")[0]
    width = len(table.xpath("./thead//th"))
    covered = [0] * len(table.xpath("./tbody/tr"))
    for place, row in enumerate(table.xpath("./tbody/tr")):
        for cell in row:
            for below in range(int(cell.get("rowspan", "1"))):
                covered[place + below] += 1
    assert covered == [width] * len(covered)
    first = table.xpath("./tbody/tr[1]/th")
    assert [(cell.text_content(), cell.get("rowspan")) for cell in first] == [
        ("产出指标", "8"), ("数量指标", "7"), ("服务达标率", "6"),
    ]  # fmt: skip


def test_charts_are_images_with_a_text_alternative_and_chinese_labels(report: bytes) -> None:
    charts = page(report).xpath("//*[local-name()='svg']")
    assert len(charts) == 3  # the dial and two charts
    assert all(chart.get("role") == "img" and len(chart.get("aria-label")) > 5 for chart in charts)
    labels = page(report).xpath("//figure[contains(@class,'completion')]//*[local-name()='text']")
    assert {"个案辅导", "资源链接", "70.00%", "100%"} <= {label.text_content() for label in labels}


def test_the_dial_shows_the_range_of_an_open_score(report: bytes) -> None:
    arcs = page(report).xpath("//*[@class='dial']/*[local-name()='path']")
    assert [arc.get("stroke-dasharray") for arc in arcs] == [None, "0 70.50 25.00 100", "70.50 200"]


def test_a_closed_score_has_no_open_arc() -> None:
    given = samples.Submission(samples.about()), samples.evaluation([samples.scored("个案", "10", "10")]), ()
    arcs = page(make_html(*given)).xpath("//*[@class='dial']/*[local-name()='path']")
    assert [arc.get("class") for arc in arcs] == ["track", "s"]


def test_a_completion_far_off_does_not_press_the_others_flat() -> None:
    rows = [samples.scored(name, "10", "10", row=4 + n) for n, name in enumerate(["个案", "活动", "探访"])]
    rows.append(samples.scored("小组", "1", "120", state="超额完成", row=7))
    given = samples.Submission(samples.about()), samples.evaluation(rows), ()
    figure = page(make_html(*given)).xpath("//figure[contains(@class,'completion')]")[0]
    widths = [bar.get("width") for bar in figure.xpath(".//*[local-name()='rect'][not(@class='t')]")]
    assert widths == ["33.33%"] * 3 + ["100.00%"]
    assert "12000.00%" in figure.text_content()


def _luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_letters_have_the_contrast_of_wcag_aa(report: bytes, theme: str) -> None:
    roots = re.findall(r":root \{(.*?)\}", report.decode(), re.DOTALL)
    colors = dict(
        re.findall(r"--([a-z-]+): (#[0-9a-f]{6}|#[0-9a-f]{3});", roots[["light", "dark", "print"].index(theme)])
    )
    colors = {name: c if len(c) == 7 else "#" + "".join(2 * digit for digit in c[1:]) for name, c in colors.items()}
    pairs = [(letters, ground) for letters in ("ink", "quiet", "accent") for ground in ("paper", "ground", "head")]
    pairs += [(tone, f"{tone}-soft") for tone in ("met", "over", "unmet", "open", "warn")]
    pairs += [(tone, "paper") for tone in ("met", "over", "unmet", "open")]
    weak = {pair: round(_contrast(colors[pair[0]], colors[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
