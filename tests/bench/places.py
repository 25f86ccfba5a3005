# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the built programs are, and where the tests keep what is shared with them.

The build system says so in the environment:

    BENCH_TRAYBELL          the built program
    BENCH_DEV_SERVER        the built server for tests
    BENCH_TOOLS             the folder of the programs that are built from here
    INTEROP_NODE_DIRECTORY  where the Node packages are, or go
    GSETTINGS_SCHEMA_DIR    the compiled settings schemas
"""

import os
import pathlib
import sys

SOURCE = pathlib.Path(__file__).resolve().parent

# Servers, profiles and the desktop are those of the tests.
for _folder in ('interop', 'desktop'):
    sys.path.append(str(SOURCE.parent / _folder))

TRAYBELL = os.environ['BENCH_TRAYBELL']
DEV_SERVER = os.environ['BENCH_DEV_SERVER']

# What the tests run under makes memory and time another.
for _variable in ('MALLOC_PERTURB_', 'MALLOC_CHECK_', 'G_MESSAGES_DEBUG', 'G_SLICE'):
    os.environ.pop(_variable, None)


def tool(name):
    """The path of a program that is built from here."""
    return os.path.join(os.environ['BENCH_TOOLS'], name)
