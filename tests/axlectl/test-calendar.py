# SPDX-License-Identifier: GPL-3.0-or-later
"""calendar import, export and holidays on a profile that no server knows."""

import glob
import json
import os

from contract import DONE, PARTLY, REFUSED, USAGE, contains, equal, main, run, shared

CUSTOMERS = ('姓名,手机,车架号,车牌\n李明朗,13800138000,LSVNV2187E2100001,沪A12345\n'
             '王小双,13800138001,,\n王小双,13800138002,,\n欧阳娜,13800138003,,\n')


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def axle(folder, *arguments):
    return run('--profile', os.path.join(folder, 'profile'), *arguments)


def calendar(*events, method='PUBLISH'):
    body = ''.join(f'BEGIN:VEVENT\n{event}\nEND:VEVENT\n' for event in events)
    return f'BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{method}\n{body}END:VCALENDAR\n'


def take(folder, content, *options):
    """Outcomes of the events, and the counts."""
    result = axle(folder, 'calendar', 'import', '--json', *options, write(folder, 'c.ics', content))
    *events, counts = result.objects()
    equal(result.status, PARTLY if counts['refused'] else DONE, result.errors)
    return [event['outcome'] for event in events], events, counts


def export(folder, first='2026-01-01', last='2026-12-31'):
    result = axle(folder, 'calendar', 'export', '--from', first, '--to', last)
    equal(result.status, DONE, result.errors)
    events = []
    for line in result.output.replace('\r\n ', '').splitlines():
        if line == 'BEGIN:VEVENT':
            events.append({})
        elif events and ':' in line:
            name, value = line.split(':', 1)
            events[-1].setdefault(name.split(';')[0], value)
    return events


def starts(folder):
    return sorted((event['DTSTART'], event['STATUS']) for event in export(folder))


ONE = 'UID:one\nDTSTART:20260105T090000\nDTEND:20260105T100000\nSUMMARY:首保'
WEEK = 'UID:week\nDTSTART:20260112T090000\nDURATION:PT1H\nSUMMARY:例会\nRRULE:FREQ=DAILY;COUNT=3'


def events_are_kept_or_refused(folder):
    outcomes, events, counts = take(folder, calendar(ONE, 'UID:bad\nSUMMARY:x', WEEK) + 'BEGIN:VTODO\nEND:VTODO\n')
    equal(outcomes, ['new', 'refused', 'new', 'refused'])
    equal([event['code'] for event in events], [None, 'no-start', None, 'no-event'])
    equal((events[0]['uid'], events[0]['start'], events[0]['times'], events[2]['times']), ('one', '2026-01-05T09:00:00+08', 1, 3))
    equal({name: counts[name] for name in ('events', 'kept', 'new', 'refused', 'appointments')},
          {'events': 4, 'kept': 2, 'new': 2, 'refused': 2, 'appointments': 4})
    equal(len(export(folder)), 4)


def a_dry_run_saves_nothing(folder):
    outcomes, _, counts = take(folder, calendar(ONE), '--dry-run')
    equal((outcomes, counts['dry_run'], export(folder)), (['new'], True, []))


def the_same_file_changes_nothing(folder):
    take(folder, calendar(ONE, WEEK))
    outcomes, _, counts = take(folder, calendar(ONE, WEEK))
    equal((outcomes, counts['appointments']), (['unchanged', 'unchanged'], 0))


def a_later_version_changes(folder):
    take(folder, calendar(ONE))
    later = ONE.replace('090000', '093000') + '\nSEQUENCE:1'
    equal(take(folder, calendar(later))[0], ['updated'])
    equal(starts(folder), [('20260105T093000', 'TENTATIVE')])
    outcomes, events, _ = take(folder, calendar(ONE))
    equal((outcomes, events[0]['code']), (['refused'], 'older'))
    equal(starts(folder), [('20260105T093000', 'TENTATIVE')])


def a_cancellation_cancels(folder):
    take(folder, calendar(ONE, WEEK))
    equal(take(folder, calendar('UID:one', method='CANCEL'))[0], ['cancelled'])
    equal(take(folder, calendar('UID:week\nRECURRENCE-ID:20260113T090000\nDTSTART:20260113T090000\nSTATUS:CANCELLED'))[0], ['cancelled'])
    equal(starts(folder), [('20260105T090000', 'CANCELLED'), ('20260112T090000', 'TENTATIVE'), ('20260113T090000', 'CANCELLED'),
                           ('20260114T090000', 'TENTATIVE')])
    outcomes, events, _ = take(folder, calendar(ONE))
    equal((outcomes, events[0]['code']), (['refused'], 'older'))
    equal(take(folder, calendar('UID:week\nSEQUENCE:3', method='CANCEL'))[0], ['cancelled'])
    equal({status for _, status in starts(folder)}, {'CANCELLED'})
    equal(take(folder, calendar('UID:never', method='CANCEL'))[0], ['cancelled'])


def what_a_later_rule_leaves_out_is_cancelled(folder):
    take(folder, calendar(WEEK))
    later = WEEK.replace('COUNT=3', 'COUNT=2') + '\nSEQUENCE:1'
    equal(take(folder, calendar(later))[0], ['updated'])
    equal(starts(folder), [('20260112T090000', 'TENTATIVE'), ('20260113T090000', 'TENTATIVE'), ('20260114T090000', 'CANCELLED')])
    moved = 'UID:week\nRECURRENCE-ID:20260113T090000\nDTSTART:20260113T150000\nSEQUENCE:2'
    equal(take(folder, calendar(moved))[0], ['updated'])
    equal(starts(folder)[1], ('20260113T150000', 'TENTATIVE'))


def an_endless_rule_is_taken_in_part(folder):
    rule = 'UID:ever\nDTSTART:20200101T090000\nRRULE:FREQ=DAILY'
    _, events, _ = take(folder, calendar(rule), '--from', '2026-03-01', '--to', '2026-03-07')
    equal(events[0]['times'], 7)
    equal([start[:8] for start, _ in starts(folder)], [f'202603{day:02}' for day in range(1, 8)])
    _, events, counts = take(folder, calendar(rule), '--from', '2026-03-05', '--to', '2026-03-09')
    equal((events[0]['times'], counts['appointments'], len(starts(folder))), (5, 2, 9))


def customers_are_known_where_it_is_certain(folder):
    equal(axle(folder, 'import', 'customers', write(folder, 'c.csv', CUSTOMERS)).status, DONE)
    words = {'保养 13800138000': 'phone', '保养 沪A·12345': 'plate', '欧阳娜 换轮胎': 'name', '王小双 保养': None, '王小双 13800138002': 'phone',
             '保养 13999999999': None, '喷漆': None}
    events = [f'UID:{i}\nDTSTART:202601{i + 5:02}T090000\nSUMMARY:{text}' for i, text in enumerate(words)]
    events.append('UID:guest\nDTSTART:20260120T090000\nSUMMARY:x\nATTENDEE;CN=欧阳娜:mailto:a@example.cn')
    events.append('UID:caller\nDTSTART:20260121T090000\nSUMMARY:x\nDESCRIPTION:电话：138-0013-8003')
    _, results, _ = take(folder, calendar(*events))
    equal([result['matched'] for result in results], [*words.values(), 'name', 'phone'])
    equal([result['customer'] is not None for result in results], [bool(result['matched']) for result in results])


def a_car_is_not_expected_twice(folder):
    axle(folder, 'import', 'customers', write(folder, 'c.csv', CUSTOMERS))
    outcomes, events, _ = take(folder, calendar('UID:a\nDTSTART:20260105T090000\nDURATION:PT2H\nSUMMARY:沪A12345',
                                                'UID:b\nDTSTART:20260105T100000\nDURATION:PT1H\nSUMMARY:沪A12345'))
    equal((outcomes, [problem['code'] for problem in events[1]['problems']]), (['new', 'new'], ['car-expected']))
    outcomes, events, _ = take(folder, calendar('UID:c\nDTSTART:20260105T093000\nDURATION:PT1H\nSUMMARY:沪A12345'))
    equal((outcomes, [problem['code'] for problem in events[0]['problems']]), (['new'], ['car-expected']))


def an_export_comes_back_as_it_is(folder):
    take(folder, calendar(ONE, WEEK, 'UID:days\nDTSTART;VALUE=DATE:20260501\nDTEND;VALUE=DATE:20260504\nSUMMARY:团建'))
    path = os.path.join(folder, 'out.ics')
    result = axle(folder, 'calendar', 'export', '--from', '2026-01-01', '--to', '2026-12-31', '--output', path, '--json')
    equal(result.object(), {'events': 5, 'output': path})
    with open(path, encoding='utf-8') as file:
        content = file.read()
    contains(content, ['TZID:Asia/Shanghai', 'SEQUENCE:0', 'DTEND;VALUE=DATE:20260504'])
    outcomes, _, counts = take(folder, content)
    equal((set(outcomes), counts['appointments']), ({'unchanged'}, 0))
    # On another desk it is all new.
    other = os.path.join(folder, 'other')
    os.mkdir(other)
    equal(set(take(other, content)[0]), {'new'})
    for here, there in zip(export(folder), export(other)):
        equal({**there, 'DTSTAMP': None}, {**here, 'DTSTAMP': None})


def shared_files(folder):
    """Some of them: the test of formats reads them all."""
    files = [path for path in sorted(glob.glob(os.path.join(shared('calendar'), '**', '*'), recursive=True))
             if os.path.isfile(path) and not path.endswith(('.json', '.md'))]
    for path in files[::8]:
        result = axle(folder, 'calendar', 'import', '--dry-run', '--json', path)
        if result.status == REFUSED:
            equal(result.errors.startswith('axlectl: '), True, path)
            continue
        *events, counts = result.objects()
        equal(counts['events'], len(events), path)
        for event in events:
            equal((event['outcome'] == 'refused') == bool(event['reason']), True, f'{path} {event}')


def holidays(folder):
    listed = shared('calendar', 'holiday-cn', '2025.json')
    with open(listed, encoding='utf-8') as file:
        days = json.load(file)['days']
    wanted = {'year': 2025, 'days_off': sum(day['isOffDay'] for day in days), 'workdays': sum(not day['isOffDay'] for day in days),
              'announced': True}
    for path, changed in ((listed, len(days)), (listed, 0), (shared('calendar', 'holiday-cn', '2025.ics'), 0)):
        line = axle(folder, 'calendar', 'holidays', '--json', path).objects()[-1]
        equal({name: line[name] for name in wanted}, wanted)
        equal((line['new'], line['changed'], line['taken_back']), (changed, 0, 0))
    shorter = {'year': 2025, 'papers': [], 'days': [dict(days[0], name='元旦节'), *days[2:]]}
    line = axle(folder, 'calendar', 'holidays', '--json', write(folder, 's.json', json.dumps(shorter))).object()
    equal((line['new'], line['changed'], line['taken_back']), (0, 1, 1))
    line = axle(folder, 'calendar', 'holidays', '--json', listed).object()
    equal((line['new'], line['changed'], line['taken_back']), (1, 1, 0))
    # New Year is of the list of its year.
    for year in (2008, 2007, 2008):
        line = axle(folder, 'calendar', 'holidays', '--json', shared('calendar', 'holiday-cn', f'{year}.json')).object()
        equal(line['taken_back'], 0)
    equal(line['new'], 0)


def holidays_of_no_list(folder):
    line = axle(folder, 'calendar', 'holidays', '--json', '--dry-run', write(folder, 'n.json', '{"year":2030,"papers":[],"days":[]}')).object()
    equal(line, {'year': 2030, 'days_off': 0, 'workdays': 0, 'announced': False, 'new': 0, 'changed': 0, 'taken_back': 0})
    equal(axle(folder, 'calendar', 'holidays', write(folder, 'x.json', '{"year":2030}')).status, REFUSED)
    equal(axle(folder, 'calendar', 'holidays', write(folder, 'x.ics', 'x')).status, REFUSED)
    equal(axle(folder, 'calendar', 'holidays').status, USAGE)


def papers(folder):
    take(folder, calendar(ONE, WEEK))
    for command, *options in (('day-pack',), ('appointments',), ('appointments', '--week')):
        path = os.path.join(folder, f'{command}.pdf')
        made = axle(folder, 'report', command, '--date', '2026-01-12', '--output', path, '--json', *options)
        equal((made.status, made.object()['pages'], made.object()['output']), (DONE, 1, path), made.errors)
        with open(path, 'rb') as file:
            equal(file.read(5), b'%PDF-')
    equal(made.object()['title'], 'Appointments 2026-01-12 to 2026-01-18')
    equal(axle(folder, 'report', 'day-pack', '--output', path).status, DONE)
    equal(axle(folder, 'report', 'day-pack').status, USAGE)
    equal(axle(folder, 'report', 'day-pack', '--output', path, '--date', 'soon').status, USAGE)


def a_suggestion_needs_a_menu(folder):
    axle(folder, 'import', 'customers', write(folder, 'c.csv', CUSTOMERS))
    customer = axle(folder, 'search', '--json', '欧阳娜').object()['id']
    result = axle(folder, 'calendar', 'suggest', '--customer', customer, '--service', 'oil', '--json')
    equal((result.status, result.output), (REFUSED, ''))
    contains(result.errors, ['oil'])
    equal(axle(folder, 'calendar', 'suggest', '--customer', customer).status, USAGE)
    equal(axle(folder, 'calendar', 'suggest', '--customer', 'x', '--service', 'oil').status, USAGE)
    equal(axle(folder, 'calendar', 'suggest', '--customer', customer, '--service', 'oil', '--days', '0').status, USAGE)
    equal(axle(folder, 'calendar', 'suggest', '--customer', customer, '--service', 'oil', '--from', 'soon').status, USAGE)


def what_is_no_calendar_is_refused(folder):
    for content in ('', 'name,phone\n', bytes(64)):
        equal(axle(folder, 'calendar', 'import', write(folder, 'x.ics', content)).status, REFUSED)
    equal(axle(folder, 'calendar', 'import', os.path.join(folder, 'none.ics')).status, REFUSED)
    equal(axle(folder, 'calendar', 'import', '--from', 'soon', write(folder, 'c.ics', calendar(ONE))).status, USAGE)
    equal(axle(folder, 'calendar', 'export', '--from', '2026-01-02').status, USAGE)
    equal(axle(folder, 'calendar', 'export', '--from', '2026-01-02', '--to', '2026-01-01').status, USAGE)


main([events_are_kept_or_refused, a_dry_run_saves_nothing, the_same_file_changes_nothing, a_later_version_changes,
      a_cancellation_cancels, what_a_later_rule_leaves_out_is_cancelled, an_endless_rule_is_taken_in_part,
      customers_are_known_where_it_is_certain, a_car_is_not_expected_twice, an_export_comes_back_as_it_is,
      shared_files, holidays, holidays_of_no_list, papers,
      a_suggestion_needs_a_menu, what_is_no_calendar_is_refused])
