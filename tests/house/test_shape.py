"""Files and functions stay small enough to be read in one go, and are named for what they hold."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 60
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "core"}
PACKAGE = Path(__file__).parents[2] / "publisher"
FILES = sorted(PACKAGE.rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_is_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES_OF_A_FILE


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_function_fits_a_screen(path: Path) -> None:
    # The signature of a command is its list of options: there, the body is what is read.
    is_shell = path.is_relative_to(PACKAGE / "cli")
    too_long = {
        f"{function.name} (line {function.lineno})": length
        for function in functions(ast.parse(path.read_text(encoding="utf-8")))
        for first in [function.body[0].lineno if is_shell else function.lineno]
        if (length := (function.end_lineno or first) - first + 1) > LINES_OF_A_FUNCTION
    }
    assert too_long == {}


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_module_is_named_for_what_it_holds(path: Path) -> None:
    names = set(path.relative_to(PACKAGE).with_suffix("").parts)
    assert not names & SAYS_NOTHING
    # `import json` beside a json.py means one thing to Python and another to a reader.
    assert not names & (set(sys.stdlib_module_names) - {"__main__"})


def test_the_median_file_is_far_below_the_limit() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES)
    assert lengths[len(lengths) // 2] <= LINES_OF_A_FILE / 2
