"""Prepared features of the training utterances, memory-mapped, and batches of them."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

import corpus
from features import BANDS, normalise


class Recordings:
    """Mel power (clean and Opus), teacher costs and wave power by utterance number, in the label file's order."""

    def __init__(self, work: Path, labels: Path) -> None:
        self.utterances = corpus.load(labels)
        self.clean = np.load(work / "mel-clean.npy", mmap_mode="r")
        self.opus = np.load(work / "mel-opus.npy", mmap_mode="r")
        self.offsets = np.load(work / "mel-offsets.npy")
        self.wave_power = np.load(work / "wave-power.npy")
        self.work = work

    def mel(self, number: int, version: str = "clean") -> np.ndarray:
        """[frames at 10 ms, 40] mel power."""
        source = self.clean if version == "clean" else self.opus
        return np.asarray(source[self.offsets[number] : self.offsets[number + 1]])

    def frames(self, number: int) -> int:
        """Frames at 20 ms."""
        return int(self.offsets[number + 1] - self.offsets[number]) // 2

    def teacher(self, number: int) -> np.ndarray:
        """[frames at 20 ms, 40] the teacher's costs in nats, two frames averaged, the last one repeated."""
        if not hasattr(self, "_teacher"):
            self._teacher = np.load(self.work / "teacher.npy", mmap_mode="r")
            self._teacher_offsets = np.load(self.work / "teacher-offsets.npy")
        costs = self._teacher[self._teacher_offsets[number] : self._teacher_offsets[number + 1]].astype(np.float32) / 4
        wanted = 2 * self.frames(number)
        costs = costs[np.minimum(np.arange(wanted), len(costs) - 1)]
        return costs.reshape(-1, 2, costs.shape[1]).mean(1)


def split(utterances: list[corpus.Utterance]) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of the utterances for training and of the held-out speakers'."""
    held_out = corpus.held_out_speakers(utterances)
    out = np.array([utterance.speaker in held_out for utterance in utterances])
    return np.flatnonzero(~out), np.flatnonzero(out)


def batches(numbers: np.ndarray, lengths: np.ndarray, size: int, random: np.random.Generator) -> list[np.ndarray]:
    """Batches of similar length in random order: sorted within shuffled chunks."""
    order = random.permutation(numbers)
    chunks = [order[begin : begin + 12 * size] for begin in range(0, len(order), 12 * size)]
    ordered = np.concatenate([chunk[np.argsort(lengths[chunk], kind="stable")] for chunk in chunks])
    parts = [ordered[begin : begin + size] for begin in range(0, len(ordered), size)]
    return [parts[index] for index in random.permutation(len(parts))]


def stack(powers: list[np.ndarray]) -> tuple[Tensor, Tensor]:
    """Mel powers [frames, 40] to normalised log-mel [batch, 40, longest] and frame mask [batch, 1, longest]."""
    longest = max(map(len, powers))
    padded = np.zeros((len(powers), longest, BANDS), dtype=np.float32)
    mask = np.zeros((len(powers), 1, longest), dtype=np.float32)
    for row, power in enumerate(powers):
        padded[row, : len(power)] = power
        mask[row, 0, : len(power)] = 1
    present = torch.from_numpy(mask)
    return normalise(torch.from_numpy(padded).transpose(1, 2).contiguous(), present), present
