"""Prepared features of the training utterances, memory-mapped, and batches of them."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

import corpus
from encoder import Encoder, log_posteriors
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


def listen_to_all(model: Encoder, recordings: Recordings, numbers: np.ndarray) -> dict[int, np.ndarray]:
    """[frames, 40] log-posteriors of the hard head on each clean recording, computed in batches."""
    order = numbers[np.argsort(np.diff(recordings.offsets)[numbers], kind="stable")]
    heard: dict[int, np.ndarray] = {}
    for begin in range(0, len(order), 16):
        part = order[begin : begin + 16]
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            _, hard, _ = model(stack([recordings.mel(number) for number in part])[0])
        for number, one in zip(part, log_posteriors(hard).numpy()):
            heard[number] = one[: recordings.frames(number)]
    return heard


def cut(speech: tuple[int, int], frames: int, random: np.random.Generator) -> tuple[int, int]:
    """First frame and frame after the last of what is heard: the corpus has half a second of silence at both ends, others less."""
    if random.random() < 0.3:
        return 0, frames
    lead, trail = max(0, speech[0] - 4), max(0, frames - speech[1] - 4)
    return int(lead * random.random()), frames - int(trail * random.random())


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
