#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the executable and its modules are linked and compiled, as their files tell.

    test_hardening.py EXECUTABLE PROGRAM WINDOWS
"""

import os
import re
import subprocess
import sys
import unittest

import tap_runner

FILES = {name: sys.argv.pop(1) for name in ('executable', 'program', 'windows')}


def read(path, option):
    return subprocess.run(['readelf', '--wide', option, path], env={**os.environ, 'LC_ALL': 'C'},
                          capture_output=True, text=True, timeout=60, check=True).stdout


class Hardening(unittest.TestCase):
    def each(self, option):
        for name, path in FILES.items():
            with self.subTest(file=name):
                yield read(path, option)

    def test_it_is_loaded_anywhere(self):
        for header in self.each('--file-header'):
            self.assertRegex(header, r'Type:\s+DYN')
        self.assertRegex(read(FILES['executable'], '--dynamic'), r'\(FLAGS_1\)\s+Flags:.*\bPIE\b')

    def test_what_the_linker_fills_in_is_read_only_then(self):
        for segments in self.each('--program-headers'):
            self.assertIn('GNU_RELRO', segments)
        for dynamic in self.each('--dynamic'):
            self.assertRegex(dynamic, r'\(FLAGS_1\)\s+Flags:.*\bNOW\b')

    def test_no_memory_is_both_written_and_run(self):
        for segments in self.each('--program-headers'):
            stack = re.search(r'GNU_STACK(?:\s+0x\S+){5}\s+(\S+)', segments)
            self.assertEqual(stack[1], 'RW')
            self.assertNotRegex(segments, r'LOAD(?:\s+0x\S+){5}\s+RWE')

    def test_the_stack_is_guarded(self):
        for symbols in self.each('--dyn-syms'):
            self.assertIn('__stack_chk_fail', symbols)

    @unittest.skipUnless(os.environ['TRAYBELL_FORTIFIED'], 'not optimised, or with a sanitiser')
    def test_calls_of_the_c_library_are_checked(self):
        symbols = read(FILES['program'], '--dyn-syms')
        self.assertRegex(symbols, r'__(?:memcpy|read|snprintf|recv|poll|fdelt|memset|memmove)_chk')


if __name__ == '__main__':
    tap_runner.main(__name__)
