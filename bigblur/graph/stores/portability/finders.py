"""Finders made to measure: where a statement has some words, calls some functions, or has words of some kind."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bigblur.graph.stores.portability.words import Words

Finder = Callable[[Words, Mapping[str, Any]], Iterator[int]]
"""Gives the places of a construct in a statement's words, its parameters given."""


def call(*names: str, least: int = 0, most: int = 99) -> Finder:
    """Calls of functions, by number of arguments."""
    wanted = {name.lower() for name in names}

    def found(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
        for at, name in words.calls:
            if name in wanted and least <= len(words.arguments(at)) <= most:
                yield at

    return found


def sequence(*texts: str) -> Finder:
    """Words that follow each other, whatever their case."""

    def found(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
        for at in range(len(words) - len(texts) + 1):
            if words.upper(at) == texts[0] and all(words.upper(at + step) == text for step, text in enumerate(texts)):
                yield at

    return found


def first(text: str) -> Finder:
    """A word that begins the statement."""

    def found(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
        if words.upper(0) == text:
            yield 0

    return found


def kind(kind: str, holds: str = "") -> Finder:
    """Words of a kind that hold a text."""

    def found(words: Words, _: Mapping[str, Any]) -> Iterator[int]:
        for at in range(len(words)):
            if words.kind(at) == kind and holds in words.text(at):
                yield at

    return found
