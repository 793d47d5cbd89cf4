"""Select findings and set their severity by the options of ``[check]``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from publisher.checks.check_options import CheckOptions, FileChoice
from publisher.checks.explain import ALL_RULES, REMOVED
from publisher.diagnostics import Diagnostic, Rule, Severity
from publisher.errors import SettingsError, did_you_mean


@dataclass(frozen=True, slots=True)
class Choice:
    """Decides which findings are reported."""

    options: CheckOptions
    directives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The codes that comments switch off, by source file."""

    def of(self, found: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
        """Return the selected findings, with the severity from the options."""
        for finding in found:
            if self.wants(finding):
                yield replace(finding, severity=self._severity(finding))

    def wants(self, finding: Diagnostic) -> bool:
        """Return whether a finding is reported."""
        code = finding.code
        if begins_with(code, self.directives.get(finding.path, ())):
            return False
        return all(
            (not choice.select or begins_with(code, choice.select))
            and not begins_with(code, choice.ignore)
            for choice in (self.options, *self._of_file(finding.path))
        )

    def _severity(self, finding: Diagnostic) -> Severity:
        """Return the severity of the last pattern that matches its file, else the general one."""
        choices = (self.options, *self._of_file(finding.path))
        said = [
            choice.severity[finding.code] for choice in choices if finding.code in choice.severity
        ]
        return said[-1] if said else finding.severity

    def _of_file(self, path: str) -> list[FileChoice]:
        return [
            choice for pattern, choice in self.options.per_file.items() if is_file(path, pattern)
        ]


def begins_with(code: str, beginnings: Iterable[str]) -> bool:
    """Return whether a code equals or begins with one of these: ``C2`` covers C201 to C299."""
    return code.startswith(tuple(beginnings))


def is_file(path: str, pattern: str) -> bool:
    """Return whether a pattern matches a file's whole path or only its name."""
    return fnmatchcase(path, pattern) or fnmatchcase(path.rpartition("/")[2], pattern)


def refuse_unknown(options: CheckOptions, rules: Iterable[Rule]) -> None:
    """Raise SettingsError for an unknown code, and suggest the most similar known one."""
    known = [*(rule.code for rule in rules), *REMOVED]
    choices = {"check": options} | {
        f"check.per_file.{name!r}": choice for name, choice in options.per_file.items()
    }
    for setting, choice in choices.items():
        for key, codes in (("select", choice.select), ("ignore", choice.ignore)):
            for code in codes:
                if not code or not any(rule.startswith(code) for rule in known):
                    raise _unknown(f"{setting}.{key}", code, known)
        for code in choice.severity:
            if code not in known:
                raise _unknown(f"{setting}.severity", code, known)


def _unknown(setting: str, code: str, known: list[str]) -> SettingsError:
    hint = did_you_mean(code.upper(), known, ALL_RULES)
    return SettingsError(f"{setting}: unknown rule code {code!r}", hint)
