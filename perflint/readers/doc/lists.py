"""Lists in Word's binary files: how each of their levels numbers, for what counts as in .docx files."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from perflint.readers.docx.numbering import Level, Numbers

_ENTRY, _HEADER, _USE = 28, 28, 16
_LEVELS = 9
_LONGEST = 100
"""Characters of a number beyond which nobody writes one."""
_SIMPLE = 1
_HAS_START, _HAS_LEVEL = 0x10, 0x20
_KINDS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
    19: "decimalFullWidth", 22: "decimalZero", 23: "bullet", 28: "decimalEnclosedCircleChinese",
    33: "taiwaneseCounting", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    39: "chineseCountingThousand", 255: "none",
}  # fmt: skip


def numbers_of(lists: bytes, used: bytes) -> Numbers:
    """The lists a document uses, by their number there. What is cut of them is not there."""
    made = Numbers()
    defined = dict(_defined(lists))
    count = struct.unpack_from("<I", used)[0] if len(used) >= 4 else 0
    count = min(count, (len(used) - 4) // _USE) if count else 0
    at = 4 + count * _USE
    for number in range(count):
        behind, changes = struct.unpack_from("<i8xB", used, 4 + number * _USE)
        at += 4
        levels = dict(defined.get(behind, {}))
        anew = set[int]()
        for _ in range(changes):
            if at + 8 > len(used):
                break
            start, flags = struct.unpack_from("<iI", used, at)
            at += 8
            depth = flags & 0xF
            if flags & _HAS_LEVEL:
                levels[depth], at = _level(used, at)
            elif flags & _HAS_START and depth in levels:
                levels[depth] = Level(start, levels[depth].kind, levels[depth].text)
            if flags & _HAS_START:
                anew.add(depth)
        identity = str(number + 1)
        made.lists[identity], made.shared[identity] = levels, str(behind)
        made.restarted[identity] = frozenset(depth for depth in anew if depth < _LEVELS)
    return made


def _defined(lists: bytes) -> Iterator[tuple[int, dict[int, Level]]]:
    """Each list that is defined, and its levels; these follow behind all the lists."""
    count = int.from_bytes(lists[:2], "little")
    at = 2 + count * _ENTRY
    for number in range(count):
        entry = lists[2 + number * _ENTRY : 2 + (number + 1) * _ENTRY]
        if at + _HEADER > len(lists):
            return
        levels = {}
        for depth in range(1 if entry[26] & _SIMPLE else _LEVELS):
            levels[depth], at = _level(lists, at)
        yield struct.unpack_from("<i", entry)[0], levels


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """A level of a list, and where the next one is."""
    if at + _HEADER > len(data):
        return Level(1, "none", ""), len(data)
    start, kind, characters, paragraphs = struct.unpack_from("<iB19xBB", data, at)
    at += _HEADER + characters + paragraphs
    length = int.from_bytes(data[at : at + 2], "little")
    text = data[at + 2 : at + 2 + 2 * min(length, _LONGEST)].decode("utf-16-le", "replace")
    # The number of a level stands as the character of that number.
    shown = "".join(f"%{ord(char) + 1}" if char < "\x09" else char for char in text)
    return Level(start, _KINDS.get(kind, "decimal"), shown), at + 2 + 2 * length
