"""Every regular expression of a package: those it has compiled, and those it hands to ``re``."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import partial
from types import FunctionType, MethodType, ModuleType
from typing import Any, TypeAlias

import regex

Pattern: TypeAlias = "re.Pattern[Any] | regex.Pattern[Any]"

_FUNCTIONS = {
    "compile",
    "match",
    "search",
    "fullmatch",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
}


def modules(package: str) -> Iterator[ModuleType]:
    """The package and every module in it."""
    top = importlib.import_module(package)
    yield top
    for found in pkgutil.walk_packages(getattr(top, "__path__", ()), f"{package}."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns(package: str) -> dict[str, Pattern]:
    """The expressions of a package by where they were found, each once."""
    found: dict[tuple[object, int], tuple[str, Pattern]] = {}
    for module in modules(package):
        for where, pattern in [*_held(module, package), *_written(module)]:
            found.setdefault((pattern.pattern, pattern.flags), (where, pattern))
    return dict(found.values())


def _held(module: ModuleType, package: str) -> Iterator[tuple[str, Pattern]]:
    """Compiled expressions in a module's values, however deep inside of containers and closures."""
    seen: set[int] = set()
    todo: list[tuple[str, Any]] = [(f"{module.__name__}", module)]
    while todo:
        where, value = todo.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, re.Pattern | regex.Pattern):
            yield where, value
        else:
            todo += [(f"{where}.{name}", part) for name, part in _parts(value, module, package)]


def _parts(value: Any, module: ModuleType, package: str) -> Iterator[tuple[str, Any]]:
    if value is module:
        yield from vars(module).items()
    elif isinstance(value, Mapping):
        yield from ((str(key), part) for key, part in list(value.items()))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from ((str(index), part) for index, part in enumerate(value))
    elif isinstance(value, partial):
        yield from enumerate_named((value.func, *value.args, *value.keywords.values()))
    elif isinstance(value, MethodType):
        yield from enumerate_named((value.__self__, value.__func__))
    elif isinstance(value, FunctionType):
        cells = [cell.cell_contents for cell in value.__closure__ or () if _is_filled(cell)]
        yield from enumerate_named((*cells, *(value.__defaults__ or ())))
    elif str(getattr(value, "__module__", None) or "").startswith(package):
        yield from inspect.getmembers_static(value)


def enumerate_named(values: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    """Values with their place as a name."""
    return ((str(index), value) for index, value in enumerate(values))


def _is_filled(cell: Any) -> bool:
    try:
        return bool(cell.cell_contents is not None)
    except ValueError:
        return False


def _written(module: ModuleType) -> Iterator[tuple[str, Pattern]]:
    """Expressions that stand as text in a call of ``re`` or ``regex``."""
    try:
        tree = ast.parse(inspect.getsource(module))
    except (OSError, TypeError):
        return  # compiled code
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"re", "regex"}
            and node.func.attr in _FUNCTIONS
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str | bytes)
        ):
            library = re if node.func.value.id == "re" else regex
            # What a call in VERBOSE was handed is found compiled, or read as if it were not.
            yield f"{module.__name__}:{node.lineno}", library.compile(node.args[0].value)
