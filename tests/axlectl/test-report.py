# SPDX-License-Identifier: GPL-3.0-or-later
"""import visits, report handbook and report verify on a profile that no server knows."""

import datetime
import os

from contract import DONE, PARTLY, REFUSED, USAGE, equal, main, run

VIN = 'LSVNV2187E2100001'
CUSTOMERS = f'姓名,手机,车架号,车牌\n李明朗,13800138000,{VIN},沪A12345\n'
VISITS = f'''工单号,车架号,进厂日期,进厂里程,维修项目,结算金额
RO1,{VIN},2025-03-05,12000,更换机油 380；更换机滤 90,470
RO2,{VIN},2025-09-09,20000,更换轮胎,2400
RO3,LSVAM4186C2184841,2025-09-09,20000,更换轮胎,2400
'''


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def axle(folder, *arguments):
    return run('--profile', os.path.join(folder, 'profile'), *arguments)


def fill(folder):
    equal(axle(folder, 'import', 'customers', write(folder, 'c.csv', CUSTOMERS)).status, DONE)
    return axle(folder, 'import', 'visits', write(folder, 'v.csv', VISITS), '--json')


def handbook(folder, name='h.pdf', vehicle=VIN):
    path = os.path.join(folder, name)
    made = axle(folder, 'report', 'handbook', '--vehicle', vehicle, '--output', path, '--json')
    equal(made.status, DONE, made.errors)
    return path, made.object()


def visits_are_kept_or_refused(folder):
    result = fill(folder)
    refused, counts = result.objects()
    equal(result.status, PARTLY)
    equal((refused['row'], refused['code']), (4, 'unknown-car'))
    equal({name: counts[name] for name in ('rows', 'new', 'matched', 'unchanged', 'wrong')},
          {'rows': 3, 'new': 2, 'matched': 0, 'unchanged': 0, 'wrong': 1})
    counts = axle(folder, 'import', 'visits', os.path.join(folder, 'v.csv'), '--json').objects()[-1]
    equal((counts['new'], counts['unchanged'], counts['wrong']), (0, 2, 1))


def answers_of_nobody_are_told(folder):
    fill(folder)
    result = axle(folder, 'report', 'answers', '--json')
    equal((result.status, result.objects()), (DONE, [{'channel': 'all', 'requests': 0, 'in_time': 0}]))
    equal(axle(folder, 'report', 'answers', '--days', '0').status, USAGE)


def days_without_appointments_are_told(folder):
    fill(folder)
    days = '--from', '2026-01-01', '--to', '2026-12-31'
    result = axle(folder, 'report', 'no-shows', *days, '--json')
    equal((result.status, result.objects()), (DONE, [{'expected': 0, 'no_shows': 0, 'late': 0, 'unnoted': 0}]))
    result = axle(folder, 'report', 'overbookings', *days, '--json')
    equal((result.status, result.objects()),
          (DONE, [{'overbookings': 0, 'costly': 0, 'waits': 0, 'minutes': 0, 'promised': 0, 'broken': 0}]))
    for report in ('no-shows', 'overbookings'):
        equal(axle(folder, 'report', report, *days).status, DONE)
        equal(axle(folder, 'report', report, '--from', '2026-01-01').status, USAGE)
        equal(axle(folder, 'report', report, '--from', '2026-01-02', '--to', '2026-01-01').status, USAGE)
        equal(axle(folder, 'report', report, '--from', 'soon', '--to', '2026-01-01').status, USAGE)
        equal(axle(folder, 'report', report, '--from', '2024-01-01', '--to', '2024-12-31').status, DONE)
        equal(axle(folder, 'report', report, '--from', '2024-01-01', '--to', '2025-01-02').status, REFUSED)


def no_shows_add_up(folder):
    fill(folder)
    equal(axle(folder, 'demo', 'generate', '--customers', '60').status, DONE)
    # What is over changes no more while this runs.
    today = datetime.date.today()
    days = '--from', str(today - datetime.timedelta(365)), '--to', str(today - datetime.timedelta(1))
    *lines, counts = axle(folder, 'report', 'no-shows', *days, '--json').objects()
    names = 'expected', 'no_shows', 'late'
    for kind in ('channel', 'advisor'):
        equal([sum(line[name] for line in lines if kind in line) for name in names], [counts[name] for name in names], kind)
    equal(counts['no_shows'] > 0, True)
    for line in lines:
        if 'customer' in line:
            equal(line['no_shows'] + line['late'] > 1, True)
    # Each half for itself.
    halves = [axle(folder, 'report', 'no-shows', '--from', str(today - datetime.timedelta(first)), '--to',
                   str(today - datetime.timedelta(last)), '--json').objects()[-1] for first, last in ((365, 20), (19, 1))]
    equal([sum(half[name] for half in halves) for name in names], [counts[name] for name in names])
    *lines, counts = axle(folder, 'report', 'overbookings', *days, '--json').objects()
    equal(counts['overbookings'], len(lines))
    equal(counts['costly'], sum(len(line['waits']) > 0 for line in lines))
    for line in lines:
        contains(line, ['at', 'appointment', 'who', 'minutes', 'promised', 'done', 'reason', 'allowed_by', 'allowed_at'])
        equal(line['waited'], sum(wait['minutes'] for wait in line['waits']))


def a_handbook_is_made_and_verified(folder):
    fill(folder)
    for vehicle in (VIN, '沪A12345', VIN.lower()):
        path, made = handbook(folder, vehicle=vehicle)
        equal(made['pages'], 1)
        with open(path, 'rb') as file:
            equal(file.read(5), b'%PDF-')
    for what in (path, made['code'], made['code'].lower()):
        result = axle(folder, 'report', 'verify', what, '--json')
        equal((result.status, result.object()['records']), (DONE, 'same'), what)
    equal(axle(folder, 'report', 'verify', path, '--json').object()['file'], 'intact')


def what_was_altered_is_told(folder):
    fill(folder)
    path, made = handbook(folder)
    with open(path, 'rb') as file:
        content = file.read()
    at = len(content) // 2
    altered = write(folder, 'altered.pdf', content[:at] + bytes([content[at] ^ 1]) + content[at + 1:])
    result = axle(folder, 'report', 'verify', altered, '--json')
    equal((result.status, result.object()['file']), (REFUSED, 'changed'))
    # The code of another digest, and of a car that nobody knows.
    other = made['code'][:-4] + ('0000' if made['code'][-4:] != '0000' else '1111')
    result = axle(folder, 'report', 'verify', other, '--json')
    equal((result.status, result.object()['records']), (REFUSED, 'different'))
    parts = made['code'].split(':')
    stranger = ':'.join([*parts[:2], 'AB' * 16, *parts[3:]])
    result = axle(folder, 'report', 'verify', stranger, '--json')
    equal((result.status, result.object()['records']), (REFUSED, 'unknown'))
    # A visit that is told later is not held against it.
    more = f'工单号,车架号,进厂日期,维修项目\nRO9,{VIN},2025-03-06,洗车\n'
    equal(axle(folder, 'import', 'visits', write(folder, 'm.csv', more)).status, DONE)
    result = axle(folder, 'report', 'verify', path, '--json')
    equal((result.status, result.object()['records']), (DONE, 'same'))


def what_is_no_handbook_is_refused(folder):
    fill(folder)
    for what in (write(folder, 'x.pdf', '%PDF-1.7\n'), write(folder, 'empty.pdf', ''), 'hello', 'AXLE:HB1:1:2:3'):
        equal(axle(folder, 'report', 'verify', what).status, REFUSED, what)
    equal(axle(folder, 'report', 'handbook', '--vehicle', '沪A99999', '--output', os.path.join(folder, 'n.pdf')).status, REFUSED)
    equal(os.path.exists(os.path.join(folder, 'n.pdf')), False)
    equal(axle(folder, 'report', 'handbook', '--vehicle', VIN).status, USAGE)
    equal(axle(folder, 'report', 'handbook', '--vehicle', VIN, '--output', 'x', '--date', 'soon').status, USAGE)


main([visits_are_kept_or_refused, answers_of_nobody_are_told, days_without_appointments_are_told, no_shows_add_up,
      a_handbook_is_made_and_verified, what_was_altered_is_told, what_is_no_handbook_is_refused])
