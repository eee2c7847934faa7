"""A page that shows what was not read right, and how. Self-contained HTML; pictures need OpenCV."""

import base64
import html

from evaluation import table as tables
from evaluation.alignment import align_lines

# What a picture is shown under: the first that holds; the most dangerous first.
KINDS = (
    ("wrong_as_valid", "Delivered as valid, yet wrong", "certain, check digits right: nobody would look again"),
    ("invented", "Invented", "lines were given for a picture without an MRZ"),
    ("mended", "Mended", "check digits are wrong as printed and right as given"),
    ("wrong_certain", "Certain, yet wrong", "the check digits tell"),
    ("wrong", "Wrong, in doubt", "the reader says that it doubts some characters"),
    ("unreadable", "Unreadable", "an MRZ was seen, no lines were given"),
    ("missed", "Not found", "there is an MRZ, none was seen"),
    ("error", "Not processed", ""),
)

_THUMBNAIL_PX = 440
_CROP_PX_A_CHARACTER = 18
_MARGIN = 0.6  # around the zone, as a share of its height

_STYLE = """
:root { --ink:#1c2430; --soft:#66707f; --line:#dfe3ea; --ground:#f5f6f8; --card:#fff; --bad:#c4281c; --badground:#fde3e0;
  --doubt:#a86400; --good:#12733c; --accent:#2457c5; }
* { box-sizing:border-box } html { scroll-behavior:smooth }
body { margin:0; background:var(--ground); color:var(--ink); font:15px/1.45 system-ui,"DejaVu Sans",sans-serif }
main { max-width:1240px; margin:0 auto; padding:28px 24px 80px }
h1 { font-size:24px; margin:0 0 2px } h2 { font-size:18px; margin:40px 0 2px } h2 b { color:var(--soft); font-weight:500 }
p.soft, .soft { color:var(--soft); margin:0 0 14px }
.figures { display:flex; flex-wrap:wrap; gap:12px; margin:18px 0 }
.figures div { background:var(--card); border:1px solid var(--line); border-radius:10px; padding:10px 16px; min-width:118px }
.figures b { display:block; font-size:23px; font-weight:600; font-variant-numeric:tabular-nums }
.figures .bad b { color:var(--bad) } .figures .good b { color:var(--good) }
nav { display:flex; flex-wrap:wrap; gap:8px; margin:12px 0 0 }
nav a { text-decoration:none; color:var(--accent); border:1px solid var(--line); background:var(--card); border-radius:99px;
  padding:3px 12px }
details { background:var(--card); border:1px solid var(--line); border-radius:10px; padding:10px 16px; margin:10px 0 }
summary { cursor:pointer; font-weight:600 } details div { overflow-x:auto }
table { border-collapse:collapse; font-size:13px; font-variant-numeric:tabular-nums; margin-top:8px }
th { text-align:right; color:var(--soft); font-weight:500; padding:2px 9px; vertical-align:bottom }
td { text-align:right; padding:2px 9px; border-top:1px solid var(--line) } td:first-child, th:first-child { text-align:left }
td.bad { color:var(--bad); font-weight:600 } td.zero { color:#b9c0ca }
article { display:grid; grid-template-columns:minmax(0,300px) minmax(0,1fr); gap:20px; background:var(--card);
  border:1px solid var(--line); border-radius:12px; padding:16px; margin:14px 0; break-inside:avoid }
article img { display:block; max-width:100%; border-radius:5px } article .crop { width:100%; margin:0 0 10px }
h3 { font-size:15px; margin:0 0 6px; overflow-wrap:anywhere }
.tags { margin:0 0 10px; color:var(--soft); font-size:13px } .tags span { border:1px solid var(--line); border-radius:99px;
  padding:1px 9px; margin-right:5px; white-space:nowrap; display:inline-block; margin-bottom:4px }
.lines { font:15px/1.35 "OCR B","DejaVu Sans Mono",monospace; overflow-x:auto; white-space:pre }
.lines i { font:12px system-ui,sans-serif; color:var(--soft); display:inline-block; width:62px }
.lines .pair { margin-bottom:9px } .lines u { text-decoration:none; background:var(--badground); color:var(--bad);
  border-radius:2px; font-weight:700 } .lines .truth u { background:#dff3e6; color:var(--good) }
.lines s { text-decoration:none; border-bottom:2px solid var(--doubt); cursor:help }
@media (max-width:760px) { article { grid-template-columns:1fr } }
"""


def kind_of(said):
    return next((kind for kind, _, _ in KINDS if getattr(said, kind)), None)


def _jpeg(picture):
    import cv2
    _, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 82])
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")


def _corners(points, size):
    """Corners in px from a region in relative coordinates, or None."""
    import numpy
    return numpy.float32(points) * numpy.float32(size) if points else None


def _cut(picture, corners, characters):
    """The zone upright, with what stands around it."""
    import cv2
    import numpy
    width = _CROP_PX_A_CHARACTER * characters
    along = numpy.linalg.norm(corners[1] - corners[0])
    down = numpy.linalg.norm(corners[3] - corners[0])
    height = width * down / max(along, 1)
    margin = max(_MARGIN * height, _CROP_PX_A_CHARACTER)
    target = numpy.float32([[margin, margin], [margin + width, margin], [margin + width, margin + height],
                            [margin, margin + height]])
    turn = cv2.getPerspectiveTransform(corners, target)
    return cv2.warpPerspective(picture, turn, (int(width + 2 * margin), int(height + 2 * margin)),
                               flags=cv2.INTER_AREA, borderValue=(255, 255, 255))


def _pictures(truth, answer):
    """(thumbnail, crop or "") as data addresses."""
    import cv2
    import numpy
    picture = cv2.imread(truth["path"], cv2.IMREAD_COLOR)
    if picture is None:
        return "", ""
    size = picture.shape[1::-1]
    seen = _corners(answer and answer.get("region"), size)
    printed = numpy.float32(truth["mrz_quad"]) if truth.get("mrz_quad") else None
    crop = ""
    where = seen if seen is not None else printed
    if where is not None:
        lines = (answer and answer["mrz"]) or truth.get("mrz") or []
        crop = _jpeg(_cut(picture, where, max(map(len, lines), default=44)))
    scale = _THUMBNAIL_PX / max(size)
    thumbnail = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    for corners, colour in ((printed, (60, 160, 30)), (seen, (30, 40, 210))):
        if corners is not None:
            around = corners.mean(axis=0) + (corners - corners.mean(axis=0)) * 1.06
            cv2.polylines(thumbnail, [numpy.int32(around * scale)], True, colour, 2, cv2.LINE_AA)
    return _jpeg(thumbnail), crop


def _marked(pairs, side, doubts, line):
    """One line with the characters that differ marked, and those in doubt underlined."""
    parts = []
    column = 0
    for pair in pairs:
        character = pair[side]
        shown = html.escape(character) or "&nbsp;"
        if pair[0] != pair[1]:
            shown = f"<u>{shown}</u>"
        if side == 1 and character:
            if (line, column) in doubts:
                said = ", ".join(f"{c} {share:.2f}" for c, share in doubts[line, column])
                shown = f'<s title="{html.escape(said)}">{shown}</s>'
            column += 1
        parts.append(shown)
    return "".join(parts)


def _lines(truth, answer):
    given = answer["mrz"] if answer else []
    doubts = {(d["line"], d["column"]): d["alternatives"] for d in (answer or {}).get("doubtful", [])}
    out = []
    for k, pairs in enumerate(align_lines(truth.get("mrz") or [], given)):
        rows = []
        if any(x for x, _ in pairs):
            shown = _marked(pairs, 0, doubts, k) if given else html.escape(truth["mrz"][k])
            rows.append(f'<div class="truth"><i>printed</i>{shown}</div>')
        if any(y for _, y in pairs):
            rows.append(f"<div><i>read</i>{_marked(pairs, 1, doubts, k)}</div>")
        out.append(f'<div class="pair">{"".join(rows)}</div>')
    return "".join(out)


def _article(truth, answer, said):
    thumbnail, crop = _pictures(truth, answer)
    tags = [truth.get("type"), truth.get("capture"), *truth.get("difficulty", [])]
    if "width" in truth:
        tags.append(f"{truth['width']} x {truth['height']}")
    if answer and answer["status"] != "error":
        if said.given:
            tags += [f"confidence {answer['confidence']:.3f}", "digits hold" if said.digits_hold else "digits fail"]
            if said.wrong:
                tags.append(f"{said.character_errors} of {said.characters} characters")
        tags.append(f"{answer['cpu_ms']:.0f} ms")
    elif answer:
        tags.append(answer["error"])
    chips = "".join(f"<span>{html.escape(str(tag))}</span>" for tag in tags if tag)
    note = f'<p class="soft">{html.escape(truth["notes"])}</p>' if truth.get("notes") else ""
    left = f'<img src="{thumbnail}" alt="">' if thumbnail else ""
    right = f'<img class="crop" src="{crop}" alt="">' if crop else ""
    return (f'<article><div>{left}</div><div><h3>{html.escape(truth["file"])}</h3><p class="tags">{chips}</p>{right}'
            f'<div class="lines">{_lines(truth, answer)}</div>{note}</div></article>')


def _table(rows):
    head = "<tr><th></th><th>n</th><th>exact</th><th>character<br>errors</th>"
    labels = iter(tables.COUNTS)
    for word, columns in tables.SPANS:
        for _ in range(columns):
            head += f"<th>{word + ',<br>' if word else ''}{next(labels)[1]}</th>"
    out = [head + "<th>CPU ms,<br>median</th><th>95 %<br>below</th></tr>"]
    alarming = {"wrong_valid", "wrong_certain", "wrong_as_valid", "mended", "invented", "error"}
    for (kind, name), row in rows.items():
        cells = [f"<td>{html.escape(f'{kind}: {name}' if kind else name)}</td><td>{row.pictures}</td>",
                 f"<td>{100 * row.exact_share:.1f} %</td><td>{100 * row.character_error_share:.2f} %</td>"]
        for field, _ in tables.COUNTS:
            count = row.counts[field]
            style = "zero" if not count else "bad" if field in alarming else ""
            cells.append(f'<td class="{style}">{count}</td>')
        cells.append(f"<td>{row.cpu_p50:.1f}</td><td>{row.cpu_p95:.1f}</td>")
        out.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(out)}</table>"


def _calibration_table(calibration):
    out = ["<tr><th>confidence</th><th>readings</th><th>right</th><th>right share</th><th>said</th></tr>"]
    for b in calibration.bins:
        out.append(f"<tr><td>{b.low:.2f} to {b.high:.2f}</td><td>{b.readings}</td><td>{b.right}</td>"
                   f"<td>{100 * b.right / b.readings:.1f} %</td><td>{100 * b.mean_confidence:.1f} %</td></tr>")
    return f"<table>{''.join(out)}</table>"


def _figure(value, label, style=""):
    return f'<div class="{style}"><b>{value}</b>{label}</div>'


def page(title, truths, answers, judgements, rows, calibration):
    """The whole page as text. answers: path -> what `chowki read` said."""
    shown = {kind: [] for kind, _, _ in KINDS}
    for truth, said in zip(truths, judgements):
        if kind := kind_of(said):
            shown[kind].append((truth, answers.get(truth["path"]), said))
    zones = rows.get(("", "with an MRZ"))
    everything = rows[("", "all pictures")]
    figures = []
    if zones:
        figures = [_figure(f"{100 * zones.exact_share:.1f} %", f"exact of {zones.pictures}"),
                   _figure(f"{100 * zones.character_error_share:.2f} %", "characters wrong"),
                   _figure(f"{zones.cpu_p50:.0f} ms", "CPU, median")]
    for field, label in (("wrong_as_valid", "wrong as valid"), ("wrong_certain", "certain yet wrong"),
                         ("invented", "invented"), ("mended", "mended")):
        count = everything.counts[field]
        figures.append(_figure(count, label, "bad" if count else "good"))
    figures.append(_figure(f"{100 * calibration.high_share:.1f} %", f"said with 0.99,"
                           f" of these {100 * calibration.high_right_share:.1f} % right"))
    parts = [f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
             f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style><main>'
             f"<h1>{html.escape(title)}</h1>"
             f'<p class="soft">What was not read right. Red outline: where the reader saw the zone; green: where it is.'
             f" Marked: characters that differ; underlined: characters in doubt (point at them).</p>"
             f'<div class="figures">{"".join(figures)}</div>',
             "<nav>" + "".join(f'<a href="#{kind}">{name} {len(shown[kind])}</a>' for kind, name, _ in KINDS if shown[kind])
             + "</nav>",
             f"<details><summary>Table by group</summary><div>{_table(rows)}</div></details>",
             f"<details><summary>Calibration</summary><div>{_calibration_table(calibration)}</div></details>"]
    for kind, name, meaning in KINDS:
        if shown[kind]:
            parts.append(f'<h2 id="{kind}">{name} <b>{len(shown[kind])}</b></h2><p class="soft">{meaning}</p>')
            parts += [_article(*case) for case in shown[kind]]
    if not any(shown.values()):
        parts.append("<h2>Everything was read right.</h2>")
    return "".join(parts) + "</main></html>\n"
