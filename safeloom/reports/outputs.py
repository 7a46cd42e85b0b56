"""A document in all its forms."""

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime

from safeloom.reports.document.docx import to_docx
from safeloom.reports.document.html import to_html
from safeloom.reports.document.open_data import figures_csv, figures_json
from safeloom.reports.document.pdf import TypstSource, compile_pdf, typst_source
from safeloom.reports.document.tree import Document

# The oldest moment a ZIP can hold: the same source always gives the same bytes.
_NO_TIME = datetime(1980, 1, 1).timetuple()[:6]  # noqa: DTZ001 (no moment is meant)


@dataclass(frozen=True)
class Outputs:
    """The finished files. `typst` is a ZIP of the source the PDF was made from."""

    html: bytes
    pdf: bytes
    docx: bytes
    typst: bytes
    figures_csv: bytes
    figures_json: bytes

    def files(self) -> dict[str, bytes]:
        """The published files by name."""
        return {
            "report.html": self.html,
            "report.pdf": self.pdf,
            "report.docx": self.docx,
            "figures.csv": self.figures_csv,
            "figures.json": self.figures_json,
        }


TYPES = {
    "report.html": "text/html; charset=utf-8",
    "report.pdf": "application/pdf",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "figures.csv": "text/csv; charset=utf-8",
    "figures.json": "application/json",
}


def one_file(document: Document, name: str) -> bytes:
    """One of the published files. Raises KeyError for another name."""
    makers = {
        "report.html": to_html,
        "report.pdf": lambda one: compile_pdf(typst_source(one)),
        "report.docx": to_docx,
        "figures.csv": figures_csv,
        "figures.json": figures_json,
    }
    made = makers[name](document)
    return made.encode() if isinstance(made, str) else made


def render(document: Document) -> Outputs:
    """All forms of a document."""
    source = typst_source(document)
    return Outputs(
        html=to_html(document).encode(),
        pdf=compile_pdf(source),
        docx=to_docx(document),
        typst=_zipped(source),
        figures_csv=figures_csv(document).encode(),
        figures_json=figures_json(document).encode(),
    )


def _zipped(source: TypstSource) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [("main.typ", source.main.encode()), *sorted(source.files.items())]:
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content)
    return out.getvalue()
