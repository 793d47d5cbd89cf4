"""Measure a save in the preview, as a multiple of one plain render of the issue.

    python benchmarks/pipeline/preview_save.py PROJECT ISSUE

Prints a JSON object: ``render_ms``, the median time of one render, and ``save_ms``, the median
time from a save to the new content of the page: read, render, check, and make the frame's document.
Both in one process, without a browser; benchmarks/preview.py adds the browser.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.preview import interpreter

if __name__ == "__main__":
    render_ms, save_ms = interpreter(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
    print(json.dumps({"render_ms": render_ms, "save_ms": save_ms}))
