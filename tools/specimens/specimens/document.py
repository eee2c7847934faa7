"""Draws one side of a document, flat and perfect: the print before any hand or scanner touched it."""

from dataclasses import dataclass, field

import cairo
import cv2
import numpy as np

from . import fluorescence, formats, guilloche, portrait, style as styles
from .canvas import Canvas

# English, Arabic script, Bengali.
LABELS = {
    "document_code": ("Type", "قسم", "ধরন"), "issuing_state": ("Code of State", "ملک کا کوڈ", "দেশ কোড"),
    "document_number": ("Document No.", "دستاویز نمبر", "দলিল নং"), "surname": ("Surname", "خاندانی نام", "পদবি"),
    "given_names": ("Given names", "نام", "নাম"), "native_name": ("Name", "پورا نام", "পুরো নাম"),
    "nationality": ("Nationality", "قومیت", "জাতীয়তা"), "sex": ("Sex", "جنس", "লিঙ্গ"),
    "birth_date": ("Date of birth", "تاریخ پیدائش", "জন্ম তারিখ"),
    "place_of_birth": ("Place of birth", "جائے پیدائش", "জন্মস্থান"),
    "personal_number": ("Personal No.", "ذاتی نمبر", "ব্যক্তিগত নং"),
    "issue_date": ("Date of issue", "تاریخ اجراء", "প্রদানের তারিখ"),
    "expiry_date": ("Date of expiry", "تاریخ تنسیخ", "মেয়াদ শেষ"),
    "authority": ("Authority", "ادارہ", "কর্তৃপক্ষ"), "class": ("Category", "زمرہ", "শ্রেণি"),
    "entries": ("Entries", "داخلے", "প্রবেশ"), "valid_from": ("Valid from", "تاریخ آغاز", "শুরু"),
    "stay": ("Stay", "قیام", "অবস্থান"), "passport_number": ("Passport No.", "پاسپورٹ نمبر", "পাসপোর্ট নং"),
}
STATE = ("UTOPIA", "یوٹوپیا", "ইউটোপিয়া")
_SCRIPT_COLUMN = {"arabic": 1, "bengali": 2}
MRZ_HALF_HEIGHT_MM = 1.6  # centre line to the upper or lower edge of the characters, with a little air


@dataclass
class Page:
    """A drawn side. Rectangles are (left, top, right, bottom) in mm from its top left corner."""

    name: str  # key of formats.PAGES
    image: np.ndarray  # BGR uint8
    size_mm: tuple
    ppi: float
    corner_mm: float
    mrz: list = field(default_factory=list)  # printed lines
    mrz_rect: tuple = None
    visual: dict = field(default_factory=dict)  # field -> {"text", "value", "rect"}

    def cell(self, line, column):
        """Rectangle of a character of the MRZ, counted from 1."""
        left, top, right, bottom = self.mrz_rect
        width = (right - left) / len(self.mrz[0])
        upper = top + (bottom - top - 2 * MRZ_HALF_HEIGHT_MM) / (len(self.mrz) - 1) * (line - 1)
        return left + width * (column - 1), upper, left + width * column, upper + 2 * MRZ_HALF_HEIGHT_MM


def _values(record, slot_field, form):
    """(text as printed, normalised value) of a field; None where the record has nothing to print."""
    if slot_field.endswith("_date") or slot_field == "valid_from":
        iso = record.issue_date if slot_field == "valid_from" else getattr(record, slot_field)
        return styles.print_date(iso, form), iso
    if slot_field == "personal_number":
        return (record.optional_data, record.optional_data) if record.optional_data else None
    if slot_field in record.extra:
        return record.extra[slot_field], record.extra[slot_field]
    text = getattr(record, slot_field, "")
    if slot_field in ("document_code", "nationality", "issuing_state"):
        text = text.replace("<", "")
    return (text, text) if text else None


def _header(canvas, page_format, style, light):
    width, _ = canvas.size_mm
    context, height = canvas.context, page_format.header_height
    bar = cairo.LinearGradient(0, 0, width, 0)
    red, green, blue = light.ink(style.palette["header"], "offset")
    bar.add_color_stop_rgba(0, red, green, blue, 0.92)
    bar.add_color_stop_rgba(1, red, green, blue, 0.55)
    context.set_source(bar)
    context.rectangle(0, 0, width, height - 1.8)
    context.fill()
    second = _SCRIPT_COLUMN[style.script]
    baseline, size = (height - 1.8) * 0.68, height * 0.38
    white = light.paper()  # left free
    state = canvas.text(STATE[0], 14, baseline, size, white, "Noto Serif Bold")
    native = canvas.text(f"{page_format.title[second]}  ·  {STATE[second]}", width - 4, baseline, size * 0.85, white,
                         "Noto Naskh Arabic" if style.script == "arabic" else "Noto Sans Bengali", "right")
    canvas.text(page_format.title[0], (state[2] + native[0]) / 2, baseline, size * 0.9, white, "Noto Sans Bold",
                "middle", max_width=native[0] - state[2] - 4)
    _emblem(context, 8, (height - 1.8) / 2, (height - 1.8) * 0.42, light)


def _microprint(canvas, baseline, style, light):
    """A rule that is a line of tiny text."""
    width, _ = canvas.size_mm
    canvas.text("UTOPIAUTO" * int(width / 4.6), 2, baseline, 0.8, light.ink(style.palette["header"], "offset"),
                "DejaVu Sans Condensed", max_width=width - 4)


def _emblem(context, x, y, radius, light):
    """Utopia's sign: an island under a sun, inside a ring."""
    context.save()
    context.new_path()
    context.translate(x, y)
    context.scale(radius, radius)
    context.set_source_rgba(*light.ink((0.95, 0.85, 0.45), "offset"), 0.95)
    context.set_line_width(0.12)
    context.arc(0, 0, 0.92, 0, 2 * np.pi)
    context.stroke()
    context.arc(0, -0.15, 0.28, 0, 2 * np.pi)
    context.fill()
    context.new_path()
    for ray in np.linspace(np.pi, 2 * np.pi, 7):
        context.move_to(0.4 * np.cos(ray), -0.15 + 0.4 * np.sin(ray))
        context.line_to(0.62 * np.cos(ray), -0.15 + 0.62 * np.sin(ray))
    context.stroke()
    context.move_to(-0.75, 0.35)
    context.curve_to(-0.3, -0.05, 0.3, -0.05, 0.75, 0.35)
    context.curve_to(0.4, 0.75, -0.4, 0.75, -0.75, 0.35)
    context.fill()
    context.restore()


def _paste(canvas, picture, rect, light, opacity=1.0, grey=False):
    """A BGR picture scaled into a rectangle of the page; `opacity` blends it with what is there."""
    left, top, right, bottom = (int(round(mm * canvas.scale)) for mm in rect)
    canvas.surface.flush()
    spot = canvas.pixels[top:bottom, left:right, :3]
    picture = cv2.resize(picture, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    if grey:
        grey_levels = cv2.convertScaleAbs(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), alpha=0.84, beta=38)
        picture = cv2.cvtColor(grey_levels, cv2.COLOR_GRAY2BGR)
    if opacity < 1.0:  # darken only, as ink on the pattern does
        picture = light.darkening(picture, light.optics.photo)
        ink = 255 - ((255 - picture.astype(np.uint16)) * int(opacity * 256) >> 8)
        picture = (spot.astype(np.uint16) * ink // 255).astype(np.uint8)
    else:
        picture = light.picture(picture, light.optics.photo)
    spot[:] = picture
    canvas.surface.mark_dirty()


def _portrait(canvas, page_format, draft, light, rng):
    (left, top, right, bottom), (across, down), style = page_format.portrait, draft.portrait_shift, draft.style
    left, top, right, bottom = left + across, top + down, right + across, bottom + down
    face = portrait.draw(rng, draft.record.sex, min(canvas.ppi, 300))
    rows = int(face.shape[1] * (bottom - top) / (right - left))
    face = face[: min(rows, face.shape[0])]
    _paste(canvas, face, (left, top, right, bottom), light, grey=style.grey_portrait)
    context = canvas.context
    context.set_source_rgba(*light.ink(style.palette["header"], "offset"), 0.5)
    context.set_line_width(0.15)
    context.rectangle(left, top, right - left, bottom - top)
    context.stroke()
    if page_format.ghost:
        _paste(canvas, face, page_format.ghost, light, opacity=0.45, grey=True)


def _signature(canvas, rect, light, rng):
    """A scribble in blue-black ink."""
    left, top, right, bottom = rect
    context, height = canvas.context, bottom - top
    count = int(rng.integers(7, 12))
    x = np.linspace(left + 1, right - 2, count)
    y = top + height * (0.55 + 0.32 * rng.uniform(-1, 1, count))
    context.set_source_rgba(*light.ink((0.08, 0.10, 0.35), light.optics.photo), 0.85)
    context.set_line_width(0.32)
    context.set_line_join(cairo.LINE_JOIN_ROUND)
    context.move_to(x[0], y[0])
    for i in range(1, count):
        loop = rng.uniform(-1.5, 1.5, 2)
        context.curve_to(x[i - 1] + loop[0] + 2, y[i - 1] - height * 0.5 * rng.random(), x[i] + loop[1],
                         y[i] + height * 0.4 * rng.random(), x[i], y[i])
    context.stroke()


def _scrape(canvas, rect, light, share):
    """Takes a share of the ground away where a text stood; rect with a little air."""
    left, top, right, bottom = rect
    canvas.context.set_source_rgba(*light.scraped(), share)
    canvas.context.rectangle(left - 0.4, top - 0.4, right - left + 0.8, bottom - top + 0.8)
    canvas.context.fill()


def _value(canvas, place, text, light, material, ink):
    """One value; place: (x, baseline, em, font, max_width). Returns the rectangle of its ink."""
    x, baseline, em, font, width = place
    return canvas.text(text, x, baseline, em, light.ink(ink, material), font, max_width=width)


def _fields(canvas, page_format, draft, light):
    """Labels and values; returns the truth of the visual zone, of what stands there by day."""
    record, style = draft.record, draft.style
    visual, second = {}, _SCRIPT_COLUMN[style.script]
    size, label_size = page_format.text_size, page_format.text_size * 0.62
    native_label = "Noto Naskh Arabic" if style.script == "arabic" else "Noto Sans Bengali"
    label_ink = light.ink(tuple(0.6 * c + 0.1 for c in style.palette["header"]), "offset")
    for slot in page_format.slots:
        printed = _values(record, slot.field, style.date_form)
        if printed is None:
            continue
        text, value = printed
        label = LABELS[slot.field]
        ink = canvas.text(label[0], slot.x, slot.y + label_size, label_size, label_ink, style.label_font,
                          max_width=slot.width * 0.65)
        canvas.text(label[second], ink[2] + 0.8, slot.y + label_size, label_size * 1.05, label_ink, native_label,
                    max_width=max(2.0, slot.width - (ink[2] - slot.x) - 0.8))
        if slot.field == "native_name":
            font, em, baseline = style.native_font, size * 1.05, slot.y + label_size + size * 1.22
            if "Nastaliq" in font:
                em *= 0.8
        else:
            font, em, baseline = style.value_font, size, slot.y + label_size + size * 1.12
        place = (slot.x, baseline, em, font, slot.width)
        imprint = draft.fields.get(slot.field)
        if imprint is None:
            rect = _value(canvas, place, text, light, draft.optics.data, style.ink)
        else:
            rect = _altered_value(canvas, place, text, imprint, light, style)
            text, value = imprint.text, imprint.value
        visual[slot.field] = {"text": text, "value": value, "rect": rect}
    return visual


def _altered_value(canvas, place, old, imprint, light, style):
    """A value that was put in the place of the old one; returns the rectangle that a forger touched."""
    x, baseline, em, font, width = place
    rect = (x, baseline - 0.75 * em, x + min(width, 0.62 * em * max(len(old), len(imprint.text))), baseline + 0.1 * em)
    _scrape(canvas, rect, light, imprint.scraped)
    place = (x + imprint.offset[0], baseline + imprint.offset[1], em, imprint.font or font, width)
    if light.name == "infrared" and imprint.under:
        _value(canvas, (x, baseline, em, font, width), imprint.under, light, "carbon", style.ink)
    ink = _value(canvas, place, imprint.text, light, imprint.material, style.ink)
    return (min(rect[0], ink[0]), min(rect[1], ink[1]), max(ink[2], rect[0]), max(rect[3], ink[3]))


def _overprint(canvas, light):
    width, height = canvas.size_mm
    context = canvas.context
    context.save()
    context.translate(width * 0.62, height * 0.44)
    context.rotate(-0.35)
    context.select_font_face("Noto Sans", cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD)
    context.set_font_size(height * 0.17)
    extent = context.text_extents("SPECIMEN")
    context.move_to(-extent.width / 2, extent.height / 2)
    context.text_path("SPECIMEN")
    context.set_source_rgba(*light.ink((0.78, 0.08, 0.10), "dye"), 0.5)
    context.set_line_width(0.3)
    context.stroke()
    context.restore()


def _mrz(canvas, page_format, draft, light, rng):
    """Prints the lines; returns their rectangle, cell edge to cell edge."""
    style, ink = draft.style, light.ink(draft.style.ink, draft.optics.mrz)
    shift_x, shift_y = style.mrz_shift
    left = page_format.mrz_left + shift_x
    centres = [centre + shift_y for centre in page_format.mrz_centres]
    pitch, half = style.mrz_pitch, MRZ_HALF_HEIGHT_MM
    for row, (line, centre) in enumerate(zip(draft.lines, centres), 1):
        offsets = rng.normal(0, style.mrz_jitter, (len(line), 2)) if style.mrz_jitter else np.zeros((len(line), 2))
        untouched = "".join(" " if (row, column) in draft.cells else character for column, character in enumerate(line, 1))
        canvas.mrz_line(untouched, left, centre, ink, style.mrz_font, pitch, style.mrz_weight, offsets)
        for (at, column), imprint in draft.cells.items():
            if at != row:
                continue
            x = left + pitch * (column - 1)
            _scrape(canvas, (x + 0.3, centre - half + 0.3, x + pitch - 0.3, centre + half - 0.3), light, imprint.scraped)
            if light.name == "infrared" and imprint.under:
                canvas.mrz_line(imprint.under, x, centre, ink, style.mrz_font, pitch, style.mrz_weight)
            canvas.mrz_line(imprint.text, x, centre, light.ink(style.ink, imprint.material), imprint.font or style.mrz_font,
                            pitch, style.mrz_weight, [imprint.offset])
    return left, centres[0] - half, left + pitch * len(draft.lines[0]), centres[-1] + half


def _of_issue(draft, part):
    """A generator that is the same for all documents of an issue; None for a document without one."""
    return None if draft.issue is None else np.random.default_rng([draft.issue, part])


def draw_page(page_name, draft, light, rng, ppi, glow):
    """Draws one side.

    page_name  key of formats.PAGES
    draft      draft.Draft: what to print, right or wrong
    light      lights.Light of the draft's optics
    rng        numpy Generator for pattern, portrait, signature and printer jitter; the same state draws the same page in
               every light
    ppi        pixels an inch of the drawing
    glow       numpy Generator for what shines under ultraviolet light
    """
    page_format, style = formats.PAGES[page_name], draft.style
    width, height = page_format.size
    quiet = (0, height - formats.MRZ_ZONE_MM, width, height) if page_format.mrz_centres else None
    ground = guilloche.paper(_of_issue(draft, 0) or rng, page_format.size, ppi, light.palette(style.palette), quiet)
    canvas = Canvas(page_format.size, ppi, ground)
    page = Page(page_name, None, page_format.size, ppi, page_format.corner)
    if page_format.header_height:
        _header(canvas, page_format, style, light)
        _microprint(canvas, page_format.header_height - 0.9, style, light)
    else:
        _emblem(canvas.context, 11, 13, 7.5, light)
    if page_format.portrait:
        _portrait(canvas, page_format, draft, light, rng)
    page.visual = _fields(canvas, page_format, draft, light)
    if page_format.signature:
        _signature(canvas, page_format.signature, light, rng)
    if style.overprint:
        _overprint(canvas, light)
    if page_format.mrz_centres:
        page.mrz = list(draft.lines)
        page.mrz_rect = _mrz(canvas, page_format, draft, light, rng)
    page.image = fluorescence.shine(canvas.image(), light, page_format.size, ppi, glow, _of_issue(draft, 1))
    return page
