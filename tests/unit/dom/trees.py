"""Trees of any kind of HTML: well written, broken, with odd names, changed by hand."""

from hypothesis import strategies as st

from publisher import dom

TAGS = st.sampled_from(
    "p div a b i br hr img wbr source track embed input pre style script styled sup table tr td ul "
    "li h2 svg title textarea iframe noscript template o:p x-y p<b a<!--b".split()
)
VALUES = st.text(alphabet="ab/ <>&\"'\t\n\r\xa0=#10;gté文", max_size=8).map(
    lambda value: value.replace('"', "&quot;")
)
CLASSES = st.sampled_from(
    ["footnote", "footnote-ref", "footnote-backref", "a footnote", "footnotes", "x"]
)
ATTRIBUTES = st.one_of(
    st.builds(' {}="{}"'.format, st.sampled_from("href title alt data-x".split()), VALUES),
    st.builds(' class="{}"'.format, CLASSES),
    st.sampled_from([" hidden", ' a"b=1', " a<b=2", " a&gt;b=3", " a&gt;b='>'", " xmlns=x"]),
)
TEXTS = st.text(
    alphabet="ab <>&;#10gtlamp\"'/-!?[]\t\n\r\x0b\x0c\x1c\x85\xa0\u2028\u3000\ufdd0é文🗞",
    max_size=12,
)
REFERENCES = st.sampled_from(
    "&lt; &gt; &amp; &amp;lt; &amp;#10; &nbsp; &#10; &#13; &#9; &#x80; &#1; &#xFFFE; &x;".split()
)
COMMENTS = st.builds("<!--{}-->".format, TEXTS | REFERENCES)
ODDITIES = st.sampled_from(
    ["<!---->", "<!-- <p> &gt; &#10; -->", "<!--a--->", "<?php a?>", "<![CDATA[a<b]]>", "<!--x",
     "<style/>", "<script src=x></script>", "<style>a>b{c:'&amp;<'}</style>", "<script>1<2</script>",
     "<!--[if mso]><style>p{a:b}</style><![endif]-->"]
)  # fmt: skip
PIECES = st.one_of(
    st.builds(
        lambda tag, found: f"<{tag}{''.join(found)}>", TAGS, st.lists(ATTRIBUTES, max_size=3)
    ),
    st.builds("</{}>".format, TAGS),
    TEXTS,
    REFERENCES,
    COMMENTS,
    ODDITIES,
)
FRAGMENTS = st.lists(PIECES, max_size=14).map("".join)


def elements(fragment: str) -> list[dom.Element]:
    """Every node of a parsed fragment; also of one whose forbidden characters stayed."""
    return list(dom.parse(fragment).iter())
