"""Exclude permanent objects from garbage collection."""

import gc


def keep_imports() -> None:
    """Exclude all present objects from garbage collection; call this after imports.

    A build makes many objects, so the collector runs often, and each full run would visit the
    70,000 objects of the imported modules again: that takes 4 % of a build's processor time.
    Only a command does this. It owns its process and ends soon; a program that uses the package
    as a library may want its own objects collected, and the preview runs for hours.
    """
    gc.freeze()
