"""Gould-Fernandez brokerage as a plain Python loop over sets: what one would write in an afternoon."""


def brokerage_sets(source: list[int], target: list[int], label: list[int]) -> list[list[int]]:
    """Count, for each node, the open two-paths through it by role (n x 5)."""
    n = len(label)
    after: list[set[int]] = [set() for _ in range(n)]
    before: list[set[int]] = [set() for _ in range(n)]
    for a, b in zip(source, target, strict=True):
        after[a].add(b)
        before[b].add(a)
    roles = [[0] * 5 for _ in range(n)]
    for v in range(n):
        own, counts = label[v], roles[v]
        for a in before[v]:
            for b in after[v] - after[a]:
                if a == b:
                    continue
                if label[a] == own:
                    counts[0 if label[b] == own else 3] += 1
                elif label[a] == label[b]:
                    counts[1] += 1
                else:
                    counts[2 if label[b] == own else 4] += 1
    return roles
