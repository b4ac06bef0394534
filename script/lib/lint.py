# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints `file:line: what` for every finding and exits 1 when there is one."""

import json
import os
import re
import subprocess
import sys
import tempfile

# The table of DESIGN.md §3: what each layer may include.
LAYERS = {
    'base': [],
    'core': ['base'],
    'formats': ['base', 'core'],
    'sqlite': ['base'],
    'rows': ['base', 'core', 'sqlite'],
    'wire': ['base', 'core'],
    'store': ['base', 'core', 'sqlite', 'rows'],
    'sync': ['base', 'core', 'wire', 'store'],
    'server': ['base', 'core', 'wire', 'sqlite', 'rows'],
    'report': ['base', 'core'],
    'app': ['base', 'core', 'formats', 'store', 'sync', 'report'],
    'ui': ['base', 'core', 'app'],
}
EVERY_LAYER = list(LAYERS)

# Programs and tests stand above the layers.
ABOVE = {
    'src/axlectl': [layer for layer in EVERY_LAYER if layer != 'ui'],
    'tests/support': [],
    'tests/server': LAYERS['server'] + ['server', 'store', 'sync'],
    'tests/sync': LAYERS['sync'] + ['sync', 'server'],
    'tests/sim': [layer for layer in EVERY_LAYER if layer not in ('app', 'ui')],
    'tests/ui': EVERY_LAYER,
    'tests/bench': EVERY_LAYER,
    'tests/fuzz': EVERY_LAYER,
}

# What of the outside only some layers may see, by the beginning of its header.
OUTSIDE = {
    ('gtk/', 'gdk/', 'gsk/', 'adwaita.h'): ['ui'],
    ('sqlcipher/', 'sqlite3'): ['sqlite', 'sim'],
    # Our own JSON is wire's; what others write in it is a format like any other.
    ('yyjson',): ['wire', 'formats', 'tests'],
    ('libsoup/',): ['sync', 'server', 'tests'],
    ('libsecret/',): ['store'],
    ('sodium',): ['store', 'sync', 'server', 'tests'],
    ('gnutls/',): ['server', 'tests'],
    ('systemd/',): ['server'],
    ('libpq',): ['server', 'tests'],
    ('zstd',): ['sync', 'server'],
    ('libical', 'uchardet', 'archive'): ['formats'],
    ('unicode/',): ['base'],
    ('gdk-pixbuf/', 'webp/'): ['formats'],
    ('pango/', 'cairo'): ['report', 'ui'],
    ('qrencode',): ['report'],
    ('zbar',): ['tests'],
}

SKIPPED_FOLDERS = re.compile(r'^(\.git|\.cache|build.*|__pycache__)$')
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')
TRANSLATED = re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*(?:GETTEXT_PACKAGE\s*,\s*)?["\']')
# xgettext ends a text at these macros and translates its beginning only.
CUT_TEXT = re.compile(r'\bG_G(?:U?INT(?:16|32|64|PTR)|S?SIZE|OFFSET)_(?:FORMAT|MODIFIER)\b')
STRING_PARTS = re.compile(r'\s*(?:"(?:[^"\\]|\\.)*"|\b[A-Za-z_]\w*\b)')
# The lint's own patterns are not what they look for.
PRIVATE = re.compile(r'(?<![\w.$}])/(?:work|home|root)/\w'
                     r'|\b(?:registry\.npmjs|crates\.io|pypi\.org|pythonhosted|proxy\.golang|deb\.debian|fedoraproject)\b')
MAX_LINES = 1200


def files(*suffixes, under='.'):
    for folder, folders, names in os.walk(under):
        folders[:] = sorted(name for name in folders if not SKIPPED_FOLDERS.match(name))
        for name in sorted(names):
            if name.endswith(suffixes):
                yield os.path.normpath(os.path.join(folder, name))


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def place_of(path):
    """'base' for src/base/…, 'tests' for tests/base/…, with the layers it may use."""
    parts = path.split('/')
    folder = '/'.join(parts[:2])
    name = parts[1] if len(parts) > 2 else ''
    if folder in ABOVE:
        return ('tests' if parts[0] == 'tests' else name), ABOVE[folder] + [name, 'support']
    if parts[0] == 'tests':
        return 'tests', LAYERS.get(name, []) + [name, 'support']
    return name, LAYERS.get(name, []) + [name]


def check_include(path, quote, header):
    """What is wrong with one #include, or None."""
    place, allowed = place_of(path)
    if quote == '"':
        layer = header.split('/')[0]
        beside = os.path.join(os.path.dirname(path), header)
        if place == 'tests' and '/' not in header and os.path.exists(beside):
            return None
        if '/' not in header and not header.endswith('-config.h') and not header.endswith('resources.h'):
            return f'"{header}": say the layer too, as in "{place}/{header}"'
        if '/' in header and layer not in allowed:
            return f'{place} may not use {layer} ("{header}"); see the table in DESIGN.md'
        return None
    for beginnings, layers in OUTSIDE.items():
        if header.startswith(beginnings):
            at_home = place in layers or (path.startswith('tests/') and path.split('/')[1] in layers + ['bench'])
            return None if at_home else f'{place} may not use <{header}>: only {", ".join(layers)}'
    return None


def check_includes():
    for path in files('.c', '.h', under='src'):
        yield from check_includes_of(path)
    for path in files('.c', '.h', under='tests'):
        yield from check_includes_of(path)


def check_includes_of(path):
    for number, line in enumerate(read(path).splitlines(), 1):
        match = INCLUDE.match(line)
        wrong = match and check_include(path, *match.groups())
        if wrong:
            yield path, number, wrong


def check_form():
    for path in [*files('.c', '.h', under='src'), *files('.c', '.h', under='tests')]:
        lines = read(path).split('\n')
        if lines[0] != '/* SPDX-License-Identifier: GPL-3.0-or-later */':
            yield path, 1, 'the first line is not the licence'
        if path.endswith('.h') and '#pragma once' not in lines:
            yield path, 1, 'no #pragma once'
        if lines[-1] != '':
            yield path, len(lines), 'the last line does not end'
        if len(lines) > MAX_LINES and not any('why' in line or 'because' in line.lower() for line in lines[1:12]):
            yield path, 1, f'{len(lines)} lines: split it, or say at the top why it is one file'
        for number, line in enumerate(lines, 1):
            if '\t' in line:
                yield path, number, 'a tab'
            if line != line.rstrip():
                yield path, number, 'blanks at the end of the line'


def check_private_words():
    kinds = ('.c', '.h', '.py', '.sh', '.json', '.in', '.xml', '.md', '.blp', '.css', 'meson.build')
    for path in sorted({*files(*kinds), *files('', under='script')}):
        if path in ('script/lib/lint.py', 'tests/script/test-lint.py'):
            continue
        for number, line in enumerate(read(path).splitlines(), 1):
            if PRIVATE.search(line):
                yield path, number, 'a path of one machine, or the host of a package registry'


def check_tests_are_registered():
    for path in files('.c', under='tests'):
        folder, name = os.path.split(path)
        match = re.match(r'(test|bench|fuzz)-(.+)\.c$', name)
        build = read(os.path.join(folder, 'meson.build')) if os.path.exists(folder + '/meson.build') else ''
        if match and f"'{match[2]}'" not in build and f"'{name}'" not in build:
            yield path, 1, f'is in no list of {folder}/meson.build, so nothing runs it'


def missing_tests(line):
    """Those that a row of a table says prove it, and that there are not."""
    case_of = ''
    named = re.findall(r'`([^`]+)`', line.rsplit('|', 2)[1])
    if not named and 'the simulator' not in line:
        yield 'that proves it'
    for name in named:
        words = name.replace('-', '_')
        if name.startswith('/'):
            if f'"{name}"' not in case_of and f'"{name.rsplit("/", 1)[1]}"' not in case_of:
                yield name
        elif '/' not in name:
            if f'def {words}(' not in case_of:
                yield name
        else:
            folder, file = os.path.split(name)
            path = f'tests/{name}' if name.endswith('.py') else f'tests/{folder}/test-{file}.c'
            case_of = read(path) if os.path.exists(path) else ''
            if not case_of:
                yield name


def check_named_tests():
    path = 'src/server/SECURITY.md'
    heading = ''
    for number, line in enumerate(read(path).splitlines(), 1):
        if not line.startswith('|'):
            heading = ''
        elif not heading:
            heading = line
        elif not line.startswith('|---'):
            for name in missing_tests(line):
                yield path, number, f'there is no test {name}'


def cut_texts(text):
    """The lines of translated texts with a macro that cuts them."""
    for match in TRANSLATED.finditer(text):
        at = match.end() - 1
        while part := STRING_PARTS.match(text, at):
            if CUT_TEXT.search(part[0]) and not part[0].lstrip().startswith('"'):
                yield text.count('\n', 0, part.end()) + 1
            at = part.end()
            # The plural and the context stand behind a comma.
            if text[at:at + 1] == ',' and re.match(r',\s*"', text[at:]):
                at += 1


def check_cut_texts():
    for path in files('.c', '.h', under='src'):
        for number in cut_texts(read(path)):
            yield path, number, 'xgettext cuts a translated text at a G_…_FORMAT: use PRId64, PRIu64, %zu'


def translated_files():
    for path in files('.c', '.h', '.blp', under='src'):
        if TRANSLATED.search(read(path)):
            yield path
    if os.path.isdir('data'):
        yield from files('.desktop.in', '.desktop.in.in', '.metainfo.xml.in', '.metainfo.xml.in.in', under='data')


def check_list_of_translated_files():
    listed = [line.strip() for line in read('po/POTFILES').splitlines() if line.strip() and not line.startswith('#')]
    found = set(translated_files())
    for path in sorted(found - set(listed)):
        yield path, 1, 'has translated text and is not in po/POTFILES'
    for number, path in enumerate(listed, 1):
        if path not in found:
            yield 'po/POTFILES', number, f'{path} has no translated text'


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def check_translation():
    with tempfile.TemporaryDirectory() as folder:
        template, merged, rest = (os.path.join(folder, name) for name in ('axle.pot', 'merged.po', 'rest.po'))
        present = [path for path in read('po/POTFILES').split() if os.path.exists(path)]
        run('xgettext', '--from-code=UTF-8', '--add-comments', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
            '--keyword=NC_:1c,2', '--keyword=Q_', '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3',
            '--flag=g_dngettext:2:pass-c-format', '--flag=g_strdup_printf:1:c-format',
            '--flag=g_string_append_printf:2:c-format', '--flag=g_set_error:4:c-format',
            '--flag=g_prefix_error:2:c-format', '-o', template, *present)
        language = 'po/zh_CN.po'
        problems = run('msgfmt', '-c', '-o', os.devnull, language).stderr
        for line in problems.splitlines():
            match = re.match(r'([^:]+):(\d+): (.*)', line)
            if match and 'missing in header' not in line:
                yield language, int(match[2]), match[3]
        if not os.path.exists(template):
            return
        run('msgmerge', '-q', '--no-fuzzy-matching', '-o', merged, language, template)
        run('msgattrib', '--no-wrap', '--untranslated', '--no-obsolete', '-o', rest, merged)
        for path, number, what in missing_messages(rest):
            yield path, number, f'no Chinese for {what}'
        for number, line in enumerate(read(language).splitlines(), 1):
            if line.startswith('#,') and 'fuzzy' in line:
                yield language, number, 'a guess that nobody has looked at (fuzzy)'


def missing_messages(path):
    if not os.path.exists(path):
        return
    place = ('po/zh_CN.po', 1)
    for line in read(path).splitlines():
        if line.startswith('#: '):
            file, _, number = line[3:].split()[0].partition(':')
            place = (file, int(number or 1))
        elif line.startswith('msgid "') and (line != 'msgid ""' or place[0] != 'po/zh_CN.po'):
            yield *place, line[6:]


def check_with(command, path_of=None):
    """Findings of another program, one a line, by the pattern of most of them."""
    result = run(*command)
    found = False
    for line in (result.stdout + result.stderr).splitlines():
        match = re.match(r'([^:\s]+):(?:(\d+):)?(?:\d+:)?\s*(.*)', line)
        if match and os.path.exists(match[1]):
            found = True
            yield match[1], int(match[2] or 1), match[3]
    if result.returncode != 0 and not found:
        yield path_of or command[-1], 1, (result.stdout + result.stderr).strip().replace('\n', '; ')


def check_c():
    yield from check_with(['cppcheck', '--quiet', '-j2', '--enable=warning,portability,performance',
                           '--library=gtk', '--inline-suppr', '--error-exitcode=1', '-Isrc',
                           '--suppress=unknownMacro', '--suppress=missingIncludeSystem', '--suppress=normalCheckLevelMaxBranches',
                           # It does not know who takes what is handed over (the sanitizers do),
                           # nor that GLib's allocations never fail.
                           '--suppress=memleak', '--suppress=leakNoVarFunctionCall',
                           '--suppress=nullPointerOutOfMemory', '--suppress=nullPointerArithmeticOutOfMemory',
                           '--template={file}:{line}: {message} [{id}]', 'src'], 'src')


def shell_scripts():
    for path in [*files('', under='script'), '.ci/run']:
        if path.endswith('.sh') or 'bash' in read(path).split('\n')[0]:
            yield path


def check_shell():
    for path in shell_scripts():
        for finding in check_with(['bash', '-n', path]):
            yield path, finding[1], finding[2]
        if not path.endswith('.sh') and not os.access(path, os.X_OK):
            yield path, 1, 'may not be executed'


def check_data():
    if not os.path.isdir('data'):
        return
    for path in files('.json', under='flatpak'):
        try:
            json.loads(read(path))
        except ValueError as error:
            yield path, getattr(error, 'lineno', 1), str(error)
    for path in files('.gschema.xml', under='data'):
        yield from check_with(['glib-compile-schemas', '--strict', '--dry-run', os.path.dirname(path)], path)
    # What is merged with its translations is checked without them: by its form.
    with tempfile.TemporaryDirectory() as folder:
        for path in files('.desktop.in', '.metainfo.xml.in', under='data'):
            plain = os.path.join(folder, os.path.basename(path).removesuffix('.in'))
            with open(plain, 'w', encoding='utf-8') as file:
                file.write(read(path))
            tool = ['desktop-file-validate', plain] if plain.endswith('.desktop') else \
                   ['appstreamcli', 'validate', '--no-net', '--explain', plain]
            result = run(*tool)
            if result.returncode != 0:
                yield path, 1, (result.stdout + result.stderr).replace(folder + '/', '').strip().replace('\n', '; ')


CHECKS = [check_includes, check_form, check_private_words, check_tests_are_registered, check_named_tests,
          check_cut_texts, check_list_of_translated_files, check_translation, check_shell, check_data, check_c]


def main():
    count = 0
    for check in CHECKS:
        for path, number, what in check():
            print(f'{path}:{number}: {what}')
            count += 1
    if count:
        print(f'lint: {count} finding{"s" if count > 1 else ""}', file=sys.stderr)
    return 1 if count else 0


if __name__ == '__main__':
    sys.exit(main())
