"""Reading pages: accuracy and pages a second beside other libraries, page by page in one run.

    OMP_NUM_THREADS=1 python -m benchmarks.pages [--every N] [--without newspaper4k ...]

Every tool reads each page before the next page comes, so a busy machine slows all alike; seconds
are CPU seconds of this process. Body: mean 4-gram F as in `evaluation.pages`. The others return
text; ours returns every line's role and the fields too. Ours is cross-validated when the fold nets
are there (`evaluation.line_folds`), and says so when they are not.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from evaluation import line_folds
from evaluation.gold_pages import NO_BODY, NO_CAPTIONS, GoldPage, gold_pages
from evaluation.shingles import Overlap, overlap, scores

from dragoman.reports.reading import Origin, read_html

if TYPE_CHECKING:
    from collections.abc import Callable

SETS = (("fundus", "en"), ("aeb", "en"), ("fundus", "other"), ("aeb", "other"))


def main() -> None:
    """Run every tool over the pages and print the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    options.add_argument("--every", type=int, default=1, help="read every Nth page only")
    options.add_argument("--without", nargs="*", default=[], metavar="TOOL")
    given = options.parse_args()
    logging.disable(logging.CRITICAL)
    tools = {name: run for name, run in TOOLS.items() if name not in given.without}
    pages = [p for p in gold_pages() if p.id not in NO_BODY | NO_CAPTIONS][:: given.every]
    seconds: dict[str, float] = defaultdict(float)
    failures: dict[str, int] = defaultdict(int)
    found: dict[tuple[str, str, str], list[Overlap]] = defaultdict(list)
    for name, run in tools.items():  # what is loaded once is not counted
        run(pages[0].html().decode("utf-8", "replace"), pages[0])
        print(f"{name} {_version(name)} is ready", flush=True)
    for page in pages:
        text = page.html().decode("utf-8", "replace")
        for name, run in tools.items():
            began = time.process_time()
            try:
                body = run(text, page)
            except Exception:  # noqa: BLE001 - a failing peer is a figure, not an error of ours
                body = ""
                failures[name] += 1
            seconds[name] += time.process_time() - began
            found[name, page.source, page.group].append(overlap(page.body, body))
    _show(list(tools), len(pages), seconds, failures, found)


def _show(
    tools: list[str],
    pages: int,
    seconds: dict[str, float],
    failures: dict[str, int],
    found: dict[tuple[str, str, str], list[Overlap]],
) -> None:
    folds = "cross-validated" if line_folds.is_made() else "the net that ships, which saw the pages"
    print(f"{pages} pages; dragoman: {folds}")
    sets = "".join(f"{source + ' ' + group:>14}" for source, group in SETS)
    print(f"{'':24}{'pages/s':>9}{'x trafilatura':>15}{'failed':>8}{sets}")
    base = seconds.get("trafilatura", 0.0)
    for name in tools:
        figures = "".join(
            f"{scores(found[name, source, group])[0]:14.3f}" for source, group in SETS
        )
        ratio = base / seconds[name] if seconds[name] else 0.0
        print(f"{name:24}{pages / seconds[name]:9.1f}{ratio:15.2f}{failures[name]:8}{figures}")


def _version(tool: str) -> str:
    try:
        return version(tool.split(" ")[0])
    except PackageNotFoundError:
        return "(from its sources)"


def _dragoman(text: str, page: GoldPage) -> str:
    net = line_folds.net_without(page.family) if line_folds.is_made() else None
    return read_html(text, Origin(url=page.url), net=net).article


def _trafilatura(text: str, page: GoldPage) -> str:
    import trafilatura

    found = trafilatura.bare_extraction(
        text, url=page.url, include_comments=False, with_metadata=True
    )
    return str(getattr(found, "text", "") or "")


def _trafilatura_precision(text: str, page: GoldPage) -> str:
    import trafilatura

    found = trafilatura.extract(text, url=page.url, favor_precision=True, include_comments=False)
    return found or ""


def _resiliparse(text: str, page: GoldPage) -> str:  # noqa: ARG001 - needs no address
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(text, main_content=True, list_bullets=False))


def _readability(text: str, page: GoldPage) -> str:  # noqa: ARG001
    from lxml import html
    from readability import Document

    return "\n".join(html.fromstring(Document(text).summary()).itertext())


def _newspaper(text: str, page: GoldPage) -> str:
    from newspaper import Article

    article = Article(page.url or "http://page.example/", language="en", fetch_images=False)
    article.download(input_html=text)
    article.parse()
    return str(article.text)


def _justext(text: str, page: GoldPage) -> str:
    import justext

    languages = {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}
    words = justext.get_stoplist(languages.get(page.language, "English"))
    found = justext.justext(text.encode(), words)
    return "\n".join(one.text for one in found if not one.is_boilerplate)


TOOLS: dict[str, Callable[[str, GoldPage], str]] = {
    "dragoman": _dragoman,
    "trafilatura": _trafilatura,
    "trafilatura precision": _trafilatura_precision,
    "resiliparse": _resiliparse,
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
    "justext": _justext,
}


if __name__ == "__main__":
    main()
