"""Resolve, clean and compare URLs (RFC 3986). Makes no requests."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from urllib.parse import unquote_plus, urljoin, urlsplit, urlunsplit

from publisher.domains import idna_encoded

TRACKING_PARAMETERS: tuple[str, ...] = (
    "utm_*",  # Google Analytics' campaign parameters, now used by all services
    "mc_cid", "mc_eid",  # Mailchimp
    "fbclid", "gclid", "gclsrc", "dclid", "wbraid", "gbraid", "msclkid", "twclid", "yclid",
    "ttclid", "li_fat_id", "igshid", "igsh", "epik",  # click ids of advertisers
    "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsCtaTracking",  # HubSpot
    "mkt_tok", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "_openstat", "wickedid",
    "ck_subscriber_id", "sc_cid", "s_cid", "ml_subscriber", "ml_subscriber_hash",
    "ref=producthunt", "ref=hackernews", "ref=twitter", "ref_src=twsrc*", "guccounter",
    "guce_referrer", "guce_referrer_sig",
)  # fmt: skip
"""Query parameters that identify the reader or the campaign and do not change the page.

``name`` or ``name=value``, with ``*`` for any characters.
"""

_HOST_FORBIDDEN = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|`{}\"]")
"""Forbidden domain code points (WHATWG URL standard, section 3.1) and quotes."""

_SOUND = re.compile(
    r"https?://(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}(?::[0-9]{1,4})?(?=[/?#]|\Z)"
)
"""The beginning of nearly all URLs; a host and port of this form are valid."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_HIDING = re.compile(r"[\t\r\n]|\A[\x00-\x20]+")
"""What a browser removes before it reads the scheme."""

USUAL_SCHEMES = frozenset(
    "http https mailto tel sms xmpp irc ircs matrix geo magnet ftp sftp ssh git news nntp "
    "webcal feed gemini gopher urn doi cid mid acct bitcoin".split()
)
"""Schemes that people use in links; any other is a typing error, such as ``ttps:``."""

DANGEROUS_SCHEMES = frozenset(
    "javascript vbscript livescript data file blob filesystem about jar view-source mhtml "
    "ms-its mk res chrome".split()
)
"""Schemes that run code or read files of the reader's machine; no link may use them."""


def scheme_of(url: str) -> str:
    r"""Return the scheme in lower case, ignoring leading spaces and controls as browsers do.

    '' for a relative URL. Browsers remove tabs and line breaks anywhere in a URL
    (WHATWG URL standard, section 4.4), so ``java\nscript:`` is a scheme too.
    """
    if url.startswith("https://"):
        return "https"
    if url.startswith("http://"):
        return "http"
    match = _SCHEME.match(url)
    if match is None and _HIDING.search(url):
        match = _SCHEME.match(_HIDING.sub("", url).lstrip(" "))
    return match.group(1).lower() if match else ""


def visible(text: str) -> str:
    """Remove all Unicode whitespace, controls and format characters from a text.

    Browsers remove some of them from a URL; lenient clients and libraries remove more.
    """
    if text.isascii() and text.isprintable():
        return text.replace(" ", "")
    return "".join(filter(str.isprintable, text)).replace(" ", "")


def dangerous_scheme(url: str) -> str:
    """Return the scheme if any client sees one of ``DANGEROUS_SCHEMES``, else ''.

    Invisible characters do not hide it, wherever they are.
    """
    if url.startswith(("https:", "http:", "#")):
        return ""
    head, colon, _ = url.partition(":")
    scheme = visible(head).lower() if colon else ""
    return scheme if scheme in DANGEROUS_SCHEMES else ""


def is_web(url: str) -> bool:
    """Whether the URL is http or https."""
    return scheme_of(url) in {"http", "https"}


def fault_of(url: str) -> str:
    """Return why a reader cannot open this absolute web URL; '' if it is valid."""
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
    """Resolve a URL against ``base``. An absolute URL is returned byte for byte."""
    if scheme_of(url):
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        return url


def strip_tracking(url: str, parameters: Iterable[str] = TRACKING_PARAMETERS) -> str:
    """Remove tracking parameters from a URL, and change nothing else.

    Order, encoding, empty values and the fragment stay. ``parameters`` is written like
    ``TRACKING_PARAMETERS``. A URL that cannot be parsed is returned unchanged.
    """
    if "?" not in url:
        return url
    pieces, done = [], 0
    for start, end in tracking_spans(url, parameters):
        pieces.append(url[done:start])
        done = end
    return "".join((*pieces, url[done:])) if pieces else url


def tracking_spans(
    url: str, parameters: Iterable[str] = TRACKING_PARAMETERS
) -> tuple[tuple[int, int], ...]:
    """Return the parts of a URL that ``strip_tracking`` removes, from start to before end."""
    head = url.partition("#")[0]
    path, question_mark, query = head.partition("?")
    if not question_mark:
        return ()
    patterns = _patterns(tuple(parameters))
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
    # A removed part extends from one kept piece to the next, without the & between those.
    begins = [len(path) + 1, *(end + 1 for _, end in kept)]
    ends = [*(start for start, _ in kept), len(head)]
    begins[-1] -= 1
    return tuple((start, end) for start, end in zip(begins, ends, strict=True) if start < end)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Tracking parameters, compiled."""

    names: re.Pattern[str]
    """Matches the parameters whose value does not matter."""
    pairs: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """Names and values that are tracking only together."""


@lru_cache(maxsize=16)
def _patterns(parameters: tuple[str, ...]) -> _Patterns:
    names = [parameter.lower() for parameter in parameters if "=" not in parameter]
    pairs = [parameter.partition("=") for parameter in parameters if "=" in parameter]
    return _Patterns(
        names=re.compile("|".join(map(translate, names)) or "(?!)"),
        pairs=tuple(
            (re.compile(translate(name.lower())), re.compile(translate(value)))
            for name, _, value in pairs
        ),
    )


def _is_tracking(piece: str, patterns: _Patterns) -> bool:
    name, _, value = piece.partition("=")
    name, value = unquote_plus(name).lower(), unquote_plus(value)
    return bool(patterns.names.match(name)) or any(
        wanted_name.match(name) and wanted_value.match(value)
        for wanted_name, wanted_value in patterns.pairs
    )


def path_below(home: str, url: str) -> str | None:
    """Return the path of ``url`` below ``home``, without outer slashes; None if it is elsewhere.

    The comparison ignores http or https, ``www.`` and the case of the host; the path of
    ``home`` must match whole segments.
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


@lru_cache(maxsize=1024)  # called for every pair of link and home
def _place(url: str) -> tuple[str, str] | None:
    """Return the host (with an unusual port) and path of a web URL; None for any other."""
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
    """Return host and path of a web URL, as ``path_below`` compares them; '' for any other."""
    place = _place(url)
    return "".join(place) if place else ""


def path_of(url: str) -> str:
    """Return the path of a URL; '' if it cannot be parsed."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def without_query(url: str) -> tuple[str, str]:
    """Return the URL without query and fragment, and the query including its question mark."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, ""
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    return bare, f"?{parts.query}" if parts.query else ""


def normal(url: str) -> str:
    """Normalise the scheme and host of a site's URL (RFC 3986, section 6.2.2).

    Lower case, without the scheme's default port; the rest stays. Raises ValueError for a URL
    without a host, or with a query or fragment, which a site cannot have.
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
    """Return ``url`` with the fragment, and if ``query`` the query, of the URL ``like``."""
    try:
        parts = urlsplit(like)
    except ValueError:
        return url
    asked = f"?{parts.query}" if parts.query and query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{url}{asked}{fragment}"
