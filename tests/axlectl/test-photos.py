# SPDX-License-Identifier: GPL-3.0-or-later
"""photos add, list and get between two desks and a real server."""

import os
import shutil
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, os.path.dirname(__file__))

from contract import DONE, PARTLY, REFUSED, USAGE, contains, equal, main, run  # noqa: E402

SERVER = os.environ['AXLE_SERVER']


def picture(path, colour, side=64):
    """A PNG picture of one colour."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + bytes(colour) * side for _ in range(side))
    text = chunk(b'tEXt', b'Comment\0taken at home')
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', side, side, 8, 2, 0, 0, 0)) + text +
                   chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
    return path


def desk(profile, *words, **environment):
    return run('--profile', profile, *words, **environment)


def customer(folder, at):
    path = os.path.join(folder, 'customers.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('姓名,手机\n张三,13800138000\n')
    equal(desk(at, 'import', 'customers', path).status, DONE)
    return desk(at, 'search', '--json', 'zhangsan').object()['id']


def photos_without_a_server(folder):
    at = os.path.join(folder, 'desk')
    who = customer(folder, at)
    red, wrong = picture(os.path.join(folder, 'red.png'), (200, 20, 20)), os.path.join(folder, 'wrong.jpg')
    with open(wrong, 'w', encoding='utf-8') as file:
        file.write('no picture')
    equal(desk(at, 'photos', 'list', who, '--json').objects(), [])
    equal(desk(at, 'photos', 'add', who, red, '--json').object()['added'], 1)
    partly = desk(at, 'photos', 'add', who, wrong, red, '--json')
    equal((partly.status, partly.object()['added'], partly.object()['refused']), (PARTLY, 1, 1))
    equal(desk(at, 'photos', 'add', who, wrong).status, REFUSED)
    equal(desk(at, 'photos', 'add', 'x', red).status, REFUSED)
    equal(desk(at, 'photos', 'add', who).status, USAGE)
    listed = desk(at, 'photos', 'list', who, '--json').objects()
    equal([one['state'] for one in listed], ['waiting', 'waiting'])
    contains(listed[0], ['id', 'title', 'record', 'message'])
    copy = os.path.join(folder, 'copy.png')
    equal(desk(at, 'photos', 'get', listed[0]['id'], copy).status, DONE)
    with open(copy, 'rb') as file:
        bytes_of_copy = file.read()
    equal(b'taken at home' in bytes_of_copy, False)
    equal(desk(at, 'photos', 'get', who, copy).status, REFUSED)


def photos_go_to_another_desk(folder):
    data = os.path.join(folder, 'data')
    manager = {'AXLE_PIN': '246810', 'AXLE_STAFF': '李经理'}

    def admin(*words, **environment):
        result = run('server', 'admin', words[0], '--data', data, *words[1:], **environment)
        equal(result.status, DONE, result.errors)
        return result.output.strip()

    for words in (['create-group', '同轴'], ['create-store', '北京店'], ['create-role', '经理']):
        admin(*words)
    admin('create-staff', '李经理', AXLE_PIN='246810')
    server = subprocess.Popen([SERVER, '--data', data, '--port', '0'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        address = server.stdout.readline().decode().split()[1]
        desks = [os.path.join(folder, name) for name in ('一', '二')]
        for at in desks:
            equal(desk(at, 'enrol', '--server', address, '--code', admin('code'), '--name', '前台').status, DONE)
        path = os.path.join(folder, 'customers.csv')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('姓名,手机\n张三,13800138000\n')
        equal(desk(desks[0], 'import', 'customers', path, **manager).status, DONE)
        who = desk(desks[0], 'search', '--json', 'zhangsan').object()['id']
        red = picture(os.path.join(folder, 'red.png'), (200, 20, 20))
        equal(desk(desks[0], 'photos', 'add', who, red, **manager).status, DONE)
        equal(desk(desks[0], 'sync', '--once').status, DONE)
        equal([one['state'] for one in desk(desks[0], 'photos', 'list', who, '--json').objects()], ['here'])

        equal(desk(desks[1], 'sync', '--once').status, DONE)
        photo = desk(desks[1], 'photos', 'list', who, '--json').object()
        one, other = os.path.join(folder, 'one.png'), os.path.join(folder, 'other.png')
        equal(desk(desks[1], 'photos', 'get', photo['id'], other, '--json').object()['file'], other)
        equal(desk(desks[0], 'photos', 'get', photo['id'], one).status, DONE)
        with open(one, 'rb') as first, open(other, 'rb') as second:
            equal(first.read(), second.read())
        collected = run('server', 'blobs', 'collect', '--data', data, '--json').object()
        equal((collected['used'], collected['waiting'], collected['dropped']), (2, 0, 0))
    finally:
        server.terminate()
        server.wait(60)
        server.stdout.close()
    shutil.rmtree(data)


main([photos_without_a_server, photos_go_to_another_desk])
