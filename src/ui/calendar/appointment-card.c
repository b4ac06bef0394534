/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/appointment-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/appointments.h"
#include "app/wait-words.h"
#include "base/clock.h"
#include "base/problem.h"
#include "core/appointment/fit.h"
#include "core/organisation/rights.h"
#include "core/party/phone.h"
#include "core/vehicle/vehicle.h"
#include "ui/calendar/appointment-look.h"
#include "ui/widgets/copy-button.h"
#include "ui/widgets/plate-badge.h"

#define WIDTH 44
#define MAX_PROBLEMS 5

typedef enum
{
  FACT_TIMES,
  FACT_WHAT,
  FACT_MODE,
  FACT_WHERE,
  FACT_BY,
  FACT_REMARKS,
  FACT_OVERRIDE,
  FACT_PRICE,
  N_FACTS,
} Fact;

static const struct
{
  const char *icon;
  const char *name;
} facts[N_FACTS] = {
  [FACT_TIMES] = { "axle-waiting-symbolic", N_("Time") },
  [FACT_WHAT] = { "axle-wrench-symbolic", N_("Services") },
  [FACT_MODE] = { "axle-car-symbolic", N_("Mode") },
  [FACT_WHERE] = { "axle-columns-symbolic", N_("Bay") },
  [FACT_BY] = { "person-symbolic", N_("People") },
  [FACT_REMARKS] = { "note-symbolic", N_("Remarks") },
  [FACT_OVERRIDE] = { "axle-key-symbolic", N_("Reason for overbooking") },
  [FACT_PRICE] = { "axle-paused-symbolic", N_("Who waits for it") },
};

/* What can be done, and in which states. */
static const struct
{
  const char *label;
  const char *action;
  const char *state;   /* NULL for an action on the appointment alone */
  const char *right;
  const char *in[4];   /* NULL for any */
} steps[] = {
  { N_("_Confirm"), "calendar.state", "confirmed", AXLE_RIGHT_APPOINTMENTS_WRITE, { "booked" } },
  { N_("_Arrived"), "calendar.receive", NULL, AXLE_RIGHT_APPOINTMENTS_WRITE, { "booked", "confirmed", "no-show" } },
  { N_("_No-show"), "calendar.state", "no-show", AXLE_RIGHT_APPOINTMENTS_WRITE, { "booked", "confirmed" } },
  { N_("_Open"), "calendar.open", NULL, NULL, { NULL } },
};

struct _AxleAppointmentCard
{
  GtkWidget                  parent_instance;
  AxleId                     appointment;
  const AxleAppointmentLook *look;

  GtkWidget                 *box;
  GtkWidget                 *who;
  GtkWidget                 *state;
  GtkWidget                 *car_box;
  AxlePlateBadge            *plate;
  GtkWidget                 *car;
  GtkWidget                 *phone_box;
  GtkWidget                 *phone;
  AxleCopyButton            *copy;
  GtkWidget                 *pending;
  GtkWidget                 *facts[N_FACTS];
  GtkWidget                 *problems;
  GtkWidget                 *buttons[G_N_ELEMENTS (steps)];
};

G_DEFINE_FINAL_TYPE (AxleAppointmentCard, axle_appointment_card, GTK_TYPE_WIDGET)

enum { DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
axle_appointment_card_dispose (GObject *object)
{
  g_clear_pointer (&AXLE_APPOINTMENT_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (axle_appointment_card_parent_class)->dispose (object);
}

static void
axle_appointment_card_class_init (AxleAppointmentCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_appointment_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "appointment-card");
  signals[DONE] = g_signal_new ("done", AXLE_TYPE_APPOINTMENT_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* Building. */

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_line (GtkWidget *first,
          GtkWidget *second,
          GtkWidget *third)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  if (third != NULL)
    gtk_box_append (GTK_BOX (box), third);
  return box;
}

static GtkWidget *
new_icon (const char *name,
          const char *word)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  return icon;
}

static void
create_head (AxleAppointmentCard *self)
{
  self->who = new_label ("heading");
  self->state = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->state, "agenda-state");
  gtk_widget_set_valign (self->state, GTK_ALIGN_CENTER);
  self->plate = AXLE_PLATE_BADGE (axle_plate_badge_new (NULL));
  gtk_widget_set_valign (GTK_WIDGET (self->plate), GTK_ALIGN_CENTER);
  self->car = new_label (NULL);
  self->phone = new_label ("numeric");
  self->copy = AXLE_COPY_BUTTON (axle_copy_button_new ());
  self->car_box = new_line (GTK_WIDGET (self->plate), self->car, NULL);
  self->phone_box = new_line (new_icon ("call-start-symbolic", _("Phone")), self->phone, GTK_WIDGET (self->copy));
  gtk_widget_set_valign (gtk_widget_get_first_child (self->phone_box), GTK_ALIGN_CENTER);
  self->pending = new_line (new_icon ("axle-waiting-symbolic", ""), gtk_label_new (_("Waits for the server")), NULL);
  gtk_widget_add_css_class (self->pending, "caption");
  gtk_widget_add_css_class (self->pending, "dimmed");
  gtk_box_append (GTK_BOX (self->box), new_line (self->who, self->state, NULL));
  gtk_box_append (GTK_BOX (self->box), self->car_box);
  gtk_box_append (GTK_BOX (self->box), self->phone_box);
}

static void
create_facts (AxleAppointmentCard *self)
{
  for (guint i = 0; i < N_FACTS; i++)
    {
      self->facts[i] = new_label (i == FACT_TIMES ? "numeric" : NULL);
      gtk_box_append (GTK_BOX (self->box), new_line (new_icon (facts[i].icon, _(facts[i].name)), self->facts[i], NULL));
    }
  gtk_box_append (GTK_BOX (self->box), self->pending);
}

static void
pressed_cb (GtkButton           *button,
            AxleAppointmentCard *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (self->buttons[i] != GTK_WIDGET (button))
        continue;
      if (steps[i].state != NULL)
        gtk_widget_activate_action (GTK_WIDGET (self), steps[i].action, "(ss)", AXLE_ID_TEXT (&self->appointment), steps[i].state);
      else
        gtk_widget_activate_action (GTK_WIDGET (self), steps[i].action, "s", AXLE_ID_TEXT (&self->appointment));
    }
  g_signal_emit (self, signals[DONE], 0);
}

static void
create_buttons (AxleAppointmentCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (box, "card-buttons");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      self->buttons[i] = gtk_button_new_with_mnemonic (_(steps[i].label));
      g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (pressed_cb), self, G_CONNECT_DEFAULT);
      gtk_box_append (GTK_BOX (box), self->buttons[i]);
    }
  gtk_box_append (GTK_BOX (self->box), box);
}

static void
axle_appointment_card_init (AxleAppointmentCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  create_head (self);
  create_facts (self);
  self->problems = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (self->box), self->problems);
  create_buttons (self);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
axle_appointment_card_new (void)
{
  return g_object_new (AXLE_TYPE_APPOINTMENT_CARD, NULL);
}

/* Showing. */

static void
show_text (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (gtk_widget_get_parent (label), text != NULL && *text != '\0');
}

static void
show_look (AxleAppointmentCard       *self,
           const AxleAppointmentLook *look)
{
  if (self->look != NULL)
    gtk_widget_remove_css_class (self->state, self->look->css);
  gtk_widget_add_css_class (self->state, look->css);
  gtk_label_set_label (GTK_LABEL (self->state), _(look->title));
  self->look = look;
}

static void
show_car (AxleAppointmentCard    *self,
          AxleCalendar           *calendar,
          const AxleCalendarItem *item)
{
  AxleId vehicle = axle_record_get_id (item->appointment, AXLE_APPOINTMENT_VEHICLE);
  g_autoptr(AxleRecord) record = axle_id_is_none (&vehicle) ? NULL
    : axle_workstation_get_record (axle_calendar_get_workstation (calendar), &axle_vehicle_entity, &vehicle);

  axle_plate_badge_set_plate (self->plate, record != NULL ? axle_record_get_text (record, AXLE_VEHICLE_PLATE) : NULL);
  gtk_label_set_label (GTK_LABEL (self->car), item->car != NULL ? item->car : "");
  gtk_widget_set_visible (self->car_box, item->car != NULL || item->plate != NULL);
}

static void
show_phone (AxleAppointmentCard    *self,
            const AxleCalendarItem *item)
{
  g_autofree char *text = item->phone != NULL ? axle_phone_format (item->phone) : NULL;

  show_text (self->phone, text);
  axle_copy_button_set_text (self->copy, item->phone, _("Copy Phone Number"));
}

/* When, and how late it is. */
static char *
dup_times (AxleAppointmentCard    *self,
           AxleCalendar           *calendar,
           const AxleCalendarItem *item)
{
  gint64 late = (axle_host_now (axle_host_get_default ()) - axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT)) / G_TIME_SPAN_MINUTE;
  g_autofree char *times = axle_calendar_item_dup_times (item, axle_calendar_get_zone (calendar));
  AxleDate date = axle_date_from_time (axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT), axle_calendar_get_zone (calendar));
  g_autofree char *day = axle_date_format_iso (&date);
  g_autofree char *span = axle_minutes_format (late);

  if (strcmp (self->look->state, "late") != 0 || late >= 24 * 60)
    return g_strdup_printf ("%s %s", day, times);
  /* Translators: a day, times, and by how long somebody is late, such as "1 h 20 min". */
  return g_strdup_printf (_("%s %s, %s late"), day, times, span);
}

static char *
dup_people (const AxleCalendarItem *item)
{
  if (item->technician != NULL && item->advisor != NULL)
    return g_strdup_printf ("%s · %s", item->technician, item->advisor);
  return g_strdup (item->technician != NULL ? item->technician : item->advisor);
}

/* Whom an overbooking makes wait. */
static char *
dup_price (AxleCalendar     *calendar,
           const AxleRecord *appointment)
{
  AxleDate date = axle_date_from_time (axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT), axle_calendar_get_zone (calendar));
  AxleDayPlan *plan = axle_calendar_get_plan (calendar, &date);

  return plan != NULL ? axle_price_dup_words (axle_calendar_get_workstation (calendar), plan, appointment) : NULL;
}

static void
show_facts (AxleAppointmentCard    *self,
            AxleCalendar           *calendar,
            const AxleCalendarItem *item)
{
  const AxleRecord *appointment = item->appointment;
  const char *mode = axle_record_get_text (appointment, AXLE_APPOINTMENT_MODE);
  g_autofree char *times = dup_times (self, calendar, item);
  g_autofree char *people = dup_people (item);
  g_autofree char *price = dup_price (calendar, appointment);
  const char * const texts[N_FACTS] = {
    [FACT_TIMES] = times,
    [FACT_WHAT] = item->what,
    [FACT_MODE] = mode != NULL ? axle_field_choice_label (&axle_appointment_entity.fields[AXLE_APPOINTMENT_MODE], mode) : NULL,
    [FACT_WHERE] = item->bay,
    [FACT_BY] = people,
    [FACT_REMARKS] = axle_record_get_text (appointment, AXLE_APPOINTMENT_REMARKS),
    [FACT_OVERRIDE] = axle_record_get_text (appointment, AXLE_APPOINTMENT_OVERRIDE),
    [FACT_PRICE] = price,
  };

  for (guint i = 0; i < N_FACTS; i++)
    show_text (self->facts[i], texts[i]);
  gtk_widget_set_visible (self->pending, item->pending);
}

static GtkWidget *
new_problem (const AxleProblem *problem)
{
  GtkWidget *icon = new_icon (problem->blocking ? "dialog-error-symbolic" : "dialog-warning-symbolic",
                              problem->blocking ? _("In the way") : _("Warning"));
  GtkWidget *label = new_label ("caption");

  gtk_label_set_label (GTK_LABEL (label), problem->message);
  gtk_widget_add_css_class (icon, problem->blocking ? "error" : "warning");
  return new_line (icon, label, NULL);
}

/* What is over is judged no more. */
static void
show_problems (AxleAppointmentCard    *self,
               AxleCalendar           *calendar,
               const AxleCalendarItem *item)
{
  AxleDate date = axle_date_from_time (axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT), axle_calendar_get_zone (calendar));
  AxleDayPlan *plan = axle_calendar_get_plan (calendar, &date);
  gboolean open = axle_appointment_is_on (item->appointment) && axle_appointment_get_end (item->appointment) > axle_host_now (axle_host_get_default ());
  g_auto(AxleWish) wish = { .at = 0 };
  g_autoptr(GPtrArray) problems = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->problems)) != NULL)
    gtk_box_remove (GTK_BOX (self->problems), child);
  axle_wish_init (&wish, item->appointment);
  problems = plan != NULL && open ? axle_fit_judge (plan, &wish) : axle_problems_new ();
  for (guint i = 0; i < MIN (problems->len, MAX_PROBLEMS); i++)
    gtk_box_append (GTK_BOX (self->problems), new_problem (problems->pdata[i]));
  gtk_widget_set_visible (self->problems, problems->len > 0);
}

static gboolean
is_step_of (guint       i,
            const char *state)
{
  for (guint j = 0; j < G_N_ELEMENTS (steps[i].in) && steps[i].in[j] != NULL; j++)
    if (g_strcmp0 (steps[i].in[j], state) == 0)
      return TRUE;
  return steps[i].in[0] == NULL;
}

static void
show_steps (AxleAppointmentCard    *self,
            AxleCalendar           *calendar,
            const AxleCalendarItem *item)
{
  AxleWorkstation *workstation = axle_calendar_get_workstation (calendar);
  const char *state = axle_record_get_text (item->appointment, AXLE_APPOINTMENT_STATE);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_set_visible (self->buttons[i], is_step_of (i, state) &&
                            (steps[i].right == NULL || (axle_workstation_may (workstation, steps[i].right) &&
                                                        !axle_workstation_is_read_only (workstation))));
}

void
axle_appointment_card_show (AxleAppointmentCard    *self,
                            AxleCalendar           *calendar,
                            const AxleCalendarItem *item)
{
  gint64 late_before = axle_appointment_get_late_before (axle_calendar_get_workstation (calendar));

  self->appointment = item->appointment->id;
  gtk_label_set_label (GTK_LABEL (self->who), item->who != NULL ? item->who : "");
  show_look (self, axle_appointment_look (item->appointment, late_before));
  show_car (self, calendar, item);
  show_phone (self, item);
  show_facts (self, calendar, item);
  show_problems (self, calendar, item);
  show_steps (self, calendar, item);
}
