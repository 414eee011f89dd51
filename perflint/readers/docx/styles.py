"""What paragraph styles say of headings and lists, along the styles they are based on."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from msgspec import Struct, field

from perflint.readers.docx.names import VAL, W, child, is_on, number, settings, value

_BODY = 9
"""The outline level that means running text."""
_LONGEST_CHAIN = 20


class Style(Struct, frozen=True):
    """What a style adds: None where it leaves to the one it is based on."""

    outline: int | None
    numbered: str | None
    depth: int | None
    hidden: bool | None


PLAIN = Style(outline=None, numbered=None, depth=None, hidden=None)


class Styles(Struct, frozen=True):
    """The styles of a document by their identities; "" is what a paragraph without a style has."""

    known: dict[str, Style] = field(default_factory=dict)

    def of(self, own: Mapping[str, etree._Element]) -> Style:
        """What holds for a paragraph with these settings, its style and its own together."""
        named = own.get(W + "pStyle")
        style = self.known.get("" if named is None else named.get(VAL, ""), PLAIN)
        added = _own(own)
        return style if added is PLAIN else _over(added, style)

    def hides(self, identity: str | None) -> bool:
        """Whether a style of characters hides them."""
        return identity is not None and bool(self.known.get(identity, PLAIN).hidden)


def level_of(style: Style) -> int:
    """The depth of a heading, 0 for running text."""
    return style.outline + 1 if style.outline is not None and 0 <= style.outline < _BODY else 0


def styles_of(root: etree._Element | None) -> Styles:
    """The styles that styles.xml defines."""
    if root is None:
        return Styles()
    elements = {one.get(W + "styleId", ""): one for one in root.iterchildren(W + "style")}
    bases = {identity: (_alone(one), value(one, "basedOn") or "") for identity, one in elements.items()}
    known = {identity: _resolved(identity, bases) for identity in bases}
    usual = next(
        (
            key
            for key, one in elements.items()
            if one.get(W + "type") == "paragraph" and one.get(W + "default") in {"1", "true"}
        ),
        None,
    )
    known[""] = known[usual] if usual is not None else PLAIN
    return Styles(known)


def _alone(element: etree._Element) -> Style:
    """A style without what it inherits."""
    own, hidden = _own(settings(element, "pPr")), settings(element, "rPr").get(W + "vanish")
    return own if hidden is None else Style(own.outline, own.numbered, own.depth, is_on(hidden) or None)


def _resolved(identity: str, bases: Mapping[str, tuple[Style, str]]) -> Style:
    """A style with what it inherits."""
    made = PLAIN
    for _ in range(_LONGEST_CHAIN):
        if identity not in bases:
            break
        own, identity = bases[identity]
        made = made if own is PLAIN else _over(made, own)
    return made


def _own(own: Mapping[str, etree._Element]) -> Style:
    """What the settings of a paragraph themselves say."""
    outline, numbering = own.get(W + "outlineLvl"), own.get(W + "numPr")
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
