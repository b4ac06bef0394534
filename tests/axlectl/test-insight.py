# SPDX-License-Identifier: GPL-3.0-or-later
"""portrait explain, rules list and rules try on a profile that no server knows."""

import os

from contract import DONE, REFUSED, USAGE, contains, equal, main, run

CUSTOMERS = '姓名,手机,车架号,车牌\n张三,13800138000,LSVAM4186C2184841,京A12345\n'


def customer(folder):
    path = os.path.join(folder, 'customers.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(CUSTOMERS)
    profile = os.path.join(folder, 'profile')
    equal(run('--profile', profile, 'import', 'customers', path).status, DONE)
    return profile, run('--profile', profile, 'search', '--json', '张三').object()['id']


def portrait_is_explained(folder):
    profile, person = customer(folder)
    found = run('--profile', profile, 'portrait', 'explain', person, '--json').object()
    equal((found['id'], found['sentence'], found['problems']), (person, 'Car owner.', []))
    equal([clause['rule'] for clause in found['clauses']], ['owner'])
    equal([source['kind'] for source in found['clauses'][0]['sources']], ['vehicle'])
    facts = {fact['name']: fact['value'] for fact in found['facts']}
    equal((facts['cars'], facts['visits'], facts['company'], 'age' in facts), (1, 0, False, False))
    contains(run('--profile', profile, 'portrait', 'explain', person).output, ['Car owner.', 'cars > 0'])


def rules_are_listed(folder):
    profile, person = customer(folder)
    rules = run('--profile', profile, 'rules', 'list', '--json').objects()
    by_code = {rule['code']: rule for rule in rules}
    equal(len(by_code), len(rules))
    equal(by_code['young']['condition'], 'age < 35')
    equal([rule['code'] for rule in rules if rule['problem'] or rule['changed'] or not rule['preset']], [])
    equal({rule['area'] for rule in rules}, {'portrait', 'recommendation', 'task', 'answer'})
    equal((by_code['noise']['effect'], by_code['noise']['delay']), ('task offer', 8))


def conditions_are_tried(folder):
    profile, person = customer(folder)
    def tried(condition):
        return run('--profile', profile, 'rules', 'try', condition, '--customer', person, '--json')
    found = tried('cars >= 1 and (age < 35 or company)').object()
    equal(found['truth'], 'unknown')
    equal([(part['text'], part['truth'], part['found']) for part in found['parts']],
          [('cars >= 1', 'true', 1), ('age < 35', 'unknown', None), ('company', 'false', False)])
    equal(tried('car_age >= 3').object()['truth'], 'unknown')
    wrong = tried('cars >=')
    equal((wrong.status, wrong.output), (REFUSED, ''))
    contains(wrong.errors, ['sign 8'])
    equal(tried('spend > 200').status, REFUSED)
    equal(run('--profile', profile, 'rules', 'try', 'cars > 0').status, USAGE)
    equal(run('--profile', profile, 'portrait', 'explain', 'nobody').status, REFUSED)


main([portrait_is_explained, rules_are_listed, conditions_are_tried])
