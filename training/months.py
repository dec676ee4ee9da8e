"""Write src/dragoman/knowledge/months.csv: the names of the months in the languages of the press.

Run: pip install babel==2.18.0 && python training/months.py. The names are those of the Unicode CLDR
(Unicode License V3); spellings that newspapers use beside them stand in MORE.
"""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

from babel import Locale

LANGUAGES = (
    "en de fr es pt it nl sv da nb fi is pl cs sk hu ro bg ru uk be sr sr_Latn hr sl mk sq el tr "
    "kk et lv lt ca eu gl ga cy af sw zu xh id ms fil vi ar fa he hi bn ur ta te ne th ka hy mt "
    "lb mn "
    "az"
).split()
NOT_LATIN = frozenset("bg ru uk be sr mk el kk ar fa he hi bn ur ta te ne th ka hy mn".split())
MORE = {
    ("en", 9): "sept", ("de", 3): "mrz|märz", ("de", 1): "jänner|jän", ("de", 2): "feber",
    ("fr", 7): "juil", ("es", 9): "setiembre|set", ("pl", 9): "wrz", ("no", 5): "mai",
    ("ar", 1): "كانون الثاني", ("ar", 2): "شباط", ("ar", 3): "آذار", ("ar", 4): "نيسان",
    ("ar", 5): "أيار", ("ar", 6): "حزيران", ("ar", 7): "تموز", ("ar", 8): "آب", ("ar", 9): "أيلول",
    ("ar", 10): "تشرين الأول", ("ar", 11): "تشرين الثاني", ("ar", 12): "كانون الأول",
    ("id", 8): "agt|agu", ("nl", 3): "mrt|maart",
}  # fmt: skip


def main() -> None:
    """Write the table."""
    target = Path(__file__).parent.parent / "src" / "dragoman" / "knowledge" / "months.csv"
    rows = []
    for language in LANGUAGES:
        months = Locale.parse(language).months
        for month in range(1, 13):
            names = {
                str(months[context][width][month]).strip(" .").casefold()
                for context in ("format", "stand-alone")
                for width in ("wide", "abbreviated")
            }
            names |= set(MORE.get((language, month), "").split("|")) - {""}
            names = {name for name in names if _is_name(name, language)}
            if names:
                rows.append([language.split("_")[0], str(month), "|".join(sorted(names))])
    with target.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(["language", "month", "names"])
        writer.writerows(rows)
    print(f"months.csv: {len(rows)} rows")


def _is_name(name: str, language: str) -> bool:
    """Some locales fall back to figures, or to the letters of another language."""
    letters = [letter for letter in name if letter.isalpha()]
    latin = all(unicodedata.name(letter).startswith("LATIN") for letter in letters)
    digits = any(letter.isdigit() for letter in name)
    return not digits and latin != (language.split("_")[0] in NOT_LATIN and "Latn" not in language)


if __name__ == "__main__":
    main()
