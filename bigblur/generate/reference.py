"""The reference: a page for each class with a picture of its ties, one for the ties, one for the measures."""

from typing import Any

from bigblur.generate.notice import NOTICE


def reference_pages(model: dict[str, Any]) -> dict[str, str]:
    """Write the pages of `docs/reference/`, by file name."""
    pages = {f"{label}.md": _class_page(label, model) for label in model["classes"]}
    return pages | {"README.md": _index(model), "ties.md": _ties(model), "measures.md": _measures(model)}


def _page(*parts: str) -> str:
    return "\n".join([f"<!-- {NOTICE} -->", *parts]) + "\n"


def _index(model: dict[str, Any]) -> str:
    parts = [
        "# The model",
        "",
        "`bigblur schema NAME` prints any of these. `ontology/` defines them, in SHACL `bigblur/generated/shapes.ttl`",
        "",
        "| class | 한국어 | what it is |",
        "| --- | --- | --- |",
    ]
    for label, part in model["classes"].items():
        parts.append(f"| [{label}]({label}.md) | {part['label_ko']} | {part['definition']} |")
    parts += ["", f"[Ties](ties.md): {', '.join(f'[{name}](ties.md#{name.lower()})' for name in model['ties'])}.", ""]
    parts += [f"[Measures of observations](measures.md): {len(model['measures'])}."]
    return _page(*parts)


def _class_page(label: str, model: dict[str, Any]) -> str:
    part = model["classes"][label]
    derived = " *Derived: no source states it.*" if part["derived"] else ""
    parts = [
        f"# {label} ({part['label_ko']})",
        "",
        f"{part['definition']}{derived} For example: {part['example']}.",
        "",
    ]
    parts += ["Besides `id`, `name`, `aliases`:" if part["properties"] else "Only `id`, `name`, `aliases`.", ""]
    if part["properties"]:
        parts += [*_columns(part["properties"], model["properties"]), ""]
    out, into = _ties_of(label, model)
    parts += ["## Ties", "", "```mermaid", "flowchart LR"]
    parts += [f"  {label} -- {name} --> {_several(others)}" for name, others in out.items()]
    parts += [f"  {_several(others)} -- {name} --> {label}" for name, others in into.items()]
    parts += [f"  {label}:::self", "  classDef self stroke-width:3px", "```", ""]
    for name, others in out.items():
        parts.append(f"- [{name}](ties.md#{name.lower()}) → {', '.join(_linked(other) for other in others)}")
    for name, others in into.items():
        parts.append(f"- {', '.join(_linked(other) for other in others)} → [{name}](ties.md#{name.lower()})")
    return _page(*parts)


def _ties_of(label: str, model: dict[str, Any]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The ties that begin and that end at a class, with the classes at their other ends."""
    out: dict[str, set[str]] = {}
    into: dict[str, set[str]] = {}
    for name, part in model["ties"].items():
        for end in part["ends"]:
            if label in end["sources"]:
                out.setdefault(name, set()).update(end["targets"])
            if label in end["targets"]:
                into.setdefault(name, set()).update(end["sources"])
    return tuple({name: sorted(others) for name, others in found.items()} for found in (out, into))  # type: ignore[return-value]


def _several(labels: list[str]) -> str:
    """The box of a picture that stands for one class or for several."""
    return labels[0] if len(labels) == 1 else f'{"_".join(labels)}["{", ".join(labels)}"]'


def _linked(label: str) -> str:
    return f"[{label}]({label}.md)"


def _ties(model: dict[str, Any]) -> str:
    parts = ["# Ties", ""]
    for name, part in model["ties"].items():
        marks = [word for word in ("derived", "symmetric") if part[word]]
        parts += [f"## {name}", "", f"{part['label_ko']}. {part['definition']} For example: {part['example']}"]
        parts[-1] += f" *({', '.join(marks)})*" if marks else ""
        parts.append("")
        for end in part["ends"]:
            one, two = (", ".join(map(_linked, end[side])) for side in ("sources", "targets"))
            parts.append(f"- from {one} to {two}")
        parts.append("")
        if part["qualifiers"]:
            parts += [*_columns(part["qualifiers"], model["properties"]), ""]
    return _page(*parts)


def _measures(model: dict[str, Any]) -> str:
    rows = [f"| `{name}` | {part['label_ko']} | {part['definition']} |" for name, part in model["measures"].items()]
    return _page("# Measures of observations", "", "| measure | 한국어 | what it is |", "| --- | --- | --- |", *rows)


def _columns(columns: dict[str, Any], words: dict[str, Any]) -> list[str]:
    rows = ["| column | type | what it is |", "| --- | --- | --- |"]
    for name, column in columns.items():
        kind = column["datatype"] + (", several" if column["many"] else "")
        kind += ", required" if column["required"] else ""
        if column["allowed"]:
            kind += ": " + ", ".join(f"`{value}`" for value in column["allowed"])
        rows.append(f"| `{name}` | {kind} | {words[name]['definition']} |")
    return rows
