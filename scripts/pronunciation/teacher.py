"""Frame scores of pocketsphinx's en-us model: the teacher of the first aligner. Needed for training only.

    python3 teacher.py --corpus DIR --labels FILE --work DIR

pocketsphinx computes every senone in every frame and logs the scores; each phone's score is its best senone's. Written to
WORK/teacher.npy as [frames, 40] uint8: the score's distance from the frame's best phone in steps of 1/4 nat, at most 255,
with WORK/teacher-offsets.npy saying where each utterance begins (100 frames a second).
"""
from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy as np

import corpus

MODEL = Path("/usr/share/pocketsphinx/model/en-us")
# Senone scores are logarithms to base 1.0001, shifted right by 10 bits (pocketsphinx: SENSCR_SHIFT).
NATS_PER_STEP = 1024 * np.log(1.0001)
BATCH = 125


def senone_phones(folder: Path) -> np.ndarray:
    """[senones] the index (corpus.PHONES) of the phone whose state each senone belongs to; noises count as silence."""
    text = folder / "mdef.txt"
    subprocess.run(["pocketsphinx_mdef_convert", "-text", MODEL / "en-us" / "mdef", text], check=True, capture_output=True)
    owner: dict[int, int] = {}
    for line in text.read_text().splitlines():
        fields = line.split()
        if len(fields) == 10 and fields[9] == "N":
            phone = corpus.PHONE_INDEX.get(fields[0], 0)
            for state in fields[6:9]:
                owner[int(state)] = phone
    return np.array([owner[index] for index in range(len(owner))])


def read_scores(path: Path, order: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """A senone log as [frames, 40] float32 costs in nats, 0 for the frame's best phone."""
    raw = path.read_bytes()
    body = raw[raw.index(b"endhdr\n") + 7 + 4 :]  # then a byte-order word
    frame = np.frombuffer(body, dtype="<i2").reshape(-1, 1 + len(order))
    scores = np.minimum.reduceat(frame[:, 1:][:, order], starts, axis=1).astype(np.float32) * NATS_PER_STEP
    return scores - scores.min(axis=1, keepdims=True)


def score_batch(wavs: list[Path], order: np.ndarray, starts: np.ndarray) -> list[np.ndarray]:
    """Frame scores of up to BATCH recordings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "any.jsgf").write_text("#JSGF V1.0;\ngrammar any;\npublic <any> = the;\n")
        (folder / "list.ctl").write_text("".join(f"{path.with_suffix('')}\n" for path in wavs))
        subprocess.run(
            ["pocketsphinx_batch", "-hmm", MODEL / "en-us", "-dict", MODEL / "cmudict-en-us.dict"]
            + ["-jsgf", folder / "any.jsgf", "-ctl", folder / "list.ctl", "-cepdir", "/", "-cepext", ".WAV"]
            + ["-adcin", "yes", "-adchdr", "44", "-compallsen", "yes", "-senlogdir", folder, "-bestpath", "no"]
            + ["-remove_silence", "no", "-hyp", folder / "hyp"],
            check=True,
            capture_output=True,
        )
        return [read_scores(path, order, starts) for path in sorted(folder.glob("*.sen"))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("corpus", "labels", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    utterances = corpus.load(options.labels)
    phones = senone_phones(options.work)
    order = np.argsort(phones, kind="stable")
    starts = np.searchsorted(phones[order], np.arange(len(corpus.PHONES)))
    parts: list[np.ndarray] = []
    for begin in range(0, len(utterances), BATCH):
        wavs = [corpus.audio_path(options.corpus, utterance) for utterance in utterances[begin : begin + BATCH]]
        parts += [np.minimum(np.round(scores * 4), 255).astype(np.uint8) for scores in score_batch(wavs, order, starts)]
        print(f"{len(parts)} utterances", flush=True)
    np.save(options.work / "teacher.npy", np.concatenate(parts))
    np.save(options.work / "teacher-offsets.npy", np.cumsum([0] + [len(part) for part in parts]))


if __name__ == "__main__":
    main()
