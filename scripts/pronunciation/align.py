"""Viterbi alignment of a text's phones with frame scores. RUNTIME.md says the same in words for the run time.

A word is a choice between variants; a variant is a chain of phones; a phone is a chain of `shortest` states of which the
last may repeat. One silence of at least `shortest_silence` frames is allowed before, between and after words, none inside.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

SHORTEST, SHORTEST_SILENCE = 2, 2
# A frame's log-posterior never counts less than this: one unheard sound shall not bend the whole path.
LOWEST = -9.0


@dataclass(frozen=True)
class Alignment:
    """variants [words]: the variant taken; spans [phones of the taken variants, 2]: first frame, frame after the last."""

    variants: list[int]
    spans: np.ndarray
    score: float


@dataclass
class _Graph:
    label: list[int]
    owner: list[int]  # running number of the phone in the whole graph, -1 for silence
    before: list[list[int]]

    def chain(self, label: int, owner: int, length: int, entries: list[int]) -> int:
        """Adds a phone; returns its last state. Predecessor order decides ties: staying first, then as listed."""
        for index in range(length):
            state = len(self.label)
            self.label.append(label)
            self.owner.append(owner)
            ahead = list(entries) if index == 0 else [state - 1]
            self.before.append([state, *ahead] if index == length - 1 else ahead)
        return len(self.label) - 1


def _build(words: list[list[list[int]]], shortest: int, shortest_silence: int) -> tuple[_Graph, list[tuple[int, int]], list[int]]:
    """The graph, (word, variant) of each of its phones, and its final states. State -1 stands for the beginning."""
    graph, places, ends = _Graph([], [], []), [], [-1]
    for number, variants in enumerate(words):
        ends = [*ends, graph.chain(0, -1, shortest_silence, ends)]
        finished = []
        for variant, phones in enumerate(variants):
            entries = ends
            for phone in phones:
                entries = [graph.chain(phone, len(places), shortest, entries)]
                places.append((number, variant))
            finished += entries
        ends = finished
    return graph, places, [*ends, graph.chain(0, -1, shortest_silence, ends)]


def align(
    scores: np.ndarray,
    words: list[list[list[int]]],
    shortest: int = SHORTEST,
    shortest_silence: int = SHORTEST_SILENCE,
    lowest: float = LOWEST,
) -> Alignment | None:
    """scores: [frames, 40] log-posteriors; words: per word its variants as phone indices. None if the text is too long."""
    graph, places, finals = _build(words, shortest, shortest_silence)
    states, frames = len(graph.label), len(scores)
    width = max(map(len, graph.before))
    # Row `states` is unreachable, row `states + 1` is the beginning.
    before = np.full((states, width), states)
    for state, entries in enumerate(graph.before):
        before[state, : len(entries)] = [states + 1 if entry < 0 else entry for entry in entries]
    emission = np.maximum(scores, lowest)[:, graph.label]
    best = np.full(states + 2, -np.inf)
    best[states + 1] = 0.0
    back = np.empty((frames, states), dtype=np.int32)
    rows = np.arange(states)
    for frame in range(frames):
        candidates = best[before]
        choice = candidates.argmax(1)
        back[frame] = before[rows, choice]
        best[:states] = candidates[rows, choice] + emission[frame]
        best[states + 1] = -np.inf
    final = max(finals, key=lambda state: best[state])
    if not np.isfinite(best[final]):
        return None
    path, state = np.empty(frames, dtype=np.int64), final
    for frame in range(frames - 1, -1, -1):
        path[frame] = state
        state = back[frame, state]
    owners = np.array(graph.owner)[path]
    taken = list(dict.fromkeys(owners[owners >= 0].tolist()))
    spans = [(int(np.argmax(owners == owner)), frames - int(np.argmax(owners[::-1] == owner))) for owner in taken]
    variants = dict(places[owner] for owner in taken)
    return Alignment([variants[number] for number in range(len(words))], np.array(spans), float(best[final]))
