# SPDX-License-Identifier: GPL-3.0-or-later
"""rfm: tables of purchases as others have them, against what was published and counted elsewhere."""

import collections
import csv
import datetime
import os

from contract import DONE, PARTLY, REFUSED, USAGE, contains, equal, main, run, shared


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return path


def rfm(path, day, *options):
    result = run('rfm', '--json', '--date', day, *options, path)
    return result.status, {line['customer']: line for line in result.objects()}, result


def days(first, last):
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days


def shorts(buyers):
    return {name: (line['recency'], line['frequency'], line['monetary']) for name, line in buyers.items()}


def members(folder):
    path = write(folder, 'a.csv', 'customer,date,amount\n1,2026-01-01,2500\n2,2024-01-01,9\n')
    status, buyers, _ = rfm(path, '2026-01-31')
    equal(status, DONE)
    contains(buyers['1'], ['customer', 'recency', 'frequency', 'monetary', 'class', 'missing', 'first', 'last', 'year'])
    equal(shorts(buyers), {'1': (30, 1, 2500.0), '2': (761, 1, 9.0)})
    equal([buyers['1']['class'], buyers['2']['class']], ['unclassified', 'C'])
    equal(buyers['1']['missing'], 'For class B: 1 more visit')


def cdnow_as_published(folder):
    """Fader and Hardie's summary up to 1997-09-30: repeat purchases, weeks, mean of the repeated."""
    path = shared('rfm', 'cdnow-sample-transactions.txt')
    status, buyers, _ = rfm(path, '1997-09-30')
    with open(shared('rfm', 'cdnow-summary.csv'), encoding='utf-8') as file:
        summary = {int(row['ID']): row for row in csv.DictReader(file)}
    number, first = {}, collections.defaultdict(float)
    with open(path, encoding='utf-8') as file:
        for words in map(str.split, file):
            number.setdefault(words[0], int(words[1]))
            if words[2] == buyers[words[0]]['first'].replace('-', ''):
                first[words[0]] += float(words[4])
    equal((status, len(buyers)), (DONE, len(number)))
    for name, line in buyers.items():
        published = summary[number[name]]
        repeats = line['frequency'] - 1
        equal((repeats, f"{days(line['first'], line['last']) / 7:.2f}", f"{days(line['first'], '1997-09-30') / 7:.2f}"),
              (int(published['x']), published['t_x'], published['T']), name)
        equal(line['recency'], days(line['last'], '1997-09-30'), name)
        mean = (line['monetary'] - first[name]) / repeats if repeats else 0
        equal(abs(mean - float(published['zbar'])) < 0.00501, True, f'{name}: {mean} {published}')


def online_retail_as_counted(folder):
    """Orders by their number; credit notes pay back; lines without a customer and for nothing."""
    for day in ('2010-12-01', '2010-12-02'):
        path = shared('rfm', 'online-retail', f'{day}.csv')
        orders, total, nobody = collections.defaultdict(set), collections.defaultdict(int), 0
        with open(path, encoding='utf-8') as file:
            for row in csv.DictReader(file):
                nobody += not row['CustomerID']
                if not row['CustomerID']:
                    continue
                total[row['CustomerID']] += round(int(row['Quantity']) * float(row['UnitPrice']) * 100)
                if int(row['Quantity']) > 0:
                    orders[row['CustomerID']].add(row['InvoiceNo'])
        status, buyers, result = rfm(path, '2010-12-31')
        equal(status, DONE)
        contains(result.errors, [f'{nobody} without a customer'])
        equal(shorts(buyers), {name: (days(day, '2010-12-31') if orders[name] else None, len(orders[name]), fen / 100)
                               for name, fen in total.items()})


def other_tables(folder):
    wanted = {'7': (4, 2, 110.5), '8': (3, 1, 99.0)}
    for name, content in {
            'chinese.csv': '客户编号,消费日期,实收金额\n7,2010年11月13日,"¥1,00.50"\n8,2010/12/17,99\n7,2010-12-16,10元\n'.encode('gb18030'),
            'months.csv': 'Cust ID,Order Date,Total\n7,11/13/2010,100.50\n7,12/16/2010 9:30,10\n8,12/17/2010,99\n',
            'days.csv': 'Cust ID;Order Date;Total\n7;13/11/10;100,50\n7;16.12.2010;10\n8;17/12/2010;99,00\n',
            'names.csv': 'who,on,user,date,spent\nx,y,7,13-Nov-2010,$100.50\nx,y,7,"Dec 16, 2010",10\nx,y,8,17 Dec 2010,99\n',
            'price.tsv': 'member\tquantity\tunit price\tday\n7\t3\t33.50\t20101113\n7\t1\t10\t20101216\n8\t-1\t1\t20101217\n8\t2\t50\t20101217\n',
            'bare.csv': '7,20101113,100.50\n7,20101216,10.00\n8,20101217,99.00\n',
            'titled.csv': 'Sales of December\n\nclient,when bought date,amount\n7,2010-11-13,100.5\n7,2010-12-16,10\n8,2010-12-17,99\n',
            'blanks.txt': '7 1  2010-11-13 100.50\n7 1  2010-12-16  10.00\n8 2  2010-12-17  99.00\n',
            'spoken.txt': 'customer  date  amount\n7 2010-11-13 100.50\n7 2010-12-16 10\n8 2010-12-17 99\n',
            'twice.csv': 'customer,date,amount\n7,2010-11-13 08:00,100\n7,2010-11-13 18:00,0.5\n7,2010-12-16,10\n8,2010-12-17,99\n'}.items():
        status, buyers, result = rfm(write(folder, name, content), '2010-12-20')
        equal((status, shorts(buyers)), (DONE, wanted), f'{name} {result.errors}')
    path = write(folder, 'odd.csv', 'a,b,c\n7,2010-12-16,10\n')
    equal(rfm(path, '2010-12-20', '--customer', 'a', '--day', 'b', '--amount', '3')[1]['7']['monetary'], 10.0)


def the_day_decides(folder):
    """What the first of the numbers is follows from the whole table, not from its first lines."""
    late = 'customer,date,amount\n' + '1,01/02/2026,1\n' * 300
    equal(shorts(rfm(write(folder, 'us.csv', late + '2,02/28/2026,1\n'), '2026-03-01')[1])['1'][0], 58)
    equal(shorts(rfm(write(folder, 'eu.csv', late + '2,28/02/2026,1\n'), '2026-03-01')[1])['1'][0], 28)


def what_cannot_be_read_is_counted(folder):
    path = write(folder, 'a.csv', 'customer,date,amount\n1,2026-01-01,5\n1,soon,5\n1,2026-01-02,much\n,2026-01-03,5\n'
                                  'NULL,2026-01-03,5\n1,2026-02-30,5\n2,2026-06-01,5\n1,2026-01-04,0\n3,2026-01-05,-5\n')
    status, buyers, result = rfm(path, '2026-01-11')
    equal((status, shorts(buyers)), (PARTLY, {'1': (7, 2, 5.0), '3': (None, 0, -5.0)}))
    contains(result.errors, ['9 lines', '2 without a customer', '3 that cannot be read', '1 pay back', '1 are for nothing'])


def refused(folder):
    path = write(folder, 'a.csv', 'x,y\n1,2\n')
    result = run('rfm', '--json', path)
    equal((result.status, result.output), (REFUSED, ''))
    contains(result.errors, ['a.csv'])
    equal(run('rfm', '--date', 'soon', path).status, USAGE)
    equal(run('rfm', '--amount', 'z', path).status, REFUSED)
    equal(run('rfm', write(folder, 'b.xlsx', b'PK\x03\x04' + bytes(64))).status, REFUSED)
    equal(rfm(write(folder, 'c.csv', ''), '2026-01-01')[1], {})


main([members, cdnow_as_published, online_retail_as_counted, other_tables, the_day_decides,
      what_cannot_be_read_is_counted, refused])
