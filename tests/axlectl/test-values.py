# SPDX-License-Identifier: GPL-3.0-or-later
"""vin, plate, phone, credit-code and pinyin, by themselves and over the shared vectors."""

import os
import re
import unicodedata

from contract import DONE, PARTLY, REFUSED, USAGE, contains, equal, main, run, table


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def vin_has_its_members(folder):
    result = run('vin', '--json', '1hgcm82633a004352')
    equal(result.status, DONE)
    vin = result.object()
    contains(vin, ['vin', 'ok', 'check_digit', 'maker', 'country', 'year', 'problems'])
    equal((vin['vin'], vin['ok'], vin['check_digit'], vin['country'], vin['year'], vin['problems']),
          ('1HGCM82633A004352', True, 'ok', 'United States', 2003, []))
    contains(vin['maker'].lower(), ['honda'])


def vin_refuses_and_says_why(folder):
    result = run('vin', '--json', 'LSVAM4187C2184841', 'WVWZZZ1KZ7U022191', 'x')
    equal(result.status, PARTLY)
    chinese, european, short = result.objects()
    equal((chinese['ok'], chinese['check_digit'], chinese['problems'][0]['code']), (False, 'wrong', 'vin-check-digit'))
    equal((european['ok'], european['check_digit']), (True, 'not-required'))
    equal((short['ok'], short['year'], short['country']), (False, None, None))
    contains(short['problems'][0], ['code', 'message'])


def vin_takes_lists_tables_and_input(folder):
    listed = '1M8GDM9AXKP042788\n\n1HGCM82633A004352\r\n'
    for name, content in {
            'list': listed,
            'named.txt': 'VIN\n' + listed,
            'marked.txt': '\ufeff' + listed,
            'wide.txt': listed.encode('utf-16'),
            'table.csv': '姓名,车架号\n张三,1M8GDM9AXKP042788\n李四,\n王五,1HGCM82633A004352\n',
            'old.csv': '姓名;车架号\n张三;1M8GDM9AXKP042788\n王五;1HGCM82633A004352\n'.encode('gb18030'),
            'tabs.tsv': 'vin\tsource\n1M8GDM9AXKP042788\ta\n1HGCM82633A004352\tb\n',
            'bare.csv': '1M8GDM9AXKP042788,a\n1HGCM82633A004352,b\n'}.items():
        result = run('vin', '--json', write(folder, name, content))
        equal([vin['vin'] for vin in result.objects()], ['1M8GDM9AXKP042788', '1HGCM82633A004352'], name)
        equal(result.status, DONE, name)
    equal([vin['vin'] for vin in run('vin', '--json', '-', given=listed.encode()).objects()],
          ['1M8GDM9AXKP042788', '1HGCM82633A004352'])


def column_is_named(folder):
    path = write(folder, 'odd.csv', 'a,b\n1,13800138000\n2,13900139000\n')
    for column in ('b', '2'):
        numbers = [phone['e164'] for phone in run('phone', '--json', '--column', column, path).objects()]
        equal(numbers[-2:], ['+8613800138000', '+8613900139000'])
    result = run('phone', '--column', 'c', path)
    equal((result.status, result.output), (REFUSED, ''))
    contains(result.errors, ['“c”'])


def a_file_that_is_none_is_refused(folder):
    result = run('vin', '--json', write(folder, 'book.xlsx', b'PK\x03\x04' + bytes(64)))
    equal((result.status, result.output), (REFUSED, ''))
    contains(result.errors, ['book.xlsx'])


def plates_and_phones(folder):
    plate = run('plate', '--json', '沪AD12345').object()
    contains(plate, ['plate', 'ok', 'kind', 'energy', 'problems'])
    equal((plate['ok'], plate['kind'], plate['energy']), (True, 'nev-small', 'battery'))
    equal(run('plate', '--json', '京A123').status, PARTLY)
    phone = run('phone', '--json', '0755-12345678').object()
    contains(phone, ['input', 'ok', 'e164', 'type', 'problems'])
    equal((phone['input'], phone['e164'], phone['type']), ('0755-12345678', '+8675512345678', 'landline'))
    wrong = run('phone', '--json', '1380013800')
    equal((wrong.status, wrong.object()['e164']), (PARTLY, None))


def pinyin_in_any_locale(folder):
    for locale in ('C', 'C.UTF-8', 'zh_CN.UTF-8'):
        name = run('pinyin', '--json', '单雄信', LC_ALL=locale).object()
        equal((name['text'], name['full'][0], name['initials'][0]), ('单雄信', 'shan xiong xin', 'sxx'), locale)
        contains(name['full'], ['dan xiong xin'])


def what_is_not_utf8_is_told(folder):
    result = run('plate', '--json', b'\xff\xfe')
    equal((result.status, result.object()['ok']), (PARTLY, False))


def usage(folder):
    equal(run().status, USAGE)
    for wrong in (['nothing'], ['vin'], ['vin', '--wrong'], ['--wrong'], ['pinyin']):
        result = run(*wrong)
        equal((result.status, result.output, result.errors != ''), (USAGE, '', True), wrong)
    for right in (['--help'], ['--version'], ['vin', '--help'], ['import', 'customers', '--help']):
        result = run(*right)
        equal((result.status, result.errors), (DONE, ''), right)
    listed = list_commands(run('--help'))
    contains(listed, ['vin', 'import customers', 'search', 'show customer', 'export customers', 'db check', 'sync',
                      'server admin code'])
    for words, status in ((['calendar', '--help'], DONE), (['calendar'], USAGE)):
        group = run(*words)
        equal((group.status, group.errors), (status, ''), words)
        equal([name for name in list_commands(group) if not name.startswith('calendar ')], [], words)
        contains(list_commands(group), ['calendar import', 'calendar export', 'calendar holidays', 'calendar suggest'])


def list_commands(help_text):
    return re.findall(r'^  (\S+(?: \S+){0,2}?)  +\S', help_text.output, re.M)


def vectors_of_vins(folder):
    rows = table('vin', 'vin-vectors.tsv')
    for row, vin in zip(rows, run('vin', '--json', *[row['vin'] for row in rows]).objects()):
        if row['make']:
            contains(vin['maker'].lower(), [row['make'].lower()])
        if row['model_year']:
            equal(vin['year'], int(row['model_year']), row)
        if row['iso3779_check_digit_computed'] == 'ok':
            equal((vin['ok'], vin['check_digit']), (True, 'ok'), row)
        if row['iso3779_check_digit_computed'] == 'malformed':
            equal(vin['ok'], False, row)


def vectors_of_identifiers(folder):
    commands = {'plate': 'plate', 'plate-loose': 'plate', 'mobile': 'phone', 'landline': 'phone', 'uscc': 'credit-code'}
    for kind, command in commands.items():
        rows = [row for row in table('cn-identifiers', 'vectors.tsv') if row['kind'] == kind]
        for row, value in zip(rows, run(command, '--json', '--', *[row['value'] for row in rows]).objects()):
            equal(value['ok'], row['expected'] == 'valid', row)


def toneless(text):
    bare = unicodedata.normalize('NFD', re.sub('[üǖǘǚǜ]', 'v', text.lower()))
    return ' '.join(''.join(sign for sign in bare if not unicodedata.combining(sign)).split())


def vectors_of_names(folder):
    rows = [row for row in table('pinyin', 'pinyin-vectors.tsv')
            if row['function'] in ('name', 'nameAbbr') and re.fullmatch(r"('[^']*'(, )?)+", row['expected'])]
    for row, name in zip(rows, run('pinyin', '--json', *[row['text'] for row in rows]).objects()):
        syllables = [toneless(part) for part in re.findall("'([^']*)'", row['expected'])]
        found = name['full'] if row['function'] == 'name' else name['initials']
        equal(found[0], (' ' if row['function'] == 'name' else '').join(syllables), row)


main([vin_has_its_members, vin_refuses_and_says_why, vin_takes_lists_tables_and_input, column_is_named,
      a_file_that_is_none_is_refused, plates_and_phones, pinyin_in_any_locale, what_is_not_utf8_is_told, usage,
      vectors_of_vins, vectors_of_identifiers, vectors_of_names])
