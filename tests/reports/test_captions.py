"""Captions and the chain of their credits."""

from __future__ import annotations

import pytest

from dragoman.reports.captions import (
    captions_of,
    chain_of,
    credit_in,
    image_date,
    is_credit,
    leading_credit,
)
from dragoman.schema import Segment

CHAINS = [
    ("Sana/Rami Azar/Pool via AP", ("Sana", "Rami Azar", "Pool", "AP")),
    ("NTB VIA REUTERS", ("NTB", "REUTERS")),
    ("Photo by PUNIT RAO /AFP via Getty Images", ("PUNIT RAO", "AFP", "Getty Images")),
    ("Photo by - /AFP via Getty Images", ("AFP", "Getty Images")),
    ("(AP Photo/Eva Lind)", ("AP", "Eva Lind")),
    ("(Eva Lind/The Associated Press)", ("Eva Lind", "The Associated Press")),
    ("REUTERS/Eva Lind/File Photo", ("REUTERS", "Eva Lind")),
    ("Eva Lind (dpa/picture alliance via Getty)", ("Eva Lind", "dpa", "picture alliance", "Getty")),
    ("Credit: Oliver Lane/RegionalHUB", ("Oliver Lane", "RegionalHUB")),
    ("Tara Quinn for Rest of World", ("Tara Quinn", "Rest of World")),
    ("— Picture by Yusof Isa", ("Yusof Isa",)),
    ("© Eva Lind/PA Wire/dpa", ("Eva Lind", "PA Wire", "dpa")),
    ("Foto: picture alliance / SZ Photo | Eva Lind", ("picture alliance", "SZ Photo", "Eva Lind")),
    ("Image:", ()),
]


@pytest.mark.parametrize(("credit", "links"), CHAINS, ids=[credit for credit, _ in CHAINS])
def test_a_chain_runs_from_the_maker_to_the_distributor(
    credit: str, links: tuple[str, ...]
) -> None:
    assert chain_of(credit) == links


CAPTIONS = [
    ("Envoys arrive in Oslo on May 3, 2021. NTB/Kari Moe via AP", "NTB/Kari Moe via AP"),
    ("The mayor speaks to voters. (Kari Moe/CBC)", "(Kari Moe/CBC)"),
    ("Smoke over the port of Oslo. Photo by Kari Moe /AFP", "Photo by Kari Moe /AFP"),
    (
        "A patrol leaves Oslo. Jonas Moe/Nordic Pictures via NTB",
        "Jonas Moe/Nordic Pictures via NTB",
    ),
    ("The lodge after the fire. Supplied", "Supplied"),
    ("The team at the cupCredit: PA", "Credit: PA"),
    ("Marina Moe, 37(Image: Bloomberg via Getty Images)", "(Image: Bloomberg via Getty Images)"),
    ("The prime minister at a fair Kari Moe/GC Images", "Kari Moe/GC Images"),
    ("The road to the port. Kari Moe for Rest of World", "Kari Moe for Rest of World"),
    ("Der Hafen von Oslo.  Getty Images/Kari", "Getty Images/Kari"),
    ("El puerto de Oslo, el 11 de octubre. Kari Moe (REUTERS)", "Kari Moe (REUTERS)"),
    ("The trial is heard in November.  (NPA)", "(NPA)"),
    ("ソウルの国会前の警察官ら＝ＡＰ", "＝ＡＰ"),
]


@pytest.mark.parametrize(("caption", "credit"), CAPTIONS, ids=[credit for _, credit in CAPTIONS])
def test_a_credit_is_found_at_the_end_of_a_caption(caption: str, credit: str) -> None:
    span = credit_in(caption)
    assert span is not None
    assert span.quote(caption) == credit
    assert not is_credit(caption)


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Kari Moe",
        "Jonas Moe/Nordic Pictures via NTB",
        "Getty Images/Kari",
        "(Image: Getty Images)",
        "REUTERS/Kari Moe",
        "Image:",
    ],
)
def test_a_line_can_be_a_credit_and_nothing_else(line: str) -> None:
    assert is_credit(line)


def test_a_bare_name_is_not_enough_for_a_credit() -> None:
    assert not is_credit("Kari Moe")


@pytest.mark.parametrize(
    "text",
    [
        "An actor attends a screening in London, England.",
        "The minister said on Tuesday. It was a photo by the army that shocked.",
        "He said the picture was not real, via Telegram.",
        "Olga Petrova, president of the council",
        "A striker in a duel with Marcus Rashford (Manchester United)",
    ],
)
def test_a_sentence_has_no_credit(text: str) -> None:
    assert credit_in(text) is None


def test_a_credit_may_stand_before_its_caption() -> None:
    text = "© Reuters. Ships lie off Oslo, May 3, 2021. NTB via REUTERS"
    assert leading_credit(text) == len("© Reuters. ")
    segments = [Segment("credit", 0, 10), Segment("caption", 11, 43), Segment("credit", 44, 59)]
    (caption,) = captions_of(text, segments)
    assert text[caption.start : caption.end] == "Ships lie off Oslo, May 3, 2021."
    assert caption.credits == ("NTB", "REUTERS")
    assert caption.date == "2021-05-03"


def test_a_credit_alone_is_a_picture_without_a_caption() -> None:
    (caption,) = captions_of("Foto: Kari Moe/NTB", [Segment("credit", 0, 18)])
    assert caption.credits == ("Kari Moe", "NTB")


def test_credits_on_following_lines_join_the_caption() -> None:
    text = "Ships lie off Oslo (\nImage:\nKari Moe/NTB)\nThe port is closed."
    segments = [
        Segment("caption", 0, 20),
        Segment("credit", 21, 27),
        Segment("credit", 28, 41),
        Segment("body", 42, 61),
    ]
    (caption,) = captions_of(text, segments)
    assert text[caption.start : caption.end] == "Ships lie off Oslo"
    assert caption.credits == ("Kari Moe", "NTB")


def test_a_caption_gives_the_day_of_its_picture_or_none() -> None:
    day = image_date("Ships lie off Oslo, May 3, 2021.")
    assert day is not None
    assert day.isoformat() == "2021-05-03"
    assert image_date("Ships lie off Oslo on Tuesday, May 3.") is None
