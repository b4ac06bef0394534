# SPDX-License-Identifier: GPL-3.0-or-later
"""enrol, sign-in, sync and server admin against a real server on loopback."""

import os
import shutil
import sqlite3
import subprocess

from contract import DONE, REFUSED, USAGE, contains, equal, main, run

SERVER = os.environ['AXLE_SERVER']


class Server:
    """A dealership with two people, and its server while it runs."""

    def __init__(self, folder):
        self.folder = folder
        self.data = os.path.join(folder, 'data')
        self.port = '0'
        self.admin('create-group', '同轴集团')
        self.admin('create-store', '北京店')
        self.admin('create-role', '经理')
        self.admin('create-role', '看客', 'customers.read')
        self.admin('create-staff', '--role', '经理', '李经理', AXLE_PIN='246810')
        self.admin('create-staff', '--role', '看客', '王看', AXLE_PIN='135790')

    def admin(self, command, *arguments, **environment):
        return self.keep('admin', command, *arguments, **environment)

    def keep(self, *words, **environment):
        result = run('server', *words, '--data', self.data, **environment)
        equal(result.status, DONE, result.errors)
        return result

    def __enter__(self):
        self.process = subprocess.Popen([SERVER, '--data', self.data, '--port', self.port], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        word, self.address = self.process.stdout.readline().decode().split()
        equal(word, 'ready')
        self.port = self.address.rpartition(':')[2]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)
        self.process.stdout.close()

    def enrol(self, name):
        desk = os.path.join(self.folder, name)
        code = self.admin('code').output.strip()
        result = run('--profile', desk, 'enrol', '--server', self.address, '--code', code, '--name', name)
        equal(result.status, DONE, result.errors)
        return desk


def desk(profile, *words, **environment):
    return run('--profile', profile, *words, **environment)


def admin_lists_what_it_made(folder):
    server = Server(folder)
    for kind, names in {'groups': ['同轴集团'], 'stores': ['北京店'], 'roles': ['经理', '看客'], 'staff': ['李经理', '王看'],
                        'desks': []}.items():
        listed = server.admin('list', kind, '--json').objects()
        equal(sorted(one['name'] for one in listed), sorted(names))
    code = server.admin('code', '--json').object()
    contains(code, ['code', 'store'])


def admin_refuses(folder):
    server = Server(folder)
    for wrong in (['create-role', 'x', 'fly'], ['set-pin', 'x'], ['code', '--store', 'x'],
                  ['create-staff', '--role', 'x', 'y']):
        result = run('server', 'admin', wrong[0], '--data', server.data, *wrong[1:], AXLE_PIN='1234')
        equal((result.status, result.output, result.errors != ''), (REFUSED, '', True), wrong)
    equal(run('server', 'admin', 'list', 'groups').status, USAGE)
    equal(run('server', 'admin', 'list', '--data', server.data, 'cars').status, USAGE)


def calendars_are_subscribed_to(folder):
    server = Server(folder)
    server.admin('create-staff', '--role', '经理', '--store', '北京店', '林静', AXLE_PIN='112233')
    paths = {server.admin('calendar-link', '林静', '--json').object()['path'] for _ in range(2)}
    equal([(path[:10], len(path), path[-4:]) for path in paths], [('/calendar/', 36, '.ics')] * 2)
    server.admin('calendar-link', '林静', '--revoke')
    for wrong in (['林静', '--revoke'], ['李经理'], ['nobody']):
        equal(run('server', 'admin', 'calendar-link', '--data', server.data, *wrong).status, REFUSED, wrong)


def admin_works_on_another_storage(folder):
    server = Server(folder)
    elsewhere = ['--storage', 'sqlite:' + os.path.join(folder, 'elsewhere.db')]
    server.admin('create-group', '远处', *elsewhere)
    equal([one['name'] for one in server.admin('list', 'groups', '--json', *elsewhere).objects()], ['远处'])
    equal([one['name'] for one in server.admin('list', 'groups', '--json').objects()], ['同轴集团'])
    for wrong in ('elsewhere.db', 'postgresql://nobody@/none?host=' + folder):
        result = run('server', 'admin', 'list', 'groups', '--data', server.data, '--storage', wrong)
        equal((result.status, result.output, result.errors != ''), (REFUSED, '', True), wrong)


def two_desks_have_the_same(folder):
    path = os.path.join(folder, 'customers.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('姓名,手机\n张三,13800138000\n')
    with Server(folder) as server:
        first, second = server.enrol('前台一'), server.enrol('前台二')
        nobody = desk(first, 'import', 'customers', path, '--json')
        equal((nobody.status, nobody.output), (REFUSED, ''))
        reader = desk(first, '--staff', '王看', 'import', 'customers', path, '--json', AXLE_PIN='135790')
        equal((reader.status, reader.output), (REFUSED, ''))
        manager = desk(first, '--staff', '李经理', 'import', 'customers', path, '--json', AXLE_PIN='246810')
        equal(manager.object()['new'], 1)
        equal(desk(first, '--staff', '李经理', 'sync', '--once', AXLE_PIN='246810').status, DONE)
        synced = desk(second, 'sync', '--once', '--json').object()
        equal((synced['waiting'], synced['photosWaiting'], synced['serverSchema'] > 0), (0, 0, True))
        equal([one['sequence'] == one['head'] for one in synced['scopes']], [True, True])
        equal(desk(second, 'search', '--json', 'zhangsan').object()['title'], '张三')


def pins_are_checked(folder):
    with Server(folder) as server:
        at = server.enrol('前台')
        equal(desk(at, 'sign-in', '李经理', given=b'246810\n').status, DONE)
        for name, pin in (('李经理', '000000'), ('nobody', '246810')):
            result = desk(at, 'sign-in', name, AXLE_PIN=pin)
            equal((result.status, result.output, result.errors != ''), (REFUSED, '', True), name)
        server.admin('set-pin', '李经理', AXLE_PIN='111222')
        equal(desk(at, 'sign-in', '李经理', AXLE_PIN='246810').status, REFUSED)
        equal(desk(at, 'sign-in', '李经理', AXLE_PIN='111222').status, DONE)
    equal(desk(at, 'sign-in', '李经理', AXLE_PIN='111222').status, DONE)
    equal(desk(at, 'sync', '--once').status, REFUSED)


def a_code_enrols_one_desk(folder):
    with Server(folder) as server:
        code = server.admin('code').output.strip()
        words = ['enrol', '--server', server.address, '--code', code, '--name', '前台']
        equal(desk(os.path.join(folder, 'a'), *words).status, DONE)
        equal(desk(os.path.join(folder, 'b'), *words).status, REFUSED)
        equal(desk(os.path.join(folder, 'c'), 'enrol', '--server', server.address).status, USAGE)


def a_revoked_desk_is_told(folder):
    """Nothing of it can be read any more, also after a crash in between; it can be set up anew elsewhere."""
    with Server(folder) as server:
        at = server.enrol('前台')
        equal(os.path.exists(os.path.join(at, 'key')), True)
        server.keep('desks', 'revoke', '前台')
        for _ in range(2):
            result = desk(at, 'sync', '--once', AXLE_KEY_STORE='file')
            equal((result.status, result.output, result.errors != ''), (REFUSED, '', True))
            equal(sorted(name for name in os.listdir(at) if name != 'lock'), ['locked-out'])
        listed = server.keep('desks', 'list', '--json').object()
        equal((listed['name'], listed['revoked']), ('前台', True))


def desks_are_listed(folder):
    """When they were seen, and how far they are; also after the server has stopped."""
    with Server(folder) as server:
        at = server.enrol('前台')
        equal(server.keep('desks', 'list', '--json').object()['audience'], 'office')
        equal(desk(at, 'sync', '--once').status, DONE)
    listed = server.keep('desks', 'list', '--json').object()
    equal((listed['behind'], listed['last_seen'] > 0), (0, True))
    equal(server.keep('compact', '--json').object(), {'dropped': 0})
    equal(server.keep('admin', 'lease', '7', '--json').object(), {'lease': 7})
    equal(run('server', 'admin', 'lease', '--data', server.data, 'soon').status, USAGE)


def a_desk_given_to_the_lounge_forgets(folder):
    """What waits is sent; then nothing of customers is left on the desk."""
    path = os.path.join(folder, 'customers.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('姓名,手机\n张三,13800138000\n')
    manager = {'AXLE_PIN': '246810'}
    with Server(folder) as server:
        first, second = server.enrol('前台一'), server.enrol('前台二')
        equal(desk(first, 'sign-in', '李经理', **manager).status, DONE)
    imported = desk(first, '--staff', '李经理', 'import', 'customers', path, '--json', **manager)
    equal(imported.object()['new'], 1, imported.errors)
    server.keep('desks', 'audience', '前台一', 'kiosk')
    equal(run('server', 'desks', 'audience', '--data', server.data, '前台一', 'everyone').status, USAGE)
    with server:
        moved = desk(first, 'sync', '--once')
        equal(moved.status, DONE, moved.errors)
        equal(desk(second, 'sync', '--once').status, DONE)
        equal(desk(second, 'search', '--json', 'zhangsan').object()['title'], '张三')
        equal(desk(first, 'search', '--json', 'zhangsan').output, '')


def a_restored_server_is_told_again(folder):
    """What a desk did after the copy was made comes back with it."""
    path = os.path.join(folder, 'customers.csv')
    copy = os.path.join(folder, 'copy')
    with Server(folder) as server:
        first, second = server.enrol('前台一'), server.enrol('前台二')
        equal(desk(first, 'sign-in', '李经理', AXLE_PIN='246810').status, DONE)
    shutil.copytree(server.data, copy)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('姓名,手机\n张三,13800138000\n')
    with server:
        equal(desk(first, '--staff', '李经理', 'import', 'customers', path, '--json', AXLE_PIN='246810').object()['new'], 1)
        equal(desk(first, 'sync', '--once').status, DONE)
    shutil.rmtree(server.data)
    os.rename(copy, server.data)
    server.admin('restored')
    with server:
        told = desk(first, 'sync', '--once')
        equal((told.status, '3 changes' in told.output or '1 change' in told.output), (DONE, True), told.output)
        equal(len(desk(first, 'sync', '--once').output.splitlines()), 1)
        equal(desk(second, 'sync', '--once').status, DONE)
        equal(desk(second, 'search', '--json', 'zhangsan').object()['title'], '张三')


def conflicts_are_decided(folder):
    """Two desks type into the same field, and make a car of the same VIN, without knowing of each other."""
    manager = {'AXLE_PIN': '246810'}

    def bring(at, name, text):
        path = os.path.join(folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        result = desk(at, '--staff', '李经理', 'import', 'customers', path, '--json', **manager)
        equal(result.status, DONE, result.errors + result.output)

    def decide(at, *words):
        return desk(at, '--staff', '李经理', 'conflicts', *words, '--json', **manager)

    with Server(folder) as server:
        first, second = server.enrol('前台一'), server.enrol('前台二')
        for at in (first, second):
            equal(desk(at, 'sign-in', '李经理', AXLE_PIN='246810').status, DONE)
        bring(first, 'known.csv', '姓名,手机\n张三,13800138000\n')
        equal(desk(first, 'sync', '--once').status, DONE)
        equal(desk(second, 'sync', '--once').status, DONE)
    # The server is away: neither desk hears of the other.
    bring(second, 'second.csv', '姓名,手机,城市,车架号\n张三,13800138000,北京,\n李四,13800138001,,LSVNV2187E2100001\n')
    bring(first, 'first.csv', '姓名,手机,城市,车架号\n张三,13800138000,上海,\n王五,13800138002,,LSVNV2187E2100001\n')
    with server:
        equal(desk(second, 'sync', '--once').status, DONE)
        equal(desk(first, 'sync', '--once').status, DONE)
        equal(desk(second, 'conflicts', 'list', '--json').objects(), [])
        listed = desk(first, 'conflicts', 'list', '--json').objects()
        city = next(one for one in listed if one['reason'] == 'overtook')
        equal((city['fields'], city['stands'], city['state']),
              ([{'label': 'City', 'mine': '上海', 'theirs': '北京'}], 'mine', 'open'))
        contains(city['mine_by'], ['李经理', '前台一'])
        contains(city['theirs_by'], ['李经理', '前台二'])
        car = next(one for one in listed if one['kind'] == 'vehicle')
        equal((car['reason'], car['stands']), ('not-made', 'theirs'))
        contains(car['why'], ['VIN'])
        equal(desk(first, '--staff', '王看', 'conflicts', 'keep', city['conflict'], AXLE_PIN='135790').status, REFUSED)
        equal(decide(first, 'keep', 'nothing').status, REFUSED)
        equal(decide(first, 'keep').status, USAGE)
        equal(decide(first, 'restore', city['conflict']).object(), {'conflict': city['conflict'], 'state': 'restored'})
        equal(decide(first, 'keep', '--all').status, DONE)
        equal(desk(first, 'conflicts', 'list', '--json').objects(), [])
        equal(desk(first, 'conflicts', 'list', '--decided', '--json').objects()[-1]['state'], 'restored')
        equal(desk(first, 'sync', '--once').status, DONE)
        equal(desk(second, 'sync', '--once').status, DONE)
        found = desk(second, 'search', '--json', 'zhangsan').object()['id']
        equal(desk(second, 'show', 'customer', found, '--json').object()['customer']['fields']['city'], '北京')


def who_read_is_noted(folder):
    """Kept by the server, on no desk, and told to whoever may know."""
    path = os.path.join(folder, 'customers.csv')
    manager, clerk = {'AXLE_PIN': '246810'}, {'AXLE_PIN': '135790'}
    with open(path, 'w', encoding='utf-8') as file:
        file.write('姓名,手机\n张三,13800138000\n')
    with Server(folder) as server:
        at = server.enrol('前台')
        equal(desk(at, '--staff', '李经理', 'import', 'customers', path, **manager).status, DONE)
        found = desk(at, '--staff', '王看', 'search', '--json', 'zhangsan', **clerk).object()['id']
        equal(desk(at, '--staff', '王看', 'show', 'customer', found, '--json', **clerk).status, DONE)
        equal(desk(at, '--staff', '李经理', 'export', 'customers', '--output', path, **manager).status, DONE)
        equal(desk(at, 'sync', '--once').status, DONE)
        equal(desk(at, '--staff', '王看', 'access', 'list', '--json', **clerk).status, REFUSED)
        equal(desk(at, 'access', 'list', '--json').status, REFUSED)
        listed = desk(at, '--staff', '李经理', 'access', 'list', '--json', **manager).objects()
        equal([(one['name'], one['what'], one.get('record')) for one in listed],
              [('王看', 'listed', None), ('王看', 'opened', found), ('李经理', 'exported', None)])


def server(*words):
    return run('server', *words)


def a_backup_comes_back(folder):
    """Made while the server runs; desks go on with what is brought back."""
    path = os.path.join(folder, 'customers.csv')
    copy = os.path.join(folder, 'backup')
    manager = {'AXLE_PIN': '246810'}
    with Server(folder) as kept:
        first, second = kept.enrol('前台一'), kept.enrol('前台二')
        equal(desk(first, 'sign-in', '李经理', **manager).status, DONE)
        made = server('backup', '--data', kept.data, '--json', copy).object()
        contains(made, ['path', 'hash', 'documents', 'verdicts', 'blobs'])
        checked = server('verify', '--data', copy, '--json').object()
        equal((checked['ok'], checked['hash'], checked['documents']), (True, made['hash'], made['documents']))
        equal(server('backup', '--data', kept.data, copy).status, REFUSED)
        equal(server('restore', '--data', kept.data, '--force', copy).status, REFUSED)
        with open(path, 'w', encoding='utf-8') as file:
            file.write('姓名,手机\n张三,13800138000\n')
        equal(desk(first, '--staff', '李经理', 'import', 'customers', path, '--json', **manager).object()['new'], 1)
        equal(desk(first, 'sync', '--once').status, DONE)
    equal(server('restore', '--data', kept.data, copy).status, REFUSED)
    equal(server('restore', '--data', kept.data, '--force', copy).status, DONE)
    with kept:
        equal(desk(first, 'sync', '--once').status, DONE)
        equal(desk(second, 'sync', '--once').status, DONE)
        equal(desk(second, 'search', '--json', 'zhangsan').object()['title'], '张三')
        equal(server('verify', '--data', kept.data).status, DONE)


def a_broken_backup_stays_where_it_is(folder):
    kept = Server(folder)
    copy = os.path.join(folder, 'backup')
    other = os.path.join(folder, 'other')
    equal(server('backup', '--data', kept.data, copy).status, DONE)
    with open(os.path.join(copy, 'server.db'), 'r+b') as file:
        file.seek(5000)
        file.write(b'?')
    equal(server('restore', '--data', other, copy).status, REFUSED)
    equal(os.path.exists(os.path.join(other, 'server.db')), False)
    equal(server('restore', '--data', other, folder).status, REFUSED)


def verify_tells_what_is_wrong(folder):
    kept = Server(folder)
    database = sqlite3.connect(os.path.join(kept.data, 'server.db'))
    with database:
        database.execute("UPDATE documents SET body = X'78' WHERE kind = 'store'")
    database.close()
    result = server('verify', '--data', kept.data, '--json')
    equal((result.status, result.object()['ok']), (REFUSED, False))
    contains([problem['code'] for problem in result.object()['problems']], ['unreadable'])
    for wrong in (['verify'], ['backup', '--data', kept.data], ['migrate', '--from', 'sqlite:x']):
        equal(server(*wrong).status, USAGE)
    nowhere = os.path.join(folder, 'nowhere')
    equal(server('verify', '--data', nowhere).status, REFUSED)
    equal(os.path.exists(nowhere), False)


def data_moves_to_another_database(folder):
    kept = Server(folder)
    source = 'sqlite:' + os.path.join(kept.data, 'server.db')
    target = 'sqlite:' + os.path.join(folder, 'other.db')
    moved = server('migrate', '--from', source, '--to', target, '--json').object()
    equal(server('verify', '--data', kept.data, '--storage', target, '--json').object()['hash'], moved['hash'])
    equal(server('migrate', '--from', source, '--to', target).status, REFUSED)
    with kept:
        equal(server('migrate', '--from', source, '--to', 'sqlite:' + os.path.join(folder, 'third.db')).status, REFUSED)


def rights_are_changed(folder):
    with Server(folder) as kept:
        at = kept.enrol('前台')
        close = ('--staff', '王看', 'month', 'close', '2026-01')
        equal(desk(at, *close, AXLE_PIN='135790').status, REFUSED)
        kept.admin('set-rights', '看客', 'customers.read', 'months.close')
        equal(desk(at, 'sync', '--once').status, DONE)
        equal(desk(at, *close, AXLE_PIN='135790').status, DONE)
        equal(server('admin', 'set-rights', '--data', kept.data, '看客', 'fly').status, REFUSED)


def months_are_closed(folder):
    """Whoever may, closes a month; every desk of the store knows it then."""
    manager = {'AXLE_PIN': '246810'}
    with Server(folder) as server:
        first, second = server.enrol('前台一'), server.enrol('前台二')
        equal(desk(first, '--staff', '王看', 'month', 'close', '2026-01', AXLE_PIN='135790').status, REFUSED)
        for wrong in ('2026-13', 'January', '2999-01'):
            result = desk(first, '--staff', '李经理', 'month', 'close', wrong, **manager)
            equal((result.status, result.output, result.errors != ''), (REFUSED, '', True), wrong)
        closed = desk(first, '--staff', '李经理', 'month', 'close', '2026-01', '--json', **manager)
        equal(closed.object(), {'month': '2026-01', 'closed': True})
        equal(desk(second, '--staff', '李经理', 'month', 'close', '2026-01', **manager).status, DONE)
        for at in (first, second, first):
            equal(desk(at, '--staff', '李经理', 'sync', '--once', **manager).status, DONE)
        equal(desk(second, '--staff', '李经理', 'month', 'open', '2026-01', **manager).status, DONE)
        equal(desk(second, '--staff', '李经理', 'month', 'close', '2025-12', **manager).status, DONE)
        for at in (second, first):
            equal(desk(at, '--staff', '李经理', 'sync', '--once', **manager).status, DONE)
        equal(desk(first, 'month', 'list', '--json').objects(),
              [{'month': '2026-01', 'closed': False}, {'month': '2025-12', 'closed': True}])


def everything_is_compared(folder):
    """Equal records are equal, and what a desk cannot compare it says."""
    with Server(folder) as server:
        first = server.enrol('前台一')
        alone = os.path.join(folder, 'alone')
        found = desk(first, 'sync', 'check', '--json').object()
        equal((found['different'], found['repaired'], found['keys'], found['records']), (0, 0, 0, []))
        equal(found['compared'] > 5, True, found)
        contains(desk(first, 'sync', 'check').output, str(found['compared']))
        equal(desk(first, 'sync', 'check', 'more').status, USAGE)
        equal(desk(alone, 'sync', 'check').status, REFUSED)
    equal(desk(first, 'sync', 'check').status, REFUSED)


main([admin_lists_what_it_made, admin_refuses, calendars_are_subscribed_to, admin_works_on_another_storage, two_desks_have_the_same,
      pins_are_checked, a_code_enrols_one_desk, a_revoked_desk_is_told, desks_are_listed,
      a_desk_given_to_the_lounge_forgets, a_restored_server_is_told_again, conflicts_are_decided, who_read_is_noted,
      months_are_closed, everything_is_compared, a_backup_comes_back, a_broken_backup_stays_where_it_is,
      verify_tells_what_is_wrong, data_moves_to_another_database, rights_are_changed])
