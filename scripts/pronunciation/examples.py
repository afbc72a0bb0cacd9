"""Batches for the joint scorer: varied recordings, a text for each, spans from the frozen aligner, targets."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

import augment
import texts
from align import align
from dataset import Recordings, cut, listen_to_all, stack
from encoder import Encoder, log_posteriors
from texts import NAN, Text


@dataclass
class Batch:
    """Inputs as Scorer.forward takes them; targets with NaN where unknown."""

    hidden: Tensor
    posteriors: Tensor
    phones: Tensor
    stress: Tensor
    spans: Tensor
    words: Tensor
    phone_targets: Tensor  # [batch, phones] 0-2
    word_targets: Tensor  # [batch, words, 4] 0-2, said
    sentence_targets: Tensor  # [batch, 5] 0-2, read
    labels: Tensor  # [batch, frames] the phone of each frame, 0 for silence
    weights: Tensor  # [batch, frames] how much the frame's label counts

    def inputs(self) -> tuple[Tensor, ...]:
        return self.hidden, self.posteriors, self.phones, self.stress, self.spans, self.words


def listen(aligner: Encoder, mel: Tensor) -> tuple[Tensor, Tensor]:
    """Shared states [batch, channels, frames]; log-posteriors of the aligner's two heads [batch, frames, 80]."""
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=mel.shape[0] > 1):
        shared, hard, soft = aligner(mel)
    return shared, torch.cat([log_posteriors(hard), log_posteriors(soft)], -1)


def find(posteriors: np.ndarray, text: Text) -> np.ndarray | None:
    """[phones, 2] spans of the text's phones, None if it does not fit."""
    alignment = align(posteriors[:, :40], text.variants)
    return None if alignment is None else alignment.spans


def jitter(spans: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Some boundaries moved by a frame; neighbours that touch move together; no phone shorter than a frame."""
    spans = spans.copy()
    for index in np.flatnonzero(random.random(len(spans)) < 0.2):
        shift = int(random.choice((-1, 1)))
        moved = spans[index, 0] + shift
        touching = index > 0 and spans[index - 1, 1] == spans[index, 0]
        floor = spans[index - 1, 0] + 1 if touching else (spans[index - 1, 1] if index else 0)
        if floor <= moved < spans[index, 1]:
            spans[index, 0] = moved
            if touching:
                spans[index - 1, 1] = moved
    return spans


def collate(hidden: Tensor, posteriors: Tensor, chosen: list[tuple[Text, np.ndarray]]) -> Batch:
    """Texts and their spans as padded tensors."""
    size = len(chosen)
    phones = max(len(spans) for _, spans in chosen)
    words = max(len(text.words) for text, _ in chosen)
    ids, stress = np.zeros((size, phones), dtype=np.int64), np.zeros((size, phones), dtype=np.int64)
    spans, ranges = np.zeros((size, phones, 2), dtype=np.int64), np.zeros((size, words, 2), dtype=np.int64)
    spans[..., 1] = 1
    phone_targets = np.full((size, phones), NAN, dtype=np.float32)
    word_targets = np.full((size, words, 4), NAN, dtype=np.float32)
    sentence = np.full((size, 5), NAN, dtype=np.float32)
    for row, (text, found) in enumerate(chosen):
        count = len(found)
        ids[row, :count] = [phone for word in text.words for phone in word.phones]
        stress[row, :count] = [mark for word in text.words for mark in word.stress]
        phone_targets[row, :count] = [target for word in text.words for target in word.targets]
        spans[row, :count] = found
        edges = np.cumsum([0] + [len(word.phones) for word in text.words])
        ranges[row, : len(text.words)] = np.stack([edges[:-1], edges[1:]], 1)
        word_targets[row, : len(text.words)] = [(*word.word, word.said) for word in text.words]
        sentence[row] = (*text.sentence, text.read)
    labels, weights = frame_targets(posteriors.shape[1], chosen)
    tensors = [torch.from_numpy(array) for array in (ids, stress, spans, ranges, phone_targets, word_targets, sentence)]
    return Batch(hidden, posteriors, *tensors, torch.from_numpy(labels), torch.from_numpy(weights))


def frame_targets(frames: int, chosen: list[tuple[Text, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """Frame labels and weights, as for the encoder; silence counts where the text was read, up to half a second after its end."""
    labels, weights = np.zeros((len(chosen), frames), dtype=np.int64), np.zeros((len(chosen), frames), dtype=np.float32)
    for row, (text, spans) in enumerate(chosen):
        if text.own:
            weights[row, : spans[-1, 1] + 25] = 1
        phones = ((phone, target) for word in text.words for phone, target in zip(word.phones, word.targets))
        for (phone, target), (begin, end) in zip(phones, spans):
            labels[row, begin:end] = phone
            weights[row, begin:end] = 0 if np.isnan(target) else (target / 2) ** 2
    return labels, weights


def scaled(spans: np.ndarray | None, text: Text, cut_to: tuple[int, int], frames: int) -> np.ndarray:
    """The clean recording's spans after the cut and a change of tempo, at least a frame each; evenly spread if there are none."""
    begin, end = cut_to
    if spans is None:
        edges = np.linspace(begin, end, sum(len(word.phones) for word in text.words) + 1).astype(int)
        spans = np.stack([edges[:-1], edges[1:]], 1)
    spans = np.round((spans - begin) * frames / (end - begin)).astype(np.int64)
    spans[:, 0] = np.clip(spans[:, 0], 0, frames - 1)
    spans[:, 1] = np.clip(spans[:, 1], spans[:, 0] + 1, frames)
    return spans


class Maker:
    """Makes training batches; keeps the clean alignments of the utterances' own texts.

    Half of the texts are in the corpus's phones, half in the run time's: the best variants on the clean recording.
    """

    def __init__(self, recordings: Recordings, aligner: Encoder, numbers: np.ndarray, dictionary: texts.Dictionary) -> None:
        self.recordings, self.aligner, self.numbers = recordings, aligner, numbers
        utterances = recordings.utterances
        self.vocabulary = texts.Vocabulary([utterances[number] for number in numbers])
        self.dictionary = dictionary
        heard = listen_to_all(aligner, recordings, numbers)
        self.spans, self.other = {}, {}
        for number in numbers:
            self.spans[number] = find(heard[number], texts.own_text(utterances[number]))
            self.other[number] = self.in_run_time_phones(number, heard[number])
        self.size = {number: sum(len(word.phones) for word in utterances[number].words) for number in numbers}

    def in_run_time_phones(self, number: int, posteriors: np.ndarray) -> tuple[Text, np.ndarray | None]:
        """The text by the run time's dictionary and its spans."""
        utterance = self.recordings.utterances[number]
        ways = [self.dictionary.ways(word) for word in utterance.words]
        alignment = align(posteriors[:, :40], [[one.phones for one in way] for way in ways])
        if alignment is None:
            return texts.own_text(utterance), self.spans[number]
        return texts.own_text(utterance, [way[index] for way, index in zip(ways, alignment.variants)]), alignment.spans

    def own(self, number: int, random: np.random.Generator) -> tuple[Text, np.ndarray | None]:
        """The text that was read, in the corpus's or the run time's phones, and where it is on the clean recording."""
        if random.random() < 0.5:
            return self.other[number]
        return texts.own_text(self.recordings.utterances[number]), self.spans[number]

    def negative(self, number: int, text: Text, random: np.random.Generator) -> Text:
        """Another text for the recording: phones substituted, a word replaced, or all of it another one."""
        utterance, draw = self.recordings.utterances[number], random.random()
        if draw < 0.35:
            return texts.substituted(text, random)
        if draw > 0.75:
            similar = [one for one in random.choice(self.numbers, 20) if abs(self.size[one] - self.size[number]) <= 3 and one != number]
            if similar:
                return texts.wrong_text(self.recordings.utterances[similar[0]])
        return texts.near_miss(utterance, text, self.vocabulary, random)

    def batch(self, numbers: np.ndarray, random: np.random.Generator) -> tuple[Batch, Batch]:
        """Varied recordings with their own texts, and the same with negatives. A negative that does not fit gives way to the own text."""
        records = self.recordings
        cuts = []
        for number in numbers:
            spans, frames = self.spans[number], records.frames(number)
            cuts.append((0, frames) if spans is None else cut((spans[0, 0], spans[-1, 1]), frames, random))
        powers = [
            augment.vary(records.mel(n)[2 * begin : 2 * end], records.mel(n, "opus")[2 * begin : 2 * end], records.wave_power[n], random)
            for n, (begin, end) in zip(numbers, cuts)
        ]
        mel, _ = stack(powers)
        mel = torch.from_numpy(np.stack([augment.mask(one, random) for one in mel.numpy()]))
        hidden, posteriors = listen(self.aligner, mel)
        own, negative = [], []
        for row, number in enumerate(numbers):
            frames = len(powers[row]) // 2
            heard = posteriors[row, :frames].numpy()
            text, spans = self.own(number, random)
            found = find(heard, text) if spans is None or random.random() < 0.5 else None
            if found is None:
                found = scaled(spans, text, cuts[row], frames)
            own.append((text, jitter(found, random)))
            other = self.negative(number, text, random)
            place = find(heard, other)
            negative.append(own[-1] if place is None else (other, jitter(place, random)))
        return collate(hidden, posteriors, own), collate(hidden, posteriors, negative)
