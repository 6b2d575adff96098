"""The page as text: the same for the same graph, inert whatever the names, refused when too large."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib.resources import files

import explore_frames as frames
import numpy as np
import pandas as pd
import pytest

from bigblur.errors import InputError
from bigblur.explorer.data import embed, plain
from bigblur.explorer.layout import positions
from bigblur.explorer.page import NODE_CAP, render


class Scripts(HTMLParser):
    """Collects what a browser would take as scripts and styles, and every address that an attribute names."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.inside, self.texts, self.tags, self.addresses, self.policy = None, [], [], [], ""

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append(tag)
        self.addresses += [attributes[name] for name in ("src", "href", "action") if name in attributes]
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag in {"script", "style"}:
            self.inside = attributes.get("type", tag)
            self.texts.append((self.inside, ""))

    def handle_endtag(self, tag):
        if tag in {"script", "style"}:
            self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.texts[-1] = (self.inside, self.texts[-1][1] + data)


def page(**changes):
    given = {"title": "T", "about": {"source": "made up"}, "size_by": "degree"} | changes
    return render(given.pop("nodes", frames.nodes()), given.pop("ties", frames.ties()), **given)


def parsed(text):
    parser = Scripts()
    parser.feed(text)
    parser.close()
    return parser


def data_of(text):
    (embedded,) = [inside for kind, inside in parsed(text).texts if kind == "application/json"]
    return json.loads(embedded)


def test_the_same_graph_gives_the_same_bytes():
    assert page() == page()
    nodes = frames.nodes().sample(frac=1, random_state=1)
    ties = frames.ties().sample(frac=1, random_state=2)
    assert page(nodes=nodes, ties=ties) == page()


def test_what_goes_in_comes_out():
    data = data_of(page(title=frames.SCRIPT, about={frames.SCRIPT: frames.SCRIPT}))
    given = frames.nodes().set_index("id")
    assert {node["id"]: node["name"] for node in data["nodes"]} == given["name"].to_dict()
    assert data["title"] == frames.SCRIPT
    assert data["about"] == {frames.SCRIPT: frames.SCRIPT}
    at = {node["id"]: node for node in data["nodes"]}
    assert at["firm/xiaomi"]["aliases"] == ["샤오미", "小米"]
    assert at["firm/akva-group"]["more"] == {"country": "NO", "founded": 1974}
    (deal,) = [tie for tie in data["ties"] if tie.get("deal_id")]
    assert data["nodes"][deal["s"]]["id"] == "firm/akva-group"
    assert deal["year"] == 2016
    assert deal["amount"] == 90_000_000
    assert len(data["ties"]) == len(frames.ties())


def test_hostile_names_stay_inside_the_data():
    plain_nodes = frames.nodes().assign(name="N", aliases=[["A"]] * len(frames.nodes()))
    plain_ties = frames.ties().assign(locator="L", as_stated="A", note="N")
    tame = parsed(page(nodes=plain_nodes, ties=plain_ties))
    wild = parsed(page(title=frames.SCRIPT, about={frames.SCRIPT: frames.SCRIPT}))
    assert wild.tags == tame.tags
    scripts = [inside for kind, inside in wild.texts if kind == "script"]
    assert scripts == [inside for kind, inside in tame.texts if kind == "script"]


def test_nothing_is_asked_of_the_net_and_only_our_scripts_may_run():
    seen = parsed(page())
    assert seen.addresses == ["data:,"]
    assert "default-src 'none'" in seen.policy
    assert "unsafe" not in seen.policy
    for kind, inside in seen.texts:
        if kind != "application/json":
            digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in seen.policy
    assert "sourceMappingURL" not in page()


def test_data_never_becomes_markup():
    own = files("bigblur.explorer")
    for name in ("model.js", "draw.js", "panel.js", "page.js"):
        text = own.joinpath(name).read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            name
        )
        assert not re.search(r"fetch\(|XMLHttpRequest|https?://(?!www\.w3\.org/2000/svg)", text), name


def test_too_many_nodes_are_refused_with_the_way_out():
    nodes = pd.DataFrame({"id": [f"firm/{at}" for at in range(NODE_CAP + 1)], "label": "Firm", "name": "F"})
    ties = pd.DataFrame({"source": [], "type": [], "target": []})
    with pytest.raises(InputError, match=r"5,001 nodes.*--focus NAME --hops"):
        render(nodes, ties, title="T", about={})
    with pytest.raises(InputError, match="3 nodes"):
        render(nodes.head(3), ties, title="T", about={}, cap=2)


@pytest.mark.parametrize(
    ("nodes", "ties", "words"),
    [
        (frames.nodes().drop(columns="name"), frames.ties(), "nodes lack the column name"),
        (frames.nodes(), frames.ties().drop(columns="type"), "ties lack the column type"),
        (pd.concat([frames.nodes(), frames.nodes().head(1)]), frames.ties(), "'firm/akva-group' stands twice"),
        (frames.nodes().iloc[1:], frames.ties(), "'firm/akva-group', which is no row of nodes"),
        (frames.nodes().assign(size="big"), frames.ties(), "must be a number"),
    ],
)
def test_tables_that_do_not_fit_are_refused(nodes, ties, words):
    with pytest.raises(InputError, match=re.escape(words)):
        render(nodes, ties, title="T", about={})


def test_a_graph_without_nodes_or_ties_is_a_page():
    none = pd.DataFrame({"id": [], "label": [], "name": []})
    no_ties = pd.DataFrame({"source": [], "type": [], "target": []})
    assert data_of(render(none, no_ties, title="T", about={}))["nodes"] == []
    assert len(data_of(render(frames.nodes(), no_ties, title="T", about={}))["nodes"]) == len(frames.nodes())


def test_every_node_has_a_place_of_its_own():
    labels = ["Firm"] * 300 + ["Deal"] * 40 + ["Product"] * 3
    industries = [f"I{at % 7}" if at % 10 else None for at in range(300)] + [None] * 43
    ends = (
        [(at, (at * 7) % 300, 1.0) for at in range(200)] + [(300 + at, at, 1.0) for at in range(40)] + [(340, 341, 1.0)]
    )
    points = positions(labels, industries, ends)
    assert np.isfinite(points).all()
    apart = np.linalg.norm(points[:, None] - points[None], axis=2) + np.eye(len(points)) * 9
    assert apart.min() > 0.2
    extent = np.ptp(points, axis=0)
    assert extent.max() < 6 * np.sqrt(len(labels))  # nothing flies off


def test_firms_of_one_industry_stand_together():
    industries = [f"I{at % 5}" for at in range(100)]
    points = positions(["Firm"] * 100, industries, [(at, (at * 13 + 1) % 100, 0.3) for at in range(100)])
    names = np.array(industries)

    def radius(some):
        return np.linalg.norm(some - some.mean(axis=0), axis=1).mean()

    assert np.mean([radius(points[names == name]) for name in set(industries)]) < 0.6 * radius(points)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (float("nan"), None),
        (pd.NaT, None),
        (pd.NA, None),
        (np.int64(3), 3),
        (2.5, 2.5),
        (float("inf"), "inf"),
        (True, True),
        (np.array(["a", "b"]), ["a", "b"]),
        (pd.Timestamp("2007-03-15"), "2007-03-15"),
        (pd.Timestamp("2007-03-15 10:00"), "2007-03-15T10:00:00"),
        ({"a": np.float64(1)}, {"a": 1}),
    ],
)
def test_cells_become_what_json_holds(cell, expected):
    assert plain(cell) == expected


@pytest.mark.parametrize("text", [*frames.HOSTILE.values(), "\ud800 alone", "a\x00b"])
def test_embedded_text_is_inert_and_the_same(text):
    written = embed({"name": text})
    assert not re.search("[<>&\u2028\u2029]", written)
    written.encode()
    assert json.loads(written) == {"name": text}


def test_vendored_files_are_what_their_table_says():
    vendor = files("bigblur.explorer").joinpath("vendor")
    table = vendor.joinpath("VENDOR.md").read_text(encoding="utf-8")
    scripts = [entry.name for entry in vendor.iterdir() if entry.name.endswith(".js")]
    assert len(scripts) == 3
    for name in scripts:
        row = next(line for line in table.splitlines() if line.startswith(f"| {name} |"))
        assert hashlib.sha256(vendor.joinpath(name).read_bytes()).hexdigest() in row
        assert vendor.joinpath(re.search(r"(\S+LICENSE\.txt)", row)[1]).is_file()
