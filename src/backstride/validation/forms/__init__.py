"""The report as a page, as Markdown for the docs, as text for a terminal, and as JSON."""

from backstride.validation.forms.as_json import SCHEMA, report_as_json
from backstride.validation.forms.markdown import report_as_markdown
from backstride.validation.forms.page import report_as_page
from backstride.validation.forms.text import report_as_text

__all__ = [
    "SCHEMA",
    "report_as_json",
    "report_as_markdown",
    "report_as_page",
    "report_as_text",
]
