/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/holidays.h"

#include <glib/gi18n-lib.h>

#include "app/named-record.h"
#include "app/workstation-private.h"
#include "core/appointment/holiday.h"
#include "core/change-list.h"
#include "core/organisation/rights.h"
#include "formats/holidays.h"

typedef struct
{
  gboolean dry_run;
  GArray  *years;
  gint64   operation;
} Importing;

static void
free_importing (gpointer data)
{
  Importing *self = data;

  g_array_unref (self->years);
  g_free (self);
}

static int
year_of (const AxleRecord *holiday)
{
  const char *name = axle_record_get_text (holiday, AXLE_HOLIDAY_NAME);

  return axle_holiday_get_year (axle_record_get_text (holiday, AXLE_HOLIDAY_DATE), name != NULL ? name : "");
}

/* By hand. */

void
axle_holiday_save_async (AxleWorkstation     *workstation,
                         const AxleRecord    *before,
                         const AxleRecord    *after,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  const char *date = axle_record_get_text (after, AXLE_HOLIDAY_DATE);
  const AxleId *group = workstation->enrolment != NULL ? &workstation->enrolment->group : &AXLE_ID_NONE;
  AxleId id = axle_holiday_id (group, date);
  g_autoptr(AxleRecord) known = axle_workstation_get_record (workstation, &axle_holiday_entity, &id);
  g_autoptr(AxleRecord) day = axle_named_record_draft (workstation, &axle_holiday_entity, &id);
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  if (before == NULL && known != NULL && !known->deleted)
    {
      g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);

      g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("%s has another record in the calendar of holidays."), date);
      return;
    }
  for (guint i = 0; i < AXLE_HOLIDAY_N_FIELDS; i++)
    axle_record_set (day, i, axle_record_get (after, i));
  axle_named_record_add_change (workstation, changes, day);
  axle_workstation_save_async (workstation, before == NULL ? _("Holiday added") : _("Holiday changed"), changes, cancellable, callback,
                               user_data);
}

/* The official list. */

/* Of more days it is said how many. */
#define DETAILS 8

static void
clear_year (gpointer data)
{
  g_clear_pointer (&((AxleHolidayYear *) data)->details, g_ptr_array_unref);
}

/* That it is a day off is not said: most are. */
static char *
dup_day (const AxleRecord *holiday)
{
  const char *known = axle_record_get_text (holiday, AXLE_HOLIDAY_NAME);
  const char *name = known != NULL ? known : "";

  if (!axle_record_get_boolean (holiday, AXLE_HOLIDAY_WORKING))
    return g_strdup (name);
  return g_strdup_printf ("%s · %s", name, axle_field_get_label (&axle_holiday_entity.fields[AXLE_HOLIDAY_WORKING]));
}

static void
note_change (AxleHolidayYear  *year,
             const AxleRecord *known,
             const AxleRecord *after)
{
  g_autofree char *was = dup_day (known), *becomes = dup_day (after);

  year->n_changed++;
  g_ptr_array_add (year->details, g_strdup_printf ("%s: %s → %s", axle_record_get_text (known, AXLE_HOLIDAY_DATE), was, becomes));
}

static void
note_taken_back (AxleHolidayYear  *year,
                 const AxleRecord *known)
{
  g_autofree char *was = dup_day (known);

  year->n_taken_back++;
  g_ptr_array_add (year->details, g_strdup_printf (_("%s: %s is taken back"), axle_record_get_text (known, AXLE_HOLIDAY_DATE), was));
}

/* As the list has it; only what it says is changed. */
static void
add_day (AxleWorkstation      *workstation,
         const AxleHolidayDay *day,
         AxleHolidayYear      *year,
         GPtrArray            *changes)
{
  const AxleId *group = workstation->enrolment != NULL ? &workstation->enrolment->group : &AXLE_ID_NONE;
  AxleId id = axle_holiday_id (group, day->date);
  g_autoptr(AxleRecord) known = axle_workstation_get_record (workstation, &axle_holiday_entity, &id);
  g_autoptr(AxleRecord) after = axle_named_record_draft (workstation, &axle_holiday_entity, &id);
  guint before = changes->len;

  axle_record_set_text (after, AXLE_HOLIDAY_DATE, day->date);
  axle_record_set_text (after, AXLE_HOLIDAY_NAME, day->name);
  axle_record_set_boolean (after, AXLE_HOLIDAY_WORKING, day->working);
  axle_named_record_add_change (workstation, changes, after);
  year->days_off += !day->working;
  year->workdays += day->working;
  if (changes->len == before)
    return;
  if (known == NULL || known->deleted)
    year->n_new++;
  else
    note_change (year, known, after);
}

static gboolean
has_day (const AxleHolidayList *list,
         const char            *date)
{
  for (guint i = 0; i < list->days->len; i++)
    if (g_str_equal (((AxleHolidayDay *) list->days->pdata[i])->date, date))
      return TRUE;
  return FALSE;
}

static void
take_back (const AxleHolidayList *list,
           GPtrArray             *known,
           AxleHolidayYear       *year,
           GPtrArray             *changes)
{
  for (guint i = 0; i < known->len; i++)
    {
      const AxleRecord *holiday = known->pdata[i];
      AxleChange *change;

      if (year_of (holiday) != list->year || has_day (list, axle_record_get_text (holiday, AXLE_HOLIDAY_DATE)))
        continue;
      change = axle_change_new (holiday->entity, &holiday->id, AXLE_CHANGE_DELETE);
      change->scope = holiday->scope;
      change->base = holiday->revision;
      g_ptr_array_add (changes, change);
      note_taken_back (year, holiday);
    }
}

static GPtrArray *
collect (AxleWorkstation *workstation,
         GPtrArray       *lists,
         GArray          *years)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(GPtrArray) known = axle_store_list (reader, &axle_holiday_entity, NULL);
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);

  for (guint i = 0; i < lists->len; i++)
    {
      const AxleHolidayList *list = lists->pdata[i];
      AxleHolidayYear year = {
        .year = list->year, .announced = list->announced, .details = g_ptr_array_new_with_free_func (g_free),
      };

      for (guint k = 0; k < list->days->len; k++)
        add_day (workstation, list->days->pdata[k], &year, changes);
      /* Nothing is not a list of no days. */
      if (list->announced && known != NULL)
        take_back (list, known, &year, changes);
      g_array_append_val (years, year);
    }
  return changes;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  Importing *importing = g_task_get_task_data (task);
  GError *error = NULL;

  importing->operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_array_ref (importing->years), (GDestroyNotify) g_array_unref);
}

static char *
dup_title (GPtrArray *lists)
{
  const AxleHolidayList *first = lists->pdata[0];

  return lists->len == 1 ? g_strdup_printf (_("Holidays of %d imported"), first->year) : g_strdup (_("Holidays imported"));
}

static void
import (GTask     *task,
        GPtrArray *lists)
{
  AxleWorkstation *workstation = g_task_get_source_object (task);
  Importing *importing = g_task_get_task_data (task);
  g_autoptr(GPtrArray) changes = collect (workstation, lists, importing->years);
  g_autofree char *title = dup_title (lists);

  if (importing->dry_run)
    g_ptr_array_set_size (changes, 0);
  axle_workstation_save_async (workstation, title, changes, g_task_get_cancellable (task), saved_cb, g_object_ref (task));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *cause = NULL;
  GError *error = NULL;
  g_autoptr(GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &cause);
  g_autoptr(GPtrArray) lists = bytes != NULL ? axle_holidays_read (bytes, &cause) : NULL;

  if (lists != NULL)
    {
      import (task, lists);
      return;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
}

void
axle_holidays_import_async (AxleWorkstation     *workstation,
                            GFile               *file,
                            gboolean             dry_run,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Importing *importing = g_new0 (Importing, 1);
  GError *error = NULL;

  importing->dry_run = dry_run;
  importing->years = g_array_new (FALSE, TRUE, sizeof (AxleHolidayYear));
  g_array_set_clear_func (importing->years, clear_year);
  g_task_set_task_data (task, importing, free_importing);
  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_APPOINTMENTS_PLAN, &error))
    g_task_return_error (task, error);
  else
    g_file_load_bytes_async (file, cancellable, loaded_cb, g_object_ref (task));
}

GArray *
axle_holidays_import_finish (GAsyncResult  *result,
                             gint64        *operation,
                             GError       **error)
{
  const Importing *importing = g_task_get_task_data (G_TASK (result));

  if (operation != NULL)
    *operation = importing->operation;
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
axle_holidays_dup_words (guint days_off,
                         guint workdays)
{
  g_autofree char *off = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u day off", "%u days off", days_off), days_off);
  g_autofree char *on = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u day worked on instead", "%u days worked on instead",
                                                      workdays), workdays);

  /* Translators: days off, and days worked on instead. */
  return g_strdup_printf (_("%s, %s"), off, on);
}

static char *
dup_line (const AxleHolidayYear *year)
{
  g_autofree char *words = axle_holidays_dup_words (year->days_off, year->workdays);

  if (!year->announced)
    return g_strdup_printf (_("%d is not announced yet: nothing of it changes."), year->year);
  if (year->n_new + year->n_changed + year->n_taken_back == 0)
    return g_strdup_printf (_("%d: %s. All of it is known already."), year->year, words);
  return g_strdup_printf (_("%d: %s. New: %u, changed: %u, taken back: %u."), year->year, words, year->n_new, year->n_changed,
                          year->n_taken_back);
}

static void
append_details (GString   *text,
                GPtrArray *details)
{
  guint n = details->len > DETAILS ? DETAILS - 1 : details->len;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\n%s", (const char *) details->pdata[i]);
  if (n == details->len)
    return;
  g_string_append_c (text, '\n');
  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", details->len - n), details->len - n);
}

char *
axle_holidays_dup_preview (GArray *years)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < years->len; i++)
    {
      g_autofree char *line = dup_line (&g_array_index (years, AxleHolidayYear, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
      append_details (text, g_array_index (years, AxleHolidayYear, i).details);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
