# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the tests of a unittest module and says how they went in the Test Anything Protocol.

At the end of a test program:

    if __name__ == "__main__":
        tap_runner.main(__name__)
"""

import signal
import sys
import traceback
import unittest


class _TapResult(unittest.TestResult):
    def __init__(self, names):
        super().__init__()
        self._names = names
        self._number = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self._say("ok", test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say("ok", test, f" # SKIP {reason}")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._say_failure(test, err)

    def addError(self, test, err):
        super().addError(test, err)
        self._say_failure(test, err)

    def addSubTest(self, test, subtest, err):
        # unittest reports no success of a test that had a failed part, nor one for the whole.
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._say_failure(subtest, err)

    def _say_failure(self, test, err):
        for line in "".join(traceback.format_exception(*err)).splitlines():
            print(f"# {line}")
        self._say("not ok", test)

    def _say(self, verdict, test, directive=""):
        self._number += 1
        name = self._names.get(test.id(), test.id())
        print(f"{verdict} {self._number} - {name}{directive}", flush=True)


def _cases(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from _cases(test)
        else:
            yield test


def _on_terminated(number, frame):
    # A runner whose time is up is asked to end, and unwinding ends what its tests started.
    # unittest takes any other exception for a failure of one test, and goes on.
    raise KeyboardInterrupt


def main(module_name):
    """Runs the tests of the module, or those of them that the arguments name, and exits."""
    signal.signal(signal.SIGTERM, _on_terminated)
    loader = unittest.TestLoader()
    module = sys.modules[module_name]
    if len(sys.argv) > 1:
        suite = loader.loadTestsFromNames(sys.argv[1:], module)
    else:
        suite = loader.loadTestsFromModule(module)
    names = {test.id(): test.id().split(".", 1)[1] for test in _cases(suite)}
    result = _TapResult(names)
    suite.run(result)
    print(f"1..{result._number}", flush=True)
    sys.exit(0 if result.wasSuccessful() else 1)
