/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/tray.h"
#include "axlectl/desk.h"
#include "axlectl/groups.h"

#define MOST_DAYS 3660

static const char *
name_channel (const AxleAnswerFigure *figure)
{
  return figure->channel != NULL ? axle_field_choice_label (&axle_request_entity.fields[AXLE_REQUEST_CHANNEL], figure->channel)
                                 : _("All");
}

static void
print_figure (const AxleAnswerFigure *figure,
              gboolean                json)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  int share = axle_answer_figure_get_share (figure);

  if (!json)
    {
      if (figure->n_requests == 0)
        axle_command_print ("%s  %s\n", name_channel (figure), _("nobody asked"));
      else
        axle_command_print (_("%s  %u requests  %d %% in time  median %d min\n"), name_channel (figure), figure->n_requests, share,
                            figure->median);
      return;
    }
  axle_json_line_add_text (line, "channel", figure->channel != NULL ? figure->channel : "all");
  axle_json_line_add_integer (line, "requests", figure->n_requests);
  axle_json_line_add_integer (line, "in_time", figure->n_in_time);
  if (share >= 0)
    axle_json_line_add_integer (line, "share", share);
  if (figure->median >= 0)
    axle_json_line_add_integer (line, "median", figure->median);
  axle_command_print_json (line);
}

/* The channels first, all of them last. */
static int
run_answers (const AxleCommand *self,
             GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleDesk) desk = NULL;
  g_autoptr (GArray) figures = NULL;
  gboolean json = FALSE;
  int n_days = AXLE_TRAY_FIGURE_DAYS;
  const GOptionEntry options[] = {
    { "days", 0, 0, G_OPTION_ARG_INT, &n_days, N_("Of how many days; 30 without it"), N_("N") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (n_days < 1 || n_days > MOST_DAYS)
    return axle_command_misused (self, _("Say a number of days from 1 to %d"), MOST_DAYS);
  desk = axle_desk_open (&error);
  if (desk != NULL)
    figures = axle_tray_measure (desk, (guint) n_days, &error);
  if (figures == NULL)
    return axle_command_failed (error);
  for (guint i = 1; i <= figures->len; i++)
    print_figure (&g_array_index (figures, AxleAnswerFigure, i % figures->len), json);
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_answer_commands[] = {
  { "report answers", NULL, N_("How soon booking requests were answered, by channel"), run_answers },
  { NULL }
};
