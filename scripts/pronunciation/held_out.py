"""The labels of the held-out speakers, as they stand, for figures through the run time.

    python3 held_out.py --labels FILE --out FILE
"""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import corpus


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    speakers = corpus.held_out_speakers(corpus.load(options.labels))
    lines = options.labels.read_text(encoding="utf-8").splitlines(keepends=True)
    options.out.write_text("".join(line for line in lines if json.loads(line)["speaker"] in speakers), encoding="utf-8")


if __name__ == "__main__":
    main()
