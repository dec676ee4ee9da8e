"""How often defence duties that fell due were honoured, shown beside every answer."""

from __future__ import annotations

from dragoman.schema.whatif import BaseRate, Rate

# Defence-only alliances with a casus foederis coded as met, honoured against violated, in
# Berkemeier and Fuhrmann, "Reassessing the fulfillment of alliance commitments in war" (2018).
UNTIL_1945 = Rate(honoured=35, due=57)
SINCE_1945 = Rate(honoured=4, due=39)

BASE_RATE = BaseRate(
    share=round((UNTIL_1945.honoured + SINCE_1945.honoured) / (UNTIL_1945.due + SINCE_1945.due), 2),
    honoured=UNTIL_1945.honoured + SINCE_1945.honoured,
    due=UNTIL_1945.due + SINCE_1945.due,
    until_1945=UNTIL_1945,
    since_1945=SINCE_1945,
    source="Berkemeier & Fuhrmann 2018, defence duties that fell due in wars since 1816",
)
