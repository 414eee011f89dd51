"""Web archives（.mht）as Word, Excel and browsers save them: the pages in them."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError

_PAGES = {"text/html", "application/xhtml+xml"}


def pages(data: bytes) -> list[tuple[bytes, str]]:
    """The bytes of each page and the encoding declared for it; none where the archive holds no page."""
    try:
        parts = list(message_from_bytes(data.lstrip()).walk())
    except (MessageError, ValueError, RecursionError):
        return []
    made = []
    for part in parts:
        if part.get_content_type() in _PAGES:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                made.append((payload, str(part.get_content_charset() or "")))
    return made
