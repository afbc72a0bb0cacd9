"""Trains the joint scorer on top of a trained encoder, which stays as the frozen aligner.

    python3 train_scorer.py --work DIR --labels FILE --variants FILE --aligner FILE --out FILE
                            [--speakers kept|all] [--seed 1] [--epochs 9] [--rate 1] [--start FILE]

--start continues from a scorer's weights (to add the held-out speakers in a few epochs).
"""
from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

import texts
from corpus import Word
from dataset import Recordings, batches, split
from encoder import Encoder
from examples import Batch, Maker
from predict import figures, predict
from scorer import Scorer
from train_encoder import Average

BATCH, DECAY = 16, 0.998
HEAD_RATE, ENCODER_RATE = 1.5e-3, 3e-4


def squared(output: Tensor, target: Tensor) -> Tensor:
    """Mean squared error plus a tenth of (1 - correlation), over what is known."""
    known = ~torch.isnan(target)
    if known.sum() < 3:
        return output.sum() * 0
    one, other = output[known], target[known]
    error = ((one - other) ** 2).mean()
    one, other = one - one.mean(), other - other.mean()
    correlation = (one * other).sum() / torch.sqrt((one**2).sum() * (other**2).sum() + 1e-6)
    return error + 0.1 * (1 - correlation)


def decided(logit: Tensor, target: Tensor) -> Tensor:
    """Binary cross-entropy over what is known."""
    known = ~torch.isnan(target)
    if not known.any():
        return logit.sum() * 0
    return nn.functional.binary_cross_entropy_with_logits(logit[known], target[known])


def loss(scorer: Scorer, own: Batch, negative: Batch) -> Tensor:
    """Of the own texts, and half as much of the negatives; the recordings are the same, so they are heard once."""
    with torch.autocast("cpu", torch.bfloat16):
        hidden, heard = scorer.listen(own.hidden)
    hidden = hidden.float()
    return text_loss(scorer, hidden, heard, own) + 0.5 * text_loss(scorer, hidden, heard, negative)


def text_loss(scorer: Scorer, hidden: Tensor, heard: Tensor, batch: Batch) -> Tensor:
    """Phone, word and sentence scores, whether words and texts were said, and the frames' phones as for the encoder."""
    phone, word, sentence = scorer.score(hidden, heard, *batch.inputs()[1:])
    total = 2 * squared(phone, batch.phone_targets)
    for index in (0, 2):
        total = total + 0.7 * squared(word[..., index], batch.word_targets[..., index])
    total = total + 0.3 * squared(word[..., 1], batch.word_targets[..., 1])
    for index in range(4):
        total = total + 0.6 * squared(sentence[:, index], batch.sentence_targets[:, index])
    frame = nn.functional.nll_loss(heard.transpose(1, 2), batch.labels, reduction="none")
    total = total + 0.1 * (frame * batch.weights).sum() / batch.weights.sum().clamp(min=1)
    return total + 0.2 * decided(word[..., 3], batch.word_targets[..., 3]) + 0.2 * decided(sentence[:, 4], batch.sentence_targets[:, 4])


def negatives(recordings: Recordings, numbers: np.ndarray) -> dict[int, list[list[Word]]]:
    """For each recording a wrong text (another one's of most similar phone count) and one with a word replaced; the same in every run."""
    random = np.random.default_rng(762)
    utterances = recordings.utterances
    vocabulary = texts.Vocabulary([utterances[number] for number in numbers])
    size = {number: sum(len(word.phones) for word in utterances[number].words) for number in numbers}
    chosen = {}
    for number in numbers:
        others = [one for one in random.permutation(numbers) if utterances[one].text != utterances[number].text]
        other = min(others, key=lambda one: abs(size[one] - size[number]))
        words = list(utterances[number].words)
        place = int(random.integers(len(words)))
        changed = [*words[:place], vocabulary.other(words[place], random, False), *words[place + 1 :]]
        chosen[number] = [list(utterances[other].words), changed]
    return chosen


def choices(recordings: Recordings, numbers: np.ndarray, dictionary: texts.Dictionary) -> list[list[list[list[texts.TextWord]]]]:
    """For each recording four texts: its own in the corpus's phones; its own, a wrong one and a near miss by the dictionary."""
    others = negatives(recordings, numbers)
    made = []
    for number in numbers:
        words = list(recordings.utterances[number].words)
        by_dictionary = [[dictionary.ways(word) for word in text] for text in (words, *others[number])]
        made.append([[[texts.own_word(word)] for word in words], *by_dictionary])
    return made


def evaluate(aligner: Encoder, scorers: list[Scorer], recordings: Recordings, numbers: np.ndarray, dictionary: texts.Dictionary) -> dict[str, float]:
    """The figures over some clean recordings."""
    made = choices(recordings, numbers, dictionary)
    results = [predict(aligner, scorers, recordings.mel(number), ways) for number, ways in zip(numbers, made)]
    return figures([recordings.utterances[number] for number in numbers], results)


def load_encoder(path: Path) -> Encoder:
    """A trained encoder, for use without training."""
    encoder = Encoder()
    encoder.load_state_dict(torch.load(path))
    return encoder.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("work", "labels", "variants", "aligner", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--speakers", choices=("kept", "all"), default="kept")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    recordings = Recordings(options.work, options.labels)
    kept, held_out = split(recordings.utterances)
    numbers = kept if options.speakers == "kept" else np.arange(len(recordings.utterances))
    lengths = np.diff(recordings.offsets)
    aligner = load_encoder(options.aligner)
    scorer = Scorer(load_encoder(options.aligner))
    if options.start:
        scorer.load_state_dict(torch.load(options.start))
    dictionary = texts.Dictionary(options.variants)
    maker = Maker(recordings, aligner, numbers, dictionary)
    print("aligned", flush=True)
    average = Average(scorer, DECAY)
    inner = [*scorer.blocks.parameters(), *scorer.hard.parameters()]
    mine = {id(parameter) for parameter in inner}
    outer = [parameter for parameter in scorer.parameters() if id(parameter) not in mine]
    rates = [ENCODER_RATE * options.rate, HEAD_RATE * options.rate]
    groups = [{"params": inner, "lr": rates[0]}, {"params": outer, "lr": rates[1]}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.03)
    steps = options.epochs * -(-len(numbers) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps, pct_start=0.2)
    begun, step = time.time(), 0
    for epoch in range(options.epochs):
        total = 0.0
        scorer.train()
        for module in scorer.blocks.modules():
            if isinstance(module, nn.BatchNorm1d):
                module.eval()
        for chosen in batches(numbers, lengths, BATCH, random):
            value = loss(scorer, *maker.batch(chosen, random))
            if not torch.isfinite(value):
                raise ValueError(f"loss {value.item()} for utterances {chosen}")
            optimiser.zero_grad(set_to_none=True)
            value.backward()
            nn.utils.clip_grad_norm_(scorer.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            average.update(scorer, step)
            total += value.item() * len(chosen)
        torch.save(average.model.state_dict(), options.out)
        minutes = (time.time() - begun) / 60
        print(f"epoch {epoch} loss {total / len(numbers):.4f} {minutes:.1f} min", flush=True)
        if epoch % 3 == 2 or epoch == options.epochs - 1:
            part = held_out if epoch == options.epochs - 1 else held_out[::3]
            result = evaluate(aligner, [average.model], recordings, part, dictionary)
            print(json.dumps({name: round(value, 3) for name, value in result.items()}), flush=True)


if __name__ == "__main__":
    main()
