"""Texts a recording is scored against: its own, and negatives made from it.

Targets are on a scale of 0-2 (words' and sentences' human scores divided by five); NaN means not known, not trained.
"""
from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

import numpy as np

from corpus import PHONES, Utterance, Word, split_phone

NAN = float("nan")


@dataclass
class TextWord:
    """phones, stress, phone targets, word targets (accuracy, stress, total), whether it was said (1, 0 or NaN)."""

    phones: list[int]
    stress: list[int]
    targets: list[float]
    word: tuple[float, float, float]
    said: float


@dataclass
class Text:
    """sentence: accuracy, fluency, prosodic, total; read: 1 if it is the text that was read, 0 if not; own: unchanged."""

    words: list[TextWord]
    sentence: tuple[float, float, float, float]
    read: float
    own: bool

    @property
    def variants(self) -> list[list[list[int]]]:
        """For align(): one variant a word."""
        return [[word.phones] for word in self.words]


def own_word(word: Word) -> TextWord:
    """A word that was read. One that humans found all but absent does not count as said, nor as not said."""
    scores = word.accuracy / 5, word.stress_score / 5, word.total / 5
    said = 1.0 if np.mean(word.phone_scores) >= 0.6 else NAN
    return TextWord(list(word.phones), list(word.stress), list(word.phone_scores), scores, said)


def own_text(utterance: Utterance, words: list[TextWord] | None = None) -> Text:
    """The text that was read, in the corpus's own phones unless words are given."""
    words = words or [own_word(word) for word in utterance.words]
    scores = (utterance.accuracy / 5, utterance.fluency / 5, utterance.prosodic / 5, utterance.total / 5)
    return Text(words, scores, 1.0, True)


class Dictionary:
    """The run time's pronunciations of the labels' words (variants.ts): {"THREE": [["TH", "R", "IY0"]]}."""

    def __init__(self, path: Path) -> None:
        listed: dict[str, list[list[str]]] = json.loads(path.read_text())
        self.pronunciations = {text: [list(map(split_phone, one)) for one in ways] for text, ways in listed.items()}

    def ways(self, word: Word) -> list[TextWord]:
        """The word in each pronunciation. Phones that the corpus has as well keep their human scores, others have none."""
        own, ways = own_word(word), []
        for pronunciation in self.pronunciations.get(word.text, []):
            phones, stress = [phone for phone, _ in pronunciation], [mark for _, mark in pronunciation]
            targets = [NAN] * len(phones)
            for begin, at, length in SequenceMatcher(None, word.phones, phones, autojunk=False).get_matching_blocks():
                targets[at : at + length] = word.phone_scores[begin : begin + length]
            ways.append(TextWord(phones, stress, targets, own.word, own.said))
        return ways or [own]


def absent_word(word: Word) -> TextWord:
    """A word that was not said: every score is zero, its stress unknown."""
    return TextWord(list(word.phones), list(word.stress), [0.0] * len(word.phones), (0.0, NAN, 0.0), 0.0)


def wrong_text(other: Utterance) -> Text:
    """Another utterance's text. Chance resemblances stay labelled zero."""
    return Text([absent_word(word) for word in other.words], (0.0, NAN, NAN, 0.0), 0.0, False)


def distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Edit distance between two pronunciations."""
    row = list(range(len(other) + 1))
    for index, phone in enumerate(one, 1):
        corner, row[0] = row[0], index
        for place, against in enumerate(other, 1):
            corner, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, corner + (phone != against))
    return row[-1]


class Vocabulary:
    """The words of some utterances, for near misses: one draw an entry, each pronunciation once."""

    def __init__(self, utterances: list[Utterance]) -> None:
        self.words = list({word.phones: word for utterance in utterances for word in utterance.words}.values())

    @lru_cache(maxsize=None)
    def similar(self, phones: tuple[int, ...]) -> list[Word]:
        """Words one or two edits away (less than half of the phones), for hard near misses."""
        near = [word for word in self.words if abs(len(word.phones) - len(phones)) < 2]
        return [word for word in near if 0 < distance(word.phones, phones) <= max(1, len(phones) // 2)]

    def other(self, word: Word, random: np.random.Generator, hard: bool) -> Word:
        """A different word, of about the same length unless there is none."""
        choice = self.similar(word.phones) if hard else []
        if not choice:
            others = [one for one in self.words if one.phones != word.phones]
            apart = [abs(len(one.phones) - len(word.phones)) for one in others]
            choice = [one for one, gap in zip(others, apart) if gap <= max(1, min(apart))]
        return choice[random.integers(len(choice))]


def near_miss(
    utterance: Utterance, text: Text, vocabulary: Vocabulary, random: np.random.Generator, hard_share: float = 0.3
) -> Text:
    """An utterance's text with one word replaced. Phones that the replacement shares with the word are not trained."""
    place = int(random.integers(len(utterance.words)))
    old = utterance.words[place]
    new = absent_word(vocabulary.other(old, random, random.random() < hard_share))
    new.targets = [NAN if phone in old.phones else 0.0 for phone in new.phones]
    words = [*text.words[:place], new, *text.words[place + 1 :]]
    return Text(words, (NAN, NAN, NAN, NAN), 0.0, False)


def substituted(text: Text, random: np.random.Generator, share: float = 0.08) -> Text:
    """Single phones replaced by others of the same kind (vowel or consonant): those were not said. Their words' scores are unknown."""
    text = deepcopy(text)
    text.sentence, text.own = (NAN, NAN, NAN, NAN), False
    for word in text.words:
        for index, phone in enumerate(word.phones):
            if random.random() < share:
                kind = VOWELS if phone in VOWELS else CONSONANTS
                word.phones[index] = int(random.choice([one for one in kind if one != phone]))
                word.targets[index], word.word, word.said, text.read = 0.0, (NAN, NAN, NAN), NAN, NAN
    return text


VOWELS = [index for index, phone in enumerate(PHONES) if phone[0] in "AEIOU"]
CONSONANTS = [index for index in range(1, len(PHONES)) if index not in VOWELS]
