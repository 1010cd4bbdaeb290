"""Reads what was printed."""

import io
import re
import unicodedata

from pypdf import PdfReader


def sheets(pdf):
    """The words of each sheet, plain."""
    return [plain(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(pdf)).pages]


def plain(text):
    """Without white space, and with the letters of each ligature apart: fonts differ in both."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
