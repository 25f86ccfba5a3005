# SPDX-License-Identifier: GPL-3.0-or-later
"""The web browser of the headless desktop: it writes down what it was asked to open.

Arguments: the log file, then the URLs. Each opening is one line of JSON.
"""

import json
import os
import sys


def main():
    record = {
        "urls": sys.argv[2:],
        "activation_token": os.environ.get("XDG_ACTIVATION_TOKEN"),
        "startup_id": os.environ.get("DESKTOP_STARTUP_ID"),
    }
    # One write in append mode, so that two browsers cannot mix their lines.
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(log, (json.dumps(record) + "\n").encode())
    os.close(log)


if __name__ == "__main__":
    main()
