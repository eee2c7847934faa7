"""The lights under which a page can be drawn: one function each, with the arguments of document.draw_page."""

from . import document

LIGHTS = {"visible": document.draw_page}
