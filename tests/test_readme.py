"""The README shows commands with their real output; `BIGBLUR_UPDATE_GOLDEN=1` writes it anew."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def run(command: str, store: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "BIGBLUR_STORE": str(store), "COLUMNS": "120"}
    done = subprocess.run(
        ["bash", "-c", command], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def blocks(text: str) -> list[list[str]]:
    return [[line[2:] for line in block.splitlines() if line.startswith("$ ")] for block in BLOCK.findall(text)]


def rendered(text: str, store: Path) -> str:
    def render(found: re.Match[str]) -> str:
        commands = [line for line in found[1].splitlines() if line.startswith("$ ")]
        parts = [f"{line}\n{run(line[2:], store)}" for line in commands]
        return f"```console\n{''.join(parts)}```"

    return BLOCK.sub(render, text)


def test_readme_shows_real_output(bundled_store):
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    assert len(blocks(text)) >= 5
    made = rendered(text, bundled_store.path)
    if os.environ.get("BIGBLUR_UPDATE_GOLDEN"):
        path.write_text(made, encoding="utf-8")
    assert text == made, "README.md shows other output than the commands give: run `make golden`"


@pytest.mark.neo4j
@pytest.mark.slow
def test_the_neo4j_tour_works_as_printed(neo4j_server, neo4j_admin, tmp_path):  # noqa: ARG001 - it empties the database
    """All of it but the line that starts a server in Docker."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("### You work with Neo4j")[2]
    lines = text.partition("```sh\n")[2].partition("```")[0].splitlines()
    assert sum(line.startswith("bigblur ") for line in lines) == 7
    script = "\n".join(line for line in lines if not line.startswith(("docker ", "export NEO4J_PASSWORD")))
    assert "bolt://localhost:7687" in script
    given = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NEO4J_USERNAME": neo4j_server.username,
        "NEO4J_PASSWORD": neo4j_server.password,
        "NEO4J_DATABASE": neo4j_server.database or "",
    }
    done = subprocess.run(
        ["bash", "-e", "-c", script.replace("bolt://localhost:7687", neo4j_server.uri)],
        cwd=tmp_path,
        env=os.environ | given,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "AKVA,0.07" in done.stdout
    assert ":param least => 3;" in done.stdout
    assert (tmp_path / "import" / "import.sh").is_file()


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_readme_names_the_two_commands(command):
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_local_link_leads_somewhere():
    for page in [ROOT / "README.md", *ROOT.glob("docs/*.md"), *ROOT.glob("*/README.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page}: {target}"
