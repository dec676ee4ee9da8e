import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import NotAPage, UnreadableText
from dragoman.reports.encodings import declared_encoding, decode, undoubled
from dragoman.reports.loading import page_of

RUSSIAN = "Москва отвергла обвинения Лондона, сообщило министерство иностранных дел. " * 4
JAPANESE = "東京で日米の外相が会談し、共同声明を発表した。" * 6
FRENCH = "L’Élysée a démenti vendredi ; « aucune réponse », a-t-on précisé à Paris. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides_and_is_dropped(encoding):
    mark = {
        "utf-8": codecs.BOM_UTF8,
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }[encoding]
    decoded = decode(mark + "Seoul – 서울".encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.warnings) == ("Seoul – 서울", encoding, ())


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("windows-1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("Shift_JIS", "cp932", JAPANESE),
        ("euc-jp", "euc-jp", JAPANESE),
        ("iso-8859-1", "cp1252", FRENCH),
        ("gb2312", "gb18030", "外交部发言人拒绝置评。" * 8),
    ],
)
def test_a_declared_encoding_is_believed(label, codec, text):
    page = f'<html><head><meta charset="{label}"></head><p>{text}</p>'
    decoded = decode(page.encode(codec))
    assert decoded.text == page
    assert decoded.warnings == ()


def test_a_wrong_declaration_does_not_spoil_a_page_in_utf_8():
    page = (
        f'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>{FRENCH}</p>'
    )
    assert decode(page.encode()).text == page


def test_a_page_that_declares_utf_8_and_is_not_is_still_read():
    decoded = decode(f'<meta charset="utf-8"><p>{RUSSIAN}</p>'.encode("cp1251"))
    assert RUSSIAN in decoded.text
    assert [warning.code for warning in decoded.warnings] == ["encoding-guessed"]


def test_undeclared_russian_is_recognised():
    assert decode(RUSSIAN.encode("cp1251")).text == RUSSIAN


def test_bytes_of_another_encoding_inside_utf_8_are_kept_and_counted():
    page = (FRENCH * 3).encode() + "“It is not true,” she said.".encode("cp1252") + RUSSIAN.encode()
    decoded = decode(page)
    assert "“It is not true,” she said." in decoded.text
    assert RUSSIAN in decoded.text
    assert [warning.code for warning in decoded.warnings] == ["encoding-mixed"]
    assert "2 bytes" in decoded.warnings[0].message


def test_utf_16_without_a_mark_is_recognised():
    assert decode("Seoul said on Friday.".encode("utf-16-le")).text == "Seoul said on Friday."


def test_a_nul_byte_is_refused_with_its_place():
    with pytest.raises(NotAPage, match=r"1 NUL byte \(the first at byte 5\)"):
        decode(b"Seoul\0 said on Friday that it would not answer.")


def test_noise_is_no_text():
    with pytest.raises((UnreadableText, NotAPage)):
        decode(bytes(range(1, 256)) * 40)


def test_an_unknown_label_declares_nothing():
    assert declared_encoding(b'<meta charset="klingon">') is None


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf_8_round_trips(text):
    page = text.removeprefix("\ufeff")
    if declared_encoding(page.encode()) is None and not page.encode().startswith(b"\xff\xfe"):
        assert decode(page.encode()).text == page.removeprefix("\ufeff")


def test_text_stored_as_utf_8_twice_is_read_once_more():
    text = "“It’s a naïve café treaty,” the envoy said — twice."
    twice = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    page = page_of(twice.encode())
    assert page.text == text
    assert [warning.code for warning in page.warnings] == ["encoding-doubled"]


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, "Ângela à São João, Ñandú – «Ã»"])
def test_text_that_is_right_stays_as_it_is(text):
    assert undoubled(text) == (text, ())
