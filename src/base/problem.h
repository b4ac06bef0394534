/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AxleProblem:
 * @code: a stable name for programs, such as `vin-check-digit`; static
 * @field: (nullable): the field it is about, such as `phones`; static
 * @blocking: whether the value may not be kept; otherwise it is a warning
 * @message: the sentence for the person, translated: what is wrong and what to do
 *
 * One thing that a rule found wrong with what a person or a file gave.
 */
typedef struct
{
  const char *code;
  const char *field;
  gboolean    blocking;
  char       *message;
} AxleProblem;

#define AXLE_TYPE_PROBLEM (axle_problem_get_type ())
GType        axle_problem_get_type  (void) G_GNUC_CONST;

AxleProblem *axle_problem_copy      (const AxleProblem *self);
void         axle_problem_free      (AxleProblem       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleProblem, axle_problem_free)

/* A list of problems is a GPtrArray that frees its members. */
GPtrArray   *axle_problems_new      (void);
void         axle_problems_add      (GPtrArray         *problems,
                                     const char        *code,
                                     const char        *field,
                                     gboolean           blocking,
                                     const char        *format,
                                     ...) G_GNUC_PRINTF (5, 6);
gboolean     axle_problems_block    (GPtrArray         *problems);
gboolean     axle_problems_contain  (GPtrArray         *problems,
                                     const char        *code);

G_END_DECLS
