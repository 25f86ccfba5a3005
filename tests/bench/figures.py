# SPDX-License-Identifier: GPL-3.0-or-later
"""What was measured, and whether it keeps its bound."""

import dataclasses
import statistics


@dataclasses.dataclass
class Figure:
    """One row of the table.

    what: what was measured, of what
    value: the number that the bound is about
    unit: its unit
    bound: the most that it may be, or None where there is no bound
    note: what else is worth saying, such as what it was compared with
    values: numbers behind it, for programs
    is_ratio: whether it compares two things of one run, which other computers repeat
    """

    what: str
    value: float
    unit: str
    bound: float = None
    note: str = ''
    values: dict = dataclasses.field(default_factory=dict)
    is_ratio: bool = False

    @property
    def passed(self):
        """Whether the bound is kept; None where there is none."""
        return None if self.bound is None else self.value <= self.bound

    def with_slack(self, slack):
        """The same figure with a bound that forgives so much."""
        return dataclasses.replace(
            self, bound=None if self.bound is None else self.bound * slack)


def percentile(values, share):
    """The value below which that share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values):
    """The one in the middle."""
    return statistics.median(values)


def number(value):
    """A number as people read it: three digits that say something."""
    if value == 0:
        return '0'
    if abs(value) >= 100:
        return f'{value:,.0f}'
    return f'{value:.1f}' if abs(value) >= 10 else f'{value:.2f}'


def in_megabytes(kilobytes):
    """From kB of 1024 bytes to MB of 1,000,000."""
    return kilobytes * 1024 / 1e6


def list_table(figures):
    """The figures as a Markdown table."""
    lines = ['| What | Measured | Bound | | |', '|---|---|---|---|---|']
    for figure in figures:
        bound = '' if figure.bound is None else f'≤ {number(figure.bound)} {figure.unit}'
        verdict = {None: '', True: 'kept', False: '**missed**'}[figure.passed]
        lines.append(f'| {figure.what} | {number(figure.value)} {figure.unit} | {bound} | {verdict} '
                     f'| {figure.note} |')
    return '\n'.join(lines) + '\n'
