"""What paragraph styles say of headings and lists, along the styles they are based on."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from perflint.readers.docx.names import VAL, W, child, is_on, number, properties, value

_BODY = 9
"""The outline level that means running text."""
_LONGEST_CHAIN = 20
_STYLE, _OUTLINE, _NUMBERED = W + "pStyle", W + "outlineLvl", W + "numPr"


class Style(Struct, frozen=True):
    """What a style adds: None where it leaves to the one it is based on."""

    outline: int | None
    numbered: str | None
    depth: int | None
    hidden: bool | None


PLAIN = Style(outline=None, numbered=None, depth=None, hidden=None)


class Styles:
    """The styles of a document by their identities, each worked out when a paragraph first has it."""

    def __init__(self, root: etree._Element | None = None) -> None:
        """The styles that styles.xml defines."""
        self._elements: dict[str, etree._Element] = {}
        self._own: Mapping[etree._Element, dict[str, etree._Element]] = {}
        self._known: dict[str, Style] = {}
        if root is not None:
            self._elements = {one.get(W + "styleId", ""): one for one in root.iterchildren(W + "style")}
            self._own = properties(root)
        usual = (identity for identity, one in self._elements.items() if _is_usual(one))
        self.usual = self._style(next(usual, None))
        """What a paragraph without a style has."""

    def of(self, own: Mapping[str, etree._Element]) -> Style:
        """What holds for a paragraph with these settings, its style and its own together."""
        if not own:
            return self.usual
        named = own.get(_STYLE)
        style = self.usual if named is None else self._style(named.get(VAL))
        added = _own(own)
        return style if added is PLAIN else _over(added, style)

    def hides(self, identity: str | None) -> bool:
        """Whether a style of characters hides them."""
        return bool(self._style(identity).hidden)

    def _style(self, identity: str | None) -> Style:
        """A style with what it inherits; nothing for one that nobody defined."""
        if identity is None or identity not in self._elements:
            return PLAIN
        if identity not in self._known:
            made, at = PLAIN, identity
            for _ in range(_LONGEST_CHAIN):
                element = self._elements.get(at)
                if element is None:
                    break
                own = _alone(self._own.get(element, {}))
                made = made if own is PLAIN else _over(made, own)
                at = value(element, "basedOn") or ""
            self._known[identity] = made
        return self._known[identity]


def _is_usual(element: etree._Element) -> bool:
    """Whether a style is that of paragraphs without one."""
    return element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true"}


def level_of(style: Style) -> int:
    """The depth of a heading, 0 for running text."""
    return style.outline + 1 if style.outline is not None and 0 <= style.outline < _BODY else 0


def _alone(said: Mapping[str, etree._Element]) -> Style:
    """A style without what it inherits."""
    own, hidden = _own(said), said.get(W + "vanish")
    return own if hidden is None else Style(own.outline, own.numbered, own.depth, is_on(hidden) or None)


def _own(own: Mapping[str, etree._Element]) -> Style:
    """What the settings of a paragraph themselves say."""
    outline, numbering = own.get(_OUTLINE), own.get(_NUMBERED)
    if outline is None and numbering is None:
        return PLAIN
    return Style(
        outline=number(outline, other=_BODY) if outline is not None else None,
        numbered=value(numbering, "numId"),
        depth=number(numbering, "ilvl") if child(numbering, "ilvl") is not None else None,
        hidden=None,
    )


def _over(one: Style, base: Style) -> Style:
    """One style where it says something, else the other."""
    return Style(
        outline=base.outline if one.outline is None else one.outline,
        numbered=base.numbered if one.numbered is None else one.numbered,
        depth=base.depth if one.depth is None else one.depth,
        hidden=base.hidden if one.hidden is None else one.hidden,
    )
