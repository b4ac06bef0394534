/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A rule that the program comes with, written as a record of one would be; name, text and
 * tag are marked with N_(). One without a name is called by its text. */
typedef struct
{
  const char *code;
  const char *area;
  const char *name;
  const char *words;
  const char *text;
  const char *tag;
  const char *effect;
  int         delay;
} AxleRulePreset;

const AxleRulePreset *axle_rule_presets (guint *n_presets);

G_END_DECLS
