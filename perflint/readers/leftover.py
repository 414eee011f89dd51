"""What lies among the material and is none of it."""

from __future__ import annotations

_LEFT_BEHIND = ("thumbs.db", "desktop.ini", "__macosx")
"""What systems leave in folders; hidden files (.DS_Store) and locks of open files (~$…) tell by how they begin."""


def left_behind(name: str) -> bool:
    """Whether a system or an open program left it there, in a folder or an archive: no part of what was handed in."""
    return name.startswith((".", "~$")) or name.lower() in _LEFT_BEHIND
