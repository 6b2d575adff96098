"""Assemble the explorer: data, layout, scripts and styles in one HTML file that asks nothing of the net."""

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from importlib.resources import files

import pandas as pd

from bigblur.errors import InputError
from bigblur.explorer.data import Record, embed, node_records, tie_records
from bigblur.explorer.layout import positions

NODE_CAP = 5_000
_PULL = {"OPERATES_IN": 1.0, "ACQUIRED": 0.4}  # membership pulls most: industries become regions
_VENDOR = ("vendor/graphology.umd.min.js", "vendor/sigma.min.js", "vendor/sigma-edge-curve.cjs.prod.js")
_OWN = ("model.js", "draw.js", "panel.js", "page.js")


def render(
    nodes: pd.DataFrame,
    ties: pd.DataFrame,
    *,
    title: str,
    about: Mapping[str, str],
    size_by: str | None = None,
    industries: Mapping[str, str] | None = None,
    cap: int = NODE_CAP,
) -> str:
    """Write a graph as one self-contained HTML page; the same rows, in any order, give the same bytes.

    Args:
        nodes: n rows with `id`, `label` (the class), `name`, and where known `aliases` (list), `industry` (name of the
            main one), `size` (number); any further column is a property that the side panel shows where not null.
        ties: m rows with `source`, `type`, `target`, and where known `deal_id`, `date`, `date_min`, `date_max`, `year`,
            `amount`, `currency`, `amount_stated`, `role`, `status`, `source_id`, `source_title`, `locator`,
            `as_stated`, `note`; any further column is shown where not null.
        title: heading of the page.
        about: lines of the opening panel (sources, licence, date of the view, ...), in their order.
        size_by: name of the measure in `size`; without one the nodes are sized by their number of ties.
        industries: words that the legend shows for an industry, by its name (an English name, a code).
        cap: most nodes that a page may hold.

    Returns:
        The text of the HTML file, to be written as UTF-8.

    Raises:
        InputError: more than `cap` nodes, a missing column, a doubled id, a tie that ends at no node.

    Example:
        >>> firms = pd.DataFrame({"id": ["firm/a", "firm/b"], "label": "Firm", "name": ["A", "B"]})
        >>> owns = pd.DataFrame({"source": ["firm/a"], "type": ["OWNS"], "target": ["firm/b"]})
        >>> render(firms, owns, title="Two firms", about={"source": "made up"}).startswith("<!doctype html>")
        True
    """
    if len(nodes) > cap:
        raise InputError(
            f"{len(nodes):,} nodes are more than one page can show ({cap:,}). Narrow it to what lies around a firm: "
            "bigblur explore --focus NAME --hops 2 (fewer hops give fewer nodes)."
        )
    node_list = node_records(nodes)
    tie_list = tie_records(ties, {record["id"]: at for at, record in enumerate(node_list)})
    _place(node_list, tie_list)
    data = embed(
        {
            "title": title,
            "about": {str(key): str(value) for key, value in about.items()},
            "size_by": size_by,
            "industries": dict(sorted((industries or {}).items())),
            "nodes": node_list,
            "ties": tie_list,
        }
    )
    return _assemble(title, data)


def _place(nodes: list[Record], ties: list[Record]) -> None:
    ends = [(tie["s"], tie["t"], _PULL.get(tie["type"], 0.3)) for tie in ties]
    points = positions([node["label"] for node in nodes], [node.get("industry") for node in nodes], ends)
    for node, (x, y) in zip(nodes, points.round(2).tolist(), strict=True):
        node["x"], node["y"] = x, y


def _assemble(title: str, data: str) -> str:
    """Fill the template once over, so that nothing filled in is ever read as a placeholder."""
    css = _read("page.css")
    scripts = [_shimmed(name) for name in _VENDOR] + [_read(name) for name in _OWN]
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(css)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    parts = {
        "policy": policy,
        "title": html.escape(title),
        "css": css,
        "data": data,
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _read("page.html"))


def _shimmed(name: str) -> str:
    """Text of a vendored script; one that is written for Node's `require` gets the two names it asks for."""
    script = _read(name)
    if ".cjs." not in name:
        return script
    before = "var SigmaEdgeCurve={};(function(exports,require){"
    after = '})(SigmaEdgeCurve,function(name){return name==="sigma/utils"?Sigma.utils:Sigma.rendering});'
    return f"{before}{script}\n{after}"


def _read(name: str) -> str:
    text = files("bigblur.explorer").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")
    text = re.sub(r"^//# sourceMappingURL=.*\n?", "", text, flags=re.MULTILINE)  # nothing asks for another file
    if name.endswith(".js") and re.search(r"</script|<!--", text, flags=re.IGNORECASE):
        raise InputError("the script would end early inside HTML", file=name)
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
