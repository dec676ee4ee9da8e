"""Where sentences begin, read from the tokens of one paragraph.

Rules, not a model: in edited news a sentence ends at a mark that the next token's form confirms.
What the rules must survive are abbreviations, initials, quotations that end inside a sentence,
datelines and headlines without any mark (a paragraph's end always ends a sentence).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STOPS = frozenset({".", "!", "?", "...", "…", "?!", "!?", "!!", "!!!", "??", "。", "！", "？"})
CLOSERS = frozenset({'"', "”", "’", "'", "''", ")", "]", "»", "*"})
OPENERS = frozenset({'"', "“", "‘", "'", "``", "(", "[", "«", "-", "–", "—", "•", "*"})

HONORIFICS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cmdr adm sgt sen rep gov pres rev hon amb".split()
)

TITLES = frozenset(f"{word}." for word in HONORIFICS) | frozenset(
    "atty. st. mt. ft. no. nos. art. arts. vs. v. fig. sec. ch. vol. p. pp. para. cf."
    " e.g. i.e. approx. ca. est. jan. feb. mar. apr. aug. sept. sep. oct. nov. dec.".split()
)
"""Abbreviations that something always follows: no sentence ends at them."""

STARTERS = frozenset(
    "the a an this that these those he she it they we i you his her its their our my there here"
    " in on at by for from to of as if when while after before but and so yet or however although"
    " though since because what who how why where both some many most no not one two another other"
    " earlier later meanwhile moreover still then last now also".split()
)
"""Words that begin a sentence when they stand in capitals after an abbreviation."""

COUNTING = frozenset({"No", "Nos", "Art", "Arts", "Fig", "Sec"})

SAYING = frozenset(
    "said says say asked asks told tells added adds replied wrote writes tweeted cried shouted"
    " declared exclaimed wondered demanded quipped recalled continued explained warned".split()
)


def sentence_starts(words: Sequence[str]) -> list[int]:
    """The first token of each sentence of a paragraph, in order; empty for no words.

    >>> sentence_starts("Mr. Kim met U.S. envoys . “ Why ? ” he asked . The end".split())
    [0, 6, 13]
    """
    starts = [0] if words else []
    at = 0
    while at < len(words):
        after = _end_of_stop(words, at)
        if after is None:
            at += 1
            continue
        if after < len(words) and _begins(words, at, after):
            starts.append(after)
        at = max(after, at + 1)
    return starts


def _end_of_stop(words: Sequence[str], at: int) -> int | None:
    """The token after a closing mark and the quotes and brackets it takes along."""
    word = words[at]
    if word not in STOPS and not (len(word) > 1 and word.endswith(".")):
        return None
    after = at + 1
    while after < len(words) and (words[after] in STOPS or _closes(words, after)):
        after += 1
    if list(words[after : after + 3 : 2]) == ["[", "]"] and words[after + 1].isdigit():
        after += 3  # the mark of a footnote
    return after


def _closes(words: Sequence[str], at: int) -> bool:
    """A closing quote or bracket; a straight quote closes when an open one stands before it."""
    word = words[at]
    if word not in CLOSERS:
        return False
    return word not in {'"', "'", "*"} or list(words[:at]).count(word) % 2 == 1


def _begins(words: Sequence[str], stop: int, after: int) -> bool:
    """Whether a sentence begins at `after`, given the stop before it."""
    word, mark = words[after], words[stop]
    quoted = any(w in CLOSERS for w in words[stop + 1 : after])
    if word in OPENERS or not word[0].isalnum():
        following = words[after + 1] if after + 1 < len(words) else ""
        return mark in STOPS and not following[:1].islower()
    if word[0].islower():
        return False
    if quoted and mark != "." and any(w.lower() in SAYING for w in words[after : after + 5]):
        return False
    if mark in STOPS:
        return not _is_abbreviation(words, stop)
    return _ends_after_abbreviation(mark, word, quoted=quoted)


def _is_abbreviation(words: Sequence[str], stop: int) -> bool:
    """Whether the stop ends no sentence: `1 .` heads a paragraph, `No . 5` counts, `GEN . X`."""
    if stop == 1 and words[0].isdigit():
        return True
    if stop > 0 and words[stop] == "." and words[stop - 1].lower() in HONORIFICS:
        return words[stop - 1][0].isupper()
    after = words[stop + 1] if stop + 1 < len(words) else ""
    return stop > 0 and words[stop - 1] in COUNTING and after[:1].isdigit()


def _ends_after_abbreviation(mark: str, word: str, *, quoted: bool) -> bool:
    low = mark.lower()
    if low in TITLES or (len(mark) == 2 and mark[0].isupper()):
        return False
    if quoted:
        return True
    if low.count(".") > 1 or len(mark) <= 5:
        return word.lower() in STARTERS
    return True
