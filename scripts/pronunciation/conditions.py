"""The held-out recordings as they are, after Opus at 24 kbit/s, 12 dB quieter, and with white noise at 15 dB."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

import corpus
from features import MelPower, opus_copies, pad

CONDITIONS = ("clean", "opus24", "quiet", "noise15")


def degrade(wave: np.ndarray, condition: str, random: np.random.Generator) -> np.ndarray:
    """One recording under a condition, rounded to 16 bits as a file would be."""
    if condition == "opus24":
        wave = opus_copies([wave], 24)[0]
    elif condition == "quiet":
        wave = wave * 10 ** (-12 / 20)
    elif condition == "noise15":
        level = np.sqrt(np.mean(wave**2)) * 10 ** (-15 / 20)
        wave = wave + level * random.standard_normal(len(wave), dtype=np.float32)
    return np.clip(np.round(wave * 32768), -32768, 32767).astype(np.float32) / 32768


def mel_powers(folder: Path, utterances: list[corpus.Utterance], condition: str, work: Path) -> list[np.ndarray]:
    """[frames at 10 ms, 40] mel power of each utterance, kept in WORK between runs."""
    path = work / f"held-out-{condition}.npz"
    if not path.exists():
        front, random = MelPower(), np.random.default_rng(15)
        powers = {}
        for utterance in utterances:
            wave = degrade(corpus.read_wav(corpus.audio_path(folder, utterance)), condition, random)
            with torch.no_grad():
                powers[utterance.id] = front(torch.from_numpy(pad(wave))[None])[0].T.numpy()
        np.savez(path, **powers)
    stored = np.load(path)
    return [stored[utterance.id] for utterance in utterances]
