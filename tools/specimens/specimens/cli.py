"""The command line of the specimen maker."""

import argparse
import datetime
import functools
import json
import multiprocessing
import os
import sys

import cv2

from . import levels, lights, specimen, variants

# Option -> field of people.Record.
OVERRIDES = {
    "surname": "surname", "given-names": "given_names", "native-name": "native_name", "number": "document_number",
    "birth": "birth_date", "nationality": "nationality", "sex": "sex", "expiry": "expiry_date", "issued": "issue_date",
    "code": "document_code", "optional": "optional_data", "optional-2": "optional_data_2",
    "place-of-birth": "place_of_birth", "authority": "authority",
}
DATES = ("birth", "expiry", "issued")


def _date(text):
    """An ISO date whose month and day may be XX."""
    datetime.date.fromisoformat(text.replace("-XX", "-01"))
    return text


def _lights(parser, text):
    """The lights that were asked for, the visible one first."""
    asked = set(text.split(",")) | {"visible"}
    if not asked <= set(lights.LIGHTS):
        parser.error(f"--lights {text}: {', '.join(lights.LIGHTS)} expected")
    return tuple(light for light in lights.LIGHTS if light in asked)


def _parser():
    parser = argparse.ArgumentParser(
        prog="tools/specimens/make", description="Draws specimens of travel documents of the invented state UTO.")
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for pictures, truth files, manifest.jsonl")
    parser.add_argument("--seed", type=int, default=1, help="same seed and options, same bytes")
    parser.add_argument("--count", type=int, default=1, help="number of documents (a card of both sides is one)")
    parser.add_argument("--format", default="TD3", choices=(*specimen.FORMATS, "all"), help="all: in turn")
    parser.add_argument("--wear", default="clean", choices=(*levels.LEVELS, "mixed"), help="mixed: clean, worn, camera in turn")
    parser.add_argument("--variant", default="genuine", choices=tuple(variants.VARIANTS))
    parser.add_argument("--lights", default="visible", metavar="LIGHT,...",
                        help="visible, infrared, ultraviolet: one picture of a page in each")
    parser.add_argument("--ppi", type=float, help="fixed resolution on the page (default: drawn for each picture)")
    parser.add_argument("--sides", default="both", choices=("both", "joint", "front", "back"),
                        help="of TD1 cards: two pictures, one picture, one side")
    parser.add_argument("--turn", type=float, metavar="DEG", help="turn of the page, clockwise")
    parser.add_argument("--issue", type=int, metavar="N",
                        help="all documents of one issue: one pattern, one palette, one set of inks (default: each its own)")
    parser.add_argument("--overprint", choices=("yes", "no"), help="SPECIMEN across the page (default: sometimes)")
    parser.add_argument("--file-format", choices=("jpg", "png"), help="default: JPEG, sometimes PNG")
    parser.add_argument("--name", metavar="STEM", help="file name without ending, for one document")
    parser.add_argument("--today", type=datetime.date.fromisoformat, default=specimen.TODAY, metavar="DATE",
                        help="day on which generated documents are valid (default %(default)s)")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    person = parser.add_argument_group("the person and document (default: invented from the seed)")
    for option in OVERRIDES:
        kind = _date if option in DATES else str.upper if option != "native-name" else str
        person.add_argument(f"--{option}", type=kind, metavar="YYYY-MM-DD" if option in DATES else "TEXT")
    return parser


def main(arguments=None):
    """Runs the command; returns its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.name and options.count != 1:
        parser.error("--name goes with --count 1")
    given = {field: getattr(options, option.replace("-", "_")) for option, field in OVERRIDES.items()}
    request = specimen.Request(
        seed=options.seed,
        layouts=specimen.FORMATS if options.format == "all" else (options.format,),
        wears=levels.MIXED if options.wear == "mixed" else (options.wear,),
        variant=options.variant, lights=_lights(parser, options.lights), ppi=options.ppi, sides=options.sides, turn_deg=options.turn,
        overprint=None if options.overprint is None else options.overprint == "yes",
        issue=options.issue, file_format=options.file_format, name=options.name, today=options.today,
        overrides={field: value for field, value in given.items() if value is not None})
    os.makedirs(options.out, exist_ok=True)
    cv2.setNumThreads(1)
    one = functools.partial(specimen.write, request, folder=options.out)
    if options.jobs > 1:
        with multiprocessing.Pool(options.jobs) as pool:
            made = pool.map(one, range(options.count), chunksize=1)
    else:
        made = [one(index) for index in range(options.count)]
    with open(os.path.join(options.out, "manifest.jsonl"), "w", encoding="utf-8") as manifest:
        for truths in made:
            for truth in truths:
                manifest.write(json.dumps(truth, ensure_ascii=False) + "\n")
    print(f"{options.count} documents, {sum(map(len, made))} pictures in {options.out}", file=sys.stderr)
    return 0
