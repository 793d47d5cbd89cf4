"""Say how a command runs: with how many processes, and what it may keep and use."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publisher.project.caches import store_path
from publisher.project.folder import Project
from publisher.project.store.database import Store

Progress = Callable[[int, int, str], None]
"""Called after each issue with the number done, the total, and the file that was rendered.

The name is empty for an issue that was kept from an earlier run.
"""


def silent(_done: int, _total: int, _name: str) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a build or a check runs. The result is the same with all of them."""

    jobs: int = 0
    """Processes; 0 for as many as are worth it."""
    use_store: bool = False
    """Whether to use what earlier runs made, and to keep for later ones what this one makes."""
    owns_process: bool = False
    """Whether nothing else runs in this process, so that copies of it can be started."""
    progress: Progress = silent

    def store(self, project: Project) -> Store:
        """Open the store of a project, or a temporary one."""
        path: Path | None = store_path(project.folder) if self.use_store else None
        return Store.open(path)

    def keep_imports(self) -> None:
        """Exclude all present objects from garbage collection; call this after imports.

        A build makes many objects, so the collector runs often, and each full run would visit
        the 70,000 objects of the imported modules again: that takes 4 % of a build's processor
        time. A program that uses the package as a library may want its own objects collected.
        """
        if self.owns_process:
            gc.freeze()


PLAIN = RunOptions()
"""Nothing is kept, and nothing is assumed of the process."""
