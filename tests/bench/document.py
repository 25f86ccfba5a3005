# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts figures into the document about them."""

import pathlib

BEGIN = '<!-- Written by build-aux/bench from here -->\n'
END = '<!-- to here -->\n'


def replace_figures(path, text):
    """Replaces what stands between the two marks in the document at PATH."""
    path = pathlib.Path(path)
    before, begin, rest = path.read_text(encoding='utf-8').partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f'{path} has no place for figures')
    path.write_text(f'{before}{BEGIN}\n{text}\n{END}{after}', encoding='utf-8')
