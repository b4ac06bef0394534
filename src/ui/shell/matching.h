/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether @typed names @title: a part of it, or the beginning of any of its words
 * in pinyin or pinyin initials. Everything when nothing is typed. */
gboolean axle_matches (const char *title,
                       const char *typed);

G_END_DECLS
