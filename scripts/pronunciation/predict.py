"""What an aligner and one or more scorers say about recordings and texts, one recording at a time as at run time."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from encoder import Encoder
from examples import collate, find, listen
from features import normalise
from measure import area, best_f1, pearson
from scorer import Scorer
from texts import Text


@dataclass
class Prediction:
    """phone [phones] 0-2; word [words, 4] and sentence [5]: scores 0-10, then a probability. None of it clipped."""

    spans: np.ndarray
    phone: np.ndarray
    word: np.ndarray
    sentence: np.ndarray

    @property
    def read(self) -> float:
        """How sure it is that this text was read (RUNTIME.md section 6)."""
        return float(min(self.sentence[4], self.word[:, 3].min()))


def combine(outputs: list[tuple[Tensor, Tensor, Tensor]]) -> tuple[Tensor, Tensor, Tensor]:
    """The mean of several scorers' raw outputs, logits turned to probabilities, scores to the humans' scales and ranges."""
    phone, word, sentence = (torch.stack(parts).mean(0) for parts in zip(*outputs))
    word = torch.cat([(5 * word[..., :-1]).clamp(0, 10), torch.sigmoid(word[..., -1:])], -1)
    sentence = torch.cat([(5 * sentence[..., :-1]).clamp(0, 10), torch.sigmoid(sentence[..., -1:])], -1)
    return phone.clamp(0, 2), word, sentence


@torch.no_grad()
def predict(aligner: Encoder, scorers: list[Scorer], power: np.ndarray, choices: list[Text]) -> list[Prediction | None]:
    """power: [frames at 10 ms, 40] mel power. One prediction a text; None where the text does not fit."""
    mel = normalise(torch.from_numpy(np.ascontiguousarray(power.T))[None])
    hidden, posteriors = listen(aligner, mel)
    encoded = [scorer.listen(hidden) for scorer in scorers]
    predictions: list[Prediction | None] = []
    for text in choices:
        spans = find(posteriors[0].numpy(), text)
        if spans is None:
            predictions.append(None)
            continue
        rest = collate(hidden, posteriors, [(text, spans)]).inputs()[1:]
        outputs = combine([scorer.score(*encoded[index], *rest) for index, scorer in enumerate(scorers)])
        predictions.append(Prediction(spans, *(output[0].numpy() for output in outputs)))
    return predictions


def figures(said: list[Prediction], own: list[Text], wrong: list[Prediction | None], near: list[Prediction | None]) -> dict[str, float]:
    """The figures of the evaluation command, by the same names. A text that does not fit counts as not read."""
    phone = np.concatenate([one.phone for one in said])
    human = np.array([target for text in own for word in text.words for target in word.targets])
    words = np.concatenate([one.word for one in said])
    word_human = 5 * np.array([word.word for text in own for word in text.words])
    sentences = np.stack([one.sentence for one in said])
    sentence_human = 5 * np.array([text.sentence for text in own])
    read = np.array([one.read for one in said])
    result = {"phone": pearson(phone, human), "phone_mse": float(np.mean((phone - human) ** 2))}
    for index, name in enumerate(("word_accuracy", "word_stress", "word_total")):
        result[name] = pearson(words[:, index], word_human[:, index])
    for index, name in enumerate(("accuracy", "fluency", "prosodic", "total")):
        result[name] = pearson(sentences[:, index], sentence_human[:, index])
    for name, others in (("wrong_text_auc", wrong), ("near_miss_auc", near)):
        if others:
            result[name] = area(read, np.array([0.0 if one is None else one.read for one in others]))
    result["error_f1"] = best_f1(phone, human < 0.5)[0]
    result["n"] = len(said)
    return result
