# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what the benchmarks of a `meson test --benchmark` run measured, as a table.

measurements.py LOG   exits 1 when a benchmark failed.
"""

import json
import re
import sys

LINE = re.compile(r'^(?P<name>[\w./-]+)\s+(?P<value>-?[\d.]+(?:e[+-]?\d+)?)\s+(?P<unit>\S+)(?:\s+(?P<limit>[\d.]+))?$')


def rows_of(test):
    for line in (test.get('stdout') or '').splitlines():
        match = LINE.match(line)
        if match:
            value, limit = float(match['value']), match['limit']
            verdict = '' if limit is None else 'kept' if value <= float(limit) else 'BROKEN'
            yield [test['name'].split(' / ')[-1], match['name'], f'{value:,.4g}' if value < 1e4 else f'{value:,.0f}',
                   match['unit'], f'≤ {limit}' if limit else '', verdict]


def main():
    rows, failed = [], []
    with open(sys.argv[1], encoding='utf-8', errors='replace') as log:
        for line in log:
            test = json.loads(line)
            rows += rows_of(test)
            if test['result'] != 'OK':
                failed.append(test)
    rows.insert(0, ['benchmark', 'what', 'value', 'unit', 'promise', ''])
    widths = [max(len(row[i]) for row in rows) for i in range(6)]
    for row in rows:
        cells = [cell.rjust(width) if i == 2 else cell.ljust(width) for i, (cell, width) in enumerate(zip(row, widths))]
        print('  '.join(cells).rstrip())
    for test in failed:
        print(f'\n{test["name"]}: {test["result"]}\n{test.get("stderr") or ""}', file=sys.stderr)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
