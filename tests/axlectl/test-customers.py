# SPDX-License-Identifier: GPL-3.0-or-later
"""import, search, show, export and db check on a profile that no server knows."""

import csv
import io
import json
import os
import re
import zipfile

from contract import DONE, PARTLY, REFUSED, SHARED, USAGE, Skip, contains, equal, main, run, shared

CUSTOMERS = '''姓名,手机,车架号,车牌
张三,13800138000,LSVAM4186C2184841,京A12345
李四,1380013,,
单雄信,13900139000,,沪AD12345
'''


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def profile(folder):
    return os.path.join(folder, 'profile')


def imported(folder, path, *options):
    result = run('--profile', profile(folder), 'import', 'customers', path, '--json', *options)
    *refused, counts = result.objects()
    equal(result.status, PARTLY if counts['wrong'] else DONE, result.errors)
    return refused, {name: counts[name] for name in ('rows', 'new', 'matched', 'unchanged', 'wrong')}, counts


def import_counts_and_refuses(folder):
    path = write(folder, 'customers.csv', CUSTOMERS)
    refused, counts, last = imported(folder, path, '--dry-run')
    equal(counts, {'rows': 3, 'new': 2, 'matched': 0, 'unchanged': 0, 'wrong': 1})
    equal(run('--profile', profile(folder), 'search', '--json', '张三').output, '')
    refused, counts, last = imported(folder, path)
    equal(counts, {'rows': 3, 'new': 2, 'matched': 0, 'unchanged': 0, 'wrong': 1})
    equal((last['encoding'], last['format']), ('UTF-8', 'csv'))
    equal([(row['row'], row['column'], row['code']) for row in refused], [(3, '手机', 'phone-length')])
    contains(refused[0], ['message'])
    refused, counts, last = imported(folder, path)
    equal(counts, {'rows': 3, 'new': 0, 'matched': 0, 'unchanged': 2, 'wrong': 1})


def import_keeps_every_wrong_row(folder):
    path = write(folder, 'wrong.csv', '姓名,手机\n' + ''.join(f'客户{n},12\n' for n in range(1200)))
    refused, counts, last = imported(folder, path)
    equal((len(refused), counts['wrong']), (1200, 1200))
    with open(last['rejects'], encoding='utf-8-sig') as file:
        equal(len(list(csv.reader(file))), 1201)


def everything_about_a_person(folder):
    """One archive with a page, the records and their past; consent is in it."""
    imported(folder, write(folder, 'customers.csv', CUSTOMERS))
    found = run('--profile', profile(folder), 'search', '--json', '张三').objects()[0]['id']
    archive = os.path.join(folder, 'person.zip')
    equal(run('--profile', profile(folder), 'privacy', 'consent', found, 'driving', 'maybe').status, REFUSED)
    equal(run('--profile', profile(folder), 'privacy', 'consent', found, 'driving', 'yes').status, DONE)
    written = run('--profile', profile(folder), 'export', 'person', found, '--out', archive, '--json')
    equal(written.status, DONE, written.errors)
    with zipfile.ZipFile(archive) as zip_file:
        equal(zip_file.testzip(), None)
        equal(sorted(zip_file.namelist()), ['index.html', 'records.json'])
        page = zip_file.read('index.html').decode()
        records = json.loads(zip_file.read('records.json'))['records']
    equal([part in page for part in ('张三', '京A12345', '李四')], [True, True, False])
    equal(sorted({record['kind'] for record in records}), ['consent', 'customer', 'ownership', 'vehicle'])
    equal(written.objects()[0]['records'], len(records))
    customer = next(record for record in records if record['kind'] == 'customer')
    equal((customer['fields']['name'], customer['fields']['consent_driving']), ('张三', True))
    equal(run('--profile', profile(folder), 'export', 'person', found).status, REFUSED)


def a_request_for_deletion_has_a_clock(folder):
    imported(folder, write(folder, 'customers.csv', CUSTOMERS))
    found = run('--profile', profile(folder), 'search', '--json', '张三').objects()[0]['id']
    equal(run('--profile', profile(folder), 'privacy', 'erase', found, '--yes').status, REFUSED)
    equal(run('--profile', profile(folder), 'privacy', 'request', found).status, DONE)
    request, = run('--profile', profile(folder), 'privacy', 'requests', '--json').objects()
    equal((request['customer'], request['working_days_left']), (found, 10))
    equal(run('--profile', profile(folder), 'privacy', 'erase', found).status, REFUSED)
    equal(run('--profile', profile(folder), 'privacy', 'erase', found, '--keep', '维修档案', '--yes').status, DONE)
    equal(run('--profile', profile(folder), 'privacy', 'requests', '--json').objects(), [])


def quality_names_what_is_missing(folder):
    imported(folder, write(folder, 'customers.csv', CUSTOMERS))
    found = run('--profile', profile(folder), 'search', '--json', '张三').objects()[0]['id']
    figures, *gaps = run('--profile', profile(folder), 'quality', 'customer', found, '--json').objects()
    equal([0 < figures[name] <= 100 for name in ('overall', 'completeness', 'accuracy', 'timeliness')], [True] * 4)
    equal('birthday' in [gap['field'] for gap in gaps], True)


def hotlines_are_no_customers(folder):
    refused, counts, last = imported(folder, write(folder, 'a.csv', '姓名,手机\n张三,12345\n李四,95588\n王五,13800138000\n'))
    equal([(row['row'], row['code']) for row in refused], [(2, 'phone-hotline'), (3, 'phone-hotline')])


def import_is_corrected(folder):
    path = write(folder, 'bare.txt', '13800138000|x|张三\n13900139000|y|李四\n'.encode('gbk'))
    refused, counts, last = imported(folder, path, '--encoding', 'GBK', '--delimiter', '|', '--no-header',
                                     '--columns', 'phone,ignore,name')
    equal(counts['new'], 2)
    equal(run('--profile', profile(folder), 'search', '--json', '李四').object()['title'], '李四')
    wrong = run('--profile', profile(folder), 'import', 'customers', path, '--columns', 'phone,nonsense')
    equal((wrong.status, wrong.output), (REFUSED, ''))
    contains(wrong.errors, ['nonsense'])


def import_refuses_as_a_whole(folder):
    for path in (os.path.join(folder, 'absent.csv'), write(folder, 'book.xlsx', b'PK\x03\x04' + bytes(64))):
        result = run('--profile', profile(folder), 'import', 'customers', path, '--json')
        equal((result.status, result.output, result.errors != ''), (REFUSED, '', True), path)


def search_finds(folder):
    imported(folder, write(folder, 'customers.csv', CUSTOMERS))
    for text, title in {'张三': '张三', 'zhangsan': '张三', 'zs': '张三', '0138000': '张三', 'a12345': '张三', '184841': '张三',
                        'shanxiongxin': '单雄信', 'sxx': '单雄信', 'danxiong': '单雄信', '沪AD12345': '单雄信'}.items():
        hits = run('--profile', profile(folder), 'search', '--json', text).objects()
        contains([hit['title'] for hit in hits], [title])
        contains(hits[0], ['id', 'kind', 'title', 'matched'])
    equal(run('search', '--json', '张', AXLE_PROFILE=profile(folder)).object()['kind'], 'customer')
    equal(len(run('--profile', profile(folder), 'search', '--json', '--limit', '1', '12345').objects()), 1)
    equal(run('--profile', profile(folder), 'search', '--limit', '0', 'x').status, USAGE)


def show_shows(folder):
    imported(folder, write(folder, 'customers.csv', CUSTOMERS))
    hit = run('--profile', profile(folder), 'search', '--json', '张三').object()
    shown = run('--profile', profile(folder), 'show', 'customer', hit['id'], '--json', '--history').object()
    equal((shown['id'], shown['customer']['fields']['name'], shown['customer']['fields']['phones']),
          (hit['id'], '张三', ['+8613800138000']))
    equal([car['fields']['plate'] for car in shown['vehicles']], ['京A12345'])
    equal(len(shown['history']) > 0, True)
    for wrong in ('x', '01920000-0000-7000-8000-000000000000'):
        result = run('--profile', profile(folder), 'show', 'customer', wrong, '--json')
        equal((result.status, result.output), (REFUSED, ''), wrong)


def export_reads_back(folder):
    imported(folder, write(folder, 'customers.csv', CUSTOMERS))
    for format_name, ending in (('csv', 'csv'), ('vcard', 'vcf')):
        path = os.path.join(folder, 'out.' + ending)
        equal(run('--profile', profile(folder), 'export', 'customers', '--format', format_name, '--output', path).status, DONE)
        with open(path, 'rb') as file:
            equal(run('--profile', profile(folder), 'export', 'customers', '--format', format_name).output.encode(), file.read())
        equal(imported(folder, path)[1], {'rows': 2, 'new': 0, 'matched': 0, 'unchanged': 2, 'wrong': 0}, format_name)
    equal(run('--profile', profile(folder), 'export', 'customers', '--format', 'xls').status, USAGE)


def check_tells_of_damage(folder):
    equal(run('--profile', profile(folder), 'db', 'check', '--json').status, REFUSED)
    imported(folder, write(folder, 'customers.csv', CUSTOMERS))
    equal(run('--profile', profile(folder), 'db', 'check', '--json').object(), {'ok': True, 'problems': []})
    cache = os.path.join(profile(folder), 'cache.db')
    with open(cache, 'r+b') as file:
        file.seek(4096 * 8 + 100)
        file.write(bytes(4096 * 4))
    result = run('--profile', profile(folder), 'db', 'check', '--json')
    equal((result.status, result.object()['ok']), (REFUSED, False))
    contains(result.object()['problems'][0], ['code', 'message'])
    repaired = run('--profile', profile(folder), 'db', 'check', '--json', '--repair')
    equal((repaired.status, repaired.object()['ok']), (DONE, True), repaired.errors)


def the_key_is_the_owners(folder):
    imported(folder, write(folder, 'customers.csv', CUSTOMERS))
    equal(os.stat(os.path.join(profile(folder), 'key')).st_mode & 0o777, 0o600)
    with open(os.path.join(profile(folder), 'cache.db'), 'rb') as file:
        content = file.read()
    equal([word in content for word in (b'SQLite format', '张三'.encode(), b'13800138000')], [False] * 3)


def what_is_not_enrolled_does_not_sync(folder):
    for command in (['sync', '--once'], ['sign-in', '张三']):
        result = run('--profile', profile(folder), *command, AXLE_PIN='1234')
        equal((result.status, result.output, result.errors != ''), (REFUSED, '', True), command)


def naughty_strings_come_back(folder):
    with open(shared('text', 'naughty-strings.json'), encoding='utf-8') as file:
        strings = json.load(file)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(['手机', '备注'])
    writer.writerows([f'138{number:08}', text] for number, text in enumerate(strings))
    refused, counts, last = imported(folder, write(folder, 'naughty.csv', out.getvalue()))
    kept = {}
    result = run('--profile', profile(folder), 'export', 'customers', '--format', 'csv')
    for row in csv.reader(io.StringIO(result.output, newline='')):
        kept.update((cell.replace(' ', ''), row) for cell in row if re.fullmatch(r'138 \d{4} \d{4}', cell))
    equal(len(kept), counts['new'])
    equal(len(kept) + len(refused), len(strings))
    for number, text in enumerate(strings):
        row = kept.get(f'138{number:08}')
        # Blanks at the ends of a note are no part of it.
        if row is not None and text.strip() not in (cell.strip() for cell in row):
            raise AssertionError(f'{text!r} became {row!r}')


def every_shared_file_imports_or_is_refused(folder):
    if not os.path.isdir(SHARED):
        raise Skip('no shared data')
    for name in ('csv', 'contacts', 'text'):
        for at, _, files in os.walk(shared(name)):
            for file in sorted(files):
                path = os.path.join(at, file)
                result = run('--profile', profile(folder), 'import', 'customers', path, '--json')
                if result.status == REFUSED:
                    equal((result.output, result.errors != ''), ('', True), path)
                    continue
                *refused, counts = result.objects()
                equal(result.status, PARTLY if counts['wrong'] else DONE, path)
                equal((len(refused), counts['rows']),
                      (counts['wrong'], counts['new'] + counts['matched'] + counts['unchanged'] + counts['wrong']), path)


main([import_counts_and_refuses, import_keeps_every_wrong_row, hotlines_are_no_customers, import_is_corrected,
      import_refuses_as_a_whole, search_finds, show_shows, everything_about_a_person,
      a_request_for_deletion_has_a_clock, quality_names_what_is_missing, export_reads_back, check_tells_of_damage, the_key_is_the_owners, what_is_not_enrolled_does_not_sync,
      naughty_strings_come_back, every_shared_file_imports_or_is_refused])
