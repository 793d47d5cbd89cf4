"""Findings and the options of ``[check]`` to the findings that are wanted, as severe as wanted."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from publisher.checks.options import CheckOptions
from publisher.diagnostics import Diagnostic, Rule
from publisher.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings are reported."""

    options: CheckOptions
    directives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By source file, the codes that comments in it switch off."""

    def of(self, found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
        """The findings that are wanted, in the severity that is wanted."""
        severity = self.options.severity
        for finding in found:
            if self.wants(finding):
                yield replace(finding, severity=severity.get(finding.code, finding.severity))

    def wants(self, finding: Diagnostic) -> bool:
        """Whether a finding is reported."""
        code, options = finding.code, self.options
        if options.select and not begins_with(code, options.select):
            return False
        if begins_with(code, options.ignore):
            return False
        if begins_with(code, self.directives.get(finding.path, ())):
            return False
        return not any(
            begins_with(code, codes)
            for pattern, codes in options.per_file.items()
            if is_file(finding.path, pattern)
        )


def begins_with(code: str, beginnings: Iterable[str]) -> bool:
    """Whether a code is one of these, or begins with one: ``C2`` is all of C201 to C299."""
    return code.startswith(tuple(beginnings))


def is_file(path: str, pattern: str) -> bool:
    """Whether a pattern means a file: by its whole path, or by its name alone."""
    return fnmatchcase(path, pattern) or fnmatchcase(path.rpartition("/")[2], pattern)


def refuse_unknown(options: CheckOptions, rules: Iterable[Rule]) -> None:
    """Raise SettingsError for a code that no rule has, with the nearest that one has."""
    known = [rule.code for rule in rules]
    named = {
        "check.select": options.select,
        "check.ignore": options.ignore,
        **{f"check.per_file.{name!r}": codes for name, codes in options.per_file.items()},
    }
    for setting, codes in named.items():
        for code in codes:
            if not code or not any(rule.startswith(code) for rule in known):
                raise _unknown(setting, code, known)
    for code in options.severity:
        if code not in known:
            raise _unknown("check.severity", code, known)


def _unknown(setting: str, code: str, known: list[str]) -> SettingsError:
    near = difflib.get_close_matches(code.upper(), known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else "docs/checks.md lists every rule"
    return SettingsError(f"{setting}: no rule has the code {code!r}", hint)
