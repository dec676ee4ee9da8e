"""Words without case, accents and marks: what is indexed, searched and compared."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def searchable(text: str) -> str:
    """Words without accents and marks, one space apart: what both databases index and are asked.

    >>> searchable("The U.S.-Türkiye pact; “no comment”")
    'the u s turkiye pact no comment'
    """
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in parts if not unicodedata.combining(char))
    return " ".join(_WORD.findall(text.lower()))
