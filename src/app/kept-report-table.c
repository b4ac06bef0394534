/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/kept-report.h"

#include <glib/gi18n-lib.h>

#include "app/access-log.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/organisation/rights.h"
#include "formats/csv-writer.h"

/* The report as lines. */

const char *
axle_kept_group_get_title (AxleKeptGroup self)
{
  static const AxleAppointmentField fields[AXLE_KEPT_N_GROUPS] = {
    [AXLE_KEPT_CHANNELS] = AXLE_APPOINTMENT_CHANNEL,
    [AXLE_KEPT_ADVISORS] = AXLE_APPOINTMENT_ADVISOR,
    [AXLE_KEPT_CUSTOMERS] = AXLE_APPOINTMENT_CUSTOMER,
  };

  return axle_field_get_label (&axle_appointment_entity.fields[fields[self]]);
}

GArray *
axle_kept_report_get_group (const AxleKeptReport *self,
                            AxleKeptGroup         group)
{
  if (group == AXLE_KEPT_CHANNELS)
    return self->attendance->channels;
  return group == AXLE_KEPT_ADVISORS ? self->attendance->advisors : self->attendance->customers;
}

const char *
axle_kept_report_get_title (const AxleKeptReport *self,
                            AxleWorkstation      *workstation,
                            AxleKeptGroup         group,
                            guint                 index)
{
  const AxleAttendanceFigure *figure = &g_array_index (axle_kept_report_get_group (self, group), AxleAttendanceFigure, index);
  const char *title;

  if (group == AXLE_KEPT_CHANNELS)
    title = *figure->channel != '\0'
              ? axle_field_choice_label (&axle_appointment_entity.fields[AXLE_APPOINTMENT_CHANNEL], figure->channel) : "";
  else if (group == AXLE_KEPT_ADVISORS)
    title = axle_workstation_get_staff_name (workstation, &figure->who);
  else
    title = axle_kept_report_get_name (self, &figure->who);
  return *title != '\0' ? title : C_("choice", "None");
}

char *
axle_kept_report_dup_time (AxleWorkstation *workstation,
                           gint64           at)
{
  g_autoptr(GDateTime) utc = at != 0 ? g_date_time_new_from_unix_utc_usec (at) : NULL;
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, axle_workstation_get_zone (workstation)) : NULL;

  return local != NULL ? g_date_time_format (local, "%F %R") : g_strdup ("");
}

/* For a spreadsheet. */

static gboolean
write_row (AxleCsvWriter       *writer,
           const char * const  *cells,
           guint                n_cells,
           GError             **error)
{
  return axle_csv_writer_write_row (writer, cells, n_cells, NULL, error);
}

static gboolean
write_figure (AxleCsvWriter               *writer,
              const char                  *group,
              const char                  *title,
              const AxleAttendanceFigure  *figure,
              GError                     **error)
{
  g_autofree char *expected = g_strdup_printf ("%u", figure->n_expected);
  g_autofree char *missed = g_strdup_printf ("%u", figure->n_missed);
  g_autofree char *late = g_strdup_printf ("%u", figure->n_late);

  return write_row (writer, (const char *[]) { group, title, expected, missed, late }, 5, error);
}

static gboolean
write_attendance (const AxleKeptReport  *self,
                  AxleWorkstation       *workstation,
                  AxleCsvWriter         *writer,
                  GError               **error)
{
  if (!write_row (writer, (const char *[]) { "", _("Name"), _("Appointments"), _("No-shows"), _("Came late") }, 5, error))
    return FALSE;
  for (guint group = 0; group < AXLE_KEPT_N_GROUPS; group++)
    {
      GArray *figures = axle_kept_report_get_group (self, group);

      for (guint i = 0; i < figures->len; i++)
        if (!write_figure (writer, axle_kept_group_get_title (group), axle_kept_report_get_title (self, workstation, group, i),
                           &g_array_index (figures, AxleAttendanceFigure, i), error))
          return FALSE;
    }
  return write_figure (writer, _("All"), "", &self->attendance->all, error);
}

/* Of the overbooking itself, or of one who waited for it. */
static gboolean
write_handover (const AxleKeptReport  *self,
                AxleWorkstation       *workstation,
                AxleCsvWriter         *writer,
                const AxleOverbooked  *overbooked,
                const AxleHandover    *handover,
                GError               **error)
{
  const AxleRecord *appointment = overbooked->own->appointment;
  g_autofree char *at = axle_kept_report_dup_time (workstation, axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT));
  g_autofree char *minutes = g_strdup_printf ("%d", handover->minutes);
  g_autofree char *promised = axle_kept_report_dup_time (workstation, handover->promised);
  g_autofree char *done = axle_kept_report_dup_time (workstation, handover->done);
  g_autofree char *over = axle_handover_is_known (handover) ? g_strdup_printf ("%d", axle_handover_get_over (handover)) : g_strdup ("");
  const char * const cells[] = {
    at, axle_kept_report_get_name (self, &appointment->id), axle_workstation_get_staff_name (workstation, &overbooked->allowed_by),
    axle_record_get_text (appointment, AXLE_APPOINTMENT_OVERRIDE), axle_kept_report_get_name (self, &handover->appointment->id),
    minutes, promised, done, over,
  };

  return write_row (writer, cells, G_N_ELEMENTS (cells), error);
}

static gboolean
write_overbookings (const AxleKeptReport  *self,
                    AxleWorkstation       *workstation,
                    AxleCsvWriter         *writer,
                    GError               **error)
{
  const char * const header[] = {
    _("Time"), _("Customer"), _("Allowed by"), _("Reason for overbooking"), _("Who waited"), _("Minutes"), _("Promised for"), _("Done"),
    _("Minutes after the promise"),
  };

  if (!write_row (writer, header, G_N_ELEMENTS (header), error))
    return FALSE;
  for (guint i = 0; i < self->overbooked->len; i++)
    {
      const AxleOverbooked *overbooked = self->overbooked->pdata[i];

      if (!write_handover (self, workstation, writer, overbooked, overbooked->own, error))
        return FALSE;
      for (guint j = 0; j < overbooked->waits->len; j++)
        if (!write_handover (self, workstation, writer, overbooked, overbooked->waits->pdata[j], error))
          return FALSE;
    }
  return TRUE;
}

GBytes *
axle_kept_report_write (const AxleKeptReport  *self,
                        AxleWorkstation       *workstation,
                        gboolean               overbookings,
                        GError               **error)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(AxleCsvWriter) writer = NULL;
  GError *cause = NULL;

  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_EXPORT, error))
    return NULL;
  writer = axle_csv_writer_new (stream, NULL, AXLE_CSV_WRITER_BOM | AXLE_CSV_WRITER_GUARD_FORMULAS, &cause);
  if (writer == NULL || !(overbookings ? write_overbookings : write_attendance) (self, workstation, writer, &cause) ||
      !axle_csv_writer_finish (writer, NULL, &cause) || !g_output_stream_close (stream, NULL, &cause))
    {
      axle_app_take_error (error, cause);
      return NULL;
    }
  axle_access_note (workstation, AXLE_ACCESS_EXPORTED, &axle_appointment_entity, NULL, -1);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}
