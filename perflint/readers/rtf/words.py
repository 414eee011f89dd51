"""The control words of an RTF file that name where text goes, what is printed, how cells are merged."""

from __future__ import annotations

from collections.abc import Callable

from perflint.readers.docx.inline import EMPTY, TICKED, overlaid
from perflint.readers.edges import Merge
from perflint.readers.rtf.state import CODE, FONTS, FORM, HOLDER, LIST_MARK, SKIPPED, STYLES, TEXT, Field

HEAD, NOTE, BOX = "head", "note", "box"
GOES_TO = {
    "fonttbl": FONTS, "stylesheet": STYLES, "fldinst": CODE, "formfield": FORM, "listtext": LIST_MARK,
    "pntext": LIST_MARK,
    **dict.fromkeys("ud result fldrslt nesttableprops".split(), TEXT),
    **dict.fromkeys("shp shpinst shpgrp do object upr shppict".split(), HOLDER),
    **dict.fromkeys(
        "colortbl info pict nonshppict nonesttables shprslt listtable listoverridetable revtbl rsidtbl generator pn "
        "xmlnstbl themedata colorschememapping latentstyles datastore bkmkstart bkmkend annotation atnid atnauthor "
        "atnref atrfstart atrfend pnseclvl pntxta pntxtb tc xe rxe txe template operator filetbl private fontemb falt "
        "panose ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn sp ffname ffdeftext ffformat ffhelptext "
        "ffstattext".split(),
        SKIPPED,
    ),
}  # fmt: skip
"""Where the text of a group goes that begins with this word."""
STORIES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), HEAD),
    "footnote": NOTE, "shptxt": BOX, "dptxbxtext": BOX,
}  # fmt: skip
"""What the group is a story of that begins with this word."""
PRINTED = {
    "tab": "\t", "line": "\n", "column": "\n", "page": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": " ",
    "~": "\xa0", "_": "-", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
MERGES: dict[str, Callable[[Merge], Merge]] = {
    "clmgf": lambda old: Merge(1, old.down, old.starts),
    "clmrg": lambda old: Merge(2, old.down, old.starts),
    "clvmgf": lambda old: Merge(old.across, True, True),
    "clvmrg": lambda old: Merge(old.across, True, False),
}
NUMBERS = {"f": "font", "itap": "depth", "s": "style", "uc": "after_unicode"}
FLAGS = {"intbl": "in_table", "dbch": "beside", "v": "hidden"}
WHOLE = {"ansicpg": "page", "deff": "default", "stshfdbch": "eastern"}
"""Settings that are a number, or on or off, or hold for the whole file."""
_BY_DEFAULT, _LONGEST_CODE = 25, 200


def by_itself(field: Field) -> str:
    """What a field prints that has no result: a check box by its state, characters laid over one another."""
    code = field.code.take()[:_LONGEST_CODE]
    if code.strip().upper() == "FORMCHECKBOX":
        state = field.form.get("ffres", _BY_DEFAULT)
        return TICKED if (field.form.get("ffdefres", 0) if state == _BY_DEFAULT else state) else EMPTY
    return "" if field.has_result else overlaid(code)
