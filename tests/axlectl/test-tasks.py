# SPDX-License-Identifier: GPL-3.0-or-later
"""tasks list and run on the demo's profile."""

import os

from contract import DONE, REFUSED, contains, equal, main, run


def demo_has_promises(folder):
    profile = os.path.join(folder, 'profile')
    table = os.path.join(folder, 'customers.csv')
    with open(table, 'w', encoding='utf-8') as file:
        file.write('姓名,手机\n张三,13800138000\n')
    equal(run('--profile', profile, 'import', 'customers', table).status, DONE)
    equal(run('--profile', profile, 'demo', 'generate', '--customers', '600').status, DONE)
    tasks = run('--profile', profile, 'tasks', 'list', '--json').objects()
    equal(len(tasks) > 0, True)
    for task in tasks:
        contains(task, ['id', 'customer', 'name', 'kind', 'title', 'due', 'late', 'escalation'])
    dues = [task['due'] for task in tasks]
    equal(dues, sorted(dues))
    equal([task['late'] for task in tasks], sorted((task['late'] for task in tasks), reverse=True))


def run_needs_somebody(folder):
    result = run('--profile', os.path.join(folder, 'profile'), 'tasks', 'run', '--json')
    equal((result.status, result.output), (REFUSED, ''))


main([demo_has_promises, run_needs_somebody])
