"""The kinds of finding that reading an archive can have: C1 files and metadata, C3 links.

The one list of the codes this room reports; the checks add their own beside it.
"""

from publisher.diagnostics import Rule, Severity

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

UNREADABLE = Rule(
    "C101",
    _ERROR,
    "file cannot be read",
    "An issue that cannot be opened is missing from every feed and email.",
    "make it a regular file that you may read, or take it out of the content folder",
)
NOT_TEXT = Rule(
    "C102",
    _ERROR,
    "file is not text",
    "An issue is UTF-8 text; bytes that are none would come out as rubbish.",
    "save the file as UTF-8",
)
MOJIBAKE = Rule(
    "C103",
    _WARNING,
    "mis-encoded text was repaired",
    "UTF-8 that was once read in a single-byte code and saved again reads as garbage.",
    "the repair is exact; run `publisher check --fix` to write it to the file",
)
FORBIDDEN_CHARACTER = Rule(
    "C104",
    _ERROR,
    "character that XML forbids",
    "One such character makes a whole feed unreadable (XML 1.0, section 2.2); it was left out.",
    "delete the character",
)
DOUBTFUL_CHARACTER = Rule(
    "C105",
    _WARNING,
    "replacement or control character in the text",
    "It is what an earlier program left where it could not read a character.",
    "type the character that was meant",
)
EMPTY = Rule(
    "C106",
    _ERROR,
    "issue is empty",
    "There is nothing to publish.",
    "write the issue, or delete the file",
)
TOO_LARGE = Rule(
    "C107",
    _ERROR,
    "file is too large for an issue",
    "Mail clients clip at 102,400 bytes, and feed readers refuse large feeds.",
    "move the file out of the content folder if it is no issue",
)
OUTSIDE = Rule(
    "C108",
    _ERROR,
    "file that must not be published",
    "A link in a repository may lead to a password or a key of the machine that builds. Links may "
    "lead to files of the same kind in the project, content and theme folders, and not to "
    "hidden ones.",
    "replace the link with the file that it leads to",
)
NOT_CLOSED = Rule(
    "C110",
    _ERROR,
    "front matter is not closed",
    "Without the closing line nobody can tell where the issue begins.",
    "add the closing line (`---` or `+++`) after the last key",
)
MALFORMED = Rule(
    "C111",
    _ERROR,
    "front matter cannot be parsed",
    "Title, number and date stand in it.",
    "mend the syntax at this place",
)
NOT_A_MAPPING = Rule(
    "C112",
    _ERROR,
    "front matter is not a list of keys and values",
    "Title, number and date are looked up by name.",
    "write one `key: value` a line",
)
DUPLICATE_KEY = Rule(
    "C113",
    _ERROR,
    "key is given twice",
    "Which of the two was meant cannot be known.",
    "keep one of the two",
)
FORBIDDEN_YAML = Rule(
    "C114",
    _ERROR,
    "YAML tag or alias in front matter",
    "Tags can build programs, and aliases can grow to gigabytes; neither belongs here.",
    "write the value itself",
)
WRONG_TYPE = Rule(
    "C115",
    _ERROR,
    "value has the wrong type",
    "The value would be lost or misread.",
    "see the list of keys in docs/writing.md",
)
CONTROL_IN_VALUE = Rule(
    "C116",
    _ERROR,
    "control character or path in a value",
    "Titles become mail headers and slugs become file names: neither may break out.",
    "use plain characters on one line",
)
KEY_MISSPELT = Rule(
    "C117",
    _WARNING,
    "unknown key that looks like a known one",
    "Unknown keys are kept for templates and have no other effect.",
    "correct the key, or give it a name that is less alike",
)
TITLE_MISSING = Rule(
    "C120",
    _ERROR,
    "issue has no title",
    "Inbox lines and feed entries show nothing but the title.",
    "add `title:` to the front matter, or a level-1 heading",
)
TITLE_TOO_LONG = Rule(
    "C121",
    _ERROR,
    "title is too long",
    "Nothing shows more than 300 characters of a title, and headers have limits (RFC 5322, 2.1.1).",
    "shorten the title to 300 characters or less",
)
DATE_UNREADABLE = Rule(
    "C130",
    _ERROR,
    "date cannot be understood",
    "The feed is ordered by date, and an issue without one is in no feed.",
    "write it as 2026-01-31 or 2026-01-31 09:00",
)
DATE_MISSING = Rule(
    "C131",
    _WARNING,
    "issue has no date",
    "It counts as a draft: its email is built, but it is in no feed.",
    "add `date:` to the front matter, or to issues.toml in the content folder",
)
NUMBER_UNREADABLE = Rule(
    "C132",
    _ERROR,
    "number is not a whole number",
    "Issues are found and ordered by number.",
    "write a whole number, such as `number: 59`",
)
SAME_PERMALINK = Rule(
    "C140",
    _ERROR,
    "two issues claim one address",
    "Readers could reach only one of them, and feeds would show one twice.",
    "give one of the two another `slug`",
)
ALSO_CLAIMED = Rule(
    "C143",
    _WARNING,
    "another issue claims this issue's address",
    "It was held back; this one is published.",
    "give one of the two another `slug`",
)
SAME_NUMBER = Rule(
    "C141",
    _WARNING,
    "two issues have one number",
    "A link to that number can mean either.",
    "correct one of the numbers",
)
SAME_ALIAS = Rule(
    "C142",
    _WARNING,
    "two issues claim one alias",
    "An old link can lead to only one of them.",
    "keep the alias on the issue that it once led to",
)
SIDECAR_UNUSED = Rule(
    "C150",
    _WARNING,
    "table in issues.toml matches no file",
    "Its values are used nowhere.",
    "name the file as it is called in the content folder, or its slug",
)
SIDECAR_MALFORMED = Rule(
    "C151",
    _ERROR,
    "issues.toml cannot be read",
    "The values in it are missing from every issue.",
    "mend the TOML at this place",
)
URL_MALFORMED = Rule(
    "C301",
    _WARNING,
    "address of a link cannot be parsed",
    "No reader can follow it, and feed sanitisers drop it.",
    "write the whole address, starting with https://",
)
OLD_HOME_UNKNOWN = Rule(
    "C302",
    _WARNING,
    "link to an earlier home of this newsletter that no issue answers",
    "The earlier home may be gone; no issue here has that address, alias or number.",
    "add the path to the `aliases` of the issue that it means",
)
UNSAFE_DROPPED = Rule(
    "C303",
    _WARNING,
    "part that no mail client runs was left out",
    "Scripts, event handlers and forms are dropped by every mail client and feed reader.",
    "say it in text, or link to a page",
)
DRAFT = Rule(
    "C160",
    _INFO,
    "issue is marked as a draft",
    "Its email is built, but it is in no feed.",
    "take out `draft: true` to publish it",
)

ALL: tuple[Rule, ...] = (
    UNREADABLE,
    NOT_TEXT,
    MOJIBAKE,
    FORBIDDEN_CHARACTER,
    DOUBTFUL_CHARACTER,
    EMPTY,
    TOO_LARGE,
    OUTSIDE,
    NOT_CLOSED,
    MALFORMED,
    NOT_A_MAPPING,
    DUPLICATE_KEY,
    FORBIDDEN_YAML,
    WRONG_TYPE,
    CONTROL_IN_VALUE,
    KEY_MISSPELT,
    TITLE_MISSING,
    TITLE_TOO_LONG,
    DATE_UNREADABLE,
    DATE_MISSING,
    NUMBER_UNREADABLE,
    SAME_PERMALINK,
    ALSO_CLAIMED,
    SAME_NUMBER,
    SAME_ALIAS,
    DRAFT,
    SIDECAR_UNUSED,
    SIDECAR_MALFORMED,
    URL_MALFORMED,
    OLD_HOME_UNKNOWN,
    UNSAFE_DROPPED,
)
"""Every rule of this room, in the order of its code."""
