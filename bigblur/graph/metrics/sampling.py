"""Path measures on large graphs: from some sources only, with the error that this brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bigblur.graph.metrics.senses import Floats
from bigblur.graph.projection import Projection

__all__ = ["BATCHES", "EXACT_WORK", "Sources"]

EXACT_WORK = 5_000_000_000
"""Up to n (n + m) of this much every node is a source; a minute or so without weights."""

BATCHES = 20
"""Sources are taken in so many batches, whatever the number of threads; their spread gives the error."""


@dataclass(frozen=True)
class Sources:
    """The nodes that shortest paths start from: all of them, or a seeded sample without replacement."""

    batches: tuple[npt.NDArray[np.int64], ...]
    n: int
    seed: int

    @classmethod
    def of(cls, projection: Projection, seed: int = 0) -> Sources:
        """Take every node if n (n + m) is at most ``EXACT_WORK``, else as many as that allows (at least 100)."""
        n = projection.n
        step = n + int(projection.binary.nnz)
        if n * step <= EXACT_WORK:
            return cls(tuple(np.array_split(np.arange(n, dtype=np.int64), BATCHES)), n, seed)
        size = min(n, max(100, EXACT_WORK // step))
        # Drawn from the ids in order, so that the rows' order cannot matter.
        by_id = np.array(sorted(range(n), key=projection.ids.__getitem__), dtype=np.int64)
        drawn = np.random.default_rng(seed).choice(by_id, size, replace=False)
        return cls(tuple(np.array_split(drawn, BATCHES)), n, seed)

    @property
    def size(self) -> int:
        """Number of sources."""
        return sum(len(batch) for batch in self.batches)

    @property
    def sampled(self) -> bool:
        """True if not every node is a source."""
        return self.size < self.n

    def total(self, parts: Sequence[Floats], value: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
        """Return ``value`` of the sum of the batches' parts, and its standard error (0 if every node is a source).

        The error is the jackknife's over batches, with the correction for a sample out of n:
        sqrt((1 - k/n) (B - 1)/B Σ_b (θ_b - mean θ)²), θ_b the value without batch b.
        """
        whole = np.sum(parts, axis=0)
        found = value(whole)
        if not self.sampled:
            return found, np.zeros_like(found)
        without = np.stack(
            [
                value((whole - part) * (self.size / (self.size - len(b))))
                for part, b in zip(parts, self.batches, strict=True)
            ]
        )
        spread = np.sum((without - without.mean(axis=0)) ** 2, axis=0)
        share = 1 - self.size / self.n
        return found, np.sqrt(share * (BATCHES - 1) / BATCHES * spread)

    def about(self, errors: dict[str, tuple[Floats, Floats]]) -> dict[str, object]:
        """Say that values are estimates, and how far off they may be; nothing if every node was a source.

        ``errors`` holds the values and standard errors of each column.
        """
        if not self.sampled:
            return {}
        stated = []
        for column, (value, error) in errors.items():
            if np.isfinite(value).any() and np.isfinite(error).any():
                top, worst = np.nanmax(value), np.nanmax(error)
                stated.append(f"{column} {worst:.3g} ({worst / top:.1%} of the largest value)" if top else column)
        note = (
            f"estimated from the paths of {self.size:,} of {self.n:,} nodes (seed {self.seed}), largest standard error "
            f"of a node: {', '.join(stated)}"
        )
        return {"sampled": {"sources": self.size, "of": self.n, "seed": self.seed}, "warnings": [note]}
