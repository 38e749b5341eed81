"""Lists that are cut at a cap: queries by the values of a facet, each small enough to be read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

VALUES_AT_MOST = 100
"""Values of one facet in one query."""

Facet = dict[str, list[str]]


def parts_of(facets: list[dict[str, Any]], cap: int) -> tuple[list[Facet], int]:
    """Return queries of fewer than `cap` postings that together hold the values of the widest facet, and what its values count.

    `facets`: {facetParameter, values: [{id, count} or a nested facet]}. ([], 0) if each facet has a value that reaches the cap.
    """
    usable = [(name, values) for name, values in flat(facets) if values and all(v["count"] < cap for v in values)]
    if not usable:
        return [], 0
    name, values = max(usable, key=lambda facet: sum(v["count"] for v in facet[1]))
    parts: list[list[dict[str, Any]]] = [[]]
    for value in values:
        if parts[-1] and (len(parts[-1]) == VALUES_AT_MOST or sum(v["count"] for v in parts[-1]) + value["count"] >= cap):
            parts.append([])
        parts[-1].append(value)
    return [{name: [v["id"] for v in part]} for part in parts], sum(v["count"] for v in values)


def flat(facets: list[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the facets with their values, nested ones too."""
    for facet in facets:
        values = facet.get("values") or []
        yield facet["facetParameter"], [v for v in values if "id" in v and "count" in v]
        yield from flat([v for v in values if "facetParameter" in v])
