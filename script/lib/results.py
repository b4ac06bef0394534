# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases of a `meson test` run: every TAP line is one, and a program without TAP is one.

results.py LOG   prints `PASSED FAILED SKIPPED`, and what failed with its output on standard error.
"""

import json
import re
import sys

GOOD = ('OK', 'EXPECTEDFAIL')
MAX_OUTPUT = 20000


def cases_of(test):
    """How many cases of one program passed, failed and were skipped."""
    passed = failed = skipped = 0
    for line in (test.get('stdout') or '').splitlines():
        match = re.match(r'(not )?ok\b(?:.*#\s*(SKIP|TODO))?', line, re.IGNORECASE)
        if not match:
            continue
        if (match[2] or '').upper() == 'SKIP':
            skipped += 1
        elif match[1] and (match[2] or '').upper() != 'TODO':
            failed += 1
        else:
            passed += 1
    if test['result'] == 'SKIP' and skipped == 0:
        skipped = 1
    elif test['result'] not in (*GOOD, 'SKIP') and failed == 0:
        # It crashed, ran too long or leaked: that is a case too.
        failed = 1
    elif passed + failed + skipped == 0:
        passed = 1
    return passed, failed, skipped


def show(test):
    print(f'\n==> {test["name"]}: {test["result"]} ({test.get("returncode")})', file=sys.stderr)
    for stream in ('stdout', 'stderr'):
        text = test.get(stream) or ''
        if len(text) > MAX_OUTPUT:
            text = text[:MAX_OUTPUT // 2] + '\n[…]\n' + text[-MAX_OUTPUT // 2:]
        for line in text.splitlines():
            if stream == 'stderr' or not re.match(r'ok\b|# (Start|End) of', line):
                print('    ' + line, file=sys.stderr)


def main():
    sums = [0, 0, 0]
    with open(sys.argv[1], encoding='utf-8', errors='replace') as log:
        for line in log:
            test = json.loads(line)
            sums = [a + b for a, b in zip(sums, cases_of(test))]
            if test['result'] not in (*GOOD, 'SKIP'):
                show(test)
    print(*sums)


if __name__ == '__main__':
    main()
