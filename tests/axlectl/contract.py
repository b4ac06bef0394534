# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs axlectl as others do, and prints TAP."""

import json
import os
import subprocess
import sys
import tempfile
import traceback

AXLECTL = os.environ['AXLECTL']
SHARED = os.environ.get('AXLE_SHARED_DATA', '')

DONE, REFUSED, USAGE, PARTLY = 0, 1, 2, 3


class Skip(Exception):
    """The case has not what it needs here."""


class Result:
    def __init__(self, process):
        self.status = process.returncode
        self.output = process.stdout.decode('utf-8')
        self.errors = process.stderr.decode('utf-8', 'replace')

    def objects(self):
        return [json.loads(line) for line in self.output.splitlines()]

    def object(self):
        objects = self.objects()
        equal(len(objects), 1, self.output)
        return objects[0]


def run(*arguments, given=b'', **environment):
    """A command without display, session bus or profile of the person's own."""
    variables = {name: value for name, value in os.environ.items()
                 if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'AXLE_PROFILE', 'AXLE_PIN',
                                 'AXLE_STAFF')}
    variables.update(environment)
    result = Result(subprocess.run([AXLECTL, *arguments], input=given, capture_output=True, env=variables, timeout=300))
    if 'Sanitizer' in result.errors or 'runtime error' in result.errors or result.status < 0:
        raise AssertionError(f'{arguments} crashed:\n{result.errors}')
    return result


def equal(found, wanted, about=''):
    if found != wanted:
        raise AssertionError(f'{found!r} is not {wanted!r} {about}')


def contains(members, wanted):
    missing = [name for name in wanted if name not in members]
    if missing:
        raise AssertionError(f'{members!r} lacks {missing!r}')


def shared(*parts):
    path = os.path.join(SHARED, *parts)
    if not os.path.exists(path):
        raise Skip(f'no {path}')
    return path


def table(*parts):
    with open(shared(*parts), encoding='utf-8') as file:
        header = file.readline().rstrip('\n').split('\t')
        return [dict(zip(header, line.rstrip('\n').split('\t'))) for line in file]


def main(cases):
    """@cases: functions that take a folder of their own."""
    failed = 0
    print(f'1..{len(cases)}')
    for number, case in enumerate(cases, 1):
        name = case.__name__.replace('_', '-')
        try:
            with tempfile.TemporaryDirectory() as folder:
                case(folder)
            print(f'ok {number} {name}')
        except Skip as reason:
            print(f'ok {number} {name} # SKIP {reason}')
        except Exception:
            failed += 1
            print(f'not ok {number} {name}')
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
        sys.stdout.flush()
    sys.exit(failed > 0)
