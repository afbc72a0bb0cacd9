"""Recordings with what the training side says about them, for the run time's parity test (RUNTIME.md section 8).

    python3 fixtures.py --corpus DIR --labels FILE --aligner FILE --scorers FILE [FILE ...] --out DIR

Training utterances only, short ones; two carry a choice of variants of which a later one is right, one went through Opus, one
has noise, one is scored against a near miss.
"""
from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path

import numpy as np
import torch

import corpus
import texts
from align import align
from conditions import degrade
from examples import collate
from export import AlignerGraph, ScorerGraph, load
from features import pad

COUNT = 8
CONDITIONS = {5: "opus24", 6: "noise15", 7: "quiet"}


def spelled(word: texts.TextWord) -> list[str]:
    """Phones as CMUdict writes them."""
    return [corpus.PHONES[phone] + ("" if mark == 3 else str(mark)) for phone, mark in zip(word.phones, word.stress)]


def choices(text: texts.Text, with_variants: bool) -> list[list[texts.TextWord]]:
    """Per word its variants; the first word that has a vowel gets two worse ones before the right one."""
    listed = [[word] for word in text.words]
    if with_variants:
        for options in listed:
            word = options[0]
            place = next((index for index, phone in enumerate(word.phones) if phone in texts.VOWELS), None)
            if place is not None and len(word.phones) > 2:
                other = texts.VOWELS[(texts.VOWELS.index(word.phones[place]) + 7) % len(texts.VOWELS)]
                changed = [other if index == place else phone for index, phone in enumerate(word.phones)]
                worse = texts.TextWord(changed, word.stress, word.targets, word.word, word.said)
                shorter = texts.TextWord(changed[:-1], word.stress[:-1], word.targets[:-1], word.word, word.said)
                options[:] = [worse, shorter, word]
                break
    return listed


def fixture(graphs: tuple[AlignerGraph, ScorerGraph], wave: np.ndarray, words: list[list[texts.TextWord]], names: list[str]) -> dict:
    """Expected values for a recording and its words' variants."""
    with torch.no_grad():
        hidden, posteriors = graphs[0](torch.from_numpy(pad(wave))[None])
        found = align(posteriors[0, :, :40].numpy(), [[word.phones for word in variants] for variants in words])
        if found is None:
            raise ValueError("the text does not fit")
        taken = [variants[index] for variants, index in zip(words, found.variants)]
        nothing = (float("nan"),) * 4
        batch = collate(hidden, posteriors, [(texts.Text(taken, nothing, 1.0, True), found.spans)])
        phone, word, sentence = graphs[1](*batch.inputs())
    return {
        "words": [{"text": name, "variants": [spelled(one) for one in variants]} for name, variants in zip(names, words)],
        "first_frame": rounded(posteriors[0, 0]),
        "variants": found.variants,
        "spans": found.spans.tolist(),
        "phone": rounded(phone[0]),
        "word": [rounded(row) for row in word[0]],
        "sentence": rounded(sentence[0]),
    }


def rounded(values: torch.Tensor) -> list[float]:
    """Six digits after the point."""
    return [round(float(value), 6) for value in values]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("corpus", "labels", "aligner", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--scorers", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    utterances = corpus.load(options.labels)
    random = np.random.default_rng(8)
    aligner, scorers = load(options.aligner, options.scorers)
    graphs = AlignerGraph(aligner).eval(), ScorerGraph(scorers).eval()
    vocabulary = texts.Vocabulary(utterances)
    # A spread over good and poor readings, children and adults, at most three seconds each.
    lengths = {one.id: len(corpus.read_wav(corpus.audio_path(options.corpus, one))) for one in utterances[::7]}
    short = sorted((one for one in utterances[::7] if lengths[one.id] < 48_000), key=lambda one: (one.total, one.id))
    for number in range(COUNT):
        utterance = short[int((number + 0.5) * len(short) / COUNT)]
        wave = degrade(corpus.read_wav(corpus.audio_path(options.corpus, utterance)), CONDITIONS.get(number, "clean"), random)
        near = number == 4
        text = texts.near_miss(utterance, texts.own_text(utterance), vocabulary, random, 0.0) if near else texts.own_text(utterance)
        names = [word.text for word in utterance.words]
        if near:
            names = [name if word.said == 1 else "(CHANGED)" for name, word in zip(names, text.words)]
        expected = fixture(graphs, wave, choices(text, number in (1, 3)), names)
        raw = (wave * 32768).astype("<i2").tobytes()
        name = options.out / utterance.id
        encode = ["ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", "16000", "-ac", "1", "-i", "-", "-bitexact", f"{name}.flac"]
        subprocess.run(encode, input=raw, check=True)
        expected = {"audio": f"{utterance.id}.flac", "condition": CONDITIONS.get(number, "clean"), "text": utterance.text, **expected}
        Path(f"{name}.json").write_text(json.dumps(expected) + "\n")
        print(name.name, expected["variants"], expected["sentence"])


if __name__ == "__main__":
    main()
