"""A folder of Markdown issues in; inlined-CSS emails and RSS, Atom and JSON feeds out.

One way through the house::

    files -> content -> Issue -+-> mail -> Message -> senders -> Receipt
                               +-> feed -> documents

``project`` joins the packages; ``cli`` and ``preview`` are shells around it.
"""

__version__ = "0.1.0"
