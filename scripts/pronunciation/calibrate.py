"""Calibration tables from predictions on held-out speakers.

    python3 calibrate.py --predictions FILE --out calibration.json

Classical calibration (Eisenhart 1939; also called inverse regression): for each human score, the mean of the raw scores that such
recordings get; read backwards, a raw score is shown as the human score whose recordings get it on average. Least squares of human
on raw scores would pull everything to the middle, and a very good reading could never be shown as one. Levels whose raw
scores do not rise are pooled (isotonic regression), so the tables are monotone. Nothing is added.
"""
from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

import numpy as np

from corpus import Utterance
from predict import Prediction

MINIMUM = 12  # recordings, words or phones a level needs


def isotonic(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Non-decreasing least-squares fit by pooling adjacent violators."""
    blocks: list[list[float]] = []
    for value, weight in zip(values, weights):
        blocks.append([value, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            value, weight, count = blocks.pop()
            last = blocks[-1]
            blocks[-1] = [(last[0] * last[1] + value * weight) / (last[1] + weight), last[1] + weight, last[2] + count]
    return np.concatenate([[value] * count for value, _, count in blocks])


def table(raw: np.ndarray, human: np.ndarray, top: float, step: float) -> dict[str, list[float]]:
    """raw and shown (0-100), ascending, piecewise linear. Human scores are grouped to steps; too small groups join a neighbour."""
    groups: list[np.ndarray] = []
    pending = np.zeros(len(raw), dtype=bool)
    levels = np.minimum(np.floor(human / step + 1e-6) * step, top - step)  # 9-10 is one level
    for level in np.unique(levels):
        pending = pending | (levels == level)
        if pending.sum() >= MINIMUM:
            groups.append(pending)
            pending = np.zeros(len(raw), dtype=bool)
    groups[-1] = groups[-1] | pending
    sizes = np.array([group.sum() for group in groups], dtype=float)
    shown = np.array([human[group].mean() for group in groups]) / top * 100
    means = isotonic(np.array([raw[group].mean() for group in groups]), sizes)
    starts = np.flatnonzero(np.concatenate([[True], np.diff(means) > 1e-3]))  # pooled levels are shown as their mean
    means, shown = means[starts], np.add.reduceat(shown * sizes, starts) / np.add.reduceat(sizes, starts)
    return anchored(means, shown, raw[np.any(groups[starts[-1] :], axis=0)])


def anchored(means: np.ndarray, shown: np.ndarray, best: np.ndarray) -> dict[str, list[float]]:
    """The table whose best level's recordings are shown on average as humans scored them.

    The scale ends at 100: what lies above that is lost to their mean, so the mean raw score alone would show them a
    point or two too low. The level's raw score moves down until their mean is met.
    """
    low, high = means[-2] + 0.25 * (means[-1] - means[-2]), means[-1]
    for _ in range(30):
        middle = (low + high) / 2
        meets = apply(ends(np.append(means[:-1], middle), shown), best).mean() >= shown[-1]
        low, high = (middle, high) if meets else (low, middle)
    return ends(np.append(means[:-1], low), shown)


def ends(raw: np.ndarray, shown: np.ndarray) -> dict[str, list[float]]:
    """Beyond the levels' means the slope of the two outer pieces goes on until 0 and 100, so that the scale has no step there."""
    two = min(2, len(raw) - 1)
    first = (shown[two] - shown[0]) / (raw[two] - raw[0])
    last = (shown[-1] - shown[-1 - two]) / (raw[-1] - raw[-1 - two])
    x, y = list(raw), list(shown)
    if shown[0] > 0:
        x, y = [raw[0] - shown[0] / first, *x], [0.0, *y]
    if shown[-1] < 100:
        x, y = [*x, raw[-1] + (100 - shown[-1]) / last], [*y, 100.0]
    return {"raw": [round(float(value), 4) for value in x], "shown": [round(float(value), 2) for value in y]}


def apply(scale: dict[str, list[float]], raw: np.ndarray) -> np.ndarray:
    """Raw to shown."""
    return np.interp(raw, scale["raw"], scale["shown"])


def error_threshold(raw: np.ndarray, wrong: np.ndarray, precision: float = 0.75) -> dict[str, float] | None:
    """The highest raw score below which at least so many phones are truly wrong (smoothed: 30 at least).

    The product shows errors above a precision of .7 only; the rest is a margin for speakers it was not fitted on.
    """
    order = np.argsort(raw)
    rate = np.cumsum(wrong[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero((rate >= precision) & (np.arange(len(order)) >= 30))
    if not len(good):
        return None
    last = good[-1]
    return {
        "below": round(float(raw[order][last]), 4),
        "precision": round(float(rate[last]), 3),
        "recall": round(float(wrong[order][: last + 1].sum() / wrong.sum()), 3),
    }


def within_what_was_said(one: Utterance, canonical: Prediction, own: Prediction, least_read: float, least_said: float) -> np.ndarray:
    """Of each phone whether the run time would call it wrong at all: only in words that were said, of a text that was read."""
    said = (canonical.word[:, 3] >= least_said) & (own.match >= least_read)
    return np.repeat(said, [len(word.phones) for word in one.words])


def gather(utterances: list[Utterance], results: list) -> dict[str, tuple[np.ndarray, np.ndarray, float, float]]:
    """Per scale: raw, human, top of the human scale, step of its levels."""
    phone = np.concatenate([one[0].phone for one in results])
    human = np.array([score for one in utterances for word in one.words for score in word.phone_scores])
    data = {"phone": (phone, human, 2.0, 0.4)}
    words = np.concatenate([one[1].word for one in results])
    for index, name in enumerate(("accuracy", "stress_score", "total")):
        humans = np.array([getattr(word, name) for one in utterances for word in one.words], dtype=float)
        data[f"word_{name.removesuffix('_score')}"] = (words[:, index], humans, 10.0, 2.0)
    sentences = np.stack([one[1].sentence for one in results])
    for index, name in enumerate(("accuracy", "fluency", "prosodic", "total")):
        data[name] = (sentences[:, index], np.array([getattr(one, name) for one in utterances]), 10.0, 1.0)
    return data


def cross_checked(data: dict, speakers: np.ndarray) -> dict[str, dict[str, float]]:
    """Sentence scales fitted on half of the speakers and read on the others: mean shown for humans' 9-10 and 4-6, mean error."""
    half = np.isin(speakers, np.unique(speakers)[::2])
    checks = {}
    for name in ("accuracy", "fluency", "prosodic", "total"):
        raw, human, top, step = data[name]
        shown = np.empty(len(raw))
        for part in (half, ~half):
            shown[part] = apply(table(raw[~part], human[~part], top, step), raw[part])
        checks[name] = {
            "humans_9_to_10": round(float(shown[human >= 9].mean()), 1),
            "humans_4_to_6": round(float(shown[(human >= 4) & (human <= 6)].mean()), 1),
            "mean_error": round(float(np.abs(shown - 10 * human).mean()), 1),
        }
    return checks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--predictions", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    utterances, results = pickle.loads(options.predictions.read_bytes())
    rows = [index for index, result in enumerate(results) if result[0] is not None and result[1] is not None]
    utterances, results = ([one[row] for row in rows] for one in (utterances, results))
    data = gather(utterances, results)
    scales = {name: table(*columns) for name, columns in data.items()}
    phone, phone_human, _, _ = data["phone"]
    said = np.concatenate([result[1].word[:, 3] for result in results])
    spoken = np.array([np.mean(word.phone_scores) >= 0.6 for one in utterances for word in one.words])
    # No text that fits: none of it was read.
    right, wrong, near = (
        np.array([0.0 if result[column] is None else result[column].match for result in results]) for column in (1, 2, 3)
    )
    least = float(np.quantile(near, 0.02))
    least_said = float(np.quantile(said[spoken], 0.02))
    heard = np.concatenate([within_what_was_said(one, *result[:2], least, least_said) for one, result in zip(utterances, results)])
    thresholds = {
        "phone_error": error_threshold(phone[heard], phone_human[heard] < 0.5),
        # One in fifty of what was truly said falls below.
        "word_said": {"at_least": round(least_said, 4)},
        # A text with one word wrong is still this text, which lacks a word: one in fifty of those falls below.
        "text_read": {
            "at_least": round(least, 4),
            "right_text_taken": round(float((right >= least).mean()), 3),
            "near_miss_taken": round(float((near >= least).mean()), 3),
            "wrong_text_taken": round(float((wrong >= least).mean()), 3),
        },
    }
    checks = cross_checked(data, np.array([utterance.speaker for utterance in utterances]))
    options.out.write_text(json.dumps({"scales": scales, "thresholds": thresholds, "checks": checks}, indent=1) + "\n")
    print(json.dumps({"thresholds": thresholds, "checks": checks}, indent=1))


if __name__ == "__main__":
    main()
