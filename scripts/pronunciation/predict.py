"""What an aligner and one or more scorers say about recordings and texts, one recording at a time as at run time."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from align import align
from corpus import Utterance
from encoder import Encoder
from examples import collate, listen
from features import normalise
from measure import area, best_f1, pearson
from scorer import Scorer
from texts import NAN, Text, TextWord


@dataclass
class Prediction:
    """phone [phones] 0-2; word [words, 4] and sentence [5]: scores 0-10, then a probability. None of it clipped."""

    spans: np.ndarray
    phone: np.ndarray
    word: np.ndarray
    sentence: np.ndarray

    @property
    def read(self) -> float:
        """How sure it is that this very text was read (RUNTIME.md section 6)."""
        return float(min(self.sentence[4], self.word[:, 3].min()))

    @property
    def match(self) -> float:
        """How much of this text was read: what the run time decides a reading by (`matchOf` of reading.ts)."""
        return float(self.word[:, 3].mean())


def combine(outputs: list[tuple[Tensor, Tensor, Tensor]]) -> tuple[Tensor, Tensor, Tensor]:
    """The mean of several scorers' raw outputs, logits turned to probabilities, scores to the humans' scales and ranges."""
    phone, word, sentence = (torch.stack(parts).mean(0) for parts in zip(*outputs))
    word = torch.cat([(5 * word[..., :-1]).clamp(0, 10), torch.sigmoid(word[..., -1:])], -1)
    sentence = torch.cat([(5 * sentence[..., :-1]).clamp(0, 10), torch.sigmoid(sentence[..., -1:])], -1)
    return phone.clamp(0, 2), word, sentence


@torch.no_grad()
def predict(aligner: Encoder, scorers: list[Scorer], power: np.ndarray, choices: list[list[list[TextWord]]]) -> list[Prediction | None]:
    """power: [frames at 10 ms, 40] mel power; choices: texts, each the variants of its words. None where a text does not fit."""
    mel = normalise(torch.from_numpy(np.ascontiguousarray(power.T))[None])
    hidden, posteriors = listen(aligner, mel)
    encoded = [scorer.listen(hidden) for scorer in scorers]
    predictions: list[Prediction | None] = []
    for words in choices:
        found = align(posteriors[0, :, :40].numpy(), [[one.phones for one in ways] for ways in words])
        if found is None:
            predictions.append(None)
            continue
        text = Text([ways[index] for ways, index in zip(words, found.variants)], (NAN,) * 4, NAN, True)
        rest = collate(hidden, posteriors, [(text, found.spans)]).inputs()[1:]
        outputs = combine([scorer.score(*encoded[index], *rest) for index, scorer in enumerate(scorers)])
        predictions.append(Prediction(found.spans, *(output[0].numpy() for output in outputs)))
    return predictions


def figures(utterances: list[Utterance], results: list[list[Prediction | None]]) -> dict[str, float]:
    """The figures of the evaluation command, by the same names.

    results: for each recording its own text in the corpus's phones (which gives the phones' scores), its own by the dictionary
    (everything else), a wrong text, a near miss. A text that does not fit counts as not read; an own one that does not is left out.
    """
    rows = [index for index, result in enumerate(results) if result[0] is not None and result[1] is not None]
    kept = [utterances[row] for row in rows]
    canonical, own, wrong, near = ([results[row][column] for row in rows] for column in range(4))
    phone = np.concatenate([one.phone for one in canonical])
    human = np.array([score for one in kept for word in one.words for score in word.phone_scores])
    words = np.concatenate([one.word for one in own])
    sentences = np.stack([one.sentence for one in own])
    result = {"phone": pearson(phone, human), "phone_mse": float(np.mean((phone - human) ** 2))}
    for index, name in enumerate(("accuracy", "stress_score", "total")):
        humans = np.array([getattr(word, name) for one in kept for word in one.words])
        result[f"word_{name.removesuffix('_score')}"] = pearson(words[:, index], humans)
    for index, name in enumerate(("accuracy", "fluency", "prosodic", "total")):
        result[name] = pearson(sentences[:, index], np.array([getattr(one, name) for one in kept]))
    read = np.array([one.read for one in own])
    for name, others in (("wrong_text_auc", wrong), ("near_miss_auc", near)):
        result[name] = area(read, np.array([0.0 if one is None else one.read for one in others]))
    result["error_f1"] = best_f1(phone, human < 0.5)[0]
    result["n"] = len(rows)
    return result
