"""The run-length compression of VBA sources, [MS-OVBA] 2.4.1.

A container is a signature byte and chunks of at most 4096 source bytes. A chunk is a header of two bytes and groups of
a flag byte with eight tokens: a literal byte, or a copy of earlier bytes of the same chunk.
"""

from __future__ import annotations

import struct

CHUNK = 4096
_SIGNATURE = 0x01
_HEADER_COMPRESSED = 0xB000  # flag "compressed" and the signature 0b011
_HEADER_RAW = 0x3000


class CompressionProblem(ValueError):
    """The bytes are no compressed container, or cannot be put into one."""


def compress(data: bytes) -> bytes:
    """The container of `data`; the same bytes every time."""
    chunks = (_compressed_chunk(data[at : at + CHUNK]) for at in range(0, len(data), CHUNK))
    return bytes([_SIGNATURE]) + b"".join(chunks)


def decompress(container: bytes) -> bytes:
    """The source bytes of a container. Raises `CompressionProblem` when it breaks the format."""
    if not container or container[0] != _SIGNATURE:
        raise CompressionProblem("no compressed container")
    out = bytearray()
    at = 1
    while at < len(container):
        if at + 2 > len(container):
            raise CompressionProblem("a chunk header is cut off")
        header = struct.unpack_from("<H", container, at)[0]
        end = at + (header & 0x0FFF) + 3
        body = container[at + 2 : end]
        if header & 0x8000:
            _decompress_chunk(body, out)
        else:
            out += body
        at = end
    return bytes(out)


def _copy_bits(position: int) -> int:
    """How many bits of a copy token hold the offset, `position` bytes into the chunk (4 to 12)."""
    return max(4, (position - 1).bit_length())


def _decompress_chunk(body: bytes, out: bytearray) -> None:
    start = len(out)
    at = 0
    while at < len(body):
        flags = body[at]
        at += 1
        for bit in range(8):
            if at >= len(body):
                return
            if not flags >> bit & 1:
                out.append(body[at])
                at += 1
                continue
            if at + 2 > len(body):
                raise CompressionProblem("a copy token is cut off")
            token = struct.unpack_from("<H", body, at)[0]
            at += 2
            bits = _copy_bits(len(out) - start)
            offset = (token >> (16 - bits)) + 1
            if offset > len(out) - start:
                raise CompressionProblem("a copy token points before its chunk")
            for _ in range((token & (0xFFFF >> bits)) + 3):
                out.append(out[-offset])


def _compressed_chunk(source: bytes) -> bytes:
    tokens = _tokens(source)
    if len(tokens) <= CHUNK:
        return struct.pack("<H", _HEADER_COMPRESSED | (len(tokens) - 1)) + tokens
    if len(source) == CHUNK:
        return struct.pack("<H", _HEADER_RAW | (CHUNK - 1)) + source
    raise CompressionProblem("a short last chunk does not compress: no VBA source looks like that")


def _tokens(source: bytes) -> bytes:
    """Greedy: at every place the longest earlier match, the nearest of equals."""
    out = bytearray()
    seen: dict[bytes, list[int]] = {}
    position = 0
    while position < len(source):
        flags_at = len(out)
        out.append(0)
        for bit in range(8):
            if position >= len(source):
                break
            length, match = _longest_match(source, position, seen)
            if length:
                bits = _copy_bits(position)
                out += struct.pack("<H", ((position - match - 1) << (16 - bits)) | (length - 3))
                out[flags_at] |= 1 << bit
            else:
                out.append(source[position])
                length = 1
            for place in range(position, position + length):
                seen.setdefault(source[place : place + 3], []).append(place)
            position += length
    return bytes(out)


def _longest_match(source: bytes, position: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    if not position:
        return 0, 0
    longest = min((0xFFFF >> _copy_bits(position)) + 3, len(source) - position)
    best, best_at = 0, 0
    if longest < 3:
        return 0, 0
    for candidate in reversed(seen.get(source[position : position + 3], ())):
        length = 3
        while length < longest and source[candidate + length] == source[position + length]:
            length += 1
        if length > best:
            best, best_at = length, candidate
            if length == longest:
                break
    return best, best_at
