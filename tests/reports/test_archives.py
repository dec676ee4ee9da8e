import gzip
import io
import zipfile

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType

from dragoman.errors import DamagedPage, EmptyPage, NotAPage, PageTooLarge
from dragoman.reports.inputs import pages_in
from dragoman.reports.loading import Unread

PAGE = b"<html><body><h1>Port opens</h1><p>Malta opened its port on Friday.</p></body></html>"


def warc_of(path, *bodies, kind=b"text/html", headers=()):
    stream = io.BytesIO()
    for number, body in enumerate(bodies):
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"https://news.example/{number}"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        for name, value in headers:
            record.headers[name] = value
        head = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\n\r\n"
        record.set_bytes_content(head + body)
        record.write(stream, checksum_data=True)
    path.write_bytes(stream.getvalue())
    return path


def test_html_responses_of_a_warc_are_pages_with_their_address(tmp_path):
    pages = list(pages_in(warc_of(tmp_path / "day.warc", PAGE, PAGE + b"<p>x</p>")))
    assert [page.url for page in pages] == ["https://news.example/0", "https://news.example/1"]
    assert "Malta opened its port" in pages[0].text


def test_a_gzipped_warc_is_read_too(tmp_path):
    plain = warc_of(tmp_path / "day.warc", PAGE)
    packed = tmp_path / "day.warc.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert [page.url for page in pages_in(packed)] == ["https://news.example/0"]


def test_pictures_in_a_warc_are_passed_over(tmp_path):
    assert list(pages_in(warc_of(tmp_path / "day.warc", PAGE, kind=b"image/png"))) == []


def test_a_record_that_the_crawler_cut_is_not_read(tmp_path):
    path = warc_of(tmp_path / "day.warc", PAGE, headers=[("WARC-Truncated", "length")])
    (found,) = pages_in(path)
    assert isinstance(found, Unread)
    assert "cut by the crawler (length)" in str(found.error)


def test_a_record_that_was_altered_does_not_match_its_digest(tmp_path):
    path = warc_of(tmp_path / "day.warc", PAGE)
    path.write_bytes(path.read_bytes().replace(b"Malta", b"Patla"))
    (found,) = pages_in(path)
    assert isinstance(found, Unread)
    assert "digest" in str(found.error)


def test_a_file_that_is_no_warc_says_so(tmp_path):
    path = tmp_path / "x.warc"
    path.write_bytes(b"hello world\n" * 20)
    (found,) = pages_in(path)
    assert isinstance(found.error, EmptyPage | DamagedPage)


def test_pages_of_a_zip_come_by_name(tmp_path):
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b.html", PAGE)
        archive.writestr("a.txt", "Malta closed its port.")
        archive.writestr("logo.png", b"\x89PNG")
    assert [page.location for page in pages_in(path)] == [f"{path}:a.txt", f"{path}:b.html"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", b"0" * 30_000_000)
    (found,) = pages_in(path)
    assert isinstance(found.error, PageTooLarge)


def test_rows_of_a_table_are_articles(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        'Title,Body,Date,URL\nPort,"Malta, it said, opened.",2024-05-06,https://x.example\n',
        encoding="utf-8",
    )
    (page,) = pages_in(path)
    assert (page.text, page.published, page.url) == (
        "Malta, it said, opened.", "2024-05-06", "https://x.example",
    )  # fmt: skip


def test_a_bad_row_does_not_stop_the_next(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("text,date\nOne.,2024-13-40\nTwo.,2024-05-06\n", encoding="utf-8")
    first, second = pages_in(path)
    assert isinstance(first, Unread)
    assert second.text == "Two."


def test_a_table_without_a_text_column_names_what_it_has(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("name,age\nx,1\n", encoding="utf-8")
    (found,) = pages_in(path)
    assert isinstance(found.error, NotAPage)
    assert "name, age" in str(found.error)


def test_a_parquet_table_is_read_like_any_other(tmp_path):
    pa = pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["One.", "Two."], "date": ["2024-05-06", None]}), path)
    assert [(page.text, page.published) for page in pages_in(path)] == [
        ("One.", "2024-05-06"),
        ("Two.", None),
    ]


@pytest.mark.parametrize("name", ["x.warc", "x.zip", "x.csv", "x.parquet"])
def test_an_archive_that_is_missing_is_reported(tmp_path, name):
    (found,) = pages_in(tmp_path / name)
    assert "no such file" in str(found.error) or "parquet" in str(found.error)
