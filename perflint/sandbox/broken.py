"""What a caller hears of a fault of ours that happened in a child."""


class BrokenReaderError(Exception):
    """An exception inside a reader, in its child: our fault, not the document's. ``str()`` is its type and words."""
