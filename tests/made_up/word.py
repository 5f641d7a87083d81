"""A report → the Word document that carries it: merged cells, torn runs, accepted changes, text boxes."""

import io
import zipfile
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import groupby, pairwise
from xml.sax.saxutils import escape

from gongkai.report import Report
from made_up.documents import NAME, TEXT
from made_up.merged import Box, Printed, printed

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES = (
    f"<w:styles {NAMESPACES}><w:style w:styleId='2'><w:name w:val='heading 1'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr>"
    "</w:style>"
    "<w:style w:type='character' w:styleId='above'><w:rPr><w:vertAlign w:val='superscript'/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='note'><w:basedOn w:val='above'/></w:style>"
    "<w:style w:type='character' w:styleId='hidden'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='struck'><w:rPr><w:strike/></w:rPr></w:style></w:styles>"
)

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: What a package has besides its text, so that any word processor opens it.
_AROUND = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="a" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
}

#: A text box, for new and for old software.
_CHOICE = (
    "<mc:Choice Requires='wps'><w:drawing><wp:inline><wp:extent cx='500000' cy='300000'/><wp:docPr id='1' name='a'/>"
    "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
    "<wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='500000' cy='300000'/></a:xfrm>"
    "<a:prstGeom prst='rect'><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{}</wps:txbx><wps:bodyPr/></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
)
_SHAPE = "<v:shape style='width:40pt;height:24pt'><v:textbox>{}</v:textbox></v:shape>"
_FALLBACK = f"<mc:Fallback><w:pict>{_SHAPE}</w:pict></mc:Fallback>"
#: What a document is made with where borders of its tables do not quite meet.
UNEVEN = "uneven"
#: How wide a column is, in twentieths of a point.
_COLUMN = 900

#: Words → the runs of a paragraph.
Runs = Callable[[str], str]


def whole(text: str) -> str:
    """A single run."""
    return _run(text)


def torn(text: str) -> str:
    """A run for every character, proofing marks and bookmarks between them."""
    between = "<w:proofErr w:type='spellStart'/><w:bookmarkStart w:id='0' w:name='a'/>"
    return between.join(f"<w:r><w:rPr><w:rFonts w:hint='eastAsia'/></w:rPr><w:t>{escape(c)}</w:t></w:r>" for c in text)


def changed(text: str) -> str:
    """An older version struck from the record, the one that stands put in, and how it looked before."""
    before = "<w:rPr><w:b/><w:rPrChange w:id='3'><w:rPr><w:strike/></w:rPr></w:rPrChange></w:rPr>"
    return (
        f"<w:del w:id='1'><w:r><w:delText>77</w:delText></w:r></w:del><w:ins w:id='2'><w:r>{before}<w:t>{escape(text)}"
        "</w:t></w:r></w:ins><w:moveFrom w:id='4'><w:r><w:t>88</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>66</w:t></w:r>"
    )


def boxed(text: str) -> str:
    """Words in a text box, a second time for old software."""
    inner = f"<w:txbxContent><w:p>{_run(text)}</w:p></w:txbxContent>"
    return f"<w:r><mc:AlternateContent>{_CHOICE.format(inner)}{_FALLBACK.format(inner)}</mc:AlternateContent></w:r>"


def controlled(text: str) -> str:
    """A field's result in a content control with a link."""
    begin, apart, end = (f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>" for kind in ("begin", "separate", "end"))
    field = f"{begin}<w:r><w:instrText>QUOTE 55</w:instrText></w:r>{apart}{_run(text)}{end}"
    return f"<w:sdt><w:sdtPr/><w:sdtContent><w:hyperlink w:anchor='a'>{field}</w:hyperlink></w:sdtContent></w:sdt>"


RUNS: Mapping[str, Runs] = {"whole": whole, "torn": torn, "changed": changed, "boxed": boxed, "controlled": controlled}


def _run(text: str) -> str:
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r><w:rPr><w:sz w:val='21'/></w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def paragraph(text: str, runs: Runs = whole, style: str = "") -> str:
    """A paragraph; an empty one has no runs."""
    properties = f"<w:pPr><w:pStyle w:val='{style}'/><w:tabs><w:tab w:val='left' w:pos='1'/></w:tabs></w:pPr>"
    return f"<w:p>{properties if style else ''}{runs(text) if text else ''}</w:p>"


def table(found: Printed, runs: Runs = whole, *, uneven: bool = False) -> str:
    """A table with merged cells as word processors write them: a cell below a tall one goes on with it.

    In an `uneven` one, borders of rows do not quite meet, as where somebody drew them by hand.
    """
    boxes = [*found.boxes, *(_below(box, row) for box in found.boxes for row in range(1, box.rowspan))]
    in_order = sorted(boxes, key=lambda box: (box.row, box.column))
    places = [_edges(box, uneven=uneven) for box in in_order]
    edges = sorted({edge for place in places for edge in place})
    cells = [(box, _cell(box, place, edges, runs)) for box, place in zip(in_order, places, strict=True)]
    rows = ["".join(cell for _, cell in row) for _, row in groupby(cells, key=lambda cell: cell[0].row)]
    grid = "".join(f"<w:gridCol w:w='{after - before}'/>" for before, after in pairwise(edges))
    lines = "".join(f"<w:tr><w:trPr><w:jc w:val='left'/></w:trPr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblLayout w:type='fixed'/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def _below(box: Box, row: int) -> Box:
    return Box("", box.row + row, box.column, 0, box.colspan)


def _edges(box: Box, *, uneven: bool) -> tuple[int, int]:
    """Where a cell begins and ends, in twentieths of a point."""
    begin, end = box.column, box.column + box.colspan
    moved = (0 if not column or not uneven else (7 * box.row + 5 * column) % 13 * 3 for column in (begin, end))
    first, second = moved
    return _COLUMN * begin + first, _COLUMN * end + second


def _cell(box: Box, place: tuple[int, int], edges: Sequence[int], runs: Runs) -> str:
    begin, end = place
    span = edges.index(end) - edges.index(begin)
    wide = f"<w:gridSpan w:val='{span}'/>" if span > 1 else ""
    tall = "<w:vMerge w:val='restart'/>" if box.rowspan > 1 else "<w:vMerge/>" if not box.rowspan else ""
    room = f"<w:tcW w:w='{end - begin}' w:type='dxa'/>"
    return f"<w:tc><w:tcPr>{room}{wide}{tall}</w:tcPr>{paragraph(box.text, runs)}</w:tc>"


def package(body: str, **parts: bytes | str) -> bytes:
    """The file around a document's body."""
    content = io.BytesIO()
    written = {
        **{name: _DECLARATION + part for name, part in _AROUND.items()},
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        **parts,
    }
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in written.items():
            file.writestr(name, part)
    return content.getvalue()


def document(
    report: Report, runs: str = "whole", change: Callable[[str], str] = str, more: Container[str] = ()
) -> bytes:
    """The whole document; `change` is done to its markup."""
    tables = printed(report, more)
    in_section = {found.section: found.code for found in report.layout.tables}
    parts = [paragraph(f"{NAME}{report.year}年政府信息公开工作年度报告")]
    for section in report.layout.sections:
        parts.append(paragraph(f"{section.number}、{section.zh}", style="2"))
        parts += [paragraph(line, RUNS[runs]) for line in TEXT.get(section.code, "").split("\n") if line]
        if in_section.get(section.code) in tables:
            parts.append(table(tables[in_section[section.code]], RUNS[runs], uneven=UNEVEN in more))
    return package(change("".join(parts)) + "<w:sectPr/>")
