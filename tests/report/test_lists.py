"""核查底稿 and the web page print the station's own lists; each worker has a page of tasks."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from listed_station import COMMUNITIES, STAFF, station

from workbook_tools.evaluation.earlier import Earlier
from workbook_tools.evaluation.year_on_year import with_years
from workbook_tools.in_memory import Computed, evaluate_bytes
from workbook_tools.report import make_html
from workbook_tools.report.blocks import Block, ChartPlace, Heading, Paragraph, Table
from workbook_tools.report.narrative import Narrative, narrative_of


@cache
def computed(year: int = 2025) -> Computed:
    return evaluate_bytes(station(400, year=year).data())


def papers() -> Narrative:
    found = computed()
    return narrative_of(found.submission, found.evaluation, found.findings)


def tables(blocks: tuple[Block, ...], key: str) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table) and block.key == key]


def column(table: Table, head: str) -> list[str]:
    return [row[table.head.index(head)][0] for row in table.rows]


def test_each_list_is_printed_in_the_working_paper_and_none_in_the_formal_one() -> None:
    paper = papers()
    keys = [block.key for block in paper.working if isinstance(block, Table) and block.key.startswith("list_")]
    assert list(dict.fromkeys(keys)) == [
        "list_people", "list_communities", "list_areas", "list_resources", "list_volunteers", "list_surveys",
        "list_media", "list_items", "list_again", "list_task_sums", "list_workers",
    ]  # fmt: skip
    assert not any(isinstance(block, Table) and block.key.startswith("list_") for block in paper.blocks)
    (people,), (communities,) = (tables(paper.working, key) for key in ("list_people", "list_communities"))
    assert column(people, "姓名") == list(STAFF)
    assert column(communities, "社区") == [*COMMUNITIES, "合计"]
    assert column(communities, "有无服务")[-3:] == ["无记录", "无记录", "20/22"]


def test_each_worker_has_a_page_with_tasks_pace_and_months() -> None:
    working = papers().working
    pages = [block.text for block in working if isinstance(block, Heading) and block.annex]
    assert pages == [f"任务进度表：{name}" for name in STAFF]
    tasks, months = tables(working, "task_worker"), tables(working, "task_months")
    assert len(tasks) == len(months) == len(STAFF)
    assert column(tasks[0], "对应指标") == column(months[0], "对应指标")
    results = [each for each in computed().evaluation.rosters.tasks or () if each.task.worker == STAFF[0]]
    assert column(tasks[0], "进度") == [each.light for each in results]
    assert column(months[0], "合计") == column(tasks[0], "已完成")
    assert len(months[0].head) <= 15


def test_the_sum_of_the_tasks_stands_beside_the_target_of_the_station() -> None:
    (sums,) = tables(papers().working, "list_task_sums")
    row = {name: cell[0] for name, cell in zip(sums.head, sums.rows[1], strict=True)}
    assert row["指标"] == "小组服务"
    assert (row["年度指标值"], row["各人任务之和"], row["相差"]) == ("80个", "60", "-20")


def test_a_year_of_more_months_than_a_page_is_wide_is_printed_in_parts() -> None:
    found = computed()
    lists = found.evaluation.rosters
    assert lists.tasks is not None
    months = tuple((f"{2024 + n // 12}-{n % 12 + 1:02d}", lists.tasks[0].task.target or 0) for n in range(15))
    longer = lists._replace(tasks=(replace(lists.tasks[0], by_month=months),))  # type: ignore[arg-type]
    working = narrative_of(found.submission, found.evaluation._replace(rosters=longer), ()).working
    assert [len(table.head) - 2 for table in tables(working, "task_months")] == [13, 2]


def test_chapters_of_the_lists_go_on_counting() -> None:
    chapters = [block.text for block in papers().working if isinstance(block, Heading) and block.level == 1]
    assert [text[0] for text in chapters if "、" in text] == list("一二三四五六七")
    assert "七、任务分解与进度" in chapters


def test_the_page_shows_the_lists_on_the_screen_only() -> None:
    found = computed()
    page = make_html(found.submission, found.evaluation, found.findings).decode()
    shown = page.partition('<section class="screen" aria-labelledby="lists">')[2]
    assert "名册与登记表（不随报告打印）" in shown
    assert "各社工任务进度" in shown
    assert "任务进度表：" not in page


def test_the_formal_report_tells_whom_the_services_reached() -> None:
    words = "\n".join(block.text for block in papers().blocks if isinstance(block, Paragraph))
    assert "兜底对象的服务中，" in words
    assert "写明是否接案的" in words
    assert "“台账完整”（三份缺日期）" in words
    assert "台账完整此前（中期）已经扣过分，应重点整改。" in words


def test_years_stand_side_by_side_with_staff_coverage_and_gifts() -> None:
    now = computed()
    earlier = [Earlier(f"{n}.xlsx", computed(n).submission, computed(n).evaluation) for n in (2023, 2024)]
    blocks = narrative_of(now.submission, with_years(now.submission, now.evaluation, earlier), ()).blocks
    (table,) = tables(blocks, "years_lists")
    assert [row[0][0] for row in table.rows] == ["2023年度", "2024年度", "本年度"]
    assert column(table, "覆盖社区") == ["20/22"] * 3
    words = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "3个年度平均每年链接资源" in words
    assert "本年度指标值为50.00万元。" in words
    assert [block.key for block in blocks if isinstance(block, ChartPlace)].count("years_lists") == 1
