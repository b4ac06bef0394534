# SPDX-License-Identifier: GPL-3.0-or-later
"""dedupe: the rows of a table that are one person."""

import csv
import os

from contract import DONE, REFUSED, contains, equal, main, run, shared


def write(folder, name, text, encoding='utf-8'):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file:
        file.write(text.encode(encoding))
    return path


def pairs_of(path, *arguments):
    result = run('dedupe', '--json', *arguments, path)
    equal(result.status, DONE, result.errors)
    *pairs, counts = result.objects()
    equal(counts['pairs'], len(pairs))
    return pairs, counts


def of_one(groups):
    """Every pair of rows that the truth puts together."""
    members = {}
    for row, group in groups.items():
        members.setdefault(group, []).append(row)
    return {frozenset((a, b)) for rows in members.values() for a in rows for b in rows if a != b}


def measure(pairs, groups):
    found = {frozenset((pair['a'], pair['b'])) for pair in pairs}
    wanted = of_one(groups)
    right = len(found & wanted)
    return right / max(1, len(found)), right / len(wanted)


def read(path):
    with open(path, encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file, skipinitialspace=True))


CHINESE = '''客户编号,姓名,手机号,车牌号,生日,地址
1,李明朗,13800138000,沪A12345,1985-03-02,上海市浦东新区世纪大道100号
2,王芳,13911112222,沪B88990,1990-11-21,上海市徐汇区漕溪路18号
3,李鸣朗,+86 138-0013-8000,沪A12345,,浦东新区世纪大道100号
4,王芳,13700001111,,1979-01-05,苏州市人民路7号
5,张伟,13655556666,沪C77812,1982-07-09,
6,李明朗,,,1985年3月2日,上海市浦东新区世纪大道100号
7,陈静,13655557777,苏E10101,1988-08-08,无锡市中山路20号
8,赵敏,13522223333,苏E20202,1993-02-14,无锡市解放路31号
'''


def chinese_rows_meet(folder):
    for encoding in ('utf-8', 'gb18030'):
        pairs, counts = pairs_of(write(folder, 'rows.csv', CHINESE, encoding), '--id', '客户编号')
        equal(counts['rows'], 8)
        equal({frozenset((pair['a'], pair['b'])) for pair in pairs},
              {frozenset('13'), frozenset('16'), frozenset('36')}, pairs)
        first = next(pair for pair in pairs if {pair['a'], pair['b']} == {'1', '3'})
        contains(first, ['a', 'b', 'score', 'reasons'])
        contains({reason['field'] for reason in first['reasons'] if reason['level'] == 'same'}, ['手机号', '车牌号'])
        contains(first['reasons'][0], ['field', 'level', 'centibits', 'label'])


def rows_have_numbers_without_a_column(folder):
    pairs, _ = pairs_of(write(folder, 'rows.csv', CHINESE))
    contains([{pair['a'], pair['b']} for pair in pairs], [{'1', '3'}])


def a_column_that_is_not_there_is_told(folder):
    result = run('dedupe', '--id', 'number', write(folder, 'rows.csv', CHINESE))
    equal(result.status, REFUSED)
    contains(result.errors, ['客户编号'])


def little_is_no_failure(folder):
    for name, text in {'empty.csv': '', 'header.csv': 'name,phone\n', 'one.csv': 'name,phone\nLi,13800138000\n',
                       'blank.csv': 'name,phone\n,\n,\n,\n'}.items():
        pairs, _ = pairs_of(write(folder, name, text))
        equal(pairs, [], name)


def febrl_is_found(folder):
    path = shared('dedupe', 'febrl-dataset1.csv')
    pairs, _ = pairs_of(path, '--id', 'rec_id')
    precision, recall = measure(pairs, {row['rec_id']: row['rec_id'].split('-')[1] for row in read(path)})
    equal(precision >= 0.98 and recall >= 0.97, True, (precision, recall))


def splink_is_found(folder):
    path = shared('dedupe', 'splink-fake1000.csv')
    pairs, _ = pairs_of(path, '--id', 'unique_id')
    precision, recall = measure(pairs, {row['unique_id']: row['cluster'] for row in read(path)})
    equal(precision >= 0.97 and recall >= 0.95, True, (precision, recall))


def restaurants_are_found(folder):
    path = shared('dedupe', 'restaurant-nophone-training.csv')
    pairs, _ = pairs_of(path)
    precision, recall = measure(pairs, {str(i + 1): row['unique_id'] for i, row in enumerate(read(path))})
    equal(precision >= 0.75 and recall >= 0.9, True, (precision, recall))


main([chinese_rows_meet, rows_have_numbers_without_a_column, a_column_that_is_not_there_is_told, little_is_no_failure,
      febrl_is_found, splink_is_found, restaurants_are_found])
