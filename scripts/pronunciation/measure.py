"""Figures: correlations, areas under curves, and what the scorer says about a set of recordings."""
from __future__ import annotations

import numpy as np


def pearson(one: np.ndarray, other: np.ndarray) -> float:
    """Pearson correlation; 0 where one side does not vary."""
    if np.std(one) == 0 or np.std(other) == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def area(right: np.ndarray, wrong: np.ndarray) -> float:
    """Area under the receiver operating curve: the chance that a right one scores above a wrong one, ties half."""
    both = np.concatenate([right, wrong])
    order = np.argsort(both, kind="stable")
    ranks = np.empty(len(both))
    ranks[order] = np.arange(1, len(both) + 1)
    for value in np.unique(both[np.diff(np.sort(both), prepend=np.nan) == 0]):
        ranks[both == value] = ranks[both == value].mean()
    return float((ranks[: len(right)].sum() - len(right) * (len(right) + 1) / 2) / (len(right) * len(wrong)))


def best_f1(scores: np.ndarray, wrong: np.ndarray) -> tuple[float, float]:
    """Best F1 of calling a phone wrong when its score lies below a threshold, and that threshold."""
    order = np.argsort(scores)
    hits = np.cumsum(wrong[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + wrong.sum())
    best = int(np.argmax(f1))
    return float(f1[best]), float(scores[order][best])
