/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/timeline-filter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/format.h"
#include "core/vehicle/vehicle.h"

/* Cars that get a button; a fleet is told apart by searching for the car. */
#define CARS 12

struct _AxleTimelineFilter
{
  AdwBin               parent_instance;

  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkFilter           *filter;
  GtkWidget           *groups[AXLE_TIMELINE_N_GROUPS];
  GtkBox              *box;
  GtkBox              *cars;
  guint                pressed;  /* a bit for each group */
  AxleId               car;      /* none for all */
  GHashTable          *records;  /* AxleId; NULL for all */
  GtkWidget           *records_button;
  guint                counts[AXLE_TIMELINE_N_GROUPS];
};

G_DEFINE_FINAL_TYPE (AxleTimelineFilter, axle_timeline_filter, ADW_TYPE_BIN)

static gboolean
is_among (AxleTimelineFilter *self,
          AxleTimelineEntry  *entry)
{
  GPtrArray *parts = axle_timeline_entry_get_parts (entry);

  if (self->records == NULL || g_hash_table_contains (self->records, &axle_timeline_entry_get_record (entry)->id))
    return TRUE;
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    if (g_hash_table_contains (self->records, &((AxleRecord *) parts->pdata[i])->id))
      return TRUE;
  return FALSE;
}

static gboolean
lets_through (gpointer item,
              gpointer data)
{
  AxleTimelineFilter *self = data;
  AxleRecord *vehicle = axle_timeline_entry_get_vehicle (item);

  if (self->pressed != 0 && (self->pressed & (1u << axle_timeline_entry_get_group (item))) == 0)
    return FALSE;
  if (!is_among (self, item))
    return FALSE;
  return axle_id_is_none (&self->car) || (vehicle != NULL && axle_id_equal (&vehicle->id, &self->car));
}

gboolean
axle_timeline_filter_is_on (AxleTimelineFilter *self)
{
  return self->pressed != 0 || !axle_id_is_none (&self->car) || self->records != NULL;
}

static void
group_toggled_cb (GtkToggleButton    *button,
                  AxleTimelineFilter *self)
{
  for (guint i = 0; i < AXLE_TIMELINE_N_GROUPS; i++)
    if (self->groups[i] == GTK_WIDGET (button))
      self->pressed = gtk_toggle_button_get_active (button) ? self->pressed | (1u << i) : self->pressed & ~(1u << i);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
car_toggled_cb (GtkToggleButton    *button,
                AxleTimelineFilter *self)
{
  const AxleId *car = g_object_get_data (G_OBJECT (button), "car");
  GtkWidget *other = gtk_widget_get_first_child (GTK_WIDGET (self->cars));

  if (!gtk_toggle_button_get_active (button))
    {
      if (axle_id_equal (&self->car, car))
        self->car = AXLE_ID_NONE;
    }
  else
    {
      self->car = *car;
      for (; other != NULL; other = gtk_widget_get_next_sibling (other))
        if (other != GTK_WIDGET (button))
          gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (other), FALSE);
    }
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
records_toggled_cb (GtkToggleButton    *button,
                    AxleTimelineFilter *self)
{
  if (gtk_toggle_button_get_active (button) || self->records == NULL)
    return;
  g_clear_pointer (&self->records, g_hash_table_unref);
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_LESS_STRICT);
}

static GtkWidget *
new_button (const char *label)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (button, "filter-chip");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
show_groups (AxleTimelineFilter *self)
{
  GListModel *timeline = axle_customer_profile_get_timeline (self->profile);
  guint n_entries = g_list_model_get_n_items (timeline);

  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr(AxleTimelineEntry) entry = g_list_model_get_item (timeline, i);

      self->counts[axle_timeline_entry_get_group (entry)]++;
    }
  for (guint i = 0; i < AXLE_TIMELINE_N_GROUPS; i++)
    {
      /* Translators: a kind of entries and how many there are. */
      g_autofree char *label = g_strdup_printf (C_("filter", "%s %'u"), axle_timeline_group_get_label (i), self->counts[i]);

      gtk_button_set_label (GTK_BUTTON (self->groups[i]), label);
      gtk_widget_set_visible (self->groups[i], self->counts[i] > 0 || (self->pressed & (1u << i)) != 0);
    }
}

static void
add_car (AxleTimelineFilter *self,
         const AxleRecord   *vehicle)
{
  g_autofree char *plate =
    axle_workstation_format_value (self->workstation, &axle_vehicle_entity.fields[AXLE_VEHICLE_PLATE],
                                   axle_record_get (vehicle, AXLE_VEHICLE_PLATE));
  g_autofree char *title = axle_record_dup_title (vehicle);
  GtkWidget *button = new_button (*plate != '\0' ? plate : title);

  gtk_widget_set_tooltip_text (button, title);
  g_object_set_data_full (G_OBJECT (button), "car", g_memdup2 (&vehicle->id, sizeof vehicle->id), g_free);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), axle_id_equal (&self->car, &vehicle->id));
  g_signal_connect_object (button, "toggled", G_CALLBACK (car_toggled_cb), self, 0);
  gtk_box_append (self->cars, button);
}

static gboolean
is_first (GListModel       *vehicles,
          guint             position,
          const AxleRecord *vehicle)
{
  for (guint i = 0; i < position; i++)
    {
      g_autoptr(AxleProfileVehicle) other = g_list_model_get_item (vehicles, i);

      if (axle_id_equal (&axle_profile_vehicle_get_vehicle (other)->id, &vehicle->id))
        return FALSE;
    }
  return TRUE;
}

/* Of one car there is nothing to choose. */
static void
show_cars (AxleTimelineFilter *self)
{
  GListModel *vehicles = axle_customer_profile_get_vehicles (self->profile);
  guint n_vehicles = g_list_model_get_n_items (vehicles);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cars))) != NULL)
    gtk_box_remove (self->cars, child);
  for (guint i = 0; i < MIN (n_vehicles, CARS) && n_vehicles > 1; i++)
    {
      g_autoptr(AxleProfileVehicle) vehicle = g_list_model_get_item (vehicles, i);

      if (is_first (vehicles, i, axle_profile_vehicle_get_vehicle (vehicle)))
        add_car (self, axle_profile_vehicle_get_vehicle (vehicle));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->cars), n_vehicles > 1);
}

void
axle_timeline_filter_set_records (AxleTimelineFilter *self,
                                  const char         *words,
                                  const char * const *ids)
{
  axle_timeline_filter_clear (self);
  self->records = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      AxleId id;

      if (axle_id_parse (ids[i], &id))
        g_hash_table_add (self->records, g_memdup2 (&id, sizeof id));
    }
  gtk_button_set_label (GTK_BUTTON (self->records_button), words);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->records_button), TRUE);
  gtk_widget_set_visible (self->records_button, TRUE);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

void
axle_timeline_filter_choose (AxleTimelineFilter *self,
                             AxleTimelineGroup   group,
                             const AxleId       *car)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->cars));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->records_button), FALSE);
  for (guint i = 0; i < AXLE_TIMELINE_N_GROUPS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->groups[i]), i == group);
  for (; button != NULL; button = gtk_widget_get_next_sibling (button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                  car != NULL && axle_id_equal (g_object_get_data (G_OBJECT (button), "car"), car));
}

void
axle_timeline_filter_clear (AxleTimelineFilter *self)
{
  axle_timeline_filter_choose (self, AXLE_TIMELINE_N_GROUPS, NULL);
}

static void
axle_timeline_filter_dispose (GObject *object)
{
  AxleTimelineFilter *self = AXLE_TIMELINE_FILTER (object);

  g_clear_object (&self->filter);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_timeline_filter_parent_class)->dispose (object);
}

static void
axle_timeline_filter_class_init (AxleTimelineFilterClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_timeline_filter_dispose;
}

static void
axle_timeline_filter_init (AxleTimelineFilter *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->filter = GTK_FILTER (gtk_custom_filter_new (lets_through, self, NULL));
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  self->cars = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_set_margin_end (GTK_WIDGET (self->cars), 6);
  self->records_button = new_button ("");
  gtk_widget_set_visible (self->records_button, FALSE);
  g_signal_connect_object (self->records_button, "toggled", G_CALLBACK (records_toggled_cb), self, 0);
  gtk_box_append (self->box, self->records_button);
  gtk_box_append (self->box, GTK_WIDGET (self->cars));
  for (guint i = 0; i < AXLE_TIMELINE_N_GROUPS; i++)
    {
      self->groups[i] = new_button (axle_timeline_group_get_label (i));
      g_signal_connect_object (self->groups[i], "toggled", G_CALLBACK (group_toggled_cb), self, 0);
      gtk_box_append (self->box, self->groups[i]);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show only"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->box));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * axle_timeline_filter_set_profile:
 * @self: a filter, which lets everything through then
 * @workstation: where it is
 * @profile: (nullable): whose entries it chooses from
 */
void
axle_timeline_filter_set_profile (AxleTimelineFilter  *self,
                                  AxleWorkstation     *workstation,
                                  AxleCustomerProfile *profile)
{
  if (self->profile != NULL)
    {
      axle_timeline_filter_clear (self);
      g_signal_handlers_disconnect_by_data (axle_customer_profile_get_timeline (self->profile), self);
      g_signal_handlers_disconnect_by_data (axle_customer_profile_get_vehicles (self->profile), self);
    }
  g_set_object (&self->workstation, workstation);
  g_set_object (&self->profile, profile);
  if (profile == NULL)
    return;
  g_signal_connect_object (axle_customer_profile_get_timeline (profile), "items-changed", G_CALLBACK (show_groups), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (axle_customer_profile_get_vehicles (profile), "items-changed", G_CALLBACK (show_cars), self,
                           G_CONNECT_SWAPPED);
  show_groups (self);
  show_cars (self);
}

GtkFilter *
axle_timeline_filter_get_filter (AxleTimelineFilter *self)
{
  return self->filter;
}
