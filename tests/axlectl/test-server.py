# SPDX-License-Identifier: GPL-3.0-or-later
"""enrol, sign-in, sync and server admin against a real server on loopback."""

import os
import shutil
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
        result = run('server', 'admin', command, '--data', self.data, *arguments, **environment)
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
    for wrong in (['create-role', 'x', 'fly'], ['revoke', 'x'], ['set-pin', 'x'], ['code', '--store', 'x'],
                  ['create-staff', '--role', 'x', 'y']):
        result = run('server', 'admin', wrong[0], '--data', server.data, *wrong[1:], AXLE_PIN='1234')
        equal((result.status, result.output, result.errors != ''), (REFUSED, '', True), wrong)
    equal(run('server', 'admin', 'list', 'groups').status, USAGE)
    equal(run('server', 'admin', 'list', '--data', server.data, 'cars').status, USAGE)


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
        equal(desk(second, 'sync', '--once').status, DONE)
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
    with Server(folder) as server:
        at = server.enrol('前台')
        server.admin('revoke', '前台')
        result = desk(at, 'sync', '--once')
        equal((result.status, result.output, result.errors != ''), (REFUSED, '', True))


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
        equal(desk(first, 'sync', '--once').status, DONE)
        equal(desk(second, 'sync', '--once').status, DONE)
        equal(desk(second, 'search', '--json', 'zhangsan').object()['title'], '张三')


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


main([admin_lists_what_it_made, admin_refuses, two_desks_have_the_same, pins_are_checked, a_code_enrols_one_desk,
      a_revoked_desk_is_told, a_restored_server_is_told_again, months_are_closed])
