"""What an RTF reader keeps in mind: settings that end with their group, and the stories it writes into."""

from __future__ import annotations

import re

from msgspec import Struct, field

from perflint.readers.edges import ALONE, Merge
from perflint.readers.flow import PARAGRAPH, ROW, Part
from perflint.readers.rtf.fonts import Fonts

_HALVES = re.compile("[\ud800-\udfff]")
_LONGEST_MARK = 20
TEXT, SKIPPED, HOLDER, CODE = "text", "skipped", "holder", "code"
FONTS, STYLES, LIST_MARK, FORM = "fonts", "styles", "list mark", "form"
"""Where the text of a group goes; what is in a holder is none, but groups within it may have some."""


class Drawn(Struct):
    """A row's cells as they are being drawn."""

    left: int = 0
    edges: list[int] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    next: Merge = ALONE
    """What the cell is merged with whose right edge comes next."""

    def end(self, depth: int) -> Part:
        """The end of a row drawn so."""
        return Part("", depth, ROW, (self.left, *self.edges) if self.edges else (), tuple(self.merges))


class Written(Struct):
    """Text on its way: bytes wait until it is known that no more belong to them, for a character may have two."""

    fonts: Fonts
    pieces: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    face: tuple[int | None, int | None] = (None, None)

    def add_bytes(self, data: bytes, face: tuple[int | None, int | None]) -> None:
        """More bytes, set in these fonts."""
        if face != self.face:
            self._decode()
            self.face = face
        self.raw += data

    def add(self, text: str) -> None:
        """Characters that are known as such."""
        self._decode()
        self.pieces.append(text)

    def take(self) -> str:
        """All there is; nothing is left."""
        self._decode()
        text = "".join(self.pieces)
        self.pieces.clear()
        return (
            text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if _HALVES.search(text) else text
        )

    def _decode(self) -> None:
        """Turn the bytes that wait into text."""
        if self.raw:
            self.pieces.append(self.fonts.decoded(bytes(self.raw), *self.face))
            self.raw.clear()


class Story(Struct):
    """Text that stands for itself: the document, a head of pages, a note, a text box."""

    text: Written
    """The paragraph so far."""
    mark: Written
    """The number of the paragraph in its list."""
    kind: str = "main"
    parts: list[Part] = field(default_factory=list)
    boxes: list[Part] = field(default_factory=list)
    """The text boxes that hang on the paragraph."""


class Field(Struct):
    """A field: its code, whether its result showed anything, what it shows by itself."""

    code: Written
    has_result: bool = False
    form: dict[str, int] = field(default_factory=dict)


class State(Struct):
    """The settings of a group; those within it begin with a copy."""

    story: Story
    goes_to: str = TEXT
    field: Field | None = None
    optional: bool = False
    """Whether the word that comes next names what may be passed over by those who do not know it."""
    after_unicode: int = 1
    font: int | None = None
    eastern: int | None = None
    """The font of Chinese characters, where it is another."""
    deleted: bool = False
    hidden: bool = False
    in_table: bool = False
    depth: int = 0
    outline: int | None = None
    style: int = 0
    beside: bool = False
    """Whether the font named next is the eastern one."""
    outer: Drawn | None = None
    """The row that is drawn around the table whose row this group draws."""

    def inner(self) -> State:
        """The settings at the beginning of a group within."""
        # Spelt out: there is a group for every few words, and `copy` takes ten times as long.
        return State(
            self.story, self.goes_to, self.field, False, self.after_unicode, self.font, self.eastern, self.deleted,
            self.hidden, self.in_table, self.depth, self.outline, self.style, self.beside,
        )  # fmt: skip

    def reset_paragraph(self) -> None:
        """A paragraph like any other."""
        self.in_table, self.depth, self.outline, self.style = False, 0, None, 0

    def reset_characters(self) -> None:
        """Characters like any other."""
        self.deleted = self.hidden = False
        self.font = self.eastern = None

    @property
    def inside(self) -> int:
        """How deep in tables the paragraph is."""
        return max(1, self.depth) if self.in_table or self.depth else 0

    def level(self, styles: dict[int, int]) -> int:
        """The depth of the heading that a paragraph with these settings is."""
        outline = self.outline if self.outline is not None else styles.get(self.style)
        return outline + 1 if outline is not None and 0 <= outline < 9 else 0


def paragraph(story: Story, depth: int, ends: str = PARAGRAPH, level: int = 0) -> None:
    """Add a paragraph to a story, its number before it; text boxes follow, within a table only into an empty cell."""
    mark = story.mark.take().strip()[:_LONGEST_MARK]
    mark = mark if any(map(str.isalnum, mark)) else ""
    text = story.text.take()
    whole = f"{mark} {text}" if mark[-1:].isalnum() and text else mark + text
    part = Part(whole, depth, ends, level=level)
    boxes, story.boxes = story.boxes, []
    if depth and not whole.strip():
        story.parts += (Part(one.text, depth + one.depth, one.ends, one.edges, one.merges) for one in boxes)
        boxes = []
    story.parts.append(part)
    if depth:
        story.boxes = boxes
    else:
        story.parts += boxes
