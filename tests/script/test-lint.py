# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants what the lint has to find, and what it has to let pass. Prints TAP."""

import os
import sys

sys.dont_write_bytecode = True
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
sys.path.insert(0, os.path.join(ROOT, 'script', 'lib'))

import lint  # noqa: E402

INCLUDES = [
    # file, kind, header, whether it may
    ('src/base/id.c', '"', 'base/id.h', True),
    ('src/base/id.c', '<', 'unicode/ucol.h', True),
    ('src/base/id.c', '"', 'core/record.h', False),
    ('src/base/id.c', '"', 'id.h', False),
    ('src/base/id.c', '"', 'axle-config.h', True),
    ('src/core/party/customer.c', '"', 'base/id.h', True),
    ('src/core/party/customer.c', '"', 'store/store.h', False),
    ('src/core/party/customer.c', '<', 'unicode/ucol.h', False),
    ('src/sqlite/connection.c', '<', 'sqlcipher/sqlite3.h', True),
    ('src/store/store.c', '<', 'sqlcipher/sqlite3.h', False),
    ('src/store/store.c', '<', 'sqlite3.h', False),
    ('src/store/store.c', '"', 'sqlite/connection.h', True),
    ('src/store/store.c', '"', 'wire/message.h', False),
    ('src/store/store.c', '"', 'server/hub.h', False),
    ('src/server/hub.c', '"', 'store/store.h', False),
    ('src/server/main.c', '<', 'libsoup/soup.h', True),
    ('src/wire/message.c', '<', 'yyjson.h', True),
    ('src/formats/holidays.c', '<', 'yyjson.h', True),
    ('src/store/save.c', '<', 'yyjson.h', False),
    ('src/axlectl/main.c', '<', 'yyjson.h', False),
    ('src/axlectl/main.c', '"', 'server/hub.h', True),
    ('src/axlectl/main.c', '"', 'ui/shell/window.h', False),
    ('src/app/operation.c', '<', 'gtk/gtk.h', False),
    ('src/app/operation.c', '"', 'sqlite/connection.h', False),
    ('src/ui/shell/window.c', '<', 'adwaita.h', True),
    ('src/ui/shell/window.c', '"', 'store/store.h', False),
    ('src/ui/shell/window.c', '<', 'libsoup/soup.h', False),
    ('tests/base/test-id.c', '"', 'support/support.h', True),
    ('tests/base/test-id.c', '"', 'core/record.h', False),
    ('tests/wire/test-message.c', '<', 'yyjson.h', True),
    ('tests/sim/desk.c', '"', 'server/hub.h', True),
    ('tests/sim/power-loss.c', '<', 'sqlcipher/sqlite3.h', True),
    ('tests/store/test-store.c', '<', 'sqlcipher/sqlite3.h', False),
    ('tests/sim/desk.c', '"', 'ui/shell/window.h', False),
    ('tests/ui/test-shell.c', '<', 'gtk/gtk.h', True),
    ('tests/support/support.c', '"', 'base/id.h', False),
]

PRIVATE = [
    ('data = "/home/somebody/file"', True),
    ('--bind /root/x', True),
    ('https://pypi.org/simple', True),
    ('path = folder + "/root"', False),
    ('$HOME/home/x', False),
    ('.../homework/', False),
]


CUT_TEXTS = [
    # source, the lines that are found
    ('g_print (_("%" G_GINT64_FORMAT " rows"), n);', [1]),
    ('f (_("a"\n   "%" G_GUINT64_FORMAT\n   "b"))', [2]),
    ('f (_("%"\n   G_GSIZE_FORMAT), n)', [2]),
    ('g_dngettext (GETTEXT_PACKAGE, "%" G_GINT64_FORMAT " row", "%" G_GINT64_FORMAT " rows", n)', [1, 1]),
    ('ngettext ("%" PRId64 " row", "%" G_GINT64_FORMAT " rows", n)', [1]),
    ('f (_("%" PRId64 " rows, %zu bytes"), n)', []),
    ('g_strdup_printf ("%" G_GINT64_FORMAT, n)', []),
    ('f (_("G_GINT64_FORMAT is a word"), "%" G_GINT64_FORMAT)', []),
    ('f (_("\\"%\\"" PRIu64), n); g_debug ("%" G_GINT64_FORMAT, n)', []),
]


ROWS = [
    # the row's last cell, those of its tests that there are not
    ('`script/nothing`', ['script/nothing']),
    ('`base/id` `/id/no-such-case`', ['/id/no-such-case']),
    ('`axlectl/test-server.py` `pins-are-checked`', []),
    ('`axlectl/test-server.py` `no-such-case`', ['no-such-case']),
    ('`server/hub` `/hub/copied`; the simulator', []),
    ('by reading', ['that proves it']),
    ('the simulator', []),
]


def main():
    results = []
    os.chdir(ROOT)
    for cell, missing in ROWS:
        results.append((list(lint.missing_tests(f'| who | what | {cell} |')) == missing, f'tests of {cell}'))
    for path, kind, header, may in INCLUDES:
        wrong = lint.check_include(path, kind, header)
        results.append(((wrong is None) == may, f'{path} and {header}: {wrong}'))
    for line, found in PRIVATE:
        results.append((bool(lint.PRIVATE.search(line)) == found, f'private word in {line}'))
    for text, lines in CUT_TEXTS:
        found = list(lint.cut_texts(text))
        results.append((found == lines, f'cut texts of {text!r}: {found}'))
    print(f'1..{len(results)}')
    for number, (passed, name) in enumerate(results, 1):
        print(f'{"ok" if passed else "not ok"} {number} {name.replace("#", "")}')
    return 0 if all(passed for passed, _ in results) else 1


if __name__ == '__main__':
    sys.exit(main())
