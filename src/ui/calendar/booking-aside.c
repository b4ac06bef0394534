/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/booking-aside.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "core/calendar.h"
#include "core/followup/task.h"
#include "core/insight/needs.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "ui/widgets/status-pill.h"

/* Older visits are in the customer's timeline. */
#define N_VISITS 4

#define WIDTH 340

struct _AxleBookingAside
{
  AdwBin           parent_instance;
  AxleWorkstation *workstation;
  AxleBooking     *booking;
  GtkWidget       *groups;
};

G_DEFINE_FINAL_TYPE (AxleBookingAside, axle_booking_aside, ADW_TYPE_BIN)

static GtkWidget *
add_group (AxleBookingAside *self,
           const char       *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (self->groups), group);
  return group;
}

static GtkWidget *
add_row (GtkWidget  *group,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

/* What the car needs. */

static const struct { AxleStatus status; const char *word; } urgencies[] = {
  [AXLE_NEED_DUE] = { AXLE_STATUS_LATE, N_("Due") },
  [AXLE_NEED_SOON] = { AXLE_STATUS_WAITING, N_("Soon") },
  [AXLE_NEED_LATER] = { AXLE_STATUS_NEUTRAL, N_("Later") },
};

static void
added_cb (GtkButton         *button,
          AxleServiceChoice *services)
{
  const char *service = g_object_get_data (G_OBJECT (button), "service");

  axle_service_choice_set (services, service, !axle_service_choice_has (services, service));
}

static GtkWidget *
new_add_button (AxleBookingAside *self,
                const AxleNeed   *need)
{
  GtkWidget *button = gtk_button_new ();
  gboolean chosen = axle_service_choice_has (axle_booking_get_services (self->booking), need->service);
  g_autofree char *tip = g_strdup_printf (chosen ? _("Leave Out “%s”") : _("Book “%s” Too"), need->title);

  gtk_button_set_icon_name (GTK_BUTTON (button), chosen ? "object-select-symbolic" : "list-add-symbolic");
  gtk_widget_set_tooltip_text (button, tip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_object_set_data_full (G_OBJECT (button), "service", g_strdup (need->service), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (added_cb), axle_booking_get_services (self->booking), G_CONNECT_DEFAULT);
  return button;
}

static void
add_need (AxleBookingAside *self,
          GtkWidget        *group,
          const AxleNeed   *need)
{
  GtkWidget *row = add_row (group, need->title, need->reason);
  GtkWidget *pill = axle_status_pill_new (urgencies[need->urgency].status, _(urgencies[need->urgency].word));

  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  if (need->service != NULL)
    {
      GtkWidget *button = new_add_button (self, need);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
    }
}

static void
show_needs (AxleBookingAside *self)
{
  GPtrArray *needs = axle_booking_get_needs (self->booking);
  GtkWidget *group;

  if (needs->len == 0)
    return;
  group = add_group (self, _("The Car Needs"));
  for (guint i = 0; i < needs->len; i++)
    add_need (self, group, needs->pdata[i]);
}

/* What was promised. */

static void
show_promises (AxleBookingAside *self,
               AxleDossier      *dossier)
{
  GPtrArray *tasks = axle_dossier_list (dossier, &axle_task_entity);
  GtkWidget *group = NULL;

  for (guint i = 0; i < tasks->len; i++)
    {
      g_autofree char *due = axle_workstation_format_time (self->workstation, axle_record_get_integer (tasks->pdata[i], AXLE_TASK_DUE));

      if (!axle_task_is_open (tasks->pdata[i]) || g_strcmp0 (axle_record_get_text (tasks->pdata[i], AXLE_TASK_KIND), "promise") != 0)
        continue;
      if (group == NULL)
        group = add_group (self, _("Open Promises"));
      add_row (group, axle_task_get_title (tasks->pdata[i]), due);
    }
}

/* What was done. */

static char *
dup_jobs (AxleDossier      *dossier,
          const AxleRecord *visit)
{
  GPtrArray *jobs = axle_dossier_list (dossier, &axle_job_entity);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = jobs->len; i-- > 0;)
    {
      AxleId of = axle_record_get_id (jobs->pdata[i], AXLE_JOB_VISIT);

      if (axle_id_equal (&of, &visit->id) && g_strcmp0 (axle_record_get_text (jobs->pdata[i], AXLE_JOB_STATE), "done") == 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", axle_record_get_text (jobs->pdata[i], AXLE_JOB_TITLE));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_visit (AxleBookingAside *self,
           AxleDossier      *dossier,
           GtkWidget        *group,
           const AxleRecord *visit)
{
  g_autofree char *day = axle_calendar_format_day (axle_record_get_happened (visit), axle_dossier_get_zone (dossier));
  g_autofree char *odometer = axle_workstation_format_value (self->workstation, &axle_visit_entity.fields[AXLE_VISIT_ODOMETER],
                                                             axle_record_get (visit, AXLE_VISIT_ODOMETER));
  g_autofree char *title = *odometer != '\0' ? g_strdup_printf ("%s · %s", day, odometer) : g_strdup (day);
  g_autofree char *jobs = dup_jobs (dossier, visit);
  const char *concern = axle_record_get_text (visit, AXLE_VISIT_CONCERN);

  add_row (group, title, *jobs != '\0' ? jobs : concern);
}

static void
show_visits (AxleBookingAside *self,
             AxleDossier      *dossier)
{
  g_autoptr(GPtrArray) visits = axle_booking_dup_visits (self->booking);
  GtkWidget *group = add_group (self, _("Last Visits"));

  if (visits->len == 0)
    add_row (group, _("Has not been here yet"), NULL);
  for (guint i = 0; i < MIN (visits->len, N_VISITS); i++)
    add_visit (self, dossier, group, visits->pdata[i]);
}

static void
show (AxleBookingAside *self)
{
  AxleDossier *dossier = axle_booking_get_dossier (self->booking);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->groups)) != NULL)
    gtk_box_remove (GTK_BOX (self->groups), child);
  gtk_widget_set_visible (GTK_WIDGET (self), dossier != NULL);
  if (dossier == NULL)
    return;
  show_needs (self);
  show_promises (self, dossier);
  show_visits (self, dossier);
}

/* The button that was pressed is made anew: the focus goes to the one in its place. */
static void
changed_cb (AxleBookingAside *self,
            guint             parts)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  if ((parts & (AXLE_BOOKING_PART_CUSTOMER | AXLE_BOOKING_PART_SERVICES)) == 0)
    return;
  show (self);
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
axle_booking_aside_dispose (GObject *object)
{
  AxleBookingAside *self = AXLE_BOOKING_ASIDE (object);

  g_clear_object (&self->booking);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_booking_aside_parent_class)->dispose (object);
}

static void
axle_booking_aside_class_init (AxleBookingAsideClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_booking_aside_dispose;
}

static void
axle_booking_aside_init (AxleBookingAside *self)
{
  self->groups = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_size_request (self->groups, WIDTH, -1);
  adw_bin_set_child (ADW_BIN (self), self->groups);
}

GtkWidget *
axle_booking_aside_new (AxleWorkstation *workstation,
                        AxleBooking     *booking)
{
  AxleBookingAside *self = g_object_new (AXLE_TYPE_BOOKING_ASIDE, NULL);

  self->workstation = g_object_ref (workstation);
  self->booking = g_object_ref (booking);
  show (self);
  g_signal_connect_object (booking, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
