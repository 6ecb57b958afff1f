"""What is packed comes back, and other programs read it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyopenvba.vba import decompress as second_decompress

from workbook_tools.excel.compression import CompressionProblem, compress, decompress

lines = st.lists(st.sampled_from(["Dim a As Long", "    Next", "End Sub", "' note", "", "x = x + 1"]), max_size=900)


@given(lines)
@settings(max_examples=40, deadline=None)
def test_source_text_comes_back_exactly_and_a_second_reader_agrees(text: list[str]) -> None:
    source = "\r\n".join(text).encode()
    packed = compress(source)
    assert decompress(packed) == source
    assert second_decompress(packed) == source


@given(st.binary(max_size=3600))
@settings(max_examples=60, deadline=None)
def test_any_bytes_of_up_to_three_and_a_half_thousand_come_back(data: bytes) -> None:
    assert decompress(compress(data)) == data


def test_a_full_chunk_that_does_not_compress_is_stored_raw() -> None:
    noise = bytes((i * i * 31 + i * 7 + (i >> 3) * 13) % 251 for i in range(4096))
    data = noise + b"Sub A()\r\nEnd Sub\r\n"
    assert decompress(compress(data)) == data


def test_repetition_is_packed_small() -> None:
    assert len(compress(b"    Next Row\r\n" * 200)) < 100


@pytest.mark.parametrize(
    "container",
    [b"", b"\x02\x00", b"\x01\x00", b"\x01\x02\xb0\x01\x00\x00\x00", b"\x01\x01\xb0\x03a\x01"],
    ids=["empty", "wrong signature", "half a header", "copy before the chunk", "half a copy"],
)
def test_damaged_containers_are_refused(container: bytes) -> None:
    with pytest.raises(CompressionProblem):
        decompress(container)
