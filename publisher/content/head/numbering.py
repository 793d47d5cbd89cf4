"""Find the issue's number in its title or file name.

A number in a title is more often a version, a year or a count than the issue's own: only a
number written as an issue number is used.
"""

import re

from publisher.dates import without_date

# Words for an issue, in the languages whose newsletters are numbered with one.
_ISSUE_WORD = (
    r"(?:issues?|edition|episode|ep\.|newsletter|letter|number|no\.|nr\.?|n[º°]|№|ausgabe|folge"
    r"|num[ée]ro|n[úu]mero|edici[óo]n|edição|numer|выпуск)"
)
_DIGITS = r"0*(?P<number>[0-9０-９]{1,6})"
_END = r"(?![0-9０-９]|[.,:][0-9])"

_IN_TITLE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # #59: A visual search engine
        rf"\A\W{{0,3}}#[ ]?{_DIGITS}{_END}",
        # 科技爱好者周刊（第 300 期）, 第12号, 제 7호
        rf"[第제][ ]?{_DIGITS}[ ]?[期号號回刊辑輯卷호]",
        # Issue 59, Newsletter #59, No. 59
        rf"(?<!\w){_ISSUE_WORD}[ ]?[#№]?[ ]?{_DIGITS}{_END}",
        # Example Weekly #59, Example Weekly #59: A visual search engine
        rf"[ (\[]#{_DIGITS}(?=[)\]]?(?:\Z|:|[ ][-–—|·]))",
    )
)

# This Week in Rust 582: at the end, after the words of a periodical.
_PERIODICAL = re.compile(
    r"\b(?:this (?:week|month|fortnight) in|week(?:ly|notes?)|newsletter|digest|bulletin|gazette"
    rf"|round-?up|monthly|fortnightly|journal|dispatch|letters?|news)\b[^0-9]*[ ]{_DIGITS}\Z",
    re.IGNORECASE,
)

_NAME_IS_NUMBER = re.compile(rf"#?{_DIGITS}(?:[-_ ].*)?", re.DOTALL)
_NUMBER_IN_NAME = re.compile(
    r"(?<![^\W_])(?:issue|edition|episode|ep|newsletter|number|no|nr|ausgabe|folge|numero|выпуск)"
    rf"[-_ #]*{_DIGITS}(?![^\W_])",
    re.IGNORECASE,
)


def number_of(title: str, stem: str) -> int | None:
    """Return the issue's number from its title, else from the file's name without suffix.

    ``#59: …``, ``Issue 59``, ``No. 59``, ``This Week in Rust 582`` and ``（第 300 期）`` are
    numbers; ``Rust 1.80``, ``Top 10 links`` and ``2024 in review`` are not. The file names
    ``059``, ``59-a-visual-search`` and ``issue-300`` have one; dates are never numbers.
    """
    shown = " ".join(title.split())[:1_000]
    for pattern in (*_IN_TITLE, _PERIODICAL):
        match = pattern.search(shown)
        if match is not None:
            return int(match["number"])
    return _number_in_name(stem[:300])


def _number_in_name(stem: str) -> int | None:
    name = without_date(stem)
    match = _NUMBER_IN_NAME.search(name) or _PERIODICAL.search(re.sub("[-_]", " ", name))
    if match is not None:
        return int(match["number"])
    match = _NAME_IS_NUMBER.fullmatch(name)
    if match is None or name != stem or 1900 <= int(match["number"]) <= 2099:
        return None  # after a date, or as a year, a number counts something else
    return int(match["number"])
