"""Every notebook runs from top to bottom, on what a newcomer has."""

import json
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture
def execute(tmp_path, monkeypatch):
    """Run a notebook, with a cell added at its end if given, where no data but the product's own is found."""
    # A developer's Crunchbase must not take the place of the synthetic ecosystem, nor its draws those stored.
    monkeypatch.delenv("BIGBLUR_DATA", raising=False)
    monkeypatch.delenv("BIGBLUR_NOTEBOOK_DRAWS", raising=False)

    def run(path, last=None):
        with warnings.catch_warnings():
            # The Jupyter packages warn of one another's changes; the notebook's own code runs in the kernel.
            warnings.simplefilter("ignore")
            import nbformat
            from nbclient import NotebookClient

            notebook = nbformat.read(path, as_version=4)
            if last is not None:
                notebook.cells.append(nbformat.v4.new_code_cell(last))
            NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
        return notebook

    return run


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, execute):
    notebook = execute(path)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error"]


@pytest.mark.slow
def test_the_planted_change_is_found_and_none_where_none_is(execute):
    last = """
import json
print(json.dumps({"real": real, "steps": steps, "trend": dict(trend_of(made)), "blur": blur[value].tolist()}))
"""
    notebook = execute(ROOT / "notebooks" / "permeability.ipynb", last)
    found = json.loads(notebook.cells[-1].outputs[0].text)
    assert not found["real"]
    change, error = found["steps"]["as observed"]
    assert change > 10 * error
    # The part of deals that cross goes from 0.2 to 0.6; expected is 1 less the squares of the five industries' shares.
    assert change == pytest.approx(0.4 / 0.785, abs=3 * error)
    assert max(found["blur"][:4]) < min(found["blur"][4:])
    # Its p is not held to anything: over eight periods the trend test finds such a step under 17 of 40 seeds.
    assert found["trend"]["tau"] > 0
    calm, calm_error = found["steps"]["without the planted change"]
    assert abs(calm) < 3 * calm_error


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_committed_without_output(path):
    import nbformat

    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            assert not cell.outputs
            assert cell.execution_count is None
