"""What may stand in a feed, where and how often: the formats' specifications as tables.

RSS 2.0 (https://www.rssboard.org/rss-specification and its Profile), Atom (RFC 4287) and
JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). Knows no document and no rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.feed_validator.parts import Form, Role

ATOM_NS = "http://www.w3.org/2005/Atom"
HISTORY_NS = "http://purl.org/syndication/history/1.0"

PREFIXES: Mapping[str, str] = {
    ATOM_NS: "atom",
    HISTORY_NS: "fh",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://search.yahoo.com/mrss/": "media",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://www.georss.org/georss": "georss",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://a9.com/-/spec/opensearch/1.1/": "opensearch",
    "http://backend.userland.com/creativeCommonsRssModule": "creativeCommons",
}
"""Namespaces that readers and the W3C validator know, by the prefix that everybody gives them."""


@dataclass(frozen=True, slots=True)
class Field:
    """One name that may stand in a container."""

    role: Role
    is_required: bool = False
    may_repeat: bool = False


_TEXT, _URL, _LINK = Field(Role.TEXT), Field(Role.URL), Field(Role.LINK, may_repeat=True)
_PARTS, _MANY = Field(Role.PARTS), Field(Role.PARTS, may_repeat=True)
_TEXTS = Field(Role.TEXT, may_repeat=True)
_COUNT, _OTHER, _CONTACT = Field(Role.COUNT), Field(Role.OTHER), Field(Role.CONTACT)
_RSS_DATE, _DATE = Field(Role.DATE_822), Field(Role.DATE_3339)
_LANGUAGE = Field(Role.LANGUAGE)

Table = Mapping[str, Mapping[str, Field]]
"""For each container, the fields that it may have."""

_RSS: Table = {
    "rss": {"channel": Field(Role.PARTS, is_required=True)},
    "channel": {
        "title": Field(Role.TEXT, is_required=True),
        "link": Field(Role.URL, is_required=True),
        "description": Field(Role.TEXT, is_required=True),
        "language": _LANGUAGE,
        "copyright": _TEXT,
        "managingEditor": _CONTACT,
        "webMaster": _CONTACT,
        "pubDate": _RSS_DATE,
        "lastBuildDate": _RSS_DATE,
        "category": _TEXTS,
        "generator": _OTHER,
        "docs": _URL,
        "cloud": _OTHER,
        "ttl": _COUNT,
        "image": _PARTS,
        "rating": _OTHER,
        "textInput": _PARTS,
        "skipHours": _OTHER,
        "skipDays": _OTHER,
        "item": _MANY,
    },
    "image": {
        "url": Field(Role.URL, is_required=True),
        "title": Field(Role.TEXT, is_required=True),
        "link": Field(Role.URL, is_required=True),
        "width": _COUNT,
        "height": _COUNT,
        "description": _TEXT,
    },
    "textInput": {"title": _TEXT, "description": _TEXT, "name": _OTHER, "link": _URL},
    "item": {
        "title": _TEXT,
        "link": _URL,
        "description": Field(Role.HTML),
        "author": _CONTACT,
        "category": _TEXTS,
        "comments": _URL,
        "enclosure": _OTHER,
        "guid": Field(Role.ID),
        "pubDate": _RSS_DATE,
        "source": _TEXT,
        "content:encoded": Field(Role.HTML),
    },
}

_ENTRY_OR_SOURCE: Mapping[str, Field] = {
    "id": Field(Role.ID, is_required=True),
    "title": Field(Role.TEXT, is_required=True),
    "updated": Field(Role.DATE_3339, is_required=True),
    "link": _LINK,
    "author": _MANY,
    "contributor": _MANY,
    "category": Field(Role.OTHER, may_repeat=True),
    "rights": _TEXT,
}
_HEAD_ONLY: Mapping[str, Field] = {
    "subtitle": _TEXT, "generator": _OTHER, "icon": _URL, "logo": _URL,
}  # fmt: skip
_PERSON: Mapping[str, Field] = {
    "name": Field(Role.TEXT, is_required=True), "uri": _URL, "email": _OTHER,
}  # fmt: skip
_ATOM: Table = {
    "feed": {**_ENTRY_OR_SOURCE, **_HEAD_ONLY, "entry": _MANY},
    "entry": {
        **_ENTRY_OR_SOURCE,
        "published": _DATE,
        "summary": _TEXT,
        "content": _TEXT,
        "source": _PARTS,
    },
    "source": {**_ENTRY_OR_SOURCE, **_HEAD_ONLY},
    "author": _PERSON,
    "contributor": _PERSON,
}

_JSON_BOTH: Mapping[str, Field] = {"authors": _MANY, "author": _PARTS, "language": _LANGUAGE}
_JSON: Table = {
    "feed": {
        "version": Field(Role.OTHER, is_required=True),
        "title": Field(Role.TEXT, is_required=True),
        "home_page_url": _URL,
        "feed_url": _URL,
        "description": _TEXT,
        "user_comment": _TEXT,
        "next_url": _URL,
        "icon": _URL,
        "favicon": _URL,
        "expired": _OTHER,
        "hubs": _MANY,
        "items": Field(Role.PARTS, is_required=True, may_repeat=True),
        **_JSON_BOTH,
    },
    "items": {
        "id": Field(Role.ID, is_required=True),
        "url": _URL,
        "external_url": _URL,
        "title": _TEXT,
        "content_html": Field(Role.HTML),
        "content_text": _OTHER,
        "summary": _TEXT,
        "image": _URL,
        "banner_image": _URL,
        "date_published": _DATE,
        "date_modified": _DATE,
        "tags": _TEXTS,
        "attachments": _MANY,
        **_JSON_BOTH,
    },
    "authors": {"name": _TEXT, "url": _URL, "avatar": _URL},
    "author": {"name": _TEXT, "url": _URL, "avatar": _URL},
    "hubs": {"type": Field(Role.OTHER, is_required=True), "url": Field(Role.URL, is_required=True)},
    "attachments": {
        "url": Field(Role.URL, is_required=True),
        "mime_type": Field(Role.OTHER, is_required=True),
        "title": _TEXT,
        "size_in_bytes": _COUNT,
        "duration_in_seconds": _OTHER,
    },
}

TABLES: Mapping[Form, Table] = {Form.RSS: _RSS, Form.ATOM: _ATOM, Form.JSON: _JSON}

EXTENSIONS: Mapping[str, Field] = {
    "atom:link": _LINK,
    "dc:creator": _TEXTS,
    "dc:language": _LANGUAGE,
    "dc:date": _DATE,
    "content:encoded": Field(Role.HTML),
    "dcterms:modified": _DATE,
}
"""Elements of other namespaces that may stand in any container."""


def field_of(form: Form, container: str, name: str) -> Field | None:
    """What a name is in a container; None where the format knows no such name there."""
    return TABLES[form].get(container, {}).get(name) or EXTENSIONS.get(name)
