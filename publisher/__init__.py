"""Turn a folder of Markdown issues into emails with inline CSS and RSS, Atom and JSON feeds.

Data flows in one direction::

    files -> content -> Issue -+-> mail -> Message -> senders -> Receipt
                               +-> feed -> documents

``project`` joins the packages; ``cli`` and ``preview`` call it.
"""

__version__ = "0.1.0"
