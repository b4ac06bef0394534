/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/kept-pages.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "core/appointment/appointment.h"
#include "core/party/customer.h"

/* More rows are read in the table that is saved. */
#define ROWS_LIMIT 100

#define BAR_WIDTH 72

static GtkWidget *
new_group (GtkWidget  *page,
           const char *title,
           const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return group;
}

static GtkWidget *
add_row (GtkWidget  *group,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
add_words (GtkWidget  *row,
           const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

/* A share in figures and as a bar. */
static void
add_share (GtkWidget *row,
           guint      n,
           guint      n_all)
{
  int share = axle_attendance_get_share (n, n_all);
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, 100);
  g_autofree char *words = share >= 0 ? g_strdup_printf ("%d %%", share) : g_strdup ("–");

  add_words (row, words);
  /* More is neither better nor worse of itself. */
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), NULL);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), MAX (share, 0));
  gtk_widget_set_size_request (bar, BAR_WIDTH, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
}

static void
let_open (GtkWidget        *row,
          const AxleEntity *entity,
          const AxleId     *id)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", entity->kind, AXLE_ID_TEXT (id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "kept.open");
}

static void
add_rest (GtkWidget *group,
          guint      n_rows)
{
  guint n = n_rows > ROWS_LIMIT ? n_rows - ROWS_LIMIT : 0;
  g_autofree char *words = g_strdup_printf (ngettext ("%u more in the saved table", "%u more in the saved table", n), n);

  if (n > 0)
    add_row (group, words, NULL);
}

/* Who came. */

static void
add_part (GtkWidget  *group,
          const char *title,
          guint       n,
          guint       n_all)
{
  g_autofree char *words = g_strdup_printf (_("%u out of %u"), n, n_all);

  add_share (add_row (group, title, words), n, n_all);
}

static void
add_all (GtkWidget            *page,
         const AxleAttendance *attendance)
{
  GtkWidget *group = new_group (page, NULL, _("Of the appointments whose time has come, without those that were cancelled."));
  g_autofree char *unnoted = g_strdup_printf ("%u", attendance->n_unnoted);

  add_part (group, _("No-shows"), attendance->all.n_missed, attendance->all.n_expected);
  add_part (group, _("Came late"), attendance->all.n_late, attendance->all.n_expected);
  if (attendance->n_unnoted > 0)
    add_words (add_row (group, _("Nothing noted"), _("Neither that they came nor that they did not; not counted")), unnoted);
}

static void
add_figures (GtkWidget            *page,
             const AxleKeptReport *report,
             AxleWorkstation      *workstation,
             AxleKeptGroup         kind)
{
  GArray *figures = axle_kept_report_get_group (report, kind);
  GtkWidget *group = figures->len > 0
                       ? new_group (page, axle_kept_group_get_title (kind),
                                    kind == AXLE_KEPT_CUSTOMERS ? _("Missed, or were late for, more than one.")
                                                                : _("How many of a hundred did not come."))
                       : NULL;

  for (guint i = 0; i < MIN (figures->len, ROWS_LIMIT); i++)
    {
      const AxleAttendanceFigure *figure = &g_array_index (figures, AxleAttendanceFigure, i);
      g_autofree char *words = g_strdup_printf (_("%u no-shows, %u late, of %u"), figure->n_missed, figure->n_late, figure->n_expected);
      GtkWidget *row = add_row (group, axle_kept_report_get_title (report, workstation, kind, i), words);

      add_share (row, figure->n_missed + (kind == AXLE_KEPT_CUSTOMERS ? figure->n_late : 0), figure->n_expected);
      if (kind == AXLE_KEPT_CUSTOMERS)
        let_open (row, &axle_customer_entity, &figure->who);
    }
  add_rest (group, figures->len);
}

GtkWidget *
axle_kept_attendance_page_new (const AxleKeptReport *report,
                               AxleWorkstation      *workstation)
{
  static const AxleKeptGroup order[] = { AXLE_KEPT_CUSTOMERS, AXLE_KEPT_ADVISORS, AXLE_KEPT_CHANNELS };
  GtkWidget *page = adw_preferences_page_new ();

  add_all (page, report->attendance);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    add_figures (page, report, workstation, order[i]);
  return page;
}

/* Overbookings. */

static void
add_sum (GtkWidget               *page,
         const AxleOverbookedSum *sum)
{
  GtkWidget *group = new_group (page, NULL, _("Who waited by the plan, and which promises were broken where it is noted when the car was ready."));
  g_autofree char *minutes = g_strdup_printf (_("%" PRId64 " min"), sum->minutes);
  g_autofree char *waits = g_strdup_printf (ngettext ("%u customer", "%u customers", sum->n_waits), sum->n_waits);

  add_part (group, _("Made others wait"), sum->n_costly, sum->n_overbooked);
  add_words (add_row (group, _("Others waited"), waits), minutes);
  if (sum->n_promised > 0)
    add_part (group, _("Handed over later than promised"), sum->n_broken, sum->n_promised);
}

static char *
dup_handover (const AxleKeptReport *report,
              const AxleHandover   *handover)
{
  const char *who = axle_kept_report_get_name (report, &handover->appointment->id);
  int over = axle_handover_get_over (handover);

  if (over > 0)
    return g_strdup_printf (_("%s waited %d min and was %d min past the promise"), who, handover->minutes, over);
  if (axle_handover_is_known (handover))
    return g_strdup_printf (_("%s waited %d min, and the promise was kept"), who, handover->minutes);
  return g_strdup_printf (_("%s waited %d min"), who, handover->minutes);
}

static void
add_line (GString *text,
          char    *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  g_free (line);
}

/* Why, who allowed it, and a line for each who waited. */
static char *
dup_price (const AxleKeptReport *report,
           AxleWorkstation      *workstation,
           const AxleOverbooked *overbooked)
{
  const char *staff = axle_workstation_get_staff_name (workstation, &overbooked->allowed_by);
  GString *text = g_string_new (axle_record_get_text (overbooked->own->appointment, AXLE_APPOINTMENT_OVERRIDE));

  if (*staff != '\0')
    add_line (text, g_strdup_printf (_("Allowed by %s"), staff));
  if (overbooked->own->minutes > 0 || axle_handover_get_over (overbooked->own) > 0)
    add_line (text, dup_handover (report, overbooked->own));
  for (guint i = 0; i < overbooked->waits->len; i++)
    add_line (text, dup_handover (report, overbooked->waits->pdata[i]));
  if (overbooked->waits->len == 0)
    add_line (text, g_strdup (_("Nobody else waited")));
  return g_string_free (text, FALSE);
}

static char *
dup_title (const AxleKeptReport *report,
           AxleWorkstation      *workstation,
           const AxleRecord     *appointment)
{
  g_autofree char *at = axle_kept_report_dup_time (workstation, axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT));

  return g_strdup_printf ("%s · %s", axle_kept_report_get_name (report, &appointment->id), at);
}

static void
add_customer (GtkWidget        *row,
              const AxleRecord *appointment)
{
  AxleId customer = axle_record_get_id (appointment, AXLE_APPOINTMENT_CUSTOMER);
  GtkWidget *button = gtk_button_new_from_icon_name ("person-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Open Customer"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", axle_customer_entity.kind, AXLE_ID_TEXT (&customer));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "kept.open");
  gtk_widget_set_visible (button, !axle_id_is_none (&customer));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

GtkWidget *
axle_kept_overbooked_page_new (const AxleKeptReport *report,
                               AxleWorkstation      *workstation)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group;

  add_sum (page, &report->sum);
  group = new_group (page, _("Overbookings"), NULL);
  for (guint i = 0; i < MIN (report->overbooked->len, ROWS_LIMIT); i++)
    {
      const AxleOverbooked *overbooked = report->overbooked->pdata[i];
      const AxleRecord *appointment = overbooked->own->appointment;
      g_autofree char *title = dup_title (report, workstation, appointment);
      g_autofree char *price = dup_price (report, workstation, overbooked);
      g_autofree char *minutes = g_strdup_printf (_("%d min"), overbooked->minutes);
      GtkWidget *row = add_row (group, title, price);

      add_words (row, minutes);
      add_customer (row, appointment);
      let_open (row, &axle_appointment_entity, &appointment->id);
    }
  add_rest (group, report->overbooked->len);
  return page;
}
