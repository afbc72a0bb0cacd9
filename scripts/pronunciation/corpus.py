"""The training part of speechocean762: utterances, labels, the fixed held-out speakers.

Zhang et al., "speechocean762: An Open-Source Non-native English Speech Corpus For Pronunciation Assessment",
Interspeech 2021. The test part is never read here: the label file holds training utterances only.
"""
from __future__ import annotations

import json
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SAMPLE_RATE = 16_000

# Index 0 is silence; then the 39 ARPAbet phones in CMUdict's order. RUNTIME.md and model/phones.json repeat this list.
PHONES = (
    "SIL AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"
).split()
PHONE_INDEX = {phone: index for index, phone in enumerate(PHONES)}


@dataclass(frozen=True)
class Word:
    """A word of the text: phone indices, stress (0 none, 1 primary, 2 secondary, 3 not a vowel or not marked), scores."""

    text: str
    phones: tuple[int, ...]
    stress: tuple[int, ...]
    phone_scores: tuple[float, ...]  # 0-2
    accuracy: float  # 0-10, as the two below
    stress_score: float
    total: float


@dataclass(frozen=True)
class Utterance:
    """A labelled recording. Sentence scores are 0-10, completeness 0-1."""

    id: str
    speaker: str
    age: int
    gender: str
    text: str
    accuracy: float
    fluency: float
    prosodic: float
    total: float
    completeness: float
    words: tuple[Word, ...]


def split_phone(phone: str) -> tuple[int, int]:
    """'AH0' -> (index of AH, 0); a phone without a digit gets stress 3."""
    if phone[-1].isdigit():
        return PHONE_INDEX[phone[:-1]], int(phone[-1])
    return PHONE_INDEX[phone], 3


def _word(raw: dict) -> Word:
    phones = [split_phone(phone) for phone in raw["phones"]]
    return Word(
        text=raw["text"],
        phones=tuple(index for index, _ in phones),
        stress=tuple(stress for _, stress in phones),
        phone_scores=tuple(raw["phone_scores"]),
        accuracy=raw["accuracy"],
        stress_score=raw["stress"],
        total=raw["total"],
    )


def load(labels: Path) -> list[Utterance]:
    """All labelled utterances, in the file's order."""
    utterances = []
    for line in labels.read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        fields = ("id", "speaker", "age", "gender", "text", "accuracy", "fluency", "prosodic", "total", "completeness")
        utterances.append(Utterance(**{name: raw[name] for name in fields}, words=tuple(map(_word, raw["words"]))))
    return utterances


def audio_path(corpus: Path, utterance: Utterance) -> Path:
    """The recording inside an unpacked copy of the corpus."""
    return corpus / "WAVE" / f"SPEAKER{utterance.speaker}" / f"{utterance.id}.WAV"


def read_wav(path: Path) -> np.ndarray:
    """A 16 kHz mono 16-bit WAV file as float32 in [-1, 1)."""
    with wave.open(str(path), "rb") as file:
        if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (SAMPLE_RATE, 1, 2):
            raise ValueError(f"{path}: not 16 kHz mono 16 bit")
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    return samples.astype(np.float32) / 32768.0


def held_out_speakers(utterances: list[Utterance], draws: int = 500) -> set[str]:
    """A fixed fifth of the speakers: one of every five neighbours in the list sorted by age group, gender and mean total score.

    Which one is drawn at random, and of many draws the one is kept whose scores have means and spreads most like the
    whole part's: correlations over a narrower set would come out lower than the corpus's. It looks at labels only and is
    deterministic, so that every script and every seed sees the same split.
    """
    by_speaker: dict[str, list[Utterance]] = {}
    for utterance in utterances:
        by_speaker.setdefault(utterance.speaker, []).append(utterance)
    order = sorted(
        by_speaker,
        key=lambda speaker: (
            by_speaker[speaker][0].age >= 18,
            by_speaker[speaker][0].gender,
            float(np.mean([utterance.total for utterance in by_speaker[speaker]])),
            speaker,
        ),
    )
    # Per speaker and kind of score: how many there are, their sum and the sum of their squares.
    sums = np.array([[(len(one), sum(one), np.square(one).sum()) for one in _scores(by_speaker[name])] for name in order])

    def mean_and_spread(chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        count, total, squares = sums[chosen].sum(0).T
        return total / count, np.sqrt(squares / count - (total / count) ** 2)

    mean, spread = mean_and_spread(np.arange(len(order)))
    random = np.random.default_rng(762)

    def unlike(chosen: np.ndarray) -> float:
        its_mean, its_spread = mean_and_spread(chosen)
        return float((((its_mean - mean) / spread) ** 2).sum() + ((its_spread / spread - 1) ** 2).sum())

    groups = np.arange(0, len(order), 5)
    drawn = [groups + random.integers(0, 5, len(groups)) for _ in range(draws)]
    return {order[index] for index in min(drawn, key=unlike)}


def _scores(utterances: list[Utterance]) -> list[list[float]]:
    """Of each kind: phones, words' totals, and the sentences' four scores."""
    words = [word for utterance in utterances for word in utterance.words]
    sentences = [[getattr(one, name) for one in utterances] for name in ("accuracy", "fluency", "prosodic", "total")]
    return [[score for word in words for score in word.phone_scores], [word.total for word in words], *sentences]
