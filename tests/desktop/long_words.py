# SPDX-License-Identifier: GPL-3.0-or-later
"""A language of long words: every text of the program half as long again.

What fits in it fits in German and Finnish, whether anybody has translated it yet or not.
"""

import os
import re
import subprocess

LANGUAGE = "de"
"""The language that the words pass for, so that GTK takes them."""

_ENDING = "enung"
_WORD = re.compile(r"%[^a-zA-Z]*[a-zA-Z]+|[a-zA-Z_]{4,}")
_KEYWORDS = ("_", "N_", "C_:1c,2", "Q_", "ngettext:1,2", "g_dgettext:2")


def write_language(root, folder):
    """Writes the language of the program whose source is in ROOT below FOLDER/LANGUAGE."""
    template = os.path.join(folder, "traybell.pot")
    translated = os.path.join(folder, "traybell.po")
    target = os.path.join(folder, LANGUAGE, "LC_MESSAGES")
    os.makedirs(target, exist_ok=True)
    with open(os.path.join(root, "po", "POTFILES"), encoding="utf-8") as listed:
        files = [line.strip() for line in listed if line.strip() and not line.startswith("#")]
    _run(
        ["xgettext", "--from-code=UTF-8", f"--directory={root}", f"--output={template}"]
        + [f"--keyword={keyword}" for keyword in _KEYWORDS]
        + files,
    )
    # Each text becomes its own translation, which is what is made longer then.
    _run(["msgen", f"--output={translated}", template])
    with open(translated, encoding="utf-8") as source:
        text = source.read()
    header, separator, entries = text.partition("\n\n#")
    header = header.replace("charset=ASCII", "charset=UTF-8").replace(
        "nplurals=INTEGER; plural=EXPRESSION;", "nplurals=2; plural=n != 1;"
    )
    with open(translated, "w", encoding="utf-8") as destination:
        destination.write(header + separator + _lengthen_translations(entries))
    _run(["msgfmt", f"--output-file={os.path.join(target, 'traybell.mo')}", translated])


def _lengthen_translations(entries):
    lines = []
    translating = False
    for line in entries.splitlines():
        if line.startswith("msg"):
            translating = line.startswith("msgstr")
        if translating and '"' in line:
            start = line.index('"')
            line = line[:start] + _WORD.sub(_lengthen, line[start:])
        lines.append(line)
    return "\n".join(lines) + "\n"


def _lengthen(match):
    word = match[0]
    # Formats, and names that are one word in every language.
    if word.startswith("%") or word in ("Traybell", "GNOME", "translator"):
        return word
    return word + _ENDING


def _run(command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
