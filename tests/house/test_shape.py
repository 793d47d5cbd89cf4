"""Files and functions are short enough to be read in one go, and named for what they contain."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 60
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "core"}
PACKAGE = Path(__file__).parents[2] / "publisher"
SOURCES = {
    path.relative_to(PACKAGE): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}
TREES = {path: ast.parse(source) for path, source in SOURCES.items()}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(path: Path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    # The signature of a command is its list of options: only the body counts there.
    is_shell = path.parts[0] == "cli"
    first = function.body[0].lineno if is_shell else function.lineno
    return (function.end_lineno or first) - first + 1


def test_files_have_at_most_300_lines() -> None:
    lengths = {path.as_posix(): len(source.splitlines()) for path, source in SOURCES.items()}
    assert {path: lines for path, lines in lengths.items() if lines > LINES_OF_A_FILE} == {}


def test_median_file_is_far_below_the_limit() -> None:
    lengths = sorted(len(source.splitlines()) for source in SOURCES.values())
    assert lengths[len(lengths) // 2] <= LINES_OF_A_FILE / 2


def test_functions_fit_on_a_screen() -> None:
    lengths = {
        f"{path.as_posix()}:{function.lineno} {function.name}": length(path, function)
        for path, tree in TREES.items()
        for function in functions(tree)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LINES_OF_A_FUNCTION} == {}


def test_modules_have_a_docstring() -> None:
    assert [path.as_posix() for path, tree in TREES.items() if not ast.get_docstring(tree)] == []


def test_module_names_say_what_is_inside() -> None:
    # `import json` beside a json.py means one thing to Python and another to a reader.
    reserved = VAGUE_NAMES | (set(sys.stdlib_module_names) - {"__main__"})
    assert [p.as_posix() for p in SOURCES if reserved & set(p.with_suffix("").parts)] == []


def test_line_and_column_are_computed_in_one_module() -> None:
    counting = re.compile(r"""\b(?:rfind|count)\("\\n"|\bbisect_right\b""")
    counted = {path.as_posix() for path, source in SOURCES.items() if counting.search(source)}
    # The others look for the line above, expand tabs, and count columns on a screen: none
    # computes a position in a text.
    others = {"checks/prose.py", "markup/located.py", "mail/plaintext/wrapping.py"}
    assert counted == {"positions.py", *others}


def test_characters_that_xml_forbids_are_listed_in_one_module() -> None:
    classes = re.compile(r"\[[^\]\n]*\\(?:x00|0)-\\x08|\\[uU](?:0000)?[dD]800", re.IGNORECASE)
    listed = {path.as_posix() for path, source in SOURCES.items() if classes.search(source)}
    # The second lists the controls that make a file a binary one.
    assert listed == {"xml_text.py", "content/source/encoding.py"}
