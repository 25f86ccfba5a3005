# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Node packages and the scripts that use them."""

import json
import os
import pathlib
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parent


class NodePackages:
    """A folder that `install` fills, at once if it holds nothing yet."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory).resolve()
        # Here rather than in the build, which would have to wait for it and need a network.
        # What npm says is not for whoever reads what a test prints.
        done = subprocess.run([SOURCE / 'install', self.directory], stdout=sys.stderr,
                              check=False)
        if done.returncode != 0:
            raise RuntimeError('the Node packages are not there; install said why')

    @classmethod
    def from_environment(cls):
        """The folder that INTEROP_NODE_DIRECTORY names, as the build system sets it."""
        return cls(os.environ['INTEROP_NODE_DIRECTORY'])

    @property
    def environment(self):
        """The scripts live in the source tree, the packages do not."""
        return {**os.environ, 'NODE_PATH': str(self.directory / 'node_modules')}

    @staticmethod
    def command(script, configuration):
        """The command line of one of the scripts here."""
        return ['node', str(SOURCE / script), json.dumps(configuration)]
