# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading C without a compiler: enough of it for the checks."""

import re

_TOKEN = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
_NOT_NEWLINE = re.compile(r"[^\n]")


def blank(text):
    """Returns the text with as many spaces as newlines allow: every place stays where it was."""
    return _NOT_NEWLINE.sub(" ", text)


def without_comments(text):
    """Returns the code with blanks for comments; strings stay."""
    return _TOKEN.sub(lambda token: blank(token[0]) if token[0][0] == "/" else token[0], text)


def without_comments_and_strings(text):
    """Returns the code with blanks for comments, strings and character constants."""
    return _TOKEN.sub(lambda token: blank(token[0]), text)
