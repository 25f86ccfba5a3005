#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure Traybell, beside its peers, and say which bounds it keeps.

    run.py [--scale SHARE] [--json FILE] [--document FILE] [MEASUREMENT…]
"""

import argparse
import dataclasses
import importlib
import json
import sys
import traceback

import places  # noqa: F401
from bench import Bench
from document import replace_figures
from figures import list_table
from machine import describe_machine, list_machine

MEASUREMENTS = ('memory', 'growth', 'wakeups', 'cpu', 'latency', 'start', 'popover', 'flood',
                'accounts', 'outage', 'fleet')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--scale', type=float, default=1.0, help='how much of everything')
    parser.add_argument('--json', help='where to write all figures')
    parser.add_argument('--document', help='a Markdown document to put the table into')
    parser.add_argument('measurements', nargs='*', metavar='MEASUREMENT',
                        help=', '.join(MEASUREMENTS))
    arguments = parser.parse_args()
    unknown = set(arguments.measurements) - set(MEASUREMENTS)
    if unknown:
        parser.error(f'there is no measurement {", ".join(unknown)}')

    figures = []
    failed = False
    with Bench(arguments.scale) as bench:
        for name in arguments.measurements or MEASUREMENTS:
            bench.say(f'measuring {name}')
            try:
                found = importlib.import_module(f'measure_{name}').measure(bench)
            except Exception:
                traceback.print_exc()
                failed = True
                continue
            for figure in found:
                bench.say(f'  {figure.what}: {figure.value:.3f} {figure.unit}, bound {figure.bound}'
                          f'{"" if figure.passed in (None, True) else " MISSED"} {figure.note}')
            figures += found
        machine = describe_machine(bench)

    table = list_machine(machine) + '\n' + list_table(figures)
    if arguments.json:
        with open(arguments.json, 'w', encoding='utf-8') as file:
            json.dump({'machine': machine,
                       'figures': [{**dataclasses.asdict(figure), 'passed': figure.passed}
                                   for figure in figures]}, file, indent=2, ensure_ascii=False)
            file.write('\n')
    if arguments.document:
        replace_figures(arguments.document, table)
    print(table)
    sys.exit(1 if failed or any(figure.passed is False for figure in figures) else 0)


if __name__ == '__main__':
    main()
