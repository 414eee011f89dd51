"""Bytes to text: the encodings that Chinese offices produce, and a refusal of what is no text at all."""

from __future__ import annotations

import codecs

from perflint.errors import ReadError

_CURE = "请用记事本或 WPS 打开，另存为 UTF-8 编码的文本文件"
_ENOUGH = 20
_COMMON = 0.6
_STRAY = 0.002
_STRANGE = bytes(set(range(32)) - set(b"\t\n\r\x0c\x0b"))


def decode(data: bytes, name: str) -> tuple[str, int]:
    """The text, and how many bytes of it could not be read. Raises ReadError for what is not text."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _strict(data, encoding, name), 0
    if b"\x00" in data[:4096] or _control(data[:4096]) > 0.05:
        raise ReadError(name, "不是文本文件（含二进制内容）", "请提交原来的 Word、Excel、PDF 或文本文件")
    try:
        return data.decode("utf-8-sig"), 0
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _reads_as_chinese(text):
        return text, 0
    # A file cut in the middle of a character, or with a few damaged bytes, is still worth reading; the loss is counted.
    mended = data.decode("utf-8-sig", errors="replace")
    lost = mended.count("\ufffd")
    if lost <= max(1, len(mended) * _STRAY) and _reads_as_chinese(mended):
        return mended, lost
    raise ReadError(name, "编码无法识别，既不是 UTF-8，也不是 GBK/GB18030", _CURE)


def _strict(data: bytes, encoding: str, name: str) -> str:
    """The text in this encoding, or a ReadError."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(name, f"按 {encoding.upper()} 编码读取失败", _CURE) from error


def _control(data: bytes) -> float:
    """The share of control characters that no text holds."""
    return (len(data) - len(data.translate(None, _STRANGE))) / max(1, len(data))


def _reads_as_chinese(text: str) -> bool:
    """Whether the Chinese in it is mostly common characters; text read in a wrong encoding is mostly rare ones."""
    chinese = [char for char in text[:20000] if "\u4e00" <= char <= "\u9fff"]
    odd = sum("\ue000" <= char <= "\uf8ff" for char in text[:20000])
    if len(chinese) < _ENOUGH:
        return odd == 0
    common = sum(_is_common(char) for char in chinese)
    return common / (len(chinese) + odd) >= _COMMON


def _is_common(char: str) -> bool:
    """Whether the character is of the first level of GB 2312, the 3,755 in daily use."""
    code = char.encode("gb2312", errors="ignore")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7
