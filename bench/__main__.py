"""`bin/bench NAME [--json]`: run a measurement and print its figures."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path

from bench.anchors.reading import Malformed

NAMES = {
    "anchors": "notes through labelled revisions: precision, recall, wrong places; 2,000 through a long chapter's, ms",
    "deliveries": "20 chapters to 1,000 subscribers while workers are killed; one to 100,000: letters, inboxes, time",
    "notes": "a chapter of 510,000 characters with 2,000 notes: revising it, carrying them, its page, the desk",
    "pages": "a chapter page signed out (stored and not), signed in, and a list, against nginx and plain Django",
    "slips": "a hundred slips in clean prose: how many proofreading finds, what else it says, time a chapter",
    "saves": "draft saves over HTTP while everything is killed again and again: what was acknowledged and lost",
}


def main() -> int:
    listed = "\n".join(f"  {name:10} {what}" for name, what in NAMES.items())
    parser = argparse.ArgumentParser(
        prog="bin/bench",
        description="Measure Feuilleton on this machine. Trust ratios of one run, not absolute times.",
        epilog=f"measurements:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", choices=NAMES, help="which measurement")
    parser.add_argument("--json", action="store_true", help="print one JSON object of figures, and nothing else")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds the medians are of (default 5)")
    parser.add_argument("--seconds", type=float, default=3, help="how long each load lasts (default 3)")
    parser.add_argument("--pairs", type=Path, help="anchors: judge this file of JSON lines instead of our own pairs")
    args = parser.parse_args()
    if args.pairs and args.name != "anchors":
        parser.error("--pairs is for anchors.")
    options = {"rounds": args.rounds, "seconds": args.seconds, **({"pairs": args.pairs} if args.pairs else {})}
    try:
        figures = importlib.import_module(f"bench.{args.name}").measure(**options)
    except (Malformed, OSError) as error:
        if not args.pairs:
            raise
        sys.exit(f"bin/bench: {error}")
    if args.json:
        print(json.dumps(figures))
    else:
        width = max(map(len, figures))
        for name, figure in figures.items():
            print(f"{name:{width}}  {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
