"""How often the fields of a page come out right: headline, authors, times, captions, offsets.

Run: python -m evaluation.pages_fields [--misses]. Gold is the development part of `pages/`; lines
are told apart by nets that never saw the page's publisher family (`evaluation.line_folds`). Gold
headline, authors and time are mostly the page's own metadata: read the figures as an upper bound,
and the captions as the harder part.
"""

from __future__ import annotations

import random
import sys
import unicodedata
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.reports.captions import chain_of
from dragoman.reports.headlines import words_of
from dragoman.reports.metadata import candidates_of
from dragoman.reports.reading import Origin, read_html
from dragoman.reports.stamps import Conventions, agree, machine_stamp, moment_of
from dragoman.reports.walk import tree_of
from evaluation.gold_pages import NO_CAPTIONS, GoldImage, GoldPage, gold_pages
from evaluation.line_folds import NetOf, net_without

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dragoman.schema import Report, Stamp

SAMPLES = 1_000
MIN_CAPTION = 4
"""Words; shorter captions are names, and match too easily."""

GENERIC = frozenset("image images photo photos photograph picture by via for credit the of".split())


class Score(msgspec.Struct, frozen=True):
    """What one page adds to a measure: right among found and among wanted."""

    page: str
    right: float
    found: float
    wanted: float
    note: str = ""


class Measure(msgspec.Struct, frozen=True):
    """A row of the table; without `found` the figure is a share, else an F1."""

    name: str
    floor: float | None
    scores: tuple[Score, ...]
    is_f1: bool = False

    @property
    def figure(self) -> float:
        """The share or the F1 over all pages."""
        return figure_of(self.scores, is_f1=self.is_f1)


def figure_of(scores: Sequence[Score], *, is_f1: bool) -> float:
    """The micro share, or micro F1, of a set of pages."""
    right = sum(score.right for score in scores)
    wanted = sum(score.wanted for score in scores)
    found = sum(score.found for score in scores)
    if is_f1:
        return 2 * right / max(found + wanted, 1)
    return right / max(wanted, 1)


def interval_of(measure: Measure) -> tuple[float, float]:
    """The bootstrap interval (95 %) over documents."""
    dice = random.Random(7)
    pages = list(measure.scores)
    if not pages:
        return (0.0, 0.0)
    figures = sorted(
        figure_of(dice.choices(pages, k=len(pages)), is_f1=measure.is_f1) for _ in range(SAMPLES)
    )
    return figures[int(SAMPLES * 0.025)], figures[int(SAMPLES * 0.975)]


def decoded(page: GoldPage) -> str:
    """The page as text; the development pages are all UTF-8, some with a few bad bytes."""
    return page.html().decode("utf-8", "replace")


@cache
def report_of(page: GoldPage, net_of: NetOf) -> Report:
    """Our report of a page, told its address."""
    return read_html(decoded(page), Origin(url=page.url), net=net_of(page.family))


def measures(group: str, net_of: NetOf = net_without) -> tuple[Measure, ...]:
    """Every row for the English pages (`en`) or the others."""
    pages = [page for page in gold_pages() if page.source == "fundus" and page.group == group]
    english = group == "en"
    rows: tuple[tuple[str, float | None, bool, Callable[[GoldPage, Report], Score | None]], ...] = (
        ("headline = gold or h1", 0.97, False, _headline),
        ("authors F1", 0.94, True, _authors),
        ("published instant", 0.97, False, _instant),
        ("updated = metadata", 0.93, False, _updated),
        ("updated agrees with what is seen", 0.93, False, _updated_seen),
        ("captions with credit", 0.80, False, _captions),
        ("captions leaking into the body", None, False, _leaks),
        ("language", None, False, _language),
        ("quotes exact", 1.00, False, _quotes),
    )
    return tuple(
        Measure(
            name,
            floor if english else None,
            tuple(
                score
                for page in pages
                if (score := scored(page, report_of(page, net_of))) is not None
            ),
            is_f1,
        )
        for name, floor, is_f1, scored in rows
    )


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _headline(page: GoldPage, report: Report) -> Score | None:
    if not page.title:
        return None
    ours = report.headline or ""
    heads = [c.value for c in report.candidates if c.source == "h1"]
    right = _key(ours) in {_key(page.title), *map(_key, heads)}
    return Score(page.id, float(right), 1, 1, f"{ours!r} for {page.title!r}")


def _authors(page: GoldPage, report: Report) -> Score | None:
    if page.authors is None:
        return None
    gold = {_key(name) for name in page.authors}
    ours = {_key(name) for name in report.authors}
    note = f"{report.authors} for {page.authors}"
    return Score(page.id, len(gold & ours), len(ours), len(gold), note)


def _instant(page: GoldPage, report: Report) -> Score | None:
    if not page.published or datetime.fromisoformat(page.published).tzinfo is None:
        return None
    gold = datetime.fromisoformat(page.published)
    published = report.published
    ours = moment_of(published) if published else None
    right = ours is not None and abs((ours - gold).total_seconds()) <= 60
    return Score(page.id, float(right), 1, 1, f"{published} for {page.published}")


def _modified(page: GoldPage) -> Stamp | None:
    """The time that the page's own metadata gives for its last change."""
    tree = tree_of(decoded(page))
    for candidate in candidates_of(tree):
        if candidate.field == "updated" and candidate.source.startswith(("json-ld", "meta")):
            stamp = machine_stamp(candidate.value, "meta", Conventions())
            if stamp is not None and stamp.instant is not None:
                return stamp
    return None


def _updated(page: GoldPage, report: Report) -> Score | None:
    gold = _modified(page)
    if gold is None:
        return None
    ours = report.updated
    return Score(page.id, float(ours is not None and agree(ours, gold) is True), 1, 1, str(ours))


def _updated_seen(page: GoldPage, report: Report) -> Score | None:
    seen = [c.value for c in report.candidates if c.field == "updated" and c.source == "text"]
    stamps = [machine_stamp(value, "text", Conventions(language=page.language)) for value in seen]
    told = [stamp for stamp in stamps if stamp is not None and stamp.local is not None]
    if not told or report.updated is None:
        return None
    right = any(agree(report.updated, stamp) is not False for stamp in told)
    return Score(page.id, float(right), 1, 1, f"{report.updated.as_printed} / {seen}")


def _captions(page: GoldPage, report: Report) -> Score | None:
    if not page.images or page.id in NO_CAPTIONS:
        return None
    wanted = _wanted(page.images)
    if not wanted:
        return None
    ours = [(report.text[c.start : c.end], c.credits) for c in report.captions]
    missed = [image for image in wanted if not any(_is_returned(image, one) for one in ours)]
    note = " ## ".join(f"{image.caption[-60:]} | {image.credits}" for image in missed)
    return Score(page.id, len(wanted) - len(missed), len(wanted), len(wanted), note)


def _wanted(images: Sequence[GoldImage]) -> list[GoldImage]:
    long = [image for image in images if len(words_of(image.caption)) >= MIN_CAPTION]
    return list(dict.fromkeys(long))


def _is_returned(gold: GoldImage, ours: tuple[str, tuple[str, ...]]) -> bool:
    """The caption has the gold's words, its credit aside, and the credit its names in its order."""
    caption, credits = ours
    gold_words, our_words = words_of(gold.caption), words_of(caption)
    credited = {*words_of(" ".join((*gold.credits, *credits))), *GENERIC}
    if not our_words or (set(gold_words) ^ set(our_words)) - credited:
        return False
    if not gold.credits:
        return True
    links = [link for credit in gold.credits for link in chain_of(credit)]
    return _names(links) == _names(credits)


def _names(links: Sequence[str]) -> list[str]:
    return [word for link in links for word in words_of(link) if word not in GENERIC]


def _leaks(page: GoldPage, report: Report) -> Score | None:
    if not page.images or page.id in NO_CAPTIONS:
        return None
    article = _key(report.article)
    wanted = _wanted(page.images)
    leaked = [image.caption[:60] for image in wanted if _key(image.caption) in article]
    return Score(page.id, len(leaked), len(wanted), len(wanted), str(leaked))


def _language(page: GoldPage, report: Report) -> Score | None:
    ours = report.language
    return Score(page.id, float(ours == page.language), 1, 1, f"{ours} for {page.language}")


def _quotes(page: GoldPage, report: Report) -> Score | None:
    """Every span lies in the text, and visible values are printed there as they are quoted."""
    quoted: list[tuple[str, Any]] = [(c.value, c.span) for c in report.candidates if c.span]
    stamps = [stamp for stamp in (report.published, report.updated) if stamp and stamp.span]
    quoted += [(stamp.as_printed, stamp.span) for stamp in stamps]
    if report.dateline is not None:
        quoted.append((report.dateline.text, report.dateline))
    right = sum(report.text[span.start : span.end] == value for value, span in quoted)
    return Score(page.id, right, len(quoted), len(quoted))


def main() -> None:
    """Print the table, and with --misses what went wrong."""
    for group in ("en", "other"):
        print(f"\n{'measure (' + group + ')':36} {'pages':>5} {'n':>5} figure  interval      floor")
        for row in measures(group):
            low, high = interval_of(row)
            count = int(sum(score.wanted for score in row.scores))
            floor = f"{row.floor:.2f}" if row.floor is not None else "-"
            print(
                f"{row.name:36} {len(row.scores):5} {count:5} {row.figure:.3f}  "
                f"{low:.3f}-{high:.3f}   {floor}"
            )
            if "--misses" in sys.argv and "leaking" not in row.name:
                for score in row.scores:
                    if score.right < score.wanted or (row.is_f1 and score.right < score.found):
                        print(f"      {score.page[7:30]:24} {score.note[:400]}")
            elif "--misses" in sys.argv:
                for score in row.scores:
                    if score.right:
                        print(f"      {score.page[7:30]:24} {score.note[:300]}")


if __name__ == "__main__":
    main()
