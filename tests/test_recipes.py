"""The recipes of `docs/recipes` do what they say, followed in a copy of the checkout."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bigblur.data import folder

ROOT = Path(__file__).resolve().parents[1]
RECIPE = (ROOT / "docs" / "recipes" / "add-a-tie.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    (text,) = re.findall(rf"```{kind}\n(.*?)```", RECIPE, re.DOTALL)
    return text


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The package with its data folders and the recorded answers, and nothing else."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "bigblur", root / "bigblur", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("ontology", "queries", "sources"):
        shutil.copytree(folder(name), root / name)
    shutil.copytree(ROOT / "tests" / "golden", root / "tests" / "golden")  # their rows stand on the page of queries
    return root


def run(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_adding_a_tie_is_one_edit_and_generate(copy, tiny_source):
    path = copy / "ontology" / "deals.ttl"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{block('turtle')}", encoding="utf-8")
    run(copy, "-m", "bigblur.generate")
    assert "# LICENSES" in (copy / "docs" / "reference" / "ties.md").read_text(encoding="utf-8")
    assert "bb:Licenses a owl:Class" in (copy / "bigblur" / "generated" / "shapes.ttl").read_text(encoding="utf-8")

    source = tiny_source()
    header, row = block("csv").splitlines()
    source.add("ties", **dict(zip(header.split(","), row.split(","), strict=True)))
    source.save()
    cli = ("-m", "bigblur.cli")
    run(copy, *cli, "build", str(source.folder), "--store", "my.db")
    assert "Firm" in run(copy, *cli, "schema", "LICENSES", "--format", "csv")
    query = re.search(r'bigblur query "(.*?)"', RECIPE)[1]
    rows = json.loads(run(copy, *cli, "query", query, "--store", "my.db", "--format", "json"))
    assert rows == [{"a.name": "Alpha", "b.name": "Beta", "t.scope": "chip design"}]
    measured = run(copy, *cli, "metrics", "--ties", "LICENSES", "--measures", "degree", "--store", "my.db")
    assert "firm/alpha,1,0,1,1" in measured
    run(copy, *cli, "export", "--format", "turtle", "-o", "my.ttl", "--store", "my.db")
    assert "<firm/alpha> bb:licenses <firm/beta> ." in (copy / "my.ttl").read_text(encoding="utf-8")
    assert run(copy, *cli, "validate", "--store", "my.db", "--all") == ""
    wrong = source.add("ties", source="person/kim", type="LICENSES", target="firm/beta", line="5")
    assert f"line {wrong}, column type" in refused(copy, source)


def refused(root: Path, source) -> str:
    """What the build of a broken source says."""
    source.save()
    done = subprocess.run(
        [sys.executable, "-m", "bigblur.cli", "build", str(source.folder), "--store", "my.db"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr


def test_a_hand_edit_of_what_is_generated_is_told_with_the_command_that_mends_it(copy):
    """What `tests/test_generated.py` does in CI, on a file that was edited."""
    path = copy / "bigblur" / "generated" / "schema.json"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("Two deals between", "Both deals between", 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bigblur.generate", "--check"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "bigblur/generated/schema.json" in done.stderr
    assert "make generate" in done.stderr
