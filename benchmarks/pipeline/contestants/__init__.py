"""The contestants, in the order of the table.

To add one: a file here, and a line in CONTESTANTS.
"""

from collections.abc import Callable

from benchmarks.pipeline.contestants.contestant import Absent, Contestant, Course
from benchmarks.pipeline.contestants.emailmd import emailmd
from benchmarks.pipeline.contestants.hugo import hugo
from benchmarks.pipeline.contestants.obvious import obvious
from benchmarks.pipeline.contestants.pelican import pelican
from benchmarks.pipeline.contestants.publisher_runs import builds, checks, large, preview

CONTESTANTS: tuple[Callable[[Course], Contestant | Absent], ...] = (
    obvious,  # the baseline
    builds,
    checks,
    preview,
    pelican,
    hugo,
    emailmd,
    large,  # last: it takes as long as all others together, and is left out first
)
