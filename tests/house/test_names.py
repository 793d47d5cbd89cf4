"""A name in the program means one thing: classes, modules and the sizes of packages."""

import ast
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.house.test_families import FAMILIES

PACKAGE = Path(__file__).parents[2] / "publisher"
MODULES = [
    path.relative_to(PACKAGE) for path in sorted(PACKAGE.rglob("*.py")) if path.stem != "__init__"
]
FAMILY_FOLDERS = {
    *(Path(*family.split(".")[1:]) for family in FAMILIES),
    Path("preview/views/tabs"),
}
"""A member of a family is named for what it treats, whatever else is named so."""

LARGEST_PACKAGE = 14
"""Modules; a dozen names can be read at a glance."""

ONE_IDEA: Mapping[str, str] = {}
"""Classes that are defined twice, each with the reason why they are one idea."""

SAME_MODULES: Mapping[str, str] = {}
"""Module names that occur twice outside the families, each with the reason."""


def test_a_class_name_means_one_thing() -> None:
    places = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{path.relative_to(PACKAGE).as_posix()}:{node.lineno}")
    twice = {name: sorted(found) for name, found in places.items() if len(found) > 1}
    assert {name: found for name, found in twice.items() if name not in ONE_IDEA} == {}
    assert set(ONE_IDEA) <= set(twice), "an exception is no longer needed"


def test_a_module_name_means_one_thing() -> None:
    places = defaultdict(list)
    for path in MODULES:
        if path.parent not in FAMILY_FOLDERS:
            places[path.stem].append(path.as_posix())
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert {name: found for name, found in twice.items() if name not in SAME_MODULES} == {}
    assert set(SAME_MODULES) <= set(twice), "an exception is no longer needed"


def test_packages_can_be_read_at_a_glance() -> None:
    sizes = Counter(path.parent for path in MODULES)
    # The leaves at the top are what all packages may import: a list of its own, in the contracts.
    exempt = {*FAMILY_FOLDERS, Path()}
    large = {
        folder.as_posix(): size
        for folder, size in sizes.items()
        if size > LARGEST_PACKAGE
        if folder not in exempt
    }
    assert large == {}


def test_folders_of_families_exist() -> None:
    assert [folder for folder in FAMILY_FOLDERS if not (PACKAGE / folder).is_dir()] == []
