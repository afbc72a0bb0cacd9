"""Trains the frame encoder, which is also the aligner.

    python3 train_encoder.py --work DIR --labels FILE --out FILE [--speakers kept|all] [--seed 1] [--epochs 16] [--start FILE]

First the teacher aligns the canonical phones; after a third of the epochs, and again after two, the encoder itself does.
"""
from __future__ import annotations

import argparse
import time
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

import augment
from align import LOWEST, align
from dataset import Recordings, batches, cut, listen_to_all, split, stack
from encoder import Encoder

# The teacher's scores are overconfident: features overlap and phones' best senones compete. Chosen by eye.
TEACHER_SCALE, TEACHER_LOWEST = 0.3, -6.0
BATCH, PEAK_RATE, DECAY = 16, 2.5e-3, 0.998


def frame_labels(recordings: Recordings, number: int, scores: np.ndarray, lowest: float) -> tuple[np.ndarray, np.ndarray]:
    """Per frame the aligned canonical phone and its weight: the human score of the phone, silence 1."""
    words = recordings.utterances[number].words
    labels = np.zeros(len(scores), dtype=np.int64)
    weights = np.ones(len(scores), dtype=np.float32)
    alignment = align(scores, [[list(word.phones)] for word in words], lowest=lowest)
    if alignment is None:
        return labels, np.zeros_like(weights)
    phones = [phone for word in words for phone in word.phones]
    human = [score for word in words for score in word.phone_scores]
    for (begin, end), phone, score in zip(alignment.spans, phones, human):
        labels[begin:end] = phone
        weights[begin:end] = (score / 2) ** 2
    return labels, weights


def teacher_scores(recordings: Recordings, number: int) -> np.ndarray:
    """[frames, 40] scaled log-scores of the teacher."""
    return -TEACHER_SCALE * recordings.teacher(number)


def own_targets(model: Encoder, recordings: Recordings, numbers: np.ndarray) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Labels and weights from the encoder's own alignment."""
    return {n: frame_labels(recordings, n, scores, LOWEST) for n, scores in listen_to_all(model, recordings, numbers).items()}


class Average:
    """Exponential moving average of a model's weights; buffers are copied."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.model, self.decay = deepcopy(model).eval(), decay

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        for mine, new in zip(self.model.parameters(), model.parameters()):
            mine.lerp_(new, 1 - decay)
        for mine, new in zip(self.model.buffers(), model.buffers()):
            mine.copy_(new)


def example(recordings: Recordings, number: int, targets: tuple[np.ndarray, np.ndarray], random: np.random.Generator) -> tuple:
    """A varied copy: mel power, labels, weights, teacher posteriors, all at the varied length."""
    speech = np.flatnonzero(targets[0])
    begin, end = cut((speech[0], speech[-1] + 1), len(targets[0]), random) if len(speech) else (0, len(targets[0]))
    clean, opus = recordings.mel(number)[2 * begin : 2 * end], recordings.mel(number, "opus")[2 * begin : 2 * end]
    power = augment.vary(clean, opus, recordings.wave_power[number], random)
    frames = len(power) // 2
    source = begin + np.minimum((np.arange(frames) + 0.5) * (end - begin) / frames, end - begin - 1).astype(int)
    scores = teacher_scores(recordings, number)[source]
    soft = np.exp(scores - scores.max(1, keepdims=True))
    return power, targets[0][source], targets[1][source], soft / soft.sum(1, keepdims=True)


def losses(model: Encoder, rows: list[tuple], random: np.random.Generator) -> Tensor:
    """Weighted cross-entropy of the hard head plus the soft head's divergence from the teacher."""
    mel, present = stack([row[0] for row in rows])
    mel = torch.from_numpy(np.stack([augment.mask(one, random) for one in mel.numpy()]))
    frames = mel.shape[2] // 2
    labels = torch.zeros(len(rows), frames, dtype=torch.long)
    weights, soft = torch.zeros(len(rows), frames), torch.zeros(len(rows), frames, 40)
    for index, (_, label, weight, teacher) in enumerate(rows):
        labels[index, : len(label)] = torch.from_numpy(label)
        weights[index, : len(label)] = torch.from_numpy(weight)
        soft[index, : len(label)] = torch.from_numpy(teacher)
    with torch.autocast("cpu", torch.bfloat16):
        _, hard_logits, soft_logits = model(mel)
    hard = nn.functional.cross_entropy(hard_logits.float(), labels, reduction="none", label_smoothing=0.05)
    imitation = -(soft.transpose(1, 2) * torch.log_softmax(soft_logits.float(), 1)).sum(1)
    inside = present[:, 0, ::2]
    return ((hard * weights).sum() + 0.5 * (imitation * inside).sum()) / inside.sum()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("work", "labels", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="continue from these weights")
    parser.add_argument("--speakers", choices=("kept", "all"), default="kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    recordings = Recordings(options.work, options.labels)
    kept, held_out = split(recordings.utterances)
    numbers = kept if options.speakers == "kept" else np.arange(len(recordings.utterances))
    lengths = np.diff(recordings.offsets)
    watched = held_out[::5]
    everyone = np.union1d(numbers, watched)
    model = Encoder()
    if options.start:
        model.load_state_dict(torch.load(options.start))
        targets = own_targets(model.eval(), recordings, everyone)
    else:
        targets = {n: frame_labels(recordings, n, teacher_scores(recordings, n), TEACHER_LOWEST) for n in everyone}
    print(f"aligned {len(numbers)} utterances", flush=True)
    average = Average(model, DECAY)
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, weight_decay=0.02)
    steps = options.epochs * -(-len(numbers) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, total_steps=steps, pct_start=0.1 if options.start else 0.2)
    begun, step = time.time(), 0
    for epoch in range(options.epochs):
        if epoch in ((options.epochs // 2,) if options.start else (options.epochs // 3, 2 * options.epochs // 3)):
            targets = own_targets(average.model, recordings, everyone)
        total = 0.0
        model.train()
        for batch in batches(numbers, lengths, BATCH, random):
            loss = losses(model, [example(recordings, n, targets[n], random) for n in batch], random)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            average.update(model, step)
            total += loss.item() * len(batch)
        heard = listen_to_all(average.model, recordings, watched)
        right = [(heard[n].argmax(1) == targets[n][0]).mean() for n in watched]
        minutes = (time.time() - begun) / 60
        print(f"epoch {epoch} loss {total / len(numbers):.4f} held-out frames right {np.mean(right):.4f} {minutes:.1f} min", flush=True)
        torch.save(average.model.state_dict(), options.out)


if __name__ == "__main__":
    main()
