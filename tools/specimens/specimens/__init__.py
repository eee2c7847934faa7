"""Specimens of travel documents of the invented state UTO, drawn from a seed.

mrz        MRZ text; names, scripts, people   invented people; style, formats   how documents look
canvas, guilloche, portrait, document         the print, in mm; lights, variants   registries to extend
wear, degrade, backgrounds, scene, levels     use and picture; encode, specimen, cli   files
"""

from .mrz import check_digit, mrz_lines  # noqa: F401
