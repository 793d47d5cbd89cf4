"""A newsletter's own theme: one file at a time over the shipped ones, in a sandbox, with faults that name their place."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from publisher.errors import SettingsError, TemplateFault
from publisher.mail.mail_options import MailOptions
from publisher.mail.render.issue_email import render
from publisher.mail.rendered_email import RenderedEmail
from publisher.model import Issue, Newsletter, Source
from publisher.themes.theme_loader import load_theme, shipped_themes
from tests.conftest import write_files

NEWSLETTER = Newsletter("The Example Letter", "https://example.com/")
ISSUE = Issue(
    "First issue",
    "001",
    "https://example.com/issues/001/",
    Source("issues/001.md"),
    intro_html="<p>Hello, reader.</p>",
)
SHIPPED = '{% extends "shipped/default/issue.html.j2" %}'


def email_in(folder: Path, files: Mapping[str, str], name: str = "mine") -> RenderedEmail:
    """The issue in a theme of the newsletter's own that holds these files."""
    write_files(folder / name, files)
    return render(ISSUE, NEWSLETTER, MailOptions(), load_theme(name, folder))


def fault_in(folder: Path, files: Mapping[str, str]) -> TemplateFault:
    """What is told of a theme of the newsletter's own that holds these files."""
    with pytest.raises(TemplateFault) as caught:
        email_in(folder, files)
    return caught.value


# --- overriding ---------------------------------------------------------------------------


def test_both_shipped_themes_are_found_without_a_folder_of_the_newsletter(tmp_path: Path) -> None:
    assert set(shipped_themes()) == {"default", "plain"}
    for name in shipped_themes():
        theme = load_theme(name, tmp_path / "no such folder")
        email = render(ISSUE, NEWSLETTER, MailOptions(), theme)
        assert "Hello, reader." in email.html
        assert "Hello, reader." in email.text


def test_one_file_replaces_the_shipped_one_and_the_others_stay(tmp_path: Path) -> None:
    email = email_in(tmp_path, {"footer.html.j2": "<p>Farewell from {{ newsletter.title }}.</p>"})
    assert "Farewell from The Example Letter." in email.html
    assert "<h1" in email.html
    assert "Hello, reader." in email.html
    assert "Farewell" not in email.text


def test_a_shipped_theme_is_overridden_by_a_folder_of_its_name(tmp_path: Path) -> None:
    files = {"footer.html.j2": "<p>Farewell.</p>"}
    for name in shipped_themes():
        assert "Farewell." in email_in(tmp_path, files, name).html


def test_own_stylesheet_replaces_the_shipped_one(tmp_path: Path) -> None:
    email = email_in(tmp_path, {"styles.css": "h1{color:#123456}"})
    assert "#123456" in email.html
    assert "prefers-color-scheme" not in email.html


def test_own_stylesheet_may_import_the_shipped_one_and_add_to_it(tmp_path: Path) -> None:
    own = '@import "shipped/default/styles.css";\nh1{color:#123456}'
    email = email_in(tmp_path, {"styles.css": own})
    assert "color:#123456" in email.html
    assert "prefers-color-scheme" in email.html


def test_own_text_template_replaces_the_shipped_one(tmp_path: Path) -> None:
    email = email_in(tmp_path, {"issue.txt.j2": "{{ issue.title }}!\n{{ body_text }}"})
    assert email.text.startswith("First issue!\nHello, reader.")


def test_own_template_extends_a_shipped_one_block_by_block(tmp_path: Path) -> None:
    source = SHIPPED + "{% block footer %}<p>Mine.</p>{{ super() }}{% endblock %}"
    html = email_in(tmp_path, {"issue.html.j2": source}).html
    assert html.index("Hello, reader.") < html.index("Mine.") < html.rindex("Read online")


def test_shipped_file_that_is_extended_includes_the_newsletters_own_parts(tmp_path: Path) -> None:
    files = {"issue.html.j2": SHIPPED, "header.html.j2": "<h1>Mine: {{ issue.title }}</h1>"}
    assert "Mine: First issue" in email_in(tmp_path, files).html


def test_own_parts_may_include_others_of_the_theme(tmp_path: Path) -> None:
    files = {"footer.html.j2": '{% include "parts/sign.html.j2" %}',
             "parts/sign.html.j2": "<p>Signed, the editors</p>"}  # fmt: skip
    assert "Signed, the editors" in email_in(tmp_path, files).html


def test_values_are_escaped_in_html_but_not_in_text(tmp_path: Path) -> None:
    files = {"footer.html.j2": '<p>{{ "<b>" }}</p>', "issue.txt.j2": '{{ "<b> & c" }}'}
    email = email_in(tmp_path, files)
    assert "&lt;b&gt;" in email.html
    assert email.text == "<b> & c"


# --- the sandbox --------------------------------------------------------------------------

ESCAPES = {
    "class of a text": "{{ ''.__class__.__mro__ }}",
    "class by the attr filter": "{{ ''|attr('__class__') }}",
    "class by an item": "{{ ''['__class__'] }}",
    "class by a map": "{{ ['']|map(attribute='__class__')|first }}",
    "class by a format": "{{ '{0.__class__}'.format(issue) }}",
    "class by a format of a mapping": "{{ '{a.__class__}'.format_map({'a': issue}) }}",
    "globals of a method": "{{ issue.archive_key.__globals__ }}",
    "globals of a function": "{{ lipsum.__globals__['os'] }}",
    "code of a macro": "{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}",
    "frame of a generator": "{{ (''|map('upper')).gi_frame.f_globals }}",
    "a name with an underscore": "{{ issue.__slots__ }}",
}


@pytest.mark.parametrize("source", ESCAPES.values(), ids=ESCAPES.keys())
def test_template_cannot_reach_beyond_its_values(source: str, tmp_path: Path) -> None:
    fault = fault_in(tmp_path, {"footer.html.j2": f"<p>\n{source}\n</p>"})
    assert fault.path.endswith("footer.html.j2")
    assert fault.line == 2


@pytest.mark.parametrize(
    "source",
    ["{{ [1].append(2) }}", "{{ email.__setattr__('subject', 'x') }}", "{{ range(10**9)|list }}"],
)
def test_template_can_neither_change_values_nor_fill_the_memory(
    source: str, tmp_path: Path
) -> None:
    assert fault_in(tmp_path, {"footer.html.j2": source}).path.endswith("footer.html.j2")


@pytest.mark.parametrize(
    "name",
    ["../secret.txt", "../../secret.txt", "shipped/../../secret.txt", "{secret}", "/etc/hostname"],
)
def test_template_reads_no_file_outside_the_theme_folders(name: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", "utf-8")
    source = f'{{% include "{name.format(secret=secret)}" %}}'
    fault = fault_in(tmp_path / "themes", {"footer.html.j2": source})
    assert "not found in the theme" in fault.message
    assert "the secret" not in fault.message


@pytest.mark.parametrize("name", ["../secret.css", "../../secret.css", "shipped/../secret.css"])
def test_stylesheet_imports_no_file_outside_the_theme_folders(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("h1{color:#5ec2e7}", "utf-8")
    fault = fault_in(tmp_path / "themes", {"styles.css": f'@import "{name}";'})
    assert "file not found in the theme" in fault.message


# --- faults -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source", ["{{ nothing }}", "{{ email.nothing }}", "{% if issue.nothing %}x{% endif %}"]
)
def test_unknown_variable_names_itself_and_its_file_and_line(source: str, tmp_path: Path) -> None:
    fault = fault_in(tmp_path, {"footer.html.j2": f"<p>\n\n{source}</p>"})
    assert fault.path == str(tmp_path / "mine" / "footer.html.j2")
    assert fault.line == 3
    assert "nothing" in fault.message


def test_unknown_variable_of_the_text_names_file_and_line(tmp_path: Path) -> None:
    fault = fault_in(tmp_path, {"issue.txt.j2": "one\n{{ nothing }}\n"})
    assert (fault.path, fault.line) == (str(tmp_path / "mine" / "issue.txt.j2"), 2)


def test_fault_inside_an_extended_block_names_the_newsletters_file(tmp_path: Path) -> None:
    source = SHIPPED + "\n{% block footer %}\n{{ nothing }}\n{% endblock %}"
    fault = fault_in(tmp_path, {"issue.html.j2": source})
    assert (fault.path, fault.line) == (str(tmp_path / "mine" / "issue.html.j2"), 3)


@pytest.mark.parametrize("name", ["issue.html.j2", "issue.txt.j2", "footer.html.j2"])
@pytest.mark.parametrize("source", ["{% if %}", "{{ issue.title", "{% block a %}{% endfor %}"])
def test_syntax_error_names_file_and_line(source: str, name: str, tmp_path: Path) -> None:
    fault = fault_in(tmp_path, {name: f"one\ntwo\n{source}"})
    assert (fault.path, fault.line) == (str(tmp_path / "mine" / name), 3)
    assert fault.message.startswith(f"{fault.path}:3: ")


@pytest.mark.parametrize(
    "source",
    ["{{ 1 // 0 }}", "{{ 'a' + 1 }}", "{{ issue.title|nosuchfilter }}", "{{ [][3].x }}"],
)
def test_fault_of_an_expression_names_file_and_line(source: str, tmp_path: Path) -> None:
    fault = fault_in(tmp_path, {"footer.html.j2": f"<p>\n{source}</p>"})
    assert (fault.path, fault.line) == (str(tmp_path / "mine" / "footer.html.j2"), 2)


def test_template_that_includes_itself_is_an_error(tmp_path: Path) -> None:
    fault = fault_in(tmp_path, {"footer.html.j2": '{% include "footer.html.j2" %}'})
    assert fault.path.endswith("footer.html.j2")


@pytest.mark.parametrize("name", ["issue.html.j2", "issue.txt.j2", "header.html.j2", "styles.css"])
def test_file_that_is_not_utf_8_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_bytes(b"\xff")
    fault = fault_in(tmp_path, {})
    assert "is not valid UTF-8" in fault.message


def test_missing_part_is_named_with_the_template_that_wants_it(tmp_path: Path) -> None:
    fault = fault_in(tmp_path, {"issue.html.j2": '{% include "nowhere.html.j2" %}'})
    assert "nowhere.html.j2" in fault.message
    assert fault.path.endswith("issue.html.j2")


@pytest.mark.parametrize(
    "css", ["h1{color:var(--nothing)}", "h1{color red}", "h1", "}", "@media print{h1{a b}}"]
)
def test_stylesheet_that_is_not_understood_names_file_and_line(css: str, tmp_path: Path) -> None:
    fault = fault_in(tmp_path, {"styles.css": f"p {{ margin: 0 }}\n{css}\n"})
    assert (fault.path, fault.line) == (str(tmp_path / "mine" / "styles.css"), 2)


def test_stylesheets_that_import_each_other_are_an_error(tmp_path: Path) -> None:
    files = {"styles.css": '@import "other.css";', "other.css": '@import "styles.css";'}
    assert "@import must name a file of a theme" in fault_in(tmp_path, files).message


@pytest.mark.parametrize("address", ["https://example.com/a.css", "file:///etc/hostname"])
def test_stylesheet_is_not_loaded_from_a_url(address: str, tmp_path: Path) -> None:
    fault = fault_in(tmp_path, {"styles.css": f'@import "{address}";'})
    assert "file not found in the theme" in fault.message


def test_error_for_an_unknown_theme_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_theme("fancy", tmp_path)
    assert caught.value.message == "unknown theme 'fancy'"
    assert "default, plain" in caught.value.hint
    assert str(tmp_path / "fancy") in caught.value.hint


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".git", "../default", "a/b", "/etc", "a\\b", "C:theme", "a\0b"]
)
def test_path_is_not_a_theme_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="invalid theme name") as caught:
        load_theme(name, tmp_path)
    assert "without a path" in caught.value.hint


@pytest.mark.parametrize("color", ["white", "rgb(1,2,3)", "#zzzzzz"])
def test_invalid_background_colour_is_reported_with_its_line(tmp_path: Path, color: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "styles.css").write_text(f":root {{\n  --page: {color};\n}}\n")
    with pytest.raises(TemplateFault, match="--page") as caught:
        load_theme("mine", tmp_path)
    assert caught.value.line == 2


def test_empty_template_output_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "issue.html.j2").write_text("{# nothing #}\n")
    with pytest.raises(TemplateFault, match="no HTML"):
        load_theme("mine", tmp_path).render_html({})
