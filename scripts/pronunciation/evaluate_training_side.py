"""Figures on the held-out training speakers, by condition and by age and gender, as one JSON object.

    python3 evaluate_training_side.py --corpus DIR --work DIR --labels FILE --aligner FILE --scorers FILE [FILE ...]
                                      [--conditions clean opus24 quiet noise15] [--predictions FILE]

The networks are rounded as for export. --predictions keeps everything for calibrate.py.
"""
from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

import numpy as np
import torch

import conditions
import texts
from dataset import Recordings, split
from export import load
from predict import figures, predict
from train_scorer import negatives


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("corpus", "work", "labels", "aligner"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--scorers", type=Path, nargs="+", required=True)
    parser.add_argument("--conditions", nargs="+", choices=conditions.CONDITIONS, default=["clean"])
    parser.add_argument("--predictions", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    recordings = Recordings(options.work, options.labels)
    numbers = split(recordings.utterances)[1]
    utterances = [recordings.utterances[number] for number in numbers]
    others = negatives(recordings, numbers)
    own = [texts.own_text(utterance) for utterance in utterances]
    aligner, scorers = load(options.aligner, options.scorers)
    report: dict[str, dict[str, float]] = {}
    for condition in options.conditions:
        powers = conditions.mel_powers(options.corpus, utterances, condition, options.work)
        results = [predict(aligner, scorers, power, [text, *others[n]]) for power, text, n in zip(powers, own, numbers)]
        groups = {condition: list(range(len(results)))}
        if condition == "clean":
            groups["children"] = [index for index, one in enumerate(utterances) if one.age < 18]
            groups["adults"] = [index for index, one in enumerate(utterances) if one.age >= 18]
            groups["female"] = [index for index, one in enumerate(utterances) if one.gender == "f"]
            groups["male"] = [index for index, one in enumerate(utterances) if one.gender == "m"]
            if options.predictions:
                options.predictions.write_bytes(pickle.dumps((utterances, own, results)))
        for name, rows in groups.items():
            rows = [row for row in rows if results[row][0] is not None]
            columns = [[results[row][column] for row in rows] for column in range(3)]
            report[name] = figures(columns[0], [own[row] for row in rows], columns[1], columns[2])
    print(json.dumps({name: {key: round(float(value), 4) for key, value in one.items()} for name, one in report.items()}, indent=1))


if __name__ == "__main__":
    main()
