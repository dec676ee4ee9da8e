"""Pages we wrote: wire copy between furniture of our own, as portals flatten it.

Real pages rarely say which of their lines is an advert, a disclaimer or a sign-off; here every
line has one sure role. The furniture is in `training/furniture/`, the article text is that of the
development data and is used for training alone.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from evaluation.gold_pages import DATA

from dragoman.reports.lines import Line
from training.page_lines import ROLE_AT, Sample

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.schema.report import Role

FURNITURE = Path(__file__).parent / "furniture"

Block = tuple[tuple[str, str], ...]
"""Lines that stand together: (role, text) each."""

MIN_PARAGRAPHS, MAX_TITLE = 5, 120
"""Weblogs that make a page; and characters of a first line that can be its title."""

WEBLOGS = 4
"""How often a weblog is drawn for each wire story."""

FEEDS = {"tail": 0.09, "top": 0.02, "mid": 0.01}
"""How often a block is a list of other stories."""

_METAS = ("{date}", "{n} hours ago", "By {name}", "{name} - {date}", "{n} comments", "{outlet}")
_SLOT = re.compile(r"\{(\w+)\}")
_PREFIX = re.compile(r"([a-z]+): (.+)")
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])(?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)\s+(?=[A-Z“\"])")
_DATELINE = re.compile(r"^[A-Z][A-Z./, a-z]{2,40}\(Reuters\) - ")


def written_samples(count: int, seed: int, *, modern: bool = True) -> list[Sample]:
    """English pages in flattened form; `modern` ones have weblogs, and lists of other stories."""
    chance = np.random.default_rng(seed)
    articles = _articles(modern=modern)
    picked = chance.choice(len(articles), size=count, replace=True)
    writers = [(_Writer(chance, modern=modern), at) for at in picked]
    return [_page(articles[at], writer, number) for number, (writer, at) in enumerate(writers)]


def furnished(
    sample: Sample, language: str, chance: np.random.Generator, *, modern: bool = True
) -> Sample:
    """A real flattened page with blocks of ours between its lines."""
    article = np.flatnonzero(~sample.allowed[:, ROLE_AT["other"]])
    if len(article) < 3:
        return sample
    writer = _Writer(chance, language, modern=modern)
    rate = chance.uniform(0.02, 0.25)
    lines: list[Line] = []
    allowed: list[NDArray[np.bool_]] = []
    weak: list[int] = []
    for at, line in enumerate(sample.lines):
        place = _place(at, article)
        if chance.random() < (rate if article[0] <= at <= article[-1] + 1 else rate / 8):
            for role, text in writer.block(place):
                lines.append(Line(text=text, start=0, blank=line.blank))
                allowed.append(_only(role))
                weak.append(-1)
        lines.append(line)
        allowed.append(sample.allowed[at])
        weak.append(int(sample.weak[at]))
    return Sample(
        id=sample.id, family=sample.family, source=sample.source, style=sample.style,
        lines=tuple(lines), allowed=np.asarray(allowed), weak=np.asarray(weak),
    )  # fmt: skip


def _place(at: int, article: NDArray[np.int64]) -> str:
    if at <= article[0]:
        return "top"
    if at > article[-1]:
        return "tail"
    return "head" if at <= article[min(2, len(article) - 1)] else "mid"


def _only(role: str) -> NDArray[np.bool_]:
    row = np.zeros(len(ROLE_AT), dtype=np.bool_)
    row[ROLE_AT[role]] = True
    return row


class _Writer:
    """Fills the blocks of one page: names, days and outlets vary from page to page."""

    def __init__(
        self, chance: np.random.Generator, language: str = "en", *, modern: bool = True
    ) -> None:
        self.chance = chance
        self.modern = modern
        blocks = _blocks()
        known = {code for code, _ in blocks}
        self.language = language if language in known and chance.random() < 0.85 else "en"
        self.slots = _slots()
        self.day = date(2003, 1, 1) + timedelta(days=int(chance.integers(0, 8_400)))
        self.outlet = self.pick("outlet").replace("_", " ")
        self.stamp_style = int(chance.integers(0, 8))

    def block(self, place: str, role: Role | None = None) -> Block:
        """One block of a place, or of a place and a role; empty when there is none."""
        blocks = _blocks()
        if self.modern and role is None and self.chance.random() < FEEDS.get(place, 0.0):
            return self.feed()
        choices = blocks.get((self.language, place)) or blocks["en", place]
        if role is not None:
            choices = [block for block in choices if block[0][0] == role]
            if not choices and self.language != "en":
                choices = [block for block in blocks["en", place] if block[0][0] == role]
        if not choices:
            return ()
        block = choices[int(self.chance.integers(len(choices)))]
        return tuple((role, self.filled(text)) for role, text in block)

    def feed(self) -> Block:
        """A list of other stories, each in the page's own pattern: the sorest trap of flat text."""
        chance = self.chance
        kicker, blurb, meta = (chance.random() < share for share in (0.25, 0.65, 0.4))
        articles = _articles(modern=True)
        lines: list[str] = [self.filled("{topic}")] if chance.random() < 0.3 else []
        for _ in range(int(chance.integers(3, 16))):
            title, _ = articles[int(chance.integers(len(articles)))]
            _, text = articles[int(chance.integers(len(articles)))]
            if kicker:
                lines.append(self.filled("{topic}"))
            lines.append(title)
            if blurb:
                first = _SENTENCE_END.split(_DATELINE.sub("", text.split("\n")[0]))
                lines.append(" ".join(first[: int(chance.integers(1, 3))]))
            if meta:
                lines.append(self.filled(str(chance.choice(_METAS))))
        return tuple(("related", line) for line in lines if line.strip())

    def pick(self, slot: str) -> str:
        """One filler of a slot."""
        fillers = self.slots[slot]
        return fillers[int(self.chance.integers(len(fillers)))]

    def filled(self, text: str, depth: int = 0) -> str:
        """The text with its slots filled, those of the fillers too."""
        if depth > 3 or "{" not in text:
            return text
        return self.filled(_SLOT.sub(lambda slot: self.value(slot.group(1)), text), depth + 1)

    def value(self, slot: str) -> str:
        """The value of a slot."""
        if slot in self.slots and slot != "outlet":
            if slot == "teaser" and self.chance.random() < 0.5:
                titles = [title for title, _ in _articles(modern=self.modern)]
                return titles[int(self.chance.integers(len(titles)))]
            return self.pick(slot)
        if slot.isupper():
            return self.filled(self.value(slot.lower())).upper()
        return self.special(slot)

    def special(self, slot: str) -> str:
        """Values that are made rather than listed."""
        number = int(self.chance.integers(1, 60))
        hour, minute = int(self.chance.integers(0, 24)), int(self.chance.integers(0, 60))
        day = self.day
        made = {
            "name": f"{self.pick('first')} {self.pick('last')}",
            "outlet": self.outlet,
            "handle": f"{self.pick('first').lower()}{self.chance.choice(['', '_', 'x'])}{number}",
            "email": f"{self.pick('first').lower()}@{self.outlet.replace(' ', '').lower()}.example",
            "n": str(number),
            "year": str(day.year),
            "money": f"{self.chance.choice(['$', '€', '£'])}{number}",
            "clock24": f"{hour:02}:{minute:02}",
            "clock": f"{hour % 12 or 12}:{minute:02} {'am' if hour < 12 else 'pm'}",
            "fclock": f"{hour}h{minute:02}",
            "gdate": f"{day.day:02}.{day.month:02}.{day.year}",
            "date2": f"{day.day:02}/{day.month:02}/{day.year}",
            "fdate": f"{day.day} {_FRENCH[day.month - 1]} {day.year}",
            "sdate": f"{day.day} de {_SPANISH[day.month - 1]} de {day.year}",
        }
        if slot in made:
            return made[slot]
        return self.english_day(day) if slot == "date" else self.stamp(day, hour, minute)

    def english_day(self, day: date) -> str:
        """A day as English pages print it."""
        month, short = day.strftime("%B"), day.strftime("%b")
        return str(
            self.chance.choice(
                [
                    f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}",
                    f"{short} {day.day}, {day.year}", f"{day.day} {short} {day.year}",
                    f"{month} {day.day}", f"{short}. {day.day}, {day.year}",
                ]
            )
        )  # fmt: skip

    def stamp(self, day: date, hour: int, minute: int) -> str:
        """A date and a time in the page's own style."""
        half = "AM" if hour < 12 else "PM"
        twelve, long = f"{hour % 12 or 12}:{minute:02}", day.strftime("%B")
        month, num = day.strftime("%b"), f"{day.month:02}/{day.day:02}/{day.year}"
        zone = self.chance.choice(["", " GMT", " EDT", " ET", " IST", " BST", " UTC", " CET"])
        return (
            f"{num} {twelve} {half}{zone}",
            f"{long} {day.day}, {day.year} {twelve} {half}{zone}",
            f"{day.isoformat()} {hour:02}:{minute:02}",
            f"{day.day} {long} {day.year} {hour:02}:{minute:02}{zone}",
            f"{month} {day.day}, {day.year}, {twelve} {half.lower()}{zone}",
            f"{hour:02}:{minute:02}, {day.day} {month} {day.year}",
            f"{day.strftime('%a')}, {day.day} {month} {day.year} {hour:02}:{minute:02}{zone}",
            f"{month} {day.day}, {day.year} | {twelve}{half}",
        )[self.stamp_style]


_FRENCH = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
_SPANISH = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip


def _page(article: tuple[str, str], writer: _Writer, number: int) -> Sample:
    chance, (title, text) = writer.chance, article
    rows: list[tuple[str, str, bool]] = []

    def add(block: Block) -> None:
        rows.extend((role, line, at == 0) for at, (role, line) in enumerate(block))

    for _ in range(int(chance.integers(0, 5))):
        add(writer.block("top"))
    add((("headline", title),))
    for _ in range(int(chance.integers(1, 6))):
        add(writer.block("head"))
    rate = chance.uniform(0.0, 0.35)
    for at, block in enumerate(_paragraphs(text, writer)):
        if at and chance.random() < rate:
            add(writer.block("mid"))
        add(block)
    for role in ("signoff", "correction"):
        if chance.random() < 0.4:
            add(writer.block("tail", role))
    for _ in range(int(chance.integers(0, 8))):
        add(writer.block("tail"))
    margins = chance.random()
    blanks = [start if margins < 0.4 else margins < 0.7 for _, _, start in rows]
    lines = [
        Line(text=text, start=0, blank=blank and at > 0)
        for at, ((_, text, _), blank) in enumerate(zip(rows, blanks, strict=True))
    ]
    return Sample(
        id=f"written/{number}", family=f"written/{number}", source="written", style="written",
        lines=tuple(lines), allowed=np.asarray([_only(role) for role, _, _ in rows]),
        weak=np.full(len(rows), -1),
    )  # fmt: skip


def _paragraphs(text: str, writer: _Writer) -> list[Block]:
    chance = writer.chance
    if "\n" in text:
        paragraphs = text.split("\n")[: int(chance.integers(8, 60))]
        return [(("body", paragraph),) for paragraph in paragraphs]
    lead = _DATELINE.sub("", text)
    sentences = _SENTENCE_END.split(lead)
    most = int(chance.integers(1, 4))
    paragraphs = []
    while sentences:
        size = int(chance.integers(1, most + 1))
        paragraphs.append(" ".join(sentences[:size]))
        del sentences[:size]
    paragraphs = paragraphs[: int(chance.integers(5, 40))]
    style = int(chance.integers(0, 7))
    line = writer.filled(_DATELINES[style])
    if line and style < len(_DATELINES) - 1:
        paragraphs[0] = f"{line} {paragraphs[0]}"
    blocks: list[Block] = [(("body", paragraph),) for paragraph in paragraphs]
    return [(("dateline", line),), *blocks] if style == len(_DATELINES) - 1 else blocks


_DATELINES = (
    "{PLACE} ({agency}) -", "{PLACE}, {month} {n} ({agency}) -", "{PLACE} —", "", "",
    "{PLACE}, {state} ({agency}) —", "{PLACE}, {state} —",
)  # fmt: skip


@cache
def _articles(*, modern: bool) -> list[tuple[str, str]]:
    """Titles and texts: news of 2017, and weblogs, whose paragraphs stand on lines of their own."""
    return [*_wires(), *(_weblogs() * WEBLOGS if modern else ())]


def _weblogs() -> list[tuple[str, str]]:
    """Informal documents of the English Web Treebank; the first sentence is the title."""
    source = DATA / "ud" / "en_ewt-ud-train.conllu"
    found: list[tuple[str, str]] = []
    for document in source.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        if not document.startswith(("weblog", "newsgroup", "reviews", "answers")):
            continue
        paragraphs: list[list[str]] = []
        for line in document.splitlines():
            if line.startswith("# newpar"):
                paragraphs.append([])
            elif line.startswith("# text = ") and paragraphs:
                paragraphs[-1].append(line.removeprefix("# text = "))
        lines = [" ".join(sentences) for sentences in paragraphs if sentences]
        if len(lines) >= MIN_PARAGRAPHS and len(lines[0]) < MAX_TITLE:
            found.append((lines[0], "\n".join(lines[1:])))
    return found


def _wires() -> list[tuple[str, str]]:
    folder = DATA / "articles"
    found: list[tuple[str, str]] = []
    with gzip.open(folder / "isot_reuters_2017.jsonl.gz", "rt", encoding="utf-8") as rows:
        found += [(row["title"] or "", row["text"] or "") for row in map(json.loads, rows)]
    return [
        (title.strip(), text)
        for title, text in found
        if title and len(text) > 600 and "â" not in text
    ]


@cache
def _blocks() -> dict[tuple[str, str], list[Block]]:
    """The blocks of a language and a place."""
    found: dict[tuple[str, str], list[Block]] = defaultdict(list)
    for row in _rows("english.txt"):
        place, role, text = row.split("\t")
        found["en", place].append(_block(role, text))
    for row in _rows("other_languages.txt"):
        language, place, role, text = row.split("\t")
        found[language, place].append(_block(role, text))
    return found


def _block(role: str, text: str) -> Block:
    lines: list[tuple[str, str]] = []
    for line in text.split(" / "):
        prefix = _PREFIX.fullmatch(line)
        own = prefix is not None and prefix.group(1) in ROLE_AT
        lines.append((prefix.group(1), prefix.group(2)) if prefix and own else (role, line))
    return tuple(lines)


@cache
def _slots() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows("slots.txt"):
        slot, text = row.split("\t")
        found[slot].append(text)
    for row in _rows("names.txt"):
        slot, words = row.split("\t")
        found[slot] += words.split(" ")
    return found


def _rows(name: str) -> list[str]:
    lines = (FURNITURE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
