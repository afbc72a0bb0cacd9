"""Figures on the held-out training speakers, by condition and by age and gender, as one JSON object.

    python3 evaluate_training_side.py --corpus DIR --work DIR --labels FILE --variants FILE --aligner FILE --scorers FILE [FILE ...]
                                      [--conditions clean opus24 quiet noise15] [--predictions FILE]

The networks are rounded as for export. --predictions keeps everything for calibrate.py.
"""
from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

import torch

import conditions
import texts
from dataset import Recordings, split
from export import load
from predict import figures, predict
from train_scorer import choices


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("corpus", "work", "labels", "variants", "aligner"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--scorers", type=Path, nargs="+", required=True)
    parser.add_argument("--conditions", nargs="+", choices=conditions.CONDITIONS, default=["clean"])
    parser.add_argument("--predictions", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    recordings = Recordings(options.work, options.labels)
    numbers = split(recordings.utterances)[1]
    utterances = [recordings.utterances[number] for number in numbers]
    made = choices(recordings, numbers, texts.Dictionary(options.variants))
    aligner, scorers = load(options.aligner, options.scorers)
    report: dict[str, dict[str, float]] = {}
    for condition in options.conditions:
        powers = conditions.mel_powers(options.corpus, utterances, condition, options.work)
        results = [predict(aligner, scorers, power, ways) for power, ways in zip(powers, made)]
        groups = {condition: list(range(len(results)))}
        if condition == "clean":
            groups["children"] = [index for index, one in enumerate(utterances) if one.age < 18]
            groups["adults"] = [index for index, one in enumerate(utterances) if one.age >= 18]
            groups["female"] = [index for index, one in enumerate(utterances) if one.gender == "f"]
            groups["male"] = [index for index, one in enumerate(utterances) if one.gender == "m"]
            if options.predictions:
                options.predictions.write_bytes(pickle.dumps((utterances, results)))
        for name, rows in groups.items():
            report[name] = figures([utterances[row] for row in rows], [results[row] for row in rows])
    print(json.dumps({name: {key: round(float(value), 4) for key, value in one.items()} for name, one in report.items()}, indent=1))


if __name__ == "__main__":
    main()
