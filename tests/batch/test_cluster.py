"""A real scheduler and real worker processes, one of them killed on the way; an object store by moto's server."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from batch_folder import contents, station_book

from workbook_tools.batch import Listener, batch
from workbook_tools.batch import run as running
from workbook_tools.batch.places import place
from workbook_tools.batch.records import codes
from workbook_tools.catalogue.problems import CannotProcess

DASK = [sys.executable, "-W", "ignore", "-m"]
SETTINGS = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "30s", "PYTHONPATH": str(Path(__file__).parents[1])}


def free_port() -> int:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def only_where_servers_are() -> None:
    """The libraries of a cluster and of an object store are not among those of the Windows Python of tests/windows."""
    if sys.platform == "win32":
        pytest.skip("holds on POSIX alone: a cluster and an object store run on servers")


class Cluster:
    """A scheduler and two workers, each a process of its own, as on three machines."""

    def __init__(self, folder: Path) -> None:
        only_where_servers_are()
        self.address = f"tcp://127.0.0.1:{free_port()}"
        self._environment = {**os.environ, **SETTINGS}
        self._folder = folder
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start(
            "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"
        )
        wait_for(int(port))  # a busy machine takes its time
        self.workers = [self.new_worker() for _ in range(2)]

    def new_worker(self) -> subprocess.Popen[bytes]:
        arguments = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self._folder))
        return self._start("distributed.cli.dask_worker", self.address, *arguments)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*DASK, *arguments], env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("dask"))
    try:
        from distributed import Client

        with Client(made.address, timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield made
    finally:
        made.close()


pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def stations(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03d}.xlsx").write_bytes(station_book(f"{number:03d}街社工服务站"))
    return folder


def test_a_cluster_gives_the_same_bytes_as_one_machine(cluster: Cluster, tmp_path: Path) -> None:
    source = stations(tmp_path / "各站", 5)
    (source / "坏.xlsx").write_bytes(b"PK\3\4")
    batch(source, tmp_path / "a", scheduler=cluster.address)
    batch(source, tmp_path / "b", jobs=1)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    again = batch(source, tmp_path / "a", scheduler=cluster.address)
    assert [record.relative for record in again.records if not record.reused] == ["坏.xlsx"]


def test_a_worker_killed_on_the_way_loses_no_file(cluster: Cluster, tmp_path: Path) -> None:
    source = stations(tmp_path / "各站", 110)
    heard: list[str] = []

    def kill_one(record: object) -> None:
        heard.append(str(record))
        if len(heard) == 1:
            cluster.workers[0].send_signal(signal.SIGKILL)

    outcome = batch(
        source, tmp_path / "结果", scheduler=cluster.address, report=False, listener=Listener(heard=kill_one)
    )
    assert cluster.workers[0].wait(10) == -signal.SIGKILL
    assert outcome.ok
    assert len(heard) == len(outcome.records) == 110
    assert len([path for path in contents(tmp_path / "结果") if path.startswith("各站结果/")]) == 110
    cluster.workers[0] = cluster.new_worker()


def test_a_cluster_without_a_worker_left_ends_and_names_what_is_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PATIENCE", 2.0)
    source = stations(tmp_path / "各站", 60)
    made = Cluster(tmp_path)

    def kill_all(_: object) -> None:
        for worker in made.workers:
            worker.kill()

    try:
        outcome = batch(
            source, tmp_path / "结果", scheduler=made.address, report=False, listener=Listener(heard=kill_all)
        )
    finally:
        made.close()
    undone = [record for record in outcome.records if record.status == "failed"]
    assert undone
    assert {codes(record) for record in undone} == {("B012",)}
    assert batch(source, tmp_path / "结果", jobs=2, report=False).ok


def test_a_scheduler_killed_on_the_way_takes_no_result_with_it(tmp_path: Path) -> None:
    source, out = stations(tmp_path / "各站", 60), tmp_path / "结果"
    made = Cluster(tmp_path)
    try:
        outcome = batch(
            source, out, scheduler=made.address, report=False, listener=Listener(heard=lambda _: made.scheduler.kill())
        )
    finally:
        made.close()
    assert len(outcome.records) == 60
    assert {codes(record) for record in outcome.records if record.status == "failed"} == {("B012",)}
    assert any(record.status == "done" for record in outcome.records)
    again = batch(source, out, jobs=2, report=False)
    assert again.ok
    assert sum(record.reused for record in again.records) >= sum(record.status == "done" for record in outcome.records)


def test_a_file_that_takes_too_long_costs_itself_on_a_cluster_too(tmp_path: Path) -> None:
    from workbook_tools.batch import tasks
    from workbook_tools.batch.records import Job, JobOptions

    job = Job(str(tmp_path), "a.xlsx", str(tmp_path / "o"), "各站结果/a", "", JobOptions())
    begin = time.monotonic()
    slow = lambda _: [time.sleep(0.01) for _ in range(60_000)]  # noqa: E731
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "process", slow)
        assert tasks.do_all([job], 0.5) == [tasks.Lost("0.5")]
        assert time.monotonic() - begin < 120  # and not the ten minutes of the work
    (record,) = tasks.do_all([job], 30)
    assert not isinstance(record, tasks.Lost)
    assert codes(record) == ("F001",)


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_where_servers_are()
    from workbook_tools.batch import cluster as room

    monkeypatch.setattr(room, "CONNECTING", 1)
    source = stations(tmp_path / "各站", 1)
    with pytest.raises(CannotProcess) as refused:
        batch(source, tmp_path / "结果", scheduler=f"tcp://127.0.0.1:{free_port()}")
    assert [found.code for found in refused.value.findings] == ["B011"]


def test_without_the_component_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CannotProcess) as refused:
        batch(stations(tmp_path / "各站", 1), tmp_path / "结果", scheduler="tcp://x")
    assert [found.code for found in refused.value.findings] == ["B010"]


# ---------------------------------------------------------------- an object store


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """The address of a bucket on a server of its own."""
    only_where_servers_are()
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    settings = {
        "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "moto.server", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    SETTINGS.update(settings)
    try:
        wait_for(port)
        import fsspec

        fsspec.filesystem("s3").mkdir("bezirk")
        yield "s3://bezirk"
    finally:
        server.kill()
        server.wait()
        for name, value in before.items():
            SETTINGS.pop(name)
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


def wait_for(port: int) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        with closing(socket.socket()) as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


def put(address: str, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        place(address).write(name, data)


def stored(address: str) -> dict[str, bytes]:
    there = place(address)
    return {name: there.read(name) for name, _ in there.files() if name != "运行日志.jsonl"}


def district_files() -> dict[str, bytes]:
    files = {f"{name}.xlsx": station_book(f"{name}社工服务站") for name in ("甲街", "远郊/丙镇")}
    files["远郊/本区.toml"] = b'extends = "fiscal-2020"\n'
    return {**files, "坏.xlsx": b"PK\3\4", "~$甲街.xlsx": b"x"}


def test_an_object_store_serves_as_source_and_target(bucket: str, tmp_path: Path) -> None:
    source, out, local = f"{bucket}/a/各站", f"{bucket}/a/结果", tmp_path / "各站"
    put(source, district_files())
    put(str(local), district_files())
    outcome = batch(source, out, jobs=1)
    assert {record.relative: record.status for record in outcome.records} == {
        "甲街.xlsx": "done", "远郊/丙镇.xlsx": "done", "坏.xlsx": "failed",
    }  # fmt: skip
    batch(local, tmp_path / "结果", jobs=1)
    assert stored(out) == contents(tmp_path / "结果")
    again = batch(source, out, jobs=1)
    assert sorted(record.relative for record in again.records if record.reused) == ["甲街.xlsx", "远郊/丙镇.xlsx"]


def test_an_edited_report_in_an_object_store_stays(bucket: str) -> None:
    source, out = f"{bucket}/b/各站", f"{bucket}/b/结果"
    put(source, {"甲街.xlsx": station_book("甲街社工服务站")})
    batch(source, out, jobs=1)
    report = next(name for name in stored(out) if name.endswith("报告.html"))
    put(out, {report: b"von Hand"})
    put(source, {"甲街.xlsx": station_book("甲街社工服务站", 资金使用=None)})
    batch(source, out, jobs=1)
    names = stored(out)
    assert names[report] == b"von Hand"
    assert report.replace(".html", "（第2版）.html") in names


def test_a_cluster_works_on_an_object_store(bucket: str, tmp_path: Path) -> None:
    source, out = f"{bucket}/c/各站", f"{bucket}/c/结果"
    put(source, district_files())
    made = Cluster(tmp_path)
    try:
        outcome = batch(source, out, scheduler=made.address)
    finally:
        made.close()
    assert sum(record.status == "done" for record in outcome.records) == 2
    assert re.search("甲街社工服务站", stored(out)["汇总.html"].decode())


def test_an_address_of_an_unknown_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotProcess) as refused:
        batch("nirgends://x/y", tmp_path / "结果")
    assert [found.code for found in refused.value.findings] == ["B013"]


def test_many_files_are_read_in_their_order_and_missing_ones_are_none(bucket: str) -> None:
    put(f"{bucket}/d", {f"{n}": str(n).encode() for n in range(40)})
    wanted = [str(n) for n in range(0, 60, 2)]
    read = list(place(f"{bucket}/d").read_many(wanted))
    assert read == [name.encode() if int(name) < 40 else None for name in wanted]
    assert threading.active_count() < 60
