"""What a zip file can do to its reader, and that untouched entries are copied in their packed form."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from tests.ooxml import packages
from workbook_tools.ooxml import CellEdit, PackageLimits, PackageProblem, Workbook
from workbook_tools.ooxml.archive import Archive
from workbook_tools.ooxml.limits import limits_of_environment


def code_of(data: bytes, limits: PackageLimits | None = None) -> str:
    with pytest.raises(PackageProblem) as caught:
        Workbook.open(data, limits)
    return caught.value.code


def archive(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in entries:
            info = zipfile.ZipInfo("x")
            info.filename = name
            package.writestr(info, content, method)
    return out.getvalue()


def ole(stream: str) -> bytes:
    """An OLE container as far as the first entry of its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le").ljust(128, b"\0")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "F100"),
        (b"not a workbook at all", "F100"),
        (b"PK\x03\x04 and nothing behind it", "F103"),
        (b"PK\x05\x06" + b"\0" * 18, "F108"),
        (ole("EncryptedPackage"), "F101"),
        (ole("Workbook"), "F102"),
        (ole("WordDocument"), "F100"),
        (archive(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")), "F108"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_by_code(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_an_encrypted_workbook_and_an_old_one_have_different_codes() -> None:
    assert code_of(ole("EncryptedPackage")) != code_of(ole("Workbook"))


def test_a_word_document_is_refused_as_no_workbook() -> None:
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    override = f'<Override PartName="/word/document.xml" ContentType="{content_type}"/>'
    types = f'<Types xmlns="{packages.PACKAGE}/content-types">{override}</Types>'
    link = f'<Relationship Id="rId1" Type="{packages.R}/officeDocument" Target="word/document.xml"/>'
    links = f'<Relationships xmlns="{packages.PACKAGE}/relationships">{link}</Relationships>'
    data = archive(
        ("[Content_Types].xml", types.encode()), ("_rels/.rels", links.encode()), ("word/document.xml", b"<document/>")
    )
    assert code_of(data) == "F108"


def test_a_binary_workbook_is_refused_as_another_kind() -> None:
    types = packages.simple_book([[1]])
    binary = b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    data = packages.changed(
        types,
        {
            "[Content_Types].xml": lambda old: old.replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", binary
            ),
            "xl/workbook.xml": b"\x83\x01\x00",
        },
    )
    assert code_of(data) == "F108"


def test_a_strict_workbook_is_refused() -> None:
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    data = packages.changed(
        packages.simple_book([[1]]), {"xl/workbook.xml": lambda old: old.replace(packages.MAIN.encode(), strict)}
    )
    assert code_of(data) == "F109"


@pytest.mark.parametrize(
    "name",
    [
        "../evil.xml",
        "xl/../../evil.xml",
        "/xl/evil.xml",
        "xl\\..\\..\\evil.xml",
        "\\evil.xml",
        "C:evil.xml",
        "xl/./evil.xml",
        "xl/e\x01vil.xml",
    ],
)
def test_a_name_that_could_lead_out_of_the_package_is_refused(name: str) -> None:
    assert code_of(archive(("[Content_Types].xml", b"<Types/>"), (name, b"x"))) == "F105"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", ["xl/workbook.xml", "XL/Workbook.xml"])
def test_two_entries_of_one_name_are_refused(twin: str) -> None:
    assert code_of(archive(("xl/workbook.xml", b"a"), (twin, b"b"))) == "F105"


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (PackageLimits(entries=3), "部件数"),
        (PackageLimits(total_bytes=1000), "解压后总字节数"),
        (PackageLimits(part_bytes=500), "单个部件解压后字节数"),
        (PackageLimits(ratio=2, ratio_from=100), "压缩倍数"),
    ],
)
def test_every_limit_is_kept_and_can_be_set(limits: PackageLimits, what: str) -> None:
    data = packages.simple_book([["一"] * 30] * 30)
    Workbook.open(data)
    with pytest.raises(PackageProblem) as caught:
        Workbook.open(data, limits)
    assert (caught.value.code, caught.value.figures["what"]) == ("F104", what)


@pytest.mark.parametrize(
    ("environment", "limits"),
    [
        ({}, PackageLimits()),
        ({"WORKBOOK_TOOLS_MAX_PARTS": "50", "WORKBOOK_TOOLS_MAX_RATIO": " 900 "}, PackageLimits(entries=50, ratio=900)),
        ({"WORKBOOK_TOOLS_MAX_PART_MB": "3"}, PackageLimits(part_bytes=3_000_000)),
        ({"WORKBOOK_TOOLS_MAX_INFLATED_MB": "4000"}, PackageLimits(total_bytes=4_000_000_000)),
        (
            {"WORKBOOK_TOOLS_MAX_PARTS": "many", "WORKBOOK_TOOLS_MAX_RATIO": "-5", "WORKBOOK_TOOLS_MAX_PART_MB": "0"},
            PackageLimits(),
        ),
    ],
)
def test_an_office_sets_limits_by_the_environment(environment: dict[str, str], limits: PackageLimits) -> None:
    assert limits_of_environment(environment) == limits


def test_the_environment_holds_where_nothing_else_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_TOOLS_MAX_PARTS", "3")
    assert code_of(packages.simple_book([[1]])) == "F104"
    assert Workbook.open(packages.simple_book([[1]]), PackageLimits()).sheet_names == ("表一",)


def test_nested_archives_are_counted_and_never_opened() -> None:
    bomb = archive(("zeros", bytes(1_000_000)))
    data = packages.changed(packages.simple_book([[1]]), {f"xl/embeddings/book{n}.zip": bomb for n in range(5)})
    assert Workbook.open(data).sheet_names == ("表一",)
    assert code_of(data, PackageLimits(nested_archives=4)) == "F104"


def test_a_bomb_is_refused_quickly_and_in_little_memory() -> None:
    data = packages.changed(packages.simple_book([[1]]), {"xl/media/image1.xml": bytes(300_000_000)})
    tracemalloc.start()
    started = time.process_time()
    assert code_of(data) == "F104"
    seconds, (_, peak) = time.process_time() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 1
    assert peak < 50_000_000


def test_a_part_that_inflates_to_more_than_it_states_is_refused() -> None:
    data = bytearray(packages.changed(packages.simple_book([[1]]), {"xl/worksheets/sheet1.xml": bytes(100_000_000)}))
    true_size, false_size = struct.pack("<L", 100_000_000), struct.pack("<L", 4000)
    while (place := data.find(true_size)) >= 0:
        data[place : place + 4] = false_size
    assert code_of(bytes(data)) == "F103"


def test_only_the_same_packed_bytes_of_a_known_archive_are_trusted() -> None:
    content = b"".join(struct.pack("<L", number * 2_654_435_761 % 2**32) for number in range(25_000))
    data = archive(("a.xml", content), ("b.xml", b"b"))
    known = Archive(data, PackageLimits())
    assert known.read("a.xml") == known.read("a.xml") == content  # first from the look at it, then inflated again
    assert Archive(data, PackageLimits(), known).read("a.xml") == content
    false = data.replace(struct.pack("<L", len(content)), struct.pack("<L", 4000))
    with pytest.raises(PackageProblem, match="F103"):
        Archive(false, PackageLimits(), known)
    with pytest.raises(PackageProblem, match="F103"):
        Archive(false, PackageLimits(), Archive(archive(("b.xml", b"b")), PackageLimits()))


def test_overlapping_entries_are_refused() -> None:
    data = bytearray(archive(("[Content_Types].xml", b"a" * 50), ("b", b"b" * 50), method=zipfile.ZIP_STORED))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<L", 0)  # the second entry now starts where the first does
    assert code_of(bytes(data)) == "F103"


def test_a_password_protected_entry_is_refused_when_it_is_read() -> None:
    data = bytearray(packages.simple_book([[1]]))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    assert code_of(bytes(data)) == "F111"


def test_a_file_cut_off_anywhere_is_refused_by_code() -> None:
    data = packages.rich_book()
    codes = {code_of(data[: len(data) * percent // 100]) for percent in range(100)}
    assert codes <= {"F100", "F103", "F108"}


def test_a_damaged_part_is_noticed_when_it_is_read() -> None:
    data = bytearray(packages.changed(packages.simple_book([["值"] * 50]), {}, stored=True))
    place = data.find(b"<sheetData>")
    data[place + 3] ^= 0xFF
    with pytest.raises(PackageProblem, match="F103"):
        Workbook.open(bytes(data)).scan("表一")


def test_untouched_entries_keep_their_packed_bytes_names_order_and_times(rich: bytes) -> None:
    book = Workbook.open(rich)
    book.set_cells("数据", {"C3": CellEdit(99)})
    old, new = zipfile.ZipFile(io.BytesIO(rich)), zipfile.ZipFile(io.BytesIO(book.save()))
    assert new.namelist() == old.namelist()
    for before, after in zip(old.infolist(), new.infolist(), strict=True):
        if after.filename != "xl/worksheets/sheet1.xml":
            assert _packed(old, before) == _packed(new, after)
            assert (before.date_time, before.external_attr, before.CRC) == (
                after.date_time,
                after.external_attr,
                after.CRC,
            )


def test_entries_with_sizes_behind_the_data_and_names_beyond_ascii_are_copied() -> None:
    out = _Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as streamed:  # no seeking back: sizes stand behind the data
        with zipfile.ZipFile(io.BytesIO(packages.simple_book([[1]]))) as source:
            for name in source.namelist():
                streamed.writestr(name, source.read(name))
        streamed.writestr("xl/media/图片.png", b"picture")
    book = Workbook.open(out.getvalue())
    book.set_cells("表一", {"A1": CellEdit(2)})
    with zipfile.ZipFile(io.BytesIO(book.save())) as saved:
        assert saved.testzip() is None
        assert saved.read("xl/media/图片.png") == b"picture"


def test_nothing_changed_gives_the_very_same_bytes(rich: bytes) -> None:
    book = Workbook.open(rich)
    book.scan("数据")
    book.set_cells("数据", {"A3": CellEdit("第2项"), "B3": CellEdit(20), "Z99": CellEdit(None)})
    assert book.save() is rich


def _packed(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    file = package.fp
    assert file is not None
    file.seek(entry.header_offset)
    header = file.read(30)
    file.seek(entry.header_offset + 30 + sum(struct.unpack("<2H", header[26:30])))
    return file.read(entry.compress_size)


class _Unseekable(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation
