"""Write a reader's look into a page that is kept compressed, without compressing it again.

A gzip file may begin with a block that is not compressed. Ours holds everything up to the end of the opening `<html …`,
so that attributes can be put there; the rest is one deflate stream that never changes. The checksum of the whole is
combined from the checksums of the two parts, without looking at the rest again.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from zlib_ng import zlib_ng as zlib

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_BLOCK = struct.Struct("<BHH")
_TRAILER = struct.Struct("<II")
_OPENING = re.compile(rb"<html\b[^>]*")
_WITHIN = 1000
_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Spliced:
    """A page in two parts: the opening as it is, the rest deflated, with what is needed to join them."""

    opening: bytes
    deflated: bytes
    crc: int
    length: int

    def gzip(self, attributes: bytes = b"") -> bytes:
        """The whole page as one gzip member, with these attributes at the end of its opening tag."""
        before, after = self.ends(attributes)
        return before + self.deflated + after

    def ends(self, attributes: bytes) -> tuple[bytes, bytes]:
        """What stands before and after the deflated part in `gzip`."""
        opening = self._opening(attributes)
        crc = zlib.crc32_combine(zlib.crc32(opening), self.crc, self.length)
        block = _BLOCK.pack(0, len(opening), len(opening) ^ 0xFFFF)
        trailer = _TRAILER.pack(crc, (len(opening) + self.length) & 0xFFFFFFFF)
        return _HEADER + block + opening, trailer

    def plain(self, attributes: bytes = b"") -> bytes:
        """The whole page as it is."""
        return self._opening(attributes) + zlib.decompress(self.deflated, -zlib.MAX_WBITS)

    def _opening(self, attributes: bytes) -> bytes:
        return self.opening + attributes if self.opening else b""


def split(body: bytes) -> Spliced:
    """Take a page apart. What has no `<html` near its beginning has an empty opening, and takes no attributes."""
    found = _OPENING.search(body, 0, _WITHIN)
    opening, rest = (body[: found.end()], body[found.end() :]) if found else (b"", body)
    pressed = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Spliced(opening, pressed.compress(rest) + pressed.flush(), zlib.crc32(rest), len(rest))
