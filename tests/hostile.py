"""Files that people of ill will hand in, each made here from a few lines: small, and ruinous to whoever opens them."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping

from tests.readers.zips import LAST, block, lying, raw, repeated, zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LOL = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "哈">{_LOL}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


def xlsx(rows: bytes | tuple[bytes, bytes, int, bytes], prolog: str = "", after: str = "") -> bytes:
    """A workbook of one sheet with these rows; or with some, others many times over, and some more."""
    head, tail = f'{prolog}<worksheet xmlns="{_MAIN}"><sheetData>'.encode(), f"</sheetData>{after}</worksheet>".encode()
    first, piece, times, last = (rows, b"", 0, b"") if isinstance(rows, bytes) else rows
    parts = {"/xl/workbook.xml": "spreadsheetml.sheet.main", "/xl/sheet.xml": "spreadsheetml.worksheet"}
    sheets = '<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets>'
    return raw(
        {
            b"[Content_Types].xml": _types(parts),
            b"_rels/.rels": _related("officeDocument", "xl/workbook.xml"),
            b"xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{sheets}</workbook>'.encode(),
            b"xl/_rels/workbook.xml.rels": _related("worksheet", "sheet.xml"),
            b"xl/sheet.xml": repeated(head + first, piece, times, last + tail),
        }
    )


def docx(body: bytes, prolog: str = "") -> bytes:
    """A Word file with this in its body."""
    head, tail = f'{prolog}<w:document xmlns:w="{_WORD}"><w:body>'.encode(), b"</w:body></w:document>"
    return zipped(
        {
            "[Content_Types].xml": _types({"/word/document.xml": "wordprocessingml.document.main"}),
            "_rels/.rels": _related("officeDocument", "word/document.xml"),
            "word/document.xml": head + body + tail,
        }
    )


def _types(parts: Mapping[str, str]) -> bytes:
    """The part that says what the others are."""
    related = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    office = "application/vnd.openxmlformats-officedocument"
    said = "".join(f'<Override PartName="{name}" ContentType="{office}.{kind}+xml"/>' for name, kind in parts.items())
    return f'<Types xmlns="{_PACKAGE}/content-types">{related}{said}</Types>'.encode()


def _related(kind: str, target: str) -> bytes:
    """A part of one relation."""
    relation = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>'.encode()


def cell(place: str, text: str) -> str:
    """A cell with a text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows_of_nothing() -> bytes:
    """840 kB that unpack to 280 MB of rows."""
    return xlsx((b"", b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 10_000, 580, b""))


def rows_within_bounds() -> bytes:
    """As many rows as pass every count of packed and unpacked bytes."""
    rows = (f'<row r="{n}">{cell(f"A{n}", str(n * 7919 % 99991))}</row>' for n in range(1, 1_048_577))
    return xlsx("".join(rows).encode())


def one_text() -> bytes:
    """1.5 MB that unpack to one text of 1.5 GB."""
    ends = b'<row r="1"><c r="A1" t="inlineStr"><is><t>', b"</t></is></c></row>"
    return xlsx((ends[0], b"x" * 10_000_000, 150, ends[1]))


def one_text_denied() -> bytes:
    """The same, said to be of 1 kB."""
    return lying(one_text(), 1000, "xl/sheet.xml")


def merged_to_the_end() -> bytes:
    """5 kB: one merged range over all that a sheet can hold, and one far cell."""
    far = f'<row r="1">{cell("A1", "甲")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>'
    return xlsx(far.encode(), after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def merged_a_thousand_times() -> bytes:
    """Many wide ranges over each other."""
    ranges = "".join(f'<mergeCell ref="A{n}:XFD{n + 900_000}"/>' for n in range(1, 5000))
    return xlsx(f'<row r="1">{cell("A1", "甲")}</row>'.encode(), after=f"<mergeCells>{ranges}</mergeCells>")


def cells_far_apart() -> bytes:
    """Cells in a diagonal: the grid around them would hold ten thousand million slots."""
    places = ((n * 64, _letters(n)) for n in range(1, 16_000))
    return xlsx("".join(f'<row r="{row}">{cell(f"{column}{row}", "x")}</row>' for row, column in places).encode())


def _letters(column: int) -> str:
    """The name of a column."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def nested_tables(depth: int = 15_000) -> bytes:
    """A Word file with a table in a table in a table."""
    return docx(b"<w:tbl><w:tr><w:tc>" * depth + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * depth)


def nested_within_bounds(depth: int = 80, times: int = 150) -> bytes:
    """As deep as parsers bear, and many of them."""
    start, end = b"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>", b"<w:p/></w:tc></w:tr></w:tbl>"
    return docx((start * depth + end * depth) * times)


def spanned_tables() -> bytes:
    """Cells that claim to be as wide as nobody can draw."""
    cells = b'<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc>' * 50
    return docx(b"<w:tbl>" + (b"<w:tr>" + cells + b"</w:tr>") * 50 + b"</w:tbl>")


def wide_tables() -> bytes:
    """Cells that are wide, but no wider than might be."""
    cells = b'<w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr><w:p/></w:tc>' * 10
    return docx(b"<w:tbl>" + (b"<w:tr>" + cells + b"</w:tr>") * 1300 + b"</w:tbl>")


def html_nested(depth: int = 200_000) -> bytes:
    """A page with a table in a table in a table."""
    return b"<html><body>" + b"<table><tr><td>" * depth + b"x"


def html_spanned() -> bytes:
    """Cells that claim to span more than there is."""
    cells = b'<td rowspan="65534" colspan="100000">x</td>' * 200
    return b"<html><body><table>" + (b"<tr>" + cells + b"</tr>") * 200 + b"</table>"


def mht_soft(size: int = 20_000_000) -> bytes:
    """Quoted-printable that never ends its line, in an envelope that never ends its folds."""
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\nX: a\r\n' + b" a\r\n" * 100_000
    body = b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><table>"
    return head + b"\r\n" + body + b"=3D=\r\n" * (size // 6)


def mht_nested(depth: int = 5_000) -> bytes:
    """An envelope in an envelope in an envelope."""
    made = b"MIME-Version: 1.0\r\n"
    for number in range(depth):
        made += b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (number, number)
    return made + b"Content-Type: text/html\r\n\r\n<html><body>x"


def pdf(objects: Iterable[bytes]) -> bytes:
    """A PDF of these objects, the first of which is its catalogue."""
    made, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(made))
    return made + head + table + end


def _one_page(content: bytes, more: bytes = b"", resources: bytes = b"<< >>") -> bytes:
    """A PDF of one page with this content stream."""
    stream = b"<< /Length %d %s >>\nstream\n" % (len(content), more) + content + b"\nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % resources
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream])


def squeezed(piece: bytes, times: int) -> bytes:
    """A piece many times over, packed as PDF and PNG pack."""
    checksum = 1
    for _ in range(times):
        checksum = zlib.adler32(piece, checksum)
    return b"\x78\xda" + block(piece) * times + LAST + struct.pack(">L", checksum)


def pdf_twice_packed() -> bytes:
    """2 kB: a page whose content is packed twice, to nothing but 1.5 GB of blanks."""
    return _one_page(zlib.compress(squeezed(b" " * 10_000_000, 150), 9), b"/Filter [/FlateDecode /FlateDecode]")


def pdf_endless_lines(count: int = 3_000_000) -> bytes:
    """A page of more rules than a table could have."""
    drawn = b"".join(b"0 %d m 595 %d l S " % (n % 842, n % 842) for n in range(1000))
    return _one_page(squeezed(drawn, count // 1000), b"/Filter /FlateDecode")


def pdf_grid(count: int = 4000) -> bytes:
    """A page whose rules make a grid of millions of cells."""
    across = b"".join(b"0 %f m 595 %f l S " % (n * 842 / count, n * 842 / count) for n in range(count))
    down = b"".join(b"%f 0 m %f 842 l S " % (n * 595 / count, n * 595 / count) for n in range(count))
    return _one_page(zlib.compress(across + down, 9), b"/Filter /FlateDecode")


def pdf_forms_in_forms(width: int = 10, depth: int = 9) -> bytes:
    """Billion laughs in PDF: forms that draw forms that draw forms."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /F 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
    ]
    for level in range(depth):
        content = b"/F Do " * width if level < depth - 1 else b"0 0 m 9 9 l S "
        inner = b"/Resources << /XObject << /F %d 0 R >> >>" % (6 + level) if level < depth - 1 else b""
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] %s /Length %d >>" % (inner, len(content))
        objects.append(head + b"\nstream\n" + content + b"\nendstream")
    return pdf(objects)


def pdf_pages_in_a_ring() -> bytes:
    """A tree of pages that is its own child."""
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 400 >>"])


def png(width: int = 40_000, height: int = 40_000) -> bytes:
    """A small image of very many pixels."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0))
        + _chunk(b"IDAT", squeezed(bytes(1 + width), height))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def tiff_in_a_ring() -> bytes:
    """A directory of pages that leads back to itself, of pages that are enormous."""
    entries = [(256, 4, 1, 60_000), (257, 4, 1, 60_000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8),
               (277, 3, 1, 1), (278, 4, 1, 60_000), (279, 4, 1, 8)]  # fmt: skip
    made = b"".join(struct.pack("<HHLL", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<LH", 8, len(entries)) + made + struct.pack("<L", 8)


def compound(size: int = 3_000_000) -> bytes:
    """An old Office file whose chains of sectors lead back to themselves."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<LLLLLLLLL", head, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<L", head, 76, 0)
    table = struct.pack("<L", 1) * 128
    folder = _entry("Root Entry", 5, 1, 0xFFFFFFF) + _entry("WordDocument", 2, 1, size) + _entry("Workbook", 2, 1, size)
    return bytes(head) + table + folder.ljust(512, b"\0") * (size // 512)


def _entry(name: str, kind: int, start: int, length: int) -> bytes:
    """A stream or a storage in the directory of a compound file."""
    head = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBBLLL", len(name) * 2 + 2, kind, 1, 1, 1, 1)
    return head + bytes(36) + struct.pack("<LQ", start, length)


def noise(head: bytes, size: int = 200_000, seed: int = 7) -> bytes:
    """Any bytes after a head that promises something."""
    return head + random.Random(seed).randbytes(size)


_ROW = f'<row r="1">{cell("A1", "&l9;")}</row>'.encode()
_TEXT = b"<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"

GREEDY: dict[str, Callable[[], bytes]] = {
    "百万行.xlsx": rows_within_bounds,
    "跨行跨列.html": html_spanned,
    "软换行.mht": mht_soft,
    "双重压缩.pdf": pdf_twice_packed,
    "三百万条线.pdf": pdf_endless_lines,
    "表单套表单.pdf": pdf_forms_in_forms,
    "巨图.png": png,
}
"""Those that only a limit of the system or a reader's own count stops, each under the name it is handed in by."""

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "行数炸弹.xlsx": (rows_of_nothing, "解压后超过 200 MB"),
    "巨格.xlsx": (one_text, "解压后超过 200 MB"),
    "巨格谎报.xlsx": (one_text_denied, "与压缩包登记的不符"),
    "合并炸弹.xlsx": (merged_to_the_end, "合并单元格"),
    "合并重叠.xlsx": (merged_a_thousand_times, "合并单元格"),
    "对角线.xlsx": (cells_far_apart, "超过"),
    "十亿笑.xlsx": (lambda: xlsx(_ROW, LAUGHS), "DOCTYPE"),
    "外部实体.xlsx": (lambda: xlsx(_ROW, OUTSIDE), "DOCTYPE"),
    "十亿笑.docx": (lambda: docx(_TEXT, LAUGHS), "DOCTYPE"),
    "外部实体.docx": (lambda: docx(_TEXT, OUTSIDE), "DOCTYPE"),
    "随机.docx": (lambda: noise(zipped({"word/document.xml": b"<a/>"})[:30]), "损坏"),
    "随机.xlsx": (lambda: noise(b"PK\x03\x04"), "损坏"),
    "随机.pdf": (lambda: noise(b"%PDF-1.7\n"), "损坏"),
    "随机.txt": (lambda: noise(b""), "不是文本文件"),
}
"""Those that a guard refuses, with its reason."""

HARMLESS: dict[str, Callable[[], bytes]] = {
    "深嵌套.docx": nested_tables,
    "宽嵌套.docx": nested_within_bounds,
    "跨列.docx": spanned_tables,
    "宽表.docx": wide_tables,
    "深嵌套.html": html_nested,
    "信封套信封.mht": mht_nested,
    "密格.pdf": pdf_grid,
    "页面成环.pdf": pdf_pages_in_a_ring,
    "成环.tif": tiff_in_a_ring,
    "成环.doc": compound,
    "随机.doc": lambda: noise(compound(1)[:1536]),
    "随机.png": lambda: noise(png(9, 9)[:33]),
    "随机.jpg": lambda: noise(b"\xff\xd8\xff\xe0"),
    "随机.html": lambda: noise(b"<html><body><table>"),
}
"""Those that a reader bears: refused, or read and found to hold nothing."""
