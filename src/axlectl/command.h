/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "wire/json-line.h"

G_BEGIN_DECLS

/* How axlectl ends; others script against these. */
#define AXLE_EXIT_DONE    0
#define AXLE_EXIT_REFUSED 1
#define AXLE_EXIT_USAGE   2
#define AXLE_EXIT_PARTLY  3

typedef struct _AxleCommand AxleCommand;

/**
 * AxleCommand:
 * @name: one word or two: `vin`, `import customers`
 * @operands: (nullable): what follows the options in the line of help
 * @summary: what it does, untranslated
 * @run: does it; @arguments begins with the command's name, and the exit status
 *   is what it returns
 */
struct _AxleCommand
{
  const char *name;
  const char *operands;
  const char *summary;
  int       (*run) (const AxleCommand *self,
                    GStrv              arguments);
};

/* Taken before or after the command: where the profile is, and who works there. */
extern char *axle_command_profile;
extern char *axle_command_staff;

gboolean axle_command_parse    (const AxleCommand  *self,
                                const GOptionEntry *options,
                                GStrv              *arguments,
                                int                 at_least,
                                int                 at_most);
int      axle_command_misused  (const AxleCommand  *self,
                                const char         *format,
                                ...) G_GNUC_PRINTF (2, 3);
int      axle_command_refused  (const char         *format,
                                ...) G_GNUC_PRINTF (1, 2);
int      axle_command_failed   (GError             *error);

void     axle_command_print    (const char         *format,
                                ...) G_GNUC_PRINTF (1, 2);
void     axle_command_print_json (AxleJsonLine     *line);
void     axle_command_add_problems (AxleJsonLine   *line,
                                    GPtrArray      *problems);

G_END_DECLS
