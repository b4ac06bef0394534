/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/consequence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/followup/task.h"
#include "core/party/complaint.h"

#define TASK "task "
#define COMPLAINT "complaint "

/**
 * axle_consequence_read:
 * @self: (out caller-allocates): what follows; a task of no particular kind when @effect
 *   cannot be read
 * @effect: (nullable): of a rule of answers; lives as long as @self
 *
 * Returns: whether it can be read
 */
gboolean
axle_consequence_read (AxleConsequence *self,
                       const char      *effect)
{
  *self = (AxleConsequence) { .kind = "other" };
  if (effect != NULL && g_str_has_prefix (effect, TASK) &&
      axle_field_has_choice (&axle_task_entity.fields[AXLE_TASK_KIND], effect + strlen (TASK)))
    {
      self->kind = effect + strlen (TASK);
      return TRUE;
    }
  if (effect != NULL && g_str_has_prefix (effect, COMPLAINT) &&
      axle_field_has_choice (&axle_complaint_entity.fields[AXLE_COMPLAINT_THEME], effect + strlen (COMPLAINT)))
    {
      self->kind = "complaint";
      self->theme = effect + strlen (COMPLAINT);
      return TRUE;
    }
  return FALSE;
}

/**
 * axle_consequence_dup_label:
 * @self: what follows
 *
 * Returns: (transfer full): what a person calls it
 */
char *
axle_consequence_dup_label (const AxleConsequence *self)
{
  if (self->theme != NULL)
    return g_strdup_printf (_("Complaint: %s"),
                            axle_field_choice_label (&axle_complaint_entity.fields[AXLE_COMPLAINT_THEME], self->theme));
  return g_strdup_printf (_("Task: %s"), axle_field_choice_label (&axle_task_entity.fields[AXLE_TASK_KIND], self->kind));
}
