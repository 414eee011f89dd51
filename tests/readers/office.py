"""Office packages made by hand, for what no library writes: odd producers, tracked changes, hostile parts."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for path, part in parts.items():
            archive.writestr(path, part)
    return stream.getvalue()


def relations(targets: Mapping[str, str]) -> str:
    """Relations of a part: kind → target; each is named after its kind."""
    listed = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def word(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A Word document with this body; ``parts`` are further ones by the kind of their relation, in ``w:`` markup."""
    parts = parts or {}
    made: dict[str, str | bytes] = {
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({kind: f"{kind}.xml" for kind in parts}),
    }
    made |= {f"word/{kind}.xml": part.replace(">", f" {NAMES}>", 1) for kind, part in parts.items()}
    return package(made)


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    """A cell; a bare text becomes its paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def book(
    sheets: Mapping[str, str],
    *,
    styles: str = "",
    strings: str = "",
    states: Mapping[str, str] | None = None,
    properties: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of sheets by their titles, each the markup within its ``worksheet``."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{title}" sheetId="{number}" r:id="worksheet{number}" '
        f'state="{(states or {}).get(title, "visible")}"/>'
        for number, title in enumerate(names, 1)
    )
    targets = {f"worksheet{number}": f"worksheets/sheet{number}.xml" for number in range(1, len(names) + 1)}
    made: dict[str, str | bytes] = {
        "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            {**targets, "styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}
        ),
    }
    for number, title in enumerate(names, 1):
        made[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{SHEET}" xmlns:r="{RELATIONS}">{sheets[title]}</worksheet>'
        )
    if styles:
        made["xl/styles.xml"] = f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>'
    if strings:
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{SHEET}">{strings}</sst>'
    return package({**made, **(more or {})})


def styled(*codes: str) -> str:
    """A style sheet whose cell styles 0, 1, … have these number formats."""
    own = "".join(f'<numFmt numFmtId="{164 + one}" formatCode="{code}"/>' for one, code in enumerate(codes))
    cells = "".join(f'<xf numFmtId="{164 + one}"/>' for one in range(len(codes)))
    return f"<numFmts>{own}</numFmts><cellXfs>{cells}</cellXfs>"
