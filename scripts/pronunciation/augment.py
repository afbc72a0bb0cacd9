"""Variation of the recordings at the feature level, so that an epoch costs no signal processing.

Everything works on mel power [frames at 10 ms, 40]; random numbers come from the generator given.
"""
from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch

from features import BANDS, MelPower


@lru_cache
def white_noise(seconds: int = 40) -> np.ndarray:
    """[frames, 40] mel power of white noise of variance 1, a fixed draw."""
    wave = torch.from_numpy(np.random.default_rng(0).standard_normal((1, seconds * 16_000 + 240), dtype=np.float32))
    with torch.no_grad():
        return MelPower()(wave)[0].T.numpy()


def add_noise(power: np.ndarray, wave_power: float, decibels: float, tilt: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Noise at a signal-to-noise ratio; tilt [40] colours it (1 for white). Power adds where phases are unrelated."""
    noise = white_noise()
    begin = random.integers(0, len(noise) - 1)
    index = (begin + np.arange(len(power))) % len(noise)
    return power + noise[index] * (wave_power * 10 ** (-decibels / 10) * tilt)


def coloured(random: np.random.Generator) -> np.ndarray:
    """A random smooth gain per band, mean 1: a fan, a street, a cheap microphone's hiss."""
    knots = np.interp(np.arange(BANDS), np.linspace(0, BANDS - 1, 5), random.normal(0, 1.6, 5))
    gain = np.exp(knots - np.linspace(0, random.uniform(0, 4), BANDS))
    return (gain / gain.mean()).astype(np.float32)


def resample(power: np.ndarray, index: np.ndarray, axis: int) -> np.ndarray:
    """Linear interpolation at fractional positions along an axis."""
    low = np.clip(np.floor(index).astype(int), 0, power.shape[axis] - 1)
    high = np.minimum(low + 1, power.shape[axis] - 1)
    share = np.clip(index - low, 0, 1).astype(np.float32)
    share = share[:, None] if axis == 0 else share[None]
    return np.take(power, low, axis) * (1 - share) + np.take(power, high, axis) * share


def stretch(power: np.ndarray, factor: float) -> np.ndarray:
    """Slower (factor over 1) or faster speech; the frame count stays even."""
    frames = max(2, int(round(len(power) * factor / 2)) * 2)
    return resample(power, (np.arange(frames) + 0.5) * len(power) / frames - 0.5, 0)


def warp_bands(power: np.ndarray, factor: float) -> np.ndarray:
    """A longer or shorter vocal tract: bands read at another place (a factor on the frequency axis, about linear in mel)."""
    return resample(power, np.clip(np.arange(BANDS) * factor, 0, BANDS - 1), 1)


def reverberate(power: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """A room: each frame's power decays exponentially into the next (reverberation time 0.2 to 0.6 s)."""
    decay = 10 ** (-6 * 0.01 / random.uniform(0.2, 0.6))
    mix = random.uniform(0.02, 0.15)
    tail, wet = np.zeros(BANDS, dtype=np.float32), np.empty_like(power)
    for frame, current in enumerate(power):
        wet[frame] = current + mix * tail
        tail = decay * (tail + current)
    return wet


def mask(mel: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """SpecAugment (Park et al. 2019) on normalised log-mel [40, frames]: one band stripe and one short gap at most."""
    mel = mel.copy()
    if random.random() < 0.5:
        width = random.integers(1, 7)
        low = random.integers(0, BANDS - width)
        mel[low : low + width] = 0
    for _ in range(random.integers(0, 2)):
        width = random.integers(2, 7)
        begin = random.integers(0, max(1, mel.shape[1] - width))
        mel[:, begin : begin + width] = 0
    return mel


def vary(clean: np.ndarray, opus: np.ndarray, wave_power: float, random: np.random.Generator) -> np.ndarray:
    """A training copy of an utterance's mel power; its length may differ by up to 12 %."""
    power = opus if random.random() < 0.4 else clean
    if random.random() < 0.6:
        power = stretch(power, random.uniform(0.88, 1.12))
    if random.random() < 0.5:
        power = warp_bands(power, random.uniform(0.92, 1.08))
    if random.random() < 0.1:
        power = reverberate(power, random)
    if random.random() < 0.4:
        tilt = coloured(random) if random.random() < 0.4 else np.ones(BANDS, dtype=np.float32)
        power = add_noise(power, wave_power, random.uniform(8, 35), tilt, random)
    return power
