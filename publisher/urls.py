"""Addresses: resolve, clean, compare (RFC 3986). Knows no document and asks no network."""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from urllib.parse import unquote_plus, urljoin, urlsplit, urlunsplit

from publisher.domains import idna_encoded

TRACKING_PARAMETERS: tuple[str, ...] = (
    "utm_*",  # Google Analytics' campaign parameters, taken over by everybody
    "mc_cid", "mc_eid",  # Mailchimp
    "fbclid", "gclid", "gclsrc", "dclid", "wbraid", "gbraid", "msclkid", "twclid", "yclid",
    "ttclid", "li_fat_id", "igshid", "igsh", "epik",  # click ids of advertisers
    "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsCtaTracking",  # HubSpot
    "mkt_tok", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "_openstat", "wickedid",
    "ck_subscriber_id", "sc_cid", "s_cid", "ml_subscriber", "ml_subscriber_hash",
    "ref=producthunt", "ref=hackernews", "ref=twitter", "ref_src=twsrc*", "guccounter",
    "guce_referrer", "guce_referrer_sig",
)  # fmt: skip
"""Query parameters that tell about the reader and change nothing on the page.

``name`` or ``name=value``, with ``*`` for any characters.
"""

_HOST_FORBIDDEN = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|`{}\"]")
"""Forbidden domain code points (WHATWG URL standard, section 3.1) and quotes."""

_SOUND = re.compile(
    r"https?://(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}(?::[0-9]{1,4})?(?=[/?#]|\Z)"
)
"""How nearly all addresses begin; there is no fault in a host and a port like these."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_HIDING = re.compile(r"[\t\r\n]|\A[\x00-\x20]+")
"""What a browser drops before it looks for a scheme."""

USUAL_SCHEMES = frozenset(
    "http https mailto tel sms xmpp irc ircs matrix geo magnet ftp sftp ssh git news nntp "
    "webcal feed gemini gopher urn doi cid mid acct bitcoin".split()
)
"""Schemes that people put into links; another one is a slip of the pen, such as ``ttps:``."""

DANGEROUS_SCHEMES = frozenset(
    "javascript vbscript livescript data file blob filesystem about jar view-source mhtml "
    "ms-its mk res chrome".split()
)
"""Schemes that run something or read the reader's own machine; they may stand in no link."""


def scheme_of(url: str) -> str:
    r"""The scheme in lower case, as a browser sees it: leading blanks and controls do not hide it.

    '' for a relative address. Browsers drop tabs and line breaks anywhere in an address
    (WHATWG URL standard, section 4.4), so ``java\nscript:`` is a scheme too.
    """
    if url.startswith("https://"):
        return "https"
    match = _SCHEME.match(url)
    if match is None and _HIDING.search(url):
        match = _SCHEME.match(_HIDING.sub("", url).lstrip(" "))
    return match.group(1).lower() if match else ""


def visible(text: str) -> str:
    """A text without white space, controls and format characters of all Unicode.

    Browsers drop some of them from an address, and lenient clients and libraries more.
    """
    if text.isascii() and text.isprintable():
        return text.replace(" ", "")
    return "".join(filter(str.isprintable, text)).replace(" ", "")


def dangerous_scheme(url: str) -> str:
    """The scheme, where it is one of ``DANGEROUS_SCHEMES`` to any client; '' else.

    Characters that cannot be seen do not hide it, wherever they stand.
    """
    head, colon, _ = url.partition(":")
    scheme = visible(head).lower() if colon else ""
    return scheme if scheme in DANGEROUS_SCHEMES else ""


def is_web(url: str) -> bool:
    """Whether the address is of the web: http or https."""
    return scheme_of(url) in {"http", "https"}


def fault_of(url: str) -> str:
    """What keeps a reader from following this absolute web address; '' when nothing does."""
    return "" if _SOUND.match(url) else _fault_by_parsing(url)


def _fault_by_parsing(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        return str(error)
    if not host:
        return "no host name"
    if parts.netloc.rpartition("@")[2].startswith("["):
        return ""
    if found := _HOST_FORBIDDEN.search(host):
        return f"a host name cannot contain {found.group()!r}"
    if any(not label or len(label.encode()) > 252 for label in host.rstrip(".").split(".")):
        return f"{host!r} is not a valid host name"
    return ""


def absolute(base: str, url: str) -> str:
    """The address as seen from ``base``. An absolute one is returned byte for byte."""
    if scheme_of(url):
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def strip_tracking(url: str, parameters: Iterable[str] = TRACKING_PARAMETERS) -> str:
    """The address without tracking parameters; nothing else of it moves.

    Order, encoding, empty values and the fragment stay. ``parameters`` as in
    ``TRACKING_PARAMETERS``. What cannot be parsed is returned as it is.
    """
    pieces, done = [], 0
    for start, end in tracking_spans(url, parameters):
        pieces.append(url[done:start])
        done = end
    return "".join((*pieces, url[done:])) if pieces else url


def tracking_spans(
    url: str, parameters: Iterable[str] = TRACKING_PARAMETERS
) -> tuple[tuple[int, int], ...]:
    """The pieces of an address that ``strip_tracking`` leaves out, from start to before end."""
    head = url.partition("#")[0]
    path, question_mark, query = head.partition("?")
    if not question_mark:
        return ()
    patterns = tuple(parameters)
    start = len(path) + 1
    kept: list[tuple[int, int]] = []
    pieces = query.split("&")
    for piece in pieces:
        if not _is_tracking(piece, patterns):
            kept.append((start, start + len(piece)))
        start += len(piece) + 1
    if len(kept) == len(pieces):
        return ()
    if len(kept) < 2 and all(start == end for start, end in kept):
        return ((len(path), len(head)),)
    # What is left out reaches from one kept piece to the next, without the & between those.
    begins = [len(path) + 1, *(end + 1 for _, end in kept)]
    ends = [*(start for start, _ in kept), len(head)]
    begins[-1] -= 1
    return tuple((start, end) for start, end in zip(begins, ends, strict=True) if start < end)


def _is_tracking(piece: str, patterns: tuple[str, ...]) -> bool:
    name, _, value = piece.partition("=")
    name, value = unquote_plus(name), unquote_plus(value)
    for pattern in patterns:
        wanted_name, has_value, wanted_value = pattern.partition("=")
        if fnmatchcase(name.lower(), wanted_name.lower()) and (
            not has_value or fnmatchcase(value, wanted_value)
        ):
            return True
    return False


def path_below(home: str, url: str) -> str | None:
    """The path of ``url`` below ``home``, without slashes at its ends; None when it is elsewhere.

    A home is compared as people mean it: http and https, with and without ``www.``, and
    any case of the host are one; its own path must match whole segments.
    """
    home_place, place = _place(home), _place(url)
    if home_place is None or place is None or home_place[0] != place[0]:
        return None
    prefix, path = home_place[1].strip("/"), place[1].strip("/")
    if not prefix:
        return path
    if path == prefix:
        return ""
    return path.removeprefix(f"{prefix}/") if path.startswith(f"{prefix}/") else None


@lru_cache(maxsize=1024)  # the homes are asked for with every link, a link with every home
def _place(url: str) -> tuple[str, str] | None:
    """Host (with an unusual port) and path of a web address; None for another one."""
    try:
        parts = urlsplit(url)
        host = idna_encoded((parts.hostname or "").rstrip(".")).removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    try:
        port = parts.port
    except ValueError:
        port = None
    return f"{host}:{port}" if port not in {None, 80, 443} else host, parts.path


def place_of(url: str) -> str:
    """Host and path of a web address, as ``path_below`` compares them; '' for another one."""
    place = _place(url)
    return "".join(place) if place else ""


def without_query(url: str) -> tuple[str, str]:
    """The address without query and fragment; and the query, its question mark included."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, ""
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    return bare, f"?{parts.query}" if parts.query else ""


def normal(url: str) -> str:
    """A web address with its scheme and host as everybody compares them (RFC 3986, 6.2.2).

    Lower case, without the port that is the scheme's own; the rest stays. Raises ValueError
    for one that has no host, or a query or fragment: a site has none.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("write the full URL, starting with https://")
    if fault := fault_of(url.strip()):
        raise ValueError(fault)
    if parts.query or parts.fragment:
        raise ValueError("a site URL must not contain ? or #")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in {None, 80 if parts.scheme == "http" else 443} else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}{parts.path}"


def with_suffix(url: str, like: str, *, query: bool = True) -> str:
    """``url`` with the query, if it is wanted, and the fragment of another address."""
    try:
        parts = urlsplit(like)
    except ValueError:
        return url
    asked = f"?{parts.query}" if parts.query and query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{url}{asked}{fragment}"
