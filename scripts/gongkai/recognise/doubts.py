"""The doubts in words: what stands there, what was expected, what to do."""

from typing import Final

from gongkai.cell import Cell
from gongkai.document import Place
from gongkai.recognise.draft import Doubt
from gongkai.text import Text

_LONGEST: Final = 60

AGENCY: Final = Text(
    zh="不能确定年报属于哪个机关（读到：“{found}”）。请填写 agency；机关不在 agencies.csv 中的，请先登记。",
    en="Cannot tell which agency this is (found: “{found}”). Fill in agency; if it is new, add it to agencies.csv.",
)
REGION: Final = Text(
    zh="机关“{found}”不在 agencies.csv 中，其名称也不能确定所在地区。请先登记该机关，再填写 agency。",
    en="“{found}” is not in agencies.csv, and its name does not tell its region. Add it there, then fill in agency.",
)
YEAR: Final = Text(
    zh="标题和正文都没有明确写出年报的年份（读到：{found}）。请填写 year。",
    en="Neither title nor text says clearly which year this is about (found: {found}). Fill in year.",
)
TITLE: Final = Text(zh="没有找到年报标题。请填写 title。", en="Found no title of a report. Fill in title.")
AGENCIES: Final = Text(
    zh="文件中出现了几个机关，不能确定是谁的年报：{found}。请填写 agency。",
    en="The document names several agencies, and it is not clear whose report this is: {found}. Fill in agency.",
)
YEARS: Final = Text(
    zh="年份前后不一：标题是{title}年，正文或文件名是{found}年。请核对 year。",
    en="The title says {title}, the text or the file name {found}. Please check year.",
)
OTHER_REPORT: Final = Text(
    zh="正文中又出现年报标题“{found}”，后面还有表格，文件里可能有几份年报。请分成几个文件，分别读入。",
    en="The title “{found}” stands in the middle, with tables after it: several reports in one file? Divide it.",
)
OTHER_YEAR: Final = Text(
    zh="表格上方写着“{found}”，不是{year}年。请核对是不是本年的表。",
    en="Above this table stands “{found}”, which is not {year}. Is it this year's table?",
)
ASIDE: Final = Text(
    zh="“{table}”表不在它所属的部分里，可能是往年的或其他单位的。请核对。",
    en="Table “{table}” does not stand in its own section: is it another year's, or another agency's? Please check.",
)
OTHER_UNIT: Final = Text(
    zh="这里写着“{found}”，与格式规定的单位不同。各数照原样读入，没有换算；请核对。",
    en="Here stands “{found}”, which is not the form's unit. Figures were read as they are; please check.",
)
TITLES: Final = Text(
    zh="开头有几个不同的年报标题：{found}。请核对 title、agency 和 year。",
    en="Several different titles stand at the beginning: {found}. Please check title, agency and year.",
)
NO_TABLE: Final = Text(
    zh="没有读到“{table}”表。表格可能是图片、附件，或被截断。请按原件补录；原件确实没有的，删去本条。",
    en="Found no table “{table}”: an image, an attachment, or cut off? Enter it; if the report has none, drop this.",
)
NO_ROWS: Final = Text(
    zh="“{table}”表缺少以下各行：{rows}。请对照原件补录；原件确实没有的，删去本条。",
    en="Table “{table}” lacks these rows: {rows}. Compare with the document; if it has none, drop this.",
)
COUNT: Final = Text(
    zh="“{row}”一行应有{expected}个数，这里有{actual}格：{found}。不能确定各数属于哪一列，留空待补。",
    en="Row “{row}” should have {expected} figures, but cells count {actual}: {found}. Left blank.",
)
SHIFT: Final = Text(
    zh="“{row}”一行有空格，不能确定各数属于哪一列：{found}。留空待补。",
    en="Row “{row}” has blank cells and its figures may belong to several columns: {found}. Left blank.",
)
UNREADABLE: Final = Text(
    zh="“{row}”一行“{column}”应为数字，这里写着“{found}”。留空并照录原文；请核对。",
    en="Row “{row}”, “{column}”: expected a number, found “{found}”. Left blank, with what is written; please check.",
)
HEADER: Final = Text(
    zh="“{row}”一行上方的列名与格式不同（应为：{expected}；读到：{found}）。已按格式的列序读入；请核对。",
    en="The columns above row “{row}” are not those of the form (expected: {expected}; found: {found}). "
    "Read in the form's order; please check.",
)
HEADER_APART: Final = Text(
    zh="“{row}”一行上方的列名与格式不同（应为：{expected}；读到：{found}），各数不能对应到列名。留空待补。",
    en="The columns above row “{row}” are not those of the form (expected: {expected}; found: {found}), and its "
    "figures do not stand under them one by one. Left blank.",
)
ALIKE: Final = Text(
    zh="“{found}”按“{label}”读入（相差一字）。请核对。",
    en="“{found}” was read as “{label}” (one character apart). Please check.",
)
UNKNOWN_ROW: Final = Text(
    zh="格式中没有“{found}”这一行，其数字未收录：{figures}。请核对。",
    en="No form has a row “{found}”; its figures were not taken: {figures}. Please check.",
)
NO_LABEL: Final = Text(
    zh="这些数字没有可识别的行名，未收录：{figures}。请核对。",
    en="These figures have no row label that is known and were not taken: {figures}. Please check.",
)
UNKNOWN_WORDS: Final = Text(
    zh="表格中的“{found}”无法识别。请核对是否影响各行各列。",
    en="The words “{found}” in the table are not known. Do they change what its rows and columns mean?",
)
OTHER_TABLE: Final = Text(
    zh="这里有一张不是法定格式的表，其中有数字，未收录：{found}。请核对。",
    en="Here is a table with figures that is none of the statutory ones; it was not taken: {found}. Please check.",
)
TWICE: Final = Text(
    zh="“{row}”一行出现了两次，数字不同（{first}；{second}）。已取前者；请核对。",
    en="Row “{row}” stands twice with different figures ({first}; {second}). The first was taken; please check.",
)
GLUED: Final = Text(
    zh="“{found}”各格连在一起，已拆读为 {figures}；请核对。",
    en="The cells of “{found}” stand together; read as {figures}. Please check.",
)
UNDIVIDED: Final = Text(
    zh="“{row}”一行与它的分项同时有数字，未收录该行：{figures}。请核对。",
    en="Row “{row}” and its parts both have figures; the row was not taken: {figures}. Please check.",
)
VANISHED: Final = Text(
    zh="“{table}”表中以下各行没有数字：{rows}。文本看不出是空格还是丢失，留空待核。",
    en="These rows of “{table}” show no figures: {rows}. Text cannot tell blank cells from lost ones; left blank.",
)
OTHER_FORM: Final = Text(
    zh="{form}没有“{found}”这一行，未收录：{figures}。请核对。",
    en="The {form} has no row “{found}”; it was not taken: {figures}. Please check.",
)


def doubt(message: Text, place: Place | None = None, cell: Cell | None = None, **values: object) -> Doubt:
    """A doubt with its message filled in; long quotations are cut."""
    short = {k: _cut(v) if isinstance(v, str) else v for k, v in values.items()}
    return Doubt(message=message.format(**short), place=place or Place(), cell=cell)


def _cut(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= _LONGEST * 2 else shown[:_LONGEST] + "……" + shown[-10:]
