"""Files for Neo4j's offline import (`neo4j-admin database import full`, Neo4j 5): the fast way into an empty database.

DIR/
├── import.sh              the command, with all files named
├── after-import.cypher    to be run once the server is up
├── nodes/LABEL.header.csv, nodes/LABEL.csv
└── ties/TYPE.header.csv, ties/TYPE.csv
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from bigblur.graph.stores.base import FORMAT, Batch, Store
from bigblur.graph.stores.neo4j_content import MARKER
from bigblur.graph.stores.neo4j_load import COMPLETE, Marker, marker_values, schema_commands
from bigblur.graph.stores.neo4j_values import pack_schema
from bigblur.model import ENDS

_ARRAY = "\x1f"
"""Between the parts of a list: no text that a loader let in holds it."""

_TYPES = {pa.int64(): "long", pa.float64(): "double", pa.bool_(): "boolean", pa.date32(): "date"}
_QUOTED = csv.WriteOptions(include_header=False, quoting_style="needed")

_COMMAND = """\
#!/bin/sh
# Into a Neo4j 5 server that is stopped: NEO4J_HOME=/path/to/neo4j sh import.sh [DATABASE [OPTION...]]
# A server that was started once has a database already, if an empty one, and the import says so. If it holds nothing
# that you want to keep: sh import.sh neo4j --overwrite-destination
# Then start the server and run after-import.cypher in it (cypher-shell -f after-import.cypher).
set -e
cd "$(dirname "$0")"
database="${{1:-neo4j}}"
[ $# -eq 0 ] || shift
exec "${{NEO4J_ADMIN:-${{NEO4J_HOME:?}}/bin/neo4j-admin}}" database import full "$database" "$@" \\
    --id-type=string --array-delimiter=U+001F --multiline-fields=true \\
    {files}
"""


def write_import_files(store: Store, folder: Path) -> list[Path]:
    """Write all of a store as the files that `neo4j-admin database import full` takes, a piece at a time.

    Args:
        store: any store.
        folder: is made; files of these names in it are replaced.

    Returns:
        The files written, the command first.
    """
    for part in ("nodes", "ties"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    schemas: dict[str, dict[str, pa.Schema]] = {"statement": {}, "node": {}, "tie": {}}
    with _Files(folder) as files:
        for batch in store.batches():
            schemas[batch.kind][batch.name] = batch.table.schema
            if batch.table.num_rows:
                files.write(batch)
        packed = [{name: pack_schema(one) for name, one in schemas[kind].items()} for kind in ("node", "tie")]
        values = marker_values(Marker(FORMAT, COMPLETE, *packed), COMPLETE, "imported")
        files.write(Batch("node", MARKER, pa.Table.from_pylist([values])))
    command = folder / "import.sh"
    command.write_text(_COMMAND.format(files=" \\\n    ".join(files.arguments)), encoding="utf-8")
    after = folder / "after-import.cypher"
    after.write_text("".join(f"{one};\n" for one in _after(schemas)), encoding="utf-8")
    return [command, after, *files.paths]


def _after(schemas: dict[str, dict[str, pa.Schema]]) -> Iterator[str]:
    """Constraints, and the empty lists of aliases: in csv an empty list is no list."""
    yield from schema_commands(schemas["node"], schemas["tie"])
    for label in schemas["node"]:
        yield f"MATCH (n:`{label}`) WHERE n.aliases IS NULL SET n.aliases = []"


class _Files:
    """The csv files of a folder, open while their rows come."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: list[Path] = []
        self.arguments: list[str] = []
        self._open: dict[tuple[str, str], IO[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._open.values():
            file.close()

    def write(self, batch: Batch) -> None:
        """Add rows to the file of a class or of a type of ties."""
        key = (batch.kind, batch.name)
        table = batch.table.drop_columns([name for name in ENDS[1::2] if name in batch.table.column_names])
        if key not in self._open:
            self._open[key] = self._begin(batch.kind, batch.name, table.schema)
        csv.write_csv(_flat(table), self._open[key], _QUOTED)

    def _begin(self, kind: str, name: str, schema: pa.Schema) -> IO[bytes]:
        part, option = ("ties", "relationships") if kind == "tie" else ("nodes", "nodes")
        head, path = (self.folder / part / f"{name}{ending}" for ending in (".header.csv", ".csv"))
        head.write_text(",".join(_head(kind, field) for field in schema) + "\n", encoding="utf-8")
        self.paths += [head, path]
        self.arguments.append(f"--{option}={name}={part}/{head.name},{part}/{path.name}")
        return path.open("wb")


def _head(kind: str, field: pa.Field) -> str:
    """A column of the header: its name and type, or the end of a tie that it holds."""
    if kind == "tie" and field.name in ENDS:
        return f":{'START' if field.name == 'source' else 'END'}_ID(bigblur)"
    if kind != "tie" and field.name == ("statement_id" if kind == "statement" else "id"):
        # Ids of nodes are unique over all classes; those of statements are a space of their own.
        return f"{field.name}:ID({'statements' if kind == 'statement' else 'bigblur'})"
    if pa.types.is_list(field.type):
        return f"{field.name}:string[]"
    return f"{field.name}:{_TYPES.get(field.type, 'string')}"


def _flat(table: pa.Table) -> pa.Table:
    """Lists as one text each: csv knows none."""
    for at, field in enumerate(table.schema):
        if pa.types.is_list(field.type):
            table = table.set_column(at, field.name, pc.binary_join(table[field.name], _ARRAY))
    return table
