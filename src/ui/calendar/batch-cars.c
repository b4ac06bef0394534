/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/batch-cars.h"

#include <glib/gi18n-lib.h>

#include "app/batch-booking.h"
#include "core/appointment/appointment.h"
#include "core/vehicle/vehicle.h"
#include "ui/widgets/clock-row.h"
#include "ui/widgets/plain-words.h"
#include "ui/widgets/plate-badge.h"

/* One car, with the time that was suggested for it or that a person gave it. */
typedef struct
{
  AxleRecord   *vehicle;
  AxleRecord   *draft;    /* NULL until one was suggested */
  gboolean      held;     /* whether a person put it there */
  GCancellable *placing;  /* while its place is looked for */
  GtkWidget    *row;
  GtkWidget    *check;
} Car;

struct _AxleBatchCars
{
  AdwPreferencesGroup  parent_instance;

  AxleWorkstation     *workstation;
  AxleBooking         *booking;
  GPtrArray           *cars;    /* those that are listed */
  GtkWidget           *more;
  GtkWidget           *all;
  gboolean             choosing;
};

G_DEFINE_FINAL_TYPE (AxleBatchCars, axle_batch_cars, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static void
stop_placing (Car *car)
{
  if (car->placing != NULL)
    g_cancellable_cancel (car->placing);
  g_clear_object (&car->placing);
}

static void
car_free (gpointer data)
{
  Car *car = data;

  stop_placing (car);
  axle_record_unref (car->vehicle);
  g_clear_pointer (&car->draft, axle_record_unref);
  g_free (car);
}

static gboolean
is_chosen (const Car *car)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (car->check));
}

static gboolean
has_time (const Car *car)
{
  return car->draft != NULL && axle_record_get_integer (car->draft, AXLE_APPOINTMENT_AT) != 0;
}

static GPtrArray *
records_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
}

/* Where and by whom. */

static char *
dup_chosen (AxleBatchCars    *self,
            const AxleRecord *draft,
            guint             field)
{
  g_autoptr(GPtrArray) choices = axle_booking_list_choices (self->booking, field);
  AxleId id = axle_record_get_id (draft, field);

  for (guint i = 0; i < choices->len; i++)
    if (axle_id_equal (&((AxleRecord *) choices->pdata[i])->id, &id))
      return axle_record_dup_title (choices->pdata[i]);
  return NULL;
}

static char *
dup_place (AxleBatchCars    *self,
           const AxleRecord *draft)
{
  g_autofree char *bay = dup_chosen (self, draft, AXLE_APPOINTMENT_BAY);
  g_autofree char *person = dup_chosen (self, draft, AXLE_APPOINTMENT_TECHNICIAN);

  if (bay != NULL && person != NULL)
    return g_strdup_printf ("%s · %s", bay, person);
  return g_strdup (bay != NULL ? bay : person != NULL ? person : "");
}

static void
show_place (AxleBatchCars *self,
            const Car     *car)
{
  g_autofree char *words = has_time (car) ? dup_place (self, car->draft) : g_strdup (_("No time is left; choose one, or fewer a day"));

  gtk_widget_remove_css_class (car->row, "warning");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (car->row), words);
}

/* Another time. */

static gboolean
is_at_same_place (const AxleRecord *one,
                  const AxleRecord *other)
{
  static const guint where[] = { AXLE_APPOINTMENT_BAY, AXLE_APPOINTMENT_TECHNICIAN };

  for (guint i = 0; i < G_N_ELEMENTS (where); i++)
    if (!axle_value_equal (axle_record_get (one, where[i]), axle_record_get (other, where[i])))
      return FALSE;
  return TRUE;
}

/* A place that was changed with the time is said to be another, and one that is taken, by what. */
static void
show_placed (AxleBatchCars    *self,
             Car              *car,
             const AxleRecord *before,
             const char       *problem)
{
  g_autofree char *place = dup_place (self, car->draft);
  g_autofree char *words = NULL;

  if (problem != NULL)
    words = g_strdup (problem);
  else if (is_at_same_place (before, car->draft))
    words = g_strdup (place);
  else
    /* Translators: the bay and the technician, which are others than were suggested before. */
    words = g_strdup_printf (_("%s, because the other place is taken then"), place);
  if (problem != NULL)
    gtk_widget_add_css_class (car->row, "warning");
  else
    gtk_widget_remove_css_class (car->row, "warning");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (car->row), words);
}

static Car *
find_car (AxleBatchCars *self,
          GtkWidget     *row)
{
  for (guint i = 0; i < self->cars->len; i++)
    if (((Car *) self->cars->pdata[i])->row == row)
      return self->cars->pdata[i];
  return NULL;
}

/* A place that is looked for. */
typedef struct
{
  AxleBatchCars *cars;
  GtkWidget     *row;   /* of which car; only to find it by */
} Placing;

static void
placed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autofree Placing *placing = data;
  g_autoptr(AxleBatchCars) self = placing->cars;
  g_autoptr(GError) error = NULL;
  g_autofree char *problem = NULL;
  g_autoptr(AxleRecord) before = NULL;
  g_autoptr(AxleRecord) placed = axle_batch_place_finish (result, &problem, &error);
  Car *car = find_car (self, placing->row);

  /* What cannot be looked up now is judged when it is saved. */
  if (placed == NULL || car == NULL)
    return;
  g_clear_object (&car->placing);
  before = car->draft;
  car->draft = g_steal_pointer (&placed);
  show_placed (self, car, before, problem);
}

static GPtrArray *
list_drafts (AxleBatchCars *self,
             const Car     *but)
{
  GPtrArray *drafts = records_new ();

  for (guint i = 0; i < self->cars->len; i++)
    {
      const Car *car = self->cars->pdata[i];

      if (car != but && is_chosen (car) && has_time (car))
        g_ptr_array_add (drafts, axle_record_ref (car->draft));
    }
  return drafts;
}

static void
place (AxleBatchCars *self,
       Car           *car)
{
  g_autoptr(GPtrArray) others = list_drafts (self, car);
  Placing *placing = g_new0 (Placing, 1);

  placing->cars = g_object_ref (self);
  placing->row = car->row;
  car->placing = g_cancellable_new ();
  axle_batch_place_async (self->workstation, car->draft, others, car->placing, placed_cb, placing);
}

/* What was taken out waits for another time; what has no time yet, for its suggestion. */
static void
timed_cb (AxleBatchCars *self,
          GtkWidget     *row)
{
  Car *car = find_car (self, row);
  gint64 at = axle_clock_row_get_time (AXLE_CLOCK_ROW (row));

  stop_placing (car);
  if (car->draft == NULL)
    return;
  axle_record_set_integer (car->draft, AXLE_APPOINTMENT_AT, at);
  car->held = at != 0;
  if (at != 0)
    place (self, car);
}

/* The list. */

static void
show_all (AxleBatchCars *self)
{
  guint n = 0;

  for (guint i = 0; i < self->cars->len; i++)
    n += is_chosen (self->cars->pdata[i]);
  self->choosing = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->all), n == self->cars->len);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (self->all), n > 0 && n < self->cars->len);
  self->choosing = FALSE;
}

static void
toggled_cb (AxleBatchCars *self)
{
  if (self->choosing)
    return;
  show_all (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
all_toggled_cb (AxleBatchCars *self)
{
  gboolean chosen = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->all));

  if (self->choosing)
    return;
  self->choosing = TRUE;
  for (guint i = 0; i < self->cars->len; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (((Car *) self->cars->pdata[i])->check), chosen);
  self->choosing = FALSE;
  show_all (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
add_car (AxleBatchCars *self,
         AxleRecord    *vehicle)
{
  GTimeZone *zone = axle_working_days_get_zone (axle_workstation_get_working_days (self->workstation));
  g_autofree char *name = axle_plate_dup_name (vehicle);
  const char *model = axle_record_get_text (vehicle, AXLE_VEHICLE_MODEL);
  g_autofree char *title = model != NULL ? g_strdup_printf ("%s · %s", name, model) : g_strdup (name);
  Car *car = g_new0 (Car, 1);

  car->vehicle = axle_record_ref (vehicle);
  car->row = axle_clock_row_new (title, zone);
  car->check = gtk_check_button_new ();
  gtk_check_button_set_active (GTK_CHECK_BUTTON (car->check), TRUE);
  gtk_widget_set_valign (car->check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (car->check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (car->row), car->check);
  g_signal_connect_object (car->check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (car->row, "changed", G_CALLBACK (timed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), car->row);
  g_ptr_array_add (self->cars, car);
}

static void
tell (AxleBatchCars *self)
{
  guint n_cars = axle_booking_get_cars (self->booking)->len;
  guint n_left = n_cars - self->cars->len;
  g_autofree char *number = n_left > 0 ? g_strdup_printf (_("The first %u of %u cars are listed."), self->cars->len, n_cars)
                                       : g_strdup_printf (ngettext ("%u car.", "%u cars.", n_cars), n_cars);
  g_autofree char *about = g_strjoin (" ", number, _("Times are suggested once it is said what for; each can be changed."), NULL);
  g_autofree char *more = g_strdup_printf (_("List %u More"), MIN (n_left, AXLE_BATCH_CARS_PAGE));

  axle_preferences_group_set_words (ADW_PREFERENCES_GROUP (self), about);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->more), more);
  gtk_widget_set_visible (self->more, n_left > 0);
}

/* The button stays the last. */
static void
list_more (AxleBatchCars *self)
{
  GPtrArray *cars = axle_booking_get_cars (self->booking);
  guint until = MIN (cars->len, self->cars->len + AXLE_BATCH_CARS_PAGE);

  g_object_ref (self->more);
  if (gtk_widget_get_parent (self->more) != NULL)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->more);
  while (self->cars->len < until)
    add_car (self, cars->pdata[self->cars->len]);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->more);
  g_object_unref (self->more);
  tell (self);
  show_all (self);
}

static void
more_cb (AxleBatchCars *self)
{
  guint first = self->cars->len;

  list_more (self);
  gtk_widget_grab_focus (((Car *) self->cars->pdata[first])->check);
  g_signal_emit (self, changed_signal, 0);
}

/* For the dialog. */

GPtrArray *
axle_batch_cars_list_open (AxleBatchCars *self)
{
  GPtrArray *vehicles = records_new ();

  for (guint i = 0; i < self->cars->len; i++)
    {
      const Car *car = self->cars->pdata[i];

      if (is_chosen (car) && !car->held)
        g_ptr_array_add (vehicles, axle_record_ref (car->vehicle));
    }
  return vehicles;
}

GPtrArray *
axle_batch_cars_list_held (AxleBatchCars *self)
{
  GPtrArray *drafts = records_new ();

  for (guint i = 0; i < self->cars->len; i++)
    {
      const Car *car = self->cars->pdata[i];

      if (is_chosen (car) && car->held)
        g_ptr_array_add (drafts, axle_record_ref (car->draft));
    }
  return drafts;
}

void
axle_batch_cars_forget (AxleBatchCars *self,
                        gboolean       all)
{
  for (guint i = 0; i < self->cars->len; i++)
    {
      Car *car = self->cars->pdata[i];

      if (car->held && !all)
        continue;
      stop_placing (car);
      car->held = FALSE;
      g_clear_pointer (&car->draft, axle_record_unref);
    }
}

static AxleRecord *
find_draft (GPtrArray *drafts,
            const Car *car)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      AxleId vehicle = axle_record_get_id (drafts->pdata[i], AXLE_APPOINTMENT_VEHICLE);

      if (axle_id_equal (&vehicle, &car->vehicle->id))
        return drafts->pdata[i];
    }
  return NULL;
}

/* A time may have been given, or taken out, since they were asked for. */
void
axle_batch_cars_suggest (AxleBatchCars *self,
                         GPtrArray     *drafts)
{
  for (guint i = 0; i < self->cars->len; i++)
    {
      Car *car = self->cars->pdata[i];
      AxleRecord *draft = is_chosen (car) && !car->held ? find_draft (drafts, car) : NULL;

      if (draft == NULL)
        continue;
      g_clear_pointer (&car->draft, axle_record_unref);
      car->draft = axle_record_ref (draft);
      show_place (self, car);
      axle_clock_row_set_time (AXLE_CLOCK_ROW (car->row), axle_record_get_integer (car->draft, AXLE_APPOINTMENT_AT), 0);
    }
}

GPtrArray *
axle_batch_cars_list_appointments (AxleBatchCars *self)
{
  return list_drafts (self, NULL);
}

void
axle_batch_cars_stop (AxleBatchCars *self)
{
  for (guint i = 0; i < self->cars->len; i++)
    stop_placing (self->cars->pdata[i]);
}

/* The widget. */

static void
axle_batch_cars_dispose (GObject *object)
{
  AxleBatchCars *self = AXLE_BATCH_CARS (object);

  g_ptr_array_set_size (self->cars, 0);
  g_clear_object (&self->booking);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_batch_cars_parent_class)->dispose (object);
}

static void
axle_batch_cars_finalize (GObject *object)
{
  g_ptr_array_unref (AXLE_BATCH_CARS (object)->cars);
  G_OBJECT_CLASS (axle_batch_cars_parent_class)->finalize (object);
}

static void
axle_batch_cars_class_init (AxleBatchCarsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_batch_cars_dispose;
  G_OBJECT_CLASS (class)->finalize = axle_batch_cars_finalize;
  changed_signal = g_signal_new ("changed", AXLE_TYPE_BATCH_CARS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_batch_cars_init (AxleBatchCars *self)
{
  self->cars = g_ptr_array_new_with_free_func (car_free);
  self->more = adw_button_row_new ();
  self->all = gtk_check_button_new_with_label (_("All"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Cars"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->all);
  g_signal_connect_object (self->more, "activated", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->all, "toggled", G_CALLBACK (all_toggled_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
axle_batch_cars_new (AxleWorkstation *workstation,
                     AxleBooking     *booking)
{
  AxleBatchCars *self = g_object_new (AXLE_TYPE_BATCH_CARS, NULL);

  self->workstation = g_object_ref (workstation);
  self->booking = g_object_ref (booking);
  list_more (self);
  return GTK_WIDGET (self);
}
