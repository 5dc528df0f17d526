"""Documents of a report: a page of HTML and a PDF, from the same words."""

from sosafe_api.domains.reports.renditions.page import HTML, html_of
from sosafe_api.domains.reports.renditions.paper import PDF, pdf_of
from sosafe_api.domains.reports.renditions.telling import told

__all__ = ["HTML", "PDF", "html_of", "pdf_of", "told"]
