"""What an annual report says, and its file `datasets/reports/<agency_id>/<year>.yml`, read and written exactly."""

from gongkai.report.facts import Facts, Label, Named, Sketch
from gongkai.report.model import Figures, Mark, Report, Source, Statement
from gongkai.report.reading import AGENCY_ID, read
from gongkai.report.writing import write

__all__ = [
    "AGENCY_ID",
    "Facts",
    "Figures",
    "Label",
    "Mark",
    "Named",
    "Report",
    "Sketch",
    "Source",
    "Statement",
    "read",
    "write",
]
