"""Compound files: a second reader finds the same streams, damage is refused, and everything survives a round trip."""

from __future__ import annotations

import contextlib
import io
import struct

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_tools.excel.compound_file import CompoundFileProblem, Storage, read_compound_file
from workbook_tools.excel.compound_writer import write_compound_file

names = st.text(st.sampled_from("ABCabc_123报告"), min_size=1, max_size=20)


@st.composite
def storages(draw: st.DrawFn) -> Storage:
    def one(depth: int) -> Storage:
        chosen = draw(st.lists(names, max_size=9, unique_by=str.upper))
        children: dict[str, Storage | bytes] = {}
        for name in chosen:
            nested = depth < 2 and draw(st.integers(0, 3)) == 0
            children[name] = (
                one(depth + 1) if nested else bytes([len(name)]) * draw(st.sampled_from([0, 5, 64, 4095, 4096, 9000]))
            )
        return Storage(children, bytes(range(16)), draw(st.integers(0, 7)), draw(st.integers(0, 2**60)), 0)

    return one(0)


@given(storages())
@settings(max_examples=30, deadline=None)
def test_a_tree_comes_back_and_a_second_reader_finds_every_stream(tree: Storage) -> None:
    tree.created = 0  # the root has no time of creation
    data = write_compound_file(tree)
    assert read_compound_file(data) == tree
    assert data == write_compound_file(tree)
    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as second:
        found = {tuple(path): second.openstream(path).read() for path in second.listdir()}
    assert found == dict(streams(tree))


def streams(tree: Storage, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], bytes]]:
    found: list[tuple[tuple[str, ...], bytes]] = []
    for name, child in tree.children.items():
        found += streams(child, (*path, name)) if isinstance(child, Storage) else [((*path, name), child)]
    return found


def test_a_second_reader_looks_names_up_whatever_their_number() -> None:
    for count in range(1, 40):
        tree = Storage({f"Module{n}": b"x" * n for n in range(count)})
        with olefile.OleFileIO(io.BytesIO(write_compound_file(tree))) as second:
            assert all(second.exists(f"module{n}") for n in range(count))


def test_names_are_found_without_regard_to_case() -> None:
    tree = Storage({"Project": b"old"})
    tree.put("PROJECT", b"new")
    assert tree.children == {"Project": b"new"}


GOOD = write_compound_file(Storage({"A": b"a" * 5000, "B": Storage({"C": b"c"})}))


@pytest.mark.parametrize("cut", [0, 7, 100, 512, 1024, 3000])
def test_a_file_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(CompoundFileProblem):
        read_compound_file(GOOD[:cut])


def test_a_chain_that_runs_in_a_circle_is_refused() -> None:
    fat = struct.unpack_from("<I", GOOD, 76)[0]
    damaged = bytearray(GOOD)
    struct.pack_into("<I", damaged, (fat + 1) * 512, 0)  # sector 0 follows itself
    with pytest.raises(CompoundFileProblem):
        read_compound_file(bytes(damaged))


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
@settings(max_examples=300, deadline=None)
def test_a_damaged_byte_never_does_more_than_be_refused(place: int, value: int) -> None:
    damaged = bytearray(GOOD)
    damaged[place] = value
    with contextlib.suppress(CompoundFileProblem):
        read_compound_file(bytes(damaged))
