/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/kept-report.h"
#include "axlectl/day-range.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"
#include "core/appointment/appointment.h"

typedef struct
{
  AxleWorkstation *desk;
  AxleKeptReport  *report;
  GTimeZone       *zone;
  gboolean         json;
} Printing;

/* No-shows: a line for each figure, all of them last. */

static void
print_share (AxleJsonLine *line,
             const char   *name,
             guint         n,
             guint         n_all)
{
  int share = axle_attendance_get_share (n, n_all);

  if (share >= 0)
    axle_json_line_add_integer (line, name, share);
}

static AxleJsonLine *
new_line (const AxleAttendanceFigure *figure)
{
  AxleJsonLine *line = axle_json_line_new ();

  if (figure->channel != NULL)
    axle_json_line_add_text (line, "channel", *figure->channel != '\0' ? figure->channel : NULL);
  return line;
}

static void
print_figure (const AxleAttendanceFigure *figure,
              AxleJsonLine               *line)
{
  axle_json_line_add_integer (line, "expected", figure->n_expected);
  axle_json_line_add_integer (line, "no_shows", figure->n_missed);
  axle_json_line_add_integer (line, "late", figure->n_late);
  print_share (line, "no_show_share", figure->n_missed, figure->n_expected);
  print_share (line, "late_share", figure->n_late, figure->n_expected);
}

static void
print_words (const char                 *group,
             const char                 *title,
             const AxleAttendanceFigure *figure)
{
  /* Translators: what is counted, of how many appointments, and how many per cent were no-shows or late. */
  axle_command_print (_("%s  %s  %u appointments  %u no-shows (%d %%)  %u late (%d %%)\n"), group, title, figure->n_expected,
                      figure->n_missed, axle_attendance_get_share (figure->n_missed, figure->n_expected), figure->n_late,
                      axle_attendance_get_share (figure->n_late, figure->n_expected));
}

static void
print_group (const Printing *self,
             AxleKeptGroup   group)
{
  static const char * const names[] = { "channel", "advisor", "customer" };
  GArray *figures = axle_kept_report_get_group (self->report, group);

  for (guint i = 0; i < figures->len; i++)
    {
      const AxleAttendanceFigure *figure = &g_array_index (figures, AxleAttendanceFigure, i);
      const char *title = axle_kept_report_get_title (self->report, self->desk, group, i);
      g_autoptr (AxleJsonLine) line = new_line (figure);

      if (!self->json)
        {
          print_words (axle_kept_group_get_title (group), title, figure);
          continue;
        }
      if (group != AXLE_KEPT_CHANNELS)
        {
          axle_json_line_add_text (line, names[group], axle_id_is_none (&figure->who) ? NULL : AXLE_ID_TEXT (&figure->who));
          axle_json_line_add_text (line, "name", axle_id_is_none (&figure->who) ? NULL : title);
        }
      print_figure (figure, line);
      axle_command_print_json (line);
    }
}

static void
print_attendance (const Printing *self)
{
  const AxleAttendance *attendance = self->report->attendance;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  for (guint group = 0; group < AXLE_KEPT_N_GROUPS; group++)
    print_group (self, group);
  if (!self->json && attendance->all.n_expected == 0)
    axle_command_print ("%s\n", _("Nobody was to come"));
  else if (!self->json)
    print_words (_("All"), "", &attendance->all);
  if (!self->json)
    return;
  print_figure (&attendance->all, line);
  axle_json_line_add_integer (line, "unnoted", attendance->n_unnoted);
  axle_command_print_json (line);
}

/* Overbookings: a line each, the latest first, what they cost together last. */

static void
print_time (const Printing *self,
            AxleJsonLine   *line,
            const char     *name,
            gint64          at)
{
  g_autofree char *text = axle_day_range_format (at, FALSE, self->zone);

  axle_json_line_add_text (line, name, text);
}

static void
print_handover (const Printing     *self,
                AxleJsonLine       *line,
                const AxleHandover *handover)
{
  axle_json_line_add_text (line, "appointment", AXLE_ID_TEXT (&handover->appointment->id));
  axle_json_line_add_text (line, "who", axle_kept_report_get_name (self->report, &handover->appointment->id));
  axle_json_line_add_integer (line, "minutes", handover->minutes);
  print_time (self, line, "promised", handover->promised);
  print_time (self, line, "done", handover->done);
  if (axle_handover_is_known (handover))
    axle_json_line_add_integer (line, "over", axle_handover_get_over (handover));
}

static void
print_overbooked_json (const Printing       *self,
                       const AxleOverbooked *overbooked)
{
  const AxleRecord *appointment = overbooked->own->appointment;
  gboolean known = !axle_id_is_none (&overbooked->allowed_by);
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  print_time (self, line, "at", axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT));
  print_handover (self, line, overbooked->own);
  axle_json_line_add_text (line, "reason", axle_record_get_text (appointment, AXLE_APPOINTMENT_OVERRIDE));
  axle_json_line_add_text (line, "allowed_by", known ? AXLE_ID_TEXT (&overbooked->allowed_by) : NULL);
  axle_json_line_add_text (line, "allowed_by_name", known ? axle_workstation_get_staff_name (self->desk, &overbooked->allowed_by) : NULL);
  print_time (self, line, "allowed_at", overbooked->allowed_at);
  axle_json_line_begin_array (line, "waits");
  for (guint i = 0; i < overbooked->waits->len; i++)
    {
      axle_json_line_begin_object (line, NULL);
      print_handover (self, line, overbooked->waits->pdata[i]);
      axle_json_line_end (line);
    }
  axle_json_line_end (line);
  axle_json_line_add_integer (line, "waited", overbooked->minutes);
  axle_command_print_json (line);
}

static void
print_wait (const Printing     *self,
            const AxleHandover *wait)
{
  /* Translators: who waited, and how long. */
  if (wait->minutes > 0)
    axle_command_print (_("  %s +%d min"), axle_kept_report_get_name (self->report, &wait->appointment->id), wait->minutes);
}

static void
print_overbooked (const Printing       *self,
                  const AxleOverbooked *overbooked)
{
  const AxleRecord *appointment = overbooked->own->appointment;
  g_autofree char *at = axle_day_range_format (axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT), FALSE, self->zone);

  axle_command_print ("%s  %s  %s  %s", at, axle_kept_report_get_name (self->report, &appointment->id),
                      axle_workstation_get_staff_name (self->desk, &overbooked->allowed_by),
                      axle_record_get_text (appointment, AXLE_APPOINTMENT_OVERRIDE));
  print_wait (self, overbooked->own);
  for (guint i = 0; i < overbooked->waits->len; i++)
    print_wait (self, overbooked->waits->pdata[i]);
  axle_command_print ("\n");
}

static void
print_sum (const Printing *self)
{
  const AxleOverbookedSum *sum = &self->report->sum;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  if (!self->json)
    {
      axle_command_print (_("%u overbookings  %u made others wait  %u waited %" PRId64 " min  %u of %u handed over late\n"),
                          sum->n_overbooked, sum->n_costly, sum->n_waits, sum->minutes, sum->n_broken, sum->n_promised);
      return;
    }
  axle_json_line_add_integer (line, "overbookings", sum->n_overbooked);
  axle_json_line_add_integer (line, "costly", sum->n_costly);
  axle_json_line_add_integer (line, "waits", sum->n_waits);
  axle_json_line_add_integer (line, "minutes", sum->minutes);
  axle_json_line_add_integer (line, "promised", sum->n_promised);
  axle_json_line_add_integer (line, "broken", sum->n_broken);
  axle_command_print_json (line);
}

static void
print_overbookings (const Printing *self)
{
  for (guint i = 0; i < self->report->overbooked->len; i++)
    (self->json ? print_overbooked_json : print_overbooked) (self, self->report->overbooked->pdata[i]);
  print_sum (self);
}

static int
report (AxleWorkstation *desk,
        gint64           from,
        gint64           until,
        GTimeZone       *zone,
        gboolean         json,
        void           (*print) (const Printing *printing))
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleKeptReport) report = NULL;

  axle_kept_report_load_async (desk, from, until, NULL, axle_desk_wait_cb, &result);
  report = axle_kept_report_load_finish (axle_desk_wait (&result), &error);
  if (report == NULL)
    return axle_command_failed (error);
  print (&(Printing) { desk, report, zone, json });
  return AXLE_EXIT_DONE;
}

static int
run (const AxleCommand *self,
     GStrv              arguments,
     void             (*print) (const Printing *printing))
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *first = NULL, *last = NULL;
  gboolean json = FALSE;
  gint64 from, until;
  int status;
  const GOptionEntry options[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &first, N_("The first day, such as 2026-06-15"), N_("DAY") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &last, N_("The last day"), N_("DAY") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (first == NULL || last == NULL)
    return axle_command_misused (self, _("Say which days with --from and --to"));
  desk = axle_desk_open (&error);
  if (desk == NULL)
    return axle_command_failed (error);
  zone = axle_day_range_dup_zone (desk);
  status = axle_day_range_read (self, desk, first, last, &from, &until);
  return status >= 0 ? status : report (desk, from, until, zone, json, print);
}

static int
run_no_shows (const AxleCommand *self,
              GStrv              arguments)
{
  return run (self, arguments, print_attendance);
}

static int
run_overbookings (const AxleCommand *self,
                  GStrv              arguments)
{
  return run (self, arguments, print_overbookings);
}

const AxleCommand axle_kept_commands[] = {
  { "report no-shows", NULL, N_("Who did not come or came late, by channel, advisor and customer"), run_no_shows },
  { "report overbookings", NULL, N_("Which overbookings there were, who allowed them and who waited"), run_overbookings },
  { NULL }
};
