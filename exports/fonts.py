"""A stand-in for TH Sarabun New where it is not installed: Laksaman, its free descendant, at the same size.

Laksaman's letters are TH Sarabun New's on a smaller square, so that text comes out half as wide again. The stand-in
keeps the outlines and changes the size of the square; lines and pages then break as they do on an office's computer.
Made at run time from the fonts of the machine and never kept in the repository. Source: the OpenType specification.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

FAMILY = "LaksamanCompat"
DIGITS = "RainganThaiDigits"  # the same letters, with Thai digits in the places of the Arabic ones
UNITS_PER_EM = 1500  # Laksaman says 1000
STANDS_FOR = ("TH Sarabun New", "TH SarabunPSK", "TH SarabunIT๙")
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_LINE_GAP = {b"hhea": (8, 45), b"OS/2": (72, 90)}  # table: (place of the line gap, its value)
_USE_TYPO_METRICS = 1 << 7
_CHECKSUM_OF_ALL = 0xB1B0AFBA


def prepare(folder: Path) -> Path | None:
    """Write the stand-in and a fontconfig file into `folder`; return that file, or None without Laksaman."""
    sources = [file for place in FOLDERS if place.is_dir() for file in sorted(place.rglob("Laksaman*.ttf"))]
    if not sources:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        font = source.read_bytes()
        (folder / source.name.replace("Laksaman", FAMILY)).write_bytes(stand_in(font))
        (folder / source.name.replace("Laksaman", DIGITS)).write_bytes(stand_in(font, DIGITS, thai_digits=True))
    config = folder / "fonts.conf"
    config.write_text(_fontconfig(folder), encoding="utf-8")
    return config


def stand_in(font: bytes, family: str = FAMILY, *, thai_digits: bool = False) -> bytes:
    """Return a TrueType font on the larger square, under the name of a family; Arabic digits look Thai if wanted."""
    tables = dict(_tables(font))
    head = bytearray(tables[b"head"])
    struct.pack_into(">H", head, 18, UNITS_PER_EM)
    struct.pack_into(">I", head, 8, 0)
    tables[b"head"] = bytes(head)
    for name, (place, gap) in _LINE_GAP.items():
        changed = bytearray(tables[name])
        struct.pack_into(">h", changed, place, gap)
        if name == b"OS/2":
            flags = struct.unpack_from(">H", changed, 62)[0]
            struct.pack_into(">H", changed, 62, flags & ~_USE_TYPO_METRICS)
        tables[name] = bytes(changed)
    tables[b"name"] = _renamed(tables[b"name"], family)
    if thai_digits:
        tables[b"cmap"] = _with_thai_digits(tables[b"cmap"])
    return _assembled(font[:4], tables)


def _tables(font: bytes) -> Iterator[tuple[bytes, bytes]]:
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _sum, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        yield tag, font[offset : offset + length]


def _renamed(table: bytes, family: str) -> bytes:
    """Return a name table in which the family's name, wherever it stands, is another."""
    _format, number, start = struct.unpack_from(">HHH", table, 0)
    records, texts = [], b""
    for place in range(number):
        platform, encoding, language, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * place)
        text = table[start + offset : start + offset + length]
        code = "mac-roman" if platform == 1 else "utf-16-be"
        text = text.decode(code, "replace").replace("Laksaman", family).encode(code, "replace")
        records.append(struct.pack(">6H", platform, encoding, language, kind, len(text), len(texts)))
        texts += text
    return struct.pack(">HHH", 0, number, 6 + 12 * number) + b"".join(records) + texts


def _with_thai_digits(table: bytes) -> bytes:
    """Return a table of characters that shows ๐ to ๙ for 0 to 9 and all else as before, as OpenType's format 12."""
    glyphs = dict(_glyphs(table))
    glyphs |= {ord("0") + digit: glyphs.get(ord("๐") + digit, 0) for digit in range(10)}
    body = b"".join(struct.pack(">3I", character, character, glyphs[character]) for character in sorted(glyphs))
    return struct.pack(">4HI2H3I", 0, 1, 3, 10, 12, 12, 0, 16 + len(body), 0, len(glyphs)) + body


def _glyphs(table: bytes) -> Iterator[tuple[int, int]]:
    """Yield every character and its glyph, from the subtables of format 4."""
    for place in range(struct.unpack_from(">H", table, 2)[0]):
        (start,) = struct.unpack_from(">I", table, 8 + 8 * place)
        if struct.unpack_from(">H", table, start)[0] != 4:
            continue
        count = struct.unpack_from(">H", table, start + 6)[0] // 2
        columns = [start + 14 + part * 2 * count + (2 if part else 0) for part in range(4)]
        for segment in range(count - 1):  # the last one only ends the table
            end, first, delta, offset = (struct.unpack_from(">H", table, at + 2 * segment)[0] for at in columns)
            for character in range(first, end + 1):
                glyph = character
                if offset:
                    at = columns[3] + 2 * segment + offset + 2 * (character - first)
                    (glyph,) = struct.unpack_from(">H", table, at)
                if glyph:
                    yield character, (glyph + delta) & 0xFFFF


def _assembled(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    """Return a font file of its tables, with the checksums readers verify."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = version + struct.pack(">4H", count, power * 16, power.bit_length() - 1, (count - power) * 16)
    offset = 12 + 16 * count
    directory, body, head_at = b"", b"", 0
    for tag in sorted(tables):
        table = tables[tag]
        head_at = offset if tag == b"head" else head_at
        directory += struct.pack(">4sIII", tag, _checksum(table), offset, len(table))
        padded = table + b"\0" * (-len(table) % 4)
        body += padded
        offset += len(padded)
    font = bytearray(header + directory + body)
    struct.pack_into(">I", font, head_at + 8, (_CHECKSUM_OF_ALL - _checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _fontconfig(folder: Path) -> str:
    aliases = "".join(
        f'<match target="pattern"><test qual="any" name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{FAMILY}</string></edit></match>'
        for name in STANDS_FOR
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir>'
        f"<cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>"
    )
