import gzip
import json

import pytest

from dragoman.errors import (
    DamagedPage,
    DateError,
    EmptyPage,
    MissingPage,
    NotAPage,
    PageTooLarge,
)
from dragoman.reports.inputs import pages_in
from dragoman.reports.loading import Page, Unread, content_of, media_type_of, page_of

SENTENCE = b"Oslo and Copenhagen signed a protocol on Monday.\n"


def write(folder, name, content):
    file = folder / name
    file.write_bytes(content)
    return file


def test_a_text_file_is_one_page(tmp_path):
    [page] = pages_in(write(tmp_path, "report.txt", SENTENCE))
    assert page.text == SENTENCE.decode()
    assert page.media_type == "text/plain"
    assert page.location == str(tmp_path / "report.txt")


def test_a_gzip_file_is_unpacked_member_after_member(tmp_path):
    file = write(tmp_path, "report.html.gz", gzip.compress(SENTENCE) + gzip.compress(b"<p>More."))
    [page] = pages_in(file)
    assert page.content == SENTENCE + b"<p>More."
    assert page.media_type == "text/html"


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", EmptyPage, "is empty"),
        (b" \n\t\n", EmptyPage, "no character but white space"),
        (b"%PDF-1.7 ...", NotAPage, "PDF"),
        (b"PK\x03\x04....", NotAPage, "ZIP"),
        (b"\x89PNG\r\n\x1a\n....", NotAPage, "PNG"),
        (gzip.compress(SENTENCE * 100)[:-12], DamagedPage, "too early"),
        (b"\x1f\x8b\x08\x00" + b"garbage" * 10, DamagedPage, "damaged"),
    ],
    ids=["empty", "blank", "pdf", "zip", "png", "cut gzip", "broken gzip"],
)
def test_what_is_no_page_is_refused(tmp_path, content, error, said):
    [unread] = pages_in(write(tmp_path, "given", content))
    assert isinstance(unread, Unread)
    assert type(unread.error) is error
    assert said in str(unread.error)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(MissingPage):
        content_of(tmp_path / "nowhere.html")
    with pytest.raises(NotAPage, match="folder"):
        content_of(tmp_path)


def test_the_limit_counts_unpacked_bytes_and_can_be_raised(tmp_path):
    bomb = write(tmp_path, "bomb.gz", gzip.compress(b"a" * 5_000_000))
    with pytest.raises(PageTooLarge, match="1 MiB; raise it with --max-page-size"):
        content_of(bomb, limit=1 << 20)
    assert len(content_of(bomb, limit=5_000_000)) == 5_000_000


def test_a_bomb_costs_no_more_memory_than_the_limit(tmp_path):
    import tracemalloc

    bomb = write(tmp_path, "bomb.gz", gzip.compress(bytes(120_000_000)))
    tracemalloc.start()
    with pytest.raises(PageTooLarge):
        content_of(bomb, limit=2_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


def test_json_lines_hold_one_article_each(tmp_path):
    lines = [
        {"id": 1, "text": "Oslo signed.", "url": "https://a.example/1", "published": "2024-03-01"},
        {"html": "<p>Copenhagen signed.</p>", "publisher": "The Sound"},
    ]
    content = "\n\n".join(json.dumps(line) for line in lines).encode()
    first, second = pages_in(write(tmp_path, "articles.jsonl.gz", gzip.compress(content)))
    assert (first.text, first.url, first.published) == (
        "Oslo signed.", "https://a.example/1", "2024-03-01",
    )  # fmt: skip
    assert first.location == f"{tmp_path}/articles.jsonl.gz:1"
    assert (second.media_type, second.publisher) == ("text/html", "The Sound")
    assert second.location.endswith(":3")


def test_a_bad_line_does_not_stop_the_others(tmp_path):
    lines = [
        b'{"text": "Good."}',
        b"{not json",
        b'{"url": "https://a.example"}',
        b'{"text": ""}',
        b'{"text": "Good too.", "published": "2024-02-30"}',
        b'{"text": "NUL \\u0000 here"}',
        b'{"text": "' + b"a" * 3000 + b'"}',
        b'{"text": "Last."}',
    ]
    found = list(pages_in(write(tmp_path, "a.jsonl", b"\n".join(lines)), limit=2000))
    assert [page.text for page in found if isinstance(page, Page)] == ["Good.", "Last."]
    errors = [type(item.error) for item in found if isinstance(item, Unread)]
    assert errors == [NotAPage, NotAPage, EmptyPage, DateError, NotAPage, PageTooLarge]


def test_half_characters_in_json_are_replaced_and_said(tmp_path):
    [page] = pages_in(write(tmp_path, "a.jsonl", b'{"text": "Broken \\ud83d emoji"}'))
    if isinstance(page, Page):
        assert page.text == "Broken \ufffd emoji"
        assert [warning.code for warning in page.warnings] == ["text-damaged"]
    else:
        assert isinstance(page.error, NotAPage)


@pytest.mark.parametrize(
    ("text", "location", "expected"),
    [
        ("<!DOCTYPE html><html>", "", "text/html"),
        ("<p>Seoul said.</p>", "", "text/html"),
        ("Seoul said.", "page.htm", "text/html"),
        ("He wrote <div> on the board and said no more.", "", "text/plain"),
        ("Shares of <NYSE:X> fell.", "page.txt", "text/plain"),
    ],
)
def test_html_is_told_from_text(text, location, expected):
    assert media_type_of(text, location) == expected


def test_page_of_reads_bytes_that_have_no_file():
    assert page_of(SENTENCE, url="https://a.example").url == "https://a.example"
