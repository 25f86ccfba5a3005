# SPDX-License-Identifier: GPL-3.0-or-later
"""Locales for a program on the headless desktop, whether the machine has them or not.

GNU libc translates nothing in its own locale C.UTF-8, which is the only one on many machines.
"""

import os
import subprocess

_SUPPORTED = "/usr/share/i18n/SUPPORTED"


def make_environment(language, folder):
    """Compiles a locale for LANGUAGE ("de", "pt_BR") into FOLDER; the variables that choose it."""
    name = _find(language)
    source, _, _ = name.partition(".")
    subprocess.run(
        ["localedef", "--no-archive", "-c", "-i", source, "-f", "UTF-8"]
        + [os.path.join(folder, f"{source}.UTF-8")],
        check=False,  # Warnings count as failures.
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if not os.path.isdir(os.path.join(folder, f"{source}.UTF-8")):
        raise RuntimeError(f"no locale {source} could be made; is the package locales installed?")
    return {
        "LOCPATH": folder,
        "LANG": f"{source}.UTF-8",
        "LC_ALL": f"{source}.UTF-8",
        "LANGUAGE": language,
    }


def write_empty_translation(language, folder):
    """Writes a translation of the program that translates nothing below FOLDER.

    GLib leaves a program untranslated, GTK's own words and direction included, that has no
    translation for the language at all.
    """
    target = os.path.join(folder, language, "LC_MESSAGES")
    os.makedirs(target, exist_ok=True)
    subprocess.run(
        ["msgfmt", "--output-file", os.path.join(target, "traybell.mo"), "-"],
        input=f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n',
        text=True,
        check=True,
    )


def _find(language):
    """The usual locale of a language: de_DE for "de"."""
    with open(_SUPPORTED, encoding="utf-8") as supported:
        names = [line.split()[0] for line in supported if line.strip().endswith("UTF-8")]
    code = language.partition("_")[0]
    usual = (language, f"{code}_{code.upper()}")
    for prefix in (*usual, f"{code}_"):
        for name in names:
            if name.partition(".")[0].partition("@")[0] == prefix or (
                prefix.endswith("_") and name.startswith(prefix)
            ):
                return name
    raise RuntimeError(f"there is no locale for the language {language}")
