"""The jobs there are, in the order in which they are done."""

# Pages of the site, each against its floor.
PAGES = (
    "home",
    "scorecard",
    "measure",
    "agencies",
    "structure",
    "search",
    "account",
    "agenda",
    "attendance",
    "actions",
)
# What many do at once at the server, more and more of them.
LOADS = ("autosave-rate",)
# Work done in a process of its own.
TASKS = (
    "import-returns",
    "import-people",
    "import-actions",
    "check-figures",
    "report-html",
    "report-pdf",
    "report-docx",
    "backup",
    "form-page",
    "autosave",
    "submit",
    "campaign",
    "campaign-board",
    "results",
    "results-parts",
    "export",
    "login",
)
JOBS = (*PAGES, *LOADS, *TASKS)
