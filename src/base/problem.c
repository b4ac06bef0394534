/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"

G_DEFINE_BOXED_TYPE (AxleProblem, axle_problem, axle_problem_copy, axle_problem_free)

/**
 * axle_problem_copy:
 * @self: a problem
 *
 * Returns: (transfer full): a copy
 */
AxleProblem *
axle_problem_copy (const AxleProblem *self)
{
  AxleProblem *copy = g_memdup2 (self, sizeof *self);
  copy->message = g_strdup (self->message);
  return copy;
}

void
axle_problem_free (AxleProblem *self)
{
  g_free (self->message);
  g_free (self);
}

/**
 * axle_problems_new:
 *
 * Returns: (transfer full) (element-type AxleProblem): an empty list
 */
GPtrArray *
axle_problems_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_problem_free);
}

/**
 * axle_problems_add:
 * @problems: (element-type AxleProblem): the list to add to
 * @code: a stable name; static
 * @field: (nullable): the field it is about; static
 * @blocking: whether the value may not be kept
 * @format: the translated message, printf-style
 * @...: its arguments
 */
void
axle_problems_add (GPtrArray  *problems,
                   const char *code,
                   const char *field,
                   gboolean    blocking,
                   const char *format,
                   ...)
{
  AxleProblem *problem = g_new0 (AxleProblem, 1);
  va_list args;

  va_start (args, format);
  problem->code = code;
  problem->field = field;
  problem->blocking = blocking;
  problem->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (problems, problem);
}

/**
 * axle_problems_block:
 * @problems: (element-type AxleProblem): a list
 *
 * Returns: whether one of them is more than a warning
 */
gboolean
axle_problems_block (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    if (((AxleProblem *) problems->pdata[i])->blocking)
      return TRUE;
  return FALSE;
}

/**
 * axle_problems_contain:
 * @problems: (element-type AxleProblem): a list
 * @code: a problem's code
 *
 * Returns: whether one of them has this code
 */
gboolean
axle_problems_contain (GPtrArray  *problems,
                       const char *code)
{
  for (guint i = 0; i < problems->len; i++)
    if (g_str_equal (((AxleProblem *) problems->pdata[i])->code, code))
      return TRUE;
  return FALSE;
}
