"""A part of a store's content that can be checked by itself."""

from hashlib import sha256

import pyarrow as pa
import pyarrow.compute as pc

from bigblur.graph.stores.base import Content


def sample_of(content: Content, size: int) -> Content:
    """Take some nodes with all their ties, the nodes at the other ends, and the statements that all these rest on.

    The same content gives the same sample: the nodes whose ids come first by their hash.

    Args:
        content: of a store.
        size: how many nodes are drawn, before those at the other ends.
    """
    ids = sorted((one for table in content.nodes.values() for one in table["id"].to_pylist()), key=_hash)[:size]
    drawn = pa.array(ids, pa.string())
    ties = {
        name: table.filter(pc.or_(pc.is_in(table["source"], drawn), pc.is_in(table["target"], drawn)))
        for name, table in content.ties.items()
    }
    based_on = {one for table in ties.values() for one in table["statement_id"].to_pylist()}
    statements = content.statements
    statements = statements.filter(
        pc.or_(
            pc.is_in(statements["subject"], drawn),
            pc.is_in(statements["statement_id"], pa.array(sorted(based_on - {None}), pa.string())),
        )
    )
    named = set(ids) | {f"source/{one}" for one in statements["source_id"].to_pylist()}
    for table in ties.values():
        for column in ("source", "target", "deal_id"):
            named.update(table[column].to_pylist())
    kept = pa.array(sorted(named - {None}), pa.string())
    nodes = {label: table.filter(pc.is_in(table["id"], kept)) for label, table in content.nodes.items()}
    return Content(statements, nodes, ties)


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
