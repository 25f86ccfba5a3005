# SPDX-License-Identifier: GPL-3.0-or-later
"""The context menu of the notification server: picks the entry that the test chose.

dunst pipes its entries, "#label (summary) [id,key]", to a menu program and acts on the line
that it prints. Argument: the file that names the wanted id and key.
"""

import sys


def main():
    with open(sys.argv[1], "r", encoding="utf-8") as choice:
        number, key = choice.read().split(" ", 1)
    for line in sys.stdin:
        if line.rstrip("\n").endswith(f"[{number},{key}]"):
            sys.stdout.write(line)
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
