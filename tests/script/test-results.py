# SPDX-License-Identifier: GPL-3.0-or-later
"""How the cases of a run are counted, and how measurements are read. Prints TAP."""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'script', 'lib'))

import measurements  # noqa: E402
import results  # noqa: E402

COUNTS = [
    # what it is, meson's result, standard output, passed, failed and skipped
    ('all pass', 'OK', '1..2\nok 1 /a\nok 2 /b\n', (2, 0, 0)),
    ('one fails', 'FAIL', 'ok 1 /a\nnot ok 2 /b\n', (1, 1, 0)),
    ('one is skipped', 'OK', 'ok 1 /a\nok 2 /b # SKIP no data\n', (1, 0, 1)),
    ('one is not done yet', 'OK', 'ok 1 /a\nnot ok 2 /b # TODO later\n', (2, 0, 0)),
    ('it crashes after one', 'ERROR', 'ok 1 /a\n', (1, 1, 0)),
    ('it fails one and crashes', 'ERROR', 'ok 1 /a\nnot ok 2 /b\n', (1, 1, 0)),
    ('it leaks at its end', 'ERROR', 'ok 1 /a\nok 2 /b\n1..2\n', (2, 1, 0)),
    ('it takes too long', 'TIMEOUT', '', (0, 1, 0)),
    ('a program without cases', 'OK', 'hello\n', (1, 0, 0)),
    ('a program without cases fails', 'FAIL', None, (0, 1, 0)),
    ('a program that is skipped', 'SKIP', '', (0, 0, 1)),
    ('a word that begins like a case', 'OK', 'okay\nok 1 /a\n', (1, 0, 0)),
    ('an indented case of a case', 'OK', '    ok 1 - inner\nok 1 /a\n', (1, 0, 0)),
]

ROWS = [
    ('a value', 'search.p99 3.25 ms\n', [['x', 'search.p99', '3.25', 'ms', '', '']]),
    ('a promise kept', 'start 1.2 ratio 1.3\n', [['x', 'start', '1.2', 'ratio', '≤ 1.3', 'kept']]),
    ('a promise broken', 'start 1.4 ratio 1.3\n', [['x', 'start', '1.4', 'ratio', '≤ 1.3', 'BROKEN']]),
    ('something else', 'loading 100000 customers now\n', []),
]


def main():
    outcomes = []
    for name, result, stdout, expected in COUNTS:
        found = results.cases_of({'result': result, 'stdout': stdout})
        outcomes.append((found == expected, f'{name}: {found}'))
    for name, stdout, expected in ROWS:
        found = list(measurements.rows_of({'name': 'axle:bench / x', 'stdout': stdout}))
        outcomes.append((found == expected, f'{name}: {found}'))
    print(f'1..{len(outcomes)}')
    for number, (passed, name) in enumerate(outcomes, 1):
        print(f'{"ok" if passed else "not ok"} {number} {name}')
    return 0 if all(passed for passed, _ in outcomes) else 1


if __name__ == '__main__':
    sys.exit(main())
