"""Log-mel features: the same module computes them for training and, exported, at run time.

40 bands, 25 ms Hann windows every 10 ms at 16 kHz, 512-point spectrum, HTK mel scale from 60 to 7,600 Hz.
"""
from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

import corpus

HOP, WINDOW, FFT, BANDS = 160, 400, 512, 40
LOWEST_HZ, HIGHEST_HZ = 60.0, 7_600.0
# The floor lies 60 dB under the utterance's loudest band, so loudness changes nothing; STEADY keeps digital silence finite.
FLOOR, STEADY = 1e-6, 1e-10


def padded_length(samples: int) -> int:
    """Samples after padding with zeros on the right: an even number of whole frames."""
    return -(-samples // (2 * HOP)) * 2 * HOP + WINDOW - HOP


def mel_filters() -> np.ndarray:
    """[40, 257] triangles, equally spaced on mel = 2595 log10(1 + f/700), peak 1."""
    mel = lambda hertz: 2595 * np.log10(1 + hertz / 700)  # noqa: E731
    edges = 700 * (10 ** (np.linspace(mel(LOWEST_HZ), mel(HIGHEST_HZ), BANDS + 2) / 2595) - 1)
    bins = np.arange(FFT // 2 + 1) * corpus.SAMPLE_RATE / FFT
    rise = (bins[None] - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - bins[None]) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rise, fall)).astype(np.float32)


def normalise(power: Tensor, mask: Tensor | None = None) -> Tensor:
    """[batch, 40, frames] mel power to log-mel without each band's mean, over one standard deviation.

    mask: [batch, 1, frames], 1 where a frame belongs to the utterance.
    """
    mask = torch.ones_like(power[:, :1]) if mask is None else mask
    peak = (power * mask).amax(dim=(1, 2), keepdim=True)
    log = torch.log(power + FLOOR * peak + STEADY)
    frames = mask.sum(2, keepdim=True)
    centred = (log - (log * mask).sum(2, keepdim=True) / frames) * mask
    variance = (centred**2).sum((1, 2), keepdim=True) / (frames * BANDS)
    return centred / torch.sqrt(variance + 1e-4)


class MelPower(nn.Module):
    """[batch, padded samples] in [-1, 1] to [batch, 40, frames] mel power; the spectrum is a strided convolution."""

    def __init__(self) -> None:
        super().__init__()
        filters = mel_filters()
        used = np.flatnonzero(filters.sum(0))
        window = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(WINDOW) + 0.5) / WINDOW)
        angle = 2 * np.pi * used[:, None] * np.arange(WINDOW)[None] / FFT
        basis = np.concatenate([np.cos(angle) * window, np.sin(angle) * window])
        # Rounded to half precision, since that is how the exported model stores it.
        basis = basis.astype(np.float16).astype(np.float32)
        filters = filters[:, used].astype(np.float16).astype(np.float32)
        self.register_buffer("basis", torch.from_numpy(basis)[:, None], persistent=False)
        self.register_buffer("filters", torch.from_numpy(np.concatenate([filters, filters], 1))[:, :, None], persistent=False)

    def forward(self, wave: Tensor) -> Tensor:
        spectrum = nn.functional.conv1d(wave[:, None], self.basis, stride=HOP)
        return nn.functional.conv1d(spectrum**2, self.filters)


def pad(wave: np.ndarray) -> np.ndarray:
    """Zeros on the right up to padded_length."""
    return np.pad(wave, (0, padded_length(len(wave)) - len(wave)))


def opus_copies(waves: list[np.ndarray], kilobits: int) -> list[np.ndarray]:
    """The recordings after Ogg/Opus at so many kbit/s, encoded in one go; lengths unchanged."""
    with tempfile.TemporaryDirectory() as folder:
        raw = np.clip(np.concatenate(waves) * 32768, -32768, 32767).astype("<i2")
        encode = ["opusenc", "--quiet", "--raw", "--raw-rate", "16000", "--raw-chan", "1", "--bitrate", str(kilobits)]
        subprocess.run([*encode, "-", f"{folder}/a.opus"], input=raw.tobytes(), check=True)
        decode = ["opusdec", "--quiet", "--rate", "16000", "--no-dither", "--force-wav", f"{folder}/a.opus", f"{folder}/a.wav"]
        subprocess.run(decode, check=True)
        decoded = corpus.read_wav(Path(folder) / "a.wav")
    decoded = np.pad(decoded, (0, max(0, len(raw) - len(decoded))))
    return np.split(decoded[: len(raw)], np.cumsum([len(wave) for wave in waves])[:-1])


def main() -> None:
    """Mel power of every training utterance, clean and after Opus: WORK/mel-{clean,opus}.npy, mel-offsets.npy, wave-power.npy."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("corpus", "labels", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    utterances = corpus.load(options.labels)
    front = MelPower()
    parts: dict[str, list[np.ndarray]] = {"clean": [], "opus": []}
    wave_power: list[float] = []
    for begin in range(0, len(utterances), 20):
        waves = [corpus.read_wav(corpus.audio_path(options.corpus, one)) for one in utterances[begin : begin + 20]]
        # 24 kbit/s is what voice notes use; some of the copies are a little better or worse.
        wave_power += [float(np.mean(wave**2)) for wave in waves]
        copies = {"clean": waves, "opus": opus_copies(waves, (24, 16, 24, 20, 32)[begin // 20 % 5])}
        for name, versions in copies.items():
            for wave in versions:
                with torch.no_grad():
                    parts[name].append(front(torch.from_numpy(pad(wave))[None])[0].T.numpy())
    for name, mels in parts.items():
        np.save(options.work / f"mel-{name}.npy", np.concatenate(mels))
    np.save(options.work / "wave-power.npy", np.array(wave_power, dtype=np.float32))
    np.save(options.work / "mel-offsets.npy", np.cumsum([0] + [len(mel) for mel in parts["clean"]]))


if __name__ == "__main__":
    main()
