"""The kinds of file that are taken, in one place. What is not listed here is refused."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of file. `title` is what lists call it; `endings` are those a name may have, the first
    one the usual; `content_type` is what it is sent back as."""

    key: str
    title: str
    endings: tuple[str, ...]
    content_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

KINDS = (
    Kind("pdf", "PDF", (".pdf",), "application/pdf"),
    Kind("docx", "Word document", (".docx",), f"{_OFFICE}.wordprocessingml.document"),
    Kind("xlsx", "Excel spreadsheet", (".xlsx",), f"{_OFFICE}.spreadsheetml.sheet"),
    Kind("pptx", "PowerPoint slides", (".pptx",), f"{_OFFICE}.presentationml.presentation"),
    Kind("odt", "OpenDocument text", (".odt",), f"{_OPEN}.text"),
    Kind("ods", "OpenDocument spreadsheet", (".ods",), f"{_OPEN}.spreadsheet"),
    Kind("odp", "OpenDocument slides", (".odp",), f"{_OPEN}.presentation"),
    Kind("csv", "Table in text", (".csv",), "text/csv"),
    Kind("txt", "Text", (".txt", ".md"), "text/plain"),
    Kind("png", "PNG picture", (".png",), "image/png"),
    Kind("jpeg", "JPEG picture", (".jpg", ".jpeg"), "image/jpeg"),
    Kind("msg", "Outlook message", (".msg",), "application/vnd.ms-outlook"),
    Kind("eml", "E-mail message", (".eml",), "message/rfc822"),
)
KIND = {kind.key: kind for kind in KINDS}
BY_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}
# For the file chooser of a browser.
ACCEPT = ",".join(BY_ENDING)

# What to do about endings that people try and that are not taken.
ADVICE = {
    ".doc": "Open it in Word and save it as .docx.",
    ".xls": "Open it in Excel and save it as .xlsx.",
    ".ppt": "Open it in PowerPoint and save it as .pptx.",
    ".docm": "It may hold macros. Save it as .docx.",
    ".xlsm": "It may hold macros. Save it as .xlsx.",
    ".xlsb": "It may hold macros. Save it as .xlsx.",
    ".pptm": "It may hold macros. Save it as .pptx.",
    ".dotx": "It is a template. Save it as .docx.",
    ".rtf": "Open it in Word and save it as .docx.",
    ".pages": "Open it in Pages and export it as PDF or Word.",
    ".numbers": "Open it in Numbers and export it as Excel.",
    ".zip": "Unpack it and send what is in it.",
    ".heic": "Save the picture as JPEG.",
    ".gif": "Save the picture as PNG.",
    ".tif": "Save the picture as PNG, or a scan as PDF.",
    ".tiff": "Save the picture as PNG, or a scan as PDF.",
    ".html": "Print the page to PDF.",
    ".htm": "Print the page to PDF.",
}
