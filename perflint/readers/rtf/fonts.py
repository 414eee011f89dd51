"""Fonts of an RTF file: in which encoding the bytes of text set in them are, and what symbol fonts show."""

from __future__ import annotations

from msgspec import Struct, field

from perflint.readers.docx.symbols import is_symbolic, shown

_DOUBLE = {128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5hkscs"}
_SINGLE = {
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip
_SYMBOLS = 2
_PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8"}
_WESTERN = "cp1252"
_PRIVATE = 0xF000


class Font(Struct):
    """A font: its character set and its name."""

    charset: int = 1
    name: str = ""


class Fonts(Struct):
    """The fonts of a file by number, those that are used where none is named, and the code page of the file."""

    page: int = 1252
    default: int = 0
    eastern: int = -1
    known: dict[int, Font] = field(default_factory=dict)

    def decoded(self, data: bytes, font: int | None, eastern: int | None) -> str:
        """The text in bytes set in a font; Chinese characters are in the eastern font set beside it.

        Old programs name a Western font and write Chinese in the code page of the file all the same.
        """
        face = self._face(font, self.default)
        if face.charset == _SYMBOLS or is_symbolic(face.name):
            return "".join(shown(chr(_PRIVATE + code), face.name) if code > 0x20 else chr(code) for code in data)
        if data.isascii():
            return data.decode("ascii")
        beside = self._face(eastern, self.eastern)
        encodings = [_DOUBLE.get(face.charset), _DOUBLE.get(beside.charset), _PAGES.get(self.page)]
        for encoding in filter(None, encodings):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
        return data.decode(_DOUBLE.get(face.charset) or _SINGLE.get(face.charset, _WESTERN), "replace")

    def shown(self, char: str, font: int | None) -> str:
        """What a character shows in a font."""
        face = self._face(font, self.default)
        return shown(char, face.name) if is_symbolic(face.name) else char

    def _face(self, font: int | None, default: int) -> Font:
        """A font, or the one that stands in where none is named."""
        return self.known.get(default if font is None else font, Font())
