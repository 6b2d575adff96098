"""One self-contained HTML file of the graph: opened offline, searched, filtered by year, read tie by tie."""

from bigblur.explorer.page import NODE_CAP, render

__all__ = ["NODE_CAP", "render"]
