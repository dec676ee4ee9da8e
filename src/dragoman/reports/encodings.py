"""Bytes to text: which encoding a page is in, and what to do when it is in two."""

from __future__ import annotations

import codecs
import re

import msgspec

from dragoman.errors import NotAPage, UnreadableText
from dragoman.schema import Warning

HEAD = 4_096
"""Bytes in which a declaration is looked for; browsers look in 1,024, portals put it later."""

MAX_STRAY = 0.02
"""Share of bytes outside the main encoding beyond which a page is not text with slips in it."""

MAX_CONTROL = 0.005
"""Share of control characters beyond which decoded bytes are no text."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs", "utf-16": "utf-8", "utf-16-le": "utf-8",
    "utf-16-be": "utf-8", "utf-7": "utf-8",
}  # fmt: skip
"""What a declared label stands for in practice (WHATWG Encoding, 4.2); a page whose declaration
can be read as ASCII is not in UTF-16."""

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_DOUBLED = re.compile(
    "[\u00c2\u00c3\u00e2\u00d0\u00d1]"
    "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
"""A lead byte of UTF-8 and one that continues it, both read as letters of Windows-1252."""
FEWEST_DOUBLED = 2
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Decoded(msgspec.Struct, frozen=True):
    """Text, the encoding it came from, and what should be known about the decoding."""

    text: str
    encoding: str
    warnings: tuple[Warning, ...] = ()


def decode(page: bytes) -> Decoded:
    """The text of a page's bytes without its byte order mark; nothing else is changed.

    Raises NotAPage for bytes that are no text and UnreadableText when no encoding explains them.
    """
    for mark, encoding in _MARKS:
        if page.startswith(mark):
            return _by_mark(page[len(mark) :], encoding)
    if 0 in page:
        return _with_nul(page)
    declared = declared_encoding(page)
    if declared and declared.startswith(("iso2022", "hz")):
        return Decoded(_strict(page, declared) or page.decode("ascii", "replace"), declared)
    try:
        return Decoded(page.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as slip:
        return _not_utf8(page, declared, slip.start)


def undoubled(text: str) -> tuple[str, tuple[Warning, ...]]:
    """Text that was stored as UTF-8 twice, read once more; anything else as it is.

    >>> undoubled("\u00e2\u20ac\u0153No,\u00e2\u20ac\x9d he said.")[0]
    '\u201cNo,\u201d he said.'
    """
    count = len(_DOUBLED.findall(text))
    if count < FEWEST_DOUBLED:
        return text, ()
    import ftfy

    only_encoding = ftfy.TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False,
        fix_character_width=False, uncurl_quotes=False, fix_line_breaks=False,
        fix_surrogates=False, remove_control_chars=False, normalization=None,
    )  # fmt: skip
    mended = ftfy.fix_text(text, only_encoding)
    if mended == text:
        return text, ()
    message = f"{count} letters were UTF-8 read as Windows-1252; they were read again"
    return mended, (Warning("encoding-doubled", message),)


def declared_encoding(page: bytes) -> str | None:
    """The encoding a page names in its head, as Python calls what is meant; None without one.

    >>> declared_encoding(b'<meta charset="latin1">')
    'cp1252'
    """
    found = _DECLARED.search(page[:HEAD])
    if found is None:
        return None
    label = (found[1] or found[2]).decode("ascii")
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return _MEANT.get(name, name)


def _by_mark(page: bytes, encoding: str) -> Decoded:
    text = _strict(page, encoding)
    if text is None:
        message = f"page begins with the mark of {encoding} and is not in it; save it as UTF-8"
        raise UnreadableText(message)
    if "\0" in text:
        raise NotAPage(_nul_message(text.count("\0"), text.index("\0"), "character"))
    return Decoded(text, encoding)


def _with_nul(page: bytes) -> Decoded:
    """UTF-16 without a mark has a NUL in every other byte; everything else with NUL is no text."""
    for encoding, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        if page[place:HEAD:2].count(0) > 0.7 * len(page[place:HEAD:2]):
            text = _strict(page, encoding)
            if text is not None and "\0" not in text and not _is_noise(text):
                return Decoded(text, encoding, (_guessed(encoding),))
    raise NotAPage(_nul_message(page.count(0), page.index(0), "byte"))


def _not_utf8(page: bytes, declared: str | None, slip: int) -> Decoded:
    stray = _strays_of(page)
    mostly_utf8 = len(stray) <= MAX_STRAY * len(page) and _is_wide(page, stray)
    if declared and declared != "utf-8" and not mostly_utf8:
        text = _strict(page, declared)
        if text is not None and not _is_noise(text):
            return Decoded(text, declared)
    if mostly_utf8:
        message = (
            f"{len(stray)} bytes are not UTF-8 like the rest (the first at byte {slip}); "
            "they were read as Windows-1252"
        )
        return Decoded(_mixed(page), "utf-8", (Warning("encoding-mixed", message),))
    for encoding in dict.fromkeys((_detected(page), "cp1252")):
        text = _strict(page, encoding)
        if text is not None and not _is_noise(text):
            return Decoded(text, encoding, (_guessed(encoding),))
    message = (
        f"byte {page[slip]:#04x} at {slip} is text in no encoding we know; save the page as UTF-8"
    )
    raise UnreadableText(message)


def _strict(page: bytes, encoding: str) -> str | None:
    try:
        return page.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _strays_of(page: bytes) -> list[int]:
    """The offsets of bytes that are not UTF-8."""
    found: list[int] = []

    def note(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        found.extend(range(error.start, error.end))
        return "", error.end

    codecs.register_error("dragoman-note", note)
    page.decode("utf-8", "dragoman-note")
    return found


def _is_wide(page: bytes, stray: list[int]) -> bool:
    """Whether UTF-8 explains most of the bytes that are not ASCII."""
    wide = sum(byte > 127 for byte in page) - len(stray)
    return wide > len(stray)


def _mixed(page: bytes) -> str:
    def as_windows(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        return error.object[error.start : error.end].decode("cp1252", "replace"), error.end

    codecs.register_error("dragoman-windows", as_windows)
    return page.decode("utf-8", "dragoman-windows")


def _detected(page: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    name = str(detect_encoding(page, max_len=1 << 17) or "cp1252")
    try:
        name = codecs.lookup(name).name
    except LookupError:
        return "cp1252"
    return _MEANT.get(name, name)


def _is_noise(text: str) -> bool:
    return len(_CONTROL.findall(text)) > MAX_CONTROL * len(text)


def _guessed(encoding: str) -> Warning:
    return Warning("encoding-guessed", f"the page names no encoding that fits; read as {encoding}")


def _nul_message(count: int, first: int, unit: str) -> str:
    return (
        f"holds {count} NUL {unit}{'s' * (count > 1)} (the first at {unit} {first}), which text "
        "has not; remove them (tr -d '\\000') if it is a page"
    )
