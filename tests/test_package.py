"""The wheel: holds what it must, nothing that is not ours to ship, and works where there is no checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("bigblur", "ontology", "queries", "sources", "pyproject.toml", "README.md", "LICENSE")

pytestmark = pytest.mark.slow


def run(*command, cwd, **environment):
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={name: text for name, text in os.environ.items() if name not in ("PYTHONPATH", "BIGBLUR_STORE")}
        | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy of the checkout, which stays as it is. Fetches the build back end that pyproject.toml pins."""
    place = tmp_path_factory.mktemp("wheel")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, place / "src" / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, place / "src" / part)
    run(sys.executable, "-m", "build", "--wheel", "--outdir", place / "dist", place / "src", cwd=place)
    (made,) = (place / "dist").iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A clean environment with the wheel; its dependencies are those of ours, and bigblur itself is the wheel's."""
    place = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(place, with_pip=False)
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "install", "-q"]
    run(*install, "--no-deps", "--no-index", wheel, cwd=place)
    (site,) = place.rglob("site-packages")
    # Named directly, so that the .pth file of our own editable install is not read.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def members(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files(folder, *endings):
    return [path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in endings]


class TestContents:
    def test_every_data_file_of_the_checkout_is_there_byte_for_byte(self, wheel):
        inside = members(wheel)
        kinds = (("ontology", {".ttl"}), ("queries", {".cypher", ".rq"}), ("sources", {".csv", ".yaml", ".md"}))
        for name, endings in kinds:
            for path in files(name, *endings):
                assert inside.get(f"bigblur/data/{path.relative_to(ROOT)}") == path.read_bytes(), path

    def test_code_and_what_the_explorer_needs_is_there(self, wheel):
        inside = members(wheel)
        wanted = files("bigblur", ".py", ".js", ".css", ".html", ".json", ".typed", ".txt", ".cypher", ".ttl")
        assert len(wanted) > 50
        missing = [str(path) for path in wanted if str(path.relative_to(ROOT)) not in inside]
        assert missing == []
        assert "bigblur/explorer/vendor/sigma.min.js" in inside

    def test_nothing_else_is(self, wheel):
        strange = {name.split("/")[0] for name in members(wheel)} - {"bigblur"}
        assert {name for name in strange if not name.endswith(".dist-info")} == set()
        endings = {Path(name).suffix for name in members(wheel) if name.startswith("bigblur/")}
        assert endings <= {
            ".py",
            ".js",
            ".css",
            ".html",
            ".json",
            ".typed",
            ".txt",
            ".md",
            ".ttl",
            ".cypher",
            ".rq",
            ".csv",
            ".yaml",
        }
        inside = members(wheel)
        assert not [name for name in inside if {"shared", "seed"} & set(Path(name).parts) or name.endswith(".ko.txt")]

    def test_each_source_carries_its_notice(self, wheel):
        inside = members(wheel)
        for path in (ROOT / "sources").glob("*/source.yaml"):
            assert b"licence:" in inside[f"bigblur/data/{path.relative_to(ROOT)}"]


class TestInstalled:
    def test_demo_runs_from_anywhere(self, installed, tmp_path):
        command = installed.with_name("bigblur")
        done = run(command, "demo", "-o", "out", cwd=tmp_path)
        assert "Built out/bigblur.db: " in done.stdout
        assert "Who acquired whom, and when" in done.stdout
        assert "Maritech" in done.stdout
        assert "Traceback" not in done.stderr
        page = (tmp_path / "out" / "explore.html").read_text(encoding="utf-8")
        assert page.startswith("<!doctype html>")
        assert "AKVA" in page
        listed = run(
            command, "query", "acquisitions", "-p", "firm=AKVA", "--store", "out/bigblur.db", cwd=tmp_path
        ).stdout
        assert len(listed.splitlines()) == 11

    def test_it_is_the_wheel_that_runs(self, installed, tmp_path):
        code = "import bigblur.data as d; print(d.__file__); print(d.folder('sources'))"
        done = run(installed, "-c", code, cwd=tmp_path)
        assert done.stdout.count(str(installed.parents[1])) == 2

    def test_what_only_developers_need_is_not_needed(self, installed, tmp_path):
        """rdflib reads the ontology when files are generated; the package runs without it."""
        code = (
            "import sys, bigblur; from pathlib import Path; bigblur.build(store=Path('s.db')); "
            "bigblur.query('acquisitions', store='s.db'); bigblur.metrics(['degree'], store='s.db'); "
            "sys.exit(' '.join({'rdflib', 'pyshacl', 'pytest'} & set(sys.modules)) or 0)"
        )
        run(installed, "-c", code, cwd=tmp_path)
