/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/day-fork-private.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "core/appointment/appointment.h"

/* What others did meanwhile. */

AxleRecord *
axle_day_fork_load_now (AxleDayFork          *self,
                        const AxleRearranged *entry)
{
  AxleRecord *now = entry->before != NULL
                      ? axle_workstation_get_record (self->workstation, entry->before->entity, &entry->before->id) : NULL;

  return now != NULL ? now : entry->before != NULL ? axle_record_copy (entry->before) : NULL;
}

static gboolean
differs (const AxleRecord *a,
         const AxleRecord *b,
         guint             field)
{
  return !axle_value_equal (axle_record_get (a, field), axle_record_get (b, field));
}

/* What was changed here, over what it is now. */
AxleRecord *
axle_day_fork_lay_over (const AxleRearranged *entry,
                        const AxleRecord     *now)
{
  AxleRecord *result;

  if (now == NULL || now->deleted)
    return axle_record_copy (now != NULL ? now : entry->after);
  result = axle_record_copy (now);
  result->deleted = entry->after->deleted;
  for (guint i = 0; i < result->entity->n_fields; i++)
    if (differs (entry->before, entry->after, i))
      axle_record_set (result, i, axle_record_get (entry->after, i));
  return result;
}

/* Only what stands in the calendar by its time and place: other fields go side by side. */
static gboolean
was_moved_too (const AxleRearranged *entry,
               const AxleRecord     *now)
{
  for (guint i = 0; i < now->entity->n_fields; i++)
    if (differs (entry->before, entry->after, i) && differs (entry->before, now, i) && differs (entry->after, now, i))
      return TRUE;
  return FALSE;
}

static char *
dup_clash_text (AxleDayFork      *self,
                const AxleRecord *now)
{
  g_autofree char *at = axle_workstation_format_value (self->workstation, &now->entity->fields[AXLE_APPOINTMENT_AT],
                                                       axle_record_get (now, AXLE_APPOINTMENT_AT));
  g_autofree char *bay = axle_workstation_format_value (self->workstation, &now->entity->fields[AXLE_APPOINTMENT_BAY],
                                                        axle_record_get (now, AXLE_APPOINTMENT_BAY));

  if (now->deleted)
    return g_strdup (_("A colleague deleted it meanwhile. It stays deleted."));
  if (*bay != '\0')
    /* Translators: a time, then a bay. */
    return g_strdup_printf (_("A colleague changed it meanwhile: it is at %s, %s now."), at, bay);
  return g_strdup_printf (_("A colleague changed it meanwhile: it is at %s now."), at);
}

static void
clash_free (gpointer data)
{
  AxleDayForkClash *self = data;

  axle_record_unref (self->record);
  g_free (self->text);
  g_free (self);
}

GPtrArray *
axle_day_fork_list_clashes (AxleDayFork *self)
{
  GPtrArray *clashes = g_ptr_array_new_with_free_func (clash_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const AxleRearranged *entry = value;
      g_autoptr(AxleRecord) now = axle_day_fork_load_now (self, entry);
      AxleDayForkClash *clash;

      if (now == NULL || !(now->deleted || was_moved_too (entry, now)))
        continue;
      clash = g_new0 (AxleDayForkClash, 1);
      clash->record = axle_day_fork_lay_over (entry, now);
      clash->text = dup_clash_text (self, now);
      clash->gone = now->deleted;
      g_ptr_array_add (clashes, clash);
    }
  return clashes;
}
