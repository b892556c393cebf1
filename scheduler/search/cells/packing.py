"""
What must hold if sessions of given lengths are to fit into room slots of one length.

    sum_i f(l_i)  <=  c * bins        for every dual feasible f with f(L) = c

With f(l) = l that is the minutes; the others see that two sessions of 40 minutes do not fit into
an hour, nor a third one into two hours (Martello and Toth 1990, bounds L2; Fekete and Schepers
2001).
"""

from collections.abc import Iterable, Iterator, Mapping

Weights = Mapping[int, int]
"""Weight by length; what has none weighs nothing."""


def cuts(lengths: Iterable[int], length: int) -> Iterator[tuple[Weights, int]]:
    """(weights, what a room slot of ``length`` holds of them), for lengths up to ``length``."""
    sizes = sorted(size for size in set(lengths) if 0 < size <= length)
    pairs = [({size: size for size in sizes}, length)]
    pairs += [(_halves(sizes, length), 2)]
    pairs += [(_without(sizes, length, least), length) for least in sizes if 2 * least <= length]
    seen: list[tuple[Weights, int]] = []
    for weights, holds in pairs:
        if any(weights.values()) and (weights, holds) not in seen:
            seen.append((weights, holds))
            yield weights, holds


def _halves(sizes: list[int], length: int) -> dict[int, int]:
    """Two halves fit, one that is longer than half fills it."""
    return {size: 2 if 2 * size > length else int(2 * size == length) for size in sizes}


def _without(sizes: list[int], length: int, least: int) -> dict[int, int]:
    """Sizes below ``least`` are left out, and a size that leaves less than that fills the bin."""
    return {size: length if size > length - least else size for size in sizes if size >= least}
