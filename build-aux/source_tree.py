# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the source tree, and what a check has to say about them."""

import os
import pathlib
import subprocess
import sys

# What a walk leaves out where git cannot say which files belong to the project.
FOREIGN_FOLDERS = {"node_modules", "__pycache__", "build"}


class SourceTree:
    """The files below a root, by their paths relative to it, with / between the parts."""

    def __init__(self, root=None):
        self.root = pathlib.Path(root or pathlib.Path(__file__).parent.parent).resolve()
        self.files = sorted(self._files_of_git() or self._files_by_walking())

    def select(self, folders=("",), suffixes=("",)):
        """Returns the files in one of the folders ("src/") that end in one of the suffixes."""
        return [path for path in self.files
                if path.startswith(tuple(folders)) and path.endswith(tuple(suffixes))]

    def read(self, path):
        """Returns the text of a file, or None if it is not text."""
        try:
            return (self.root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            return None

    def _files_of_git(self):
        # Files that are not added yet are checked too: they are about to be committed.
        if self._git("rev-parse", "--show-toplevel").strip() != str(self.root):
            return []
        listing = self._git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
        return {path for path in listing.split("\0") if path and (self.root / path).is_file()}

    def _git(self, *arguments):
        # Within a hook, git names the repository of the hook in its environment.
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("GIT_")}
        try:
            return subprocess.run(["git", "-C", str(self.root), *arguments], env=environment,
                                  check=True, capture_output=True, text=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return ""

    def _files_by_walking(self):
        for folder, folders, names in os.walk(self.root):
            here = pathlib.Path(folder)
            folders[:] = [name for name in folders
                          if name not in FOREIGN_FOLDERS and name != ".git"
                          and not (here / name / "meson-private").exists()]
            for name in names:
                if (here / name).is_file():
                    yield (here / name).relative_to(self.root).as_posix()


class Report:
    """Prints problems the way compilers do, so that editors find the place."""

    def __init__(self):
        self._problems = 0

    def problem(self, path, line, message):
        """Says what is wrong at a place, and what to do; the check fails."""
        self._problems += 1
        print(f"{path}:{line}: {message}")

    def warning(self, path, line, message):
        """Says what deserves a look; the check does not fail."""
        print(f"{path}:{line}: warning: {message}")

    def finish(self):
        """Ends the program: with 0 if there was no problem, else with 1."""
        if self._problems:
            name = os.path.basename(sys.argv[0])
            print(f"{name}: {self._problems} problem{'s' if self._problems > 1 else ''}")
        sys.exit(1 if self._problems else 0)


def root_from_arguments():
    """Returns the only argument that a check takes: the root of the tree, by default its own."""
    if len(sys.argv) > 2 or (len(sys.argv) == 2 and sys.argv[1].startswith("-")):
        sys.exit(f"Usage: {os.path.basename(sys.argv[0])} [ROOT]")
    return sys.argv[1] if len(sys.argv) == 2 else None


def line_of(text, position):
    """Returns the number of the line, from 1, that a position in a text is on."""
    return text.count("\n", 0, position) + 1
