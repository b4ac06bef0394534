/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/app.h"

G_BEGIN_DECLS

/* Keys that go down and up on the display itself, as those of a person do, and are counted. */
typedef struct _TestKeys TestKeys;

/* %NULL where the display has no keys to press: not under X11, or without its XTEST. */
TestKeys *test_keys_open  (TestApp    *app);
void      test_keys_close (TestKeys   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestKeys, test_keys_close)

/* One key with what is held down meanwhile, such as "<Control>Return". */
void      test_keys_press (TestKeys   *self,
                           const char *accelerator);
/* Lower-case letters and digits, a key each. */
void      test_keys_type  (TestKeys   *self,
                           const char *text);
/* So far; a key with others held down is one. */
guint     test_keys_count (TestKeys   *self);

G_END_DECLS
