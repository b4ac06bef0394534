/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/sources-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/rules.h"
#include "core/calendar.h"
#include "ui/customers/timeline-open.h"
#include "ui/widgets/condition-row.h"
#include "ui/widgets/plain-words.h"

/* Behind a habit stand years of visits; the timeline shows all of them. */
#define ROWS 50

#define AXLE_TYPE_SOURCES_DIALOG (axle_sources_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleSourcesDialog, axle_sources_dialog, AXLE, SOURCES_DIALOG, AdwDialog)

struct _AxleSourcesDialog
{
  AdwDialog            parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkWidget           *place;
  GPtrArray           *sources;
  GTimeZone           *zone;
  GtkBox              *groups;
};

G_DEFINE_FINAL_TYPE (AxleSourcesDialog, axle_sources_dialog, ADW_TYPE_DIALOG)

static gboolean
tells_of (AxleTimelineEntry *entry,
          const AxleId      *id)
{
  GPtrArray *parts = axle_timeline_entry_get_parts (entry);

  if (axle_id_equal (&axle_timeline_entry_get_record (entry)->id, id))
    return TRUE;
  for (guint i = 0; parts != NULL && i < parts->len; i++)
    if (axle_id_equal (&((AxleRecord *) parts->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

/* The entry of the timeline that tells of @record, or NULL. What is in a form of its own
 * is read there. */
static AxleTimelineEntry *
find_entry (AxleSourcesDialog *self,
            const AxleRecord  *record)
{
  GListModel *timeline = axle_customer_profile_get_timeline (self->profile);

  if (axle_entity_find_field (record->entity, "tags") >= 0)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (timeline); i++)
    {
      g_autoptr (AxleTimelineEntry) entry = g_list_model_get_item (timeline, i);

      if (tells_of (entry, &record->id))
        return g_steal_pointer (&entry);
    }
  return NULL;
}

static void
open_cb (AxleSourcesDialog *self,
         GtkWidget         *row)
{
  g_autoptr (AxleSourcesDialog) kept = g_object_ref (self);
  AxleTimelineEntry *data = g_object_get_data (G_OBJECT (row), "entry");
  g_autoptr (AxleTimelineEntry) entry = data != NULL ? g_object_ref (data) : NULL;

  adw_dialog_close (ADW_DIALOG (self));
  if (kept->place != NULL && entry != NULL)
    axle_timeline_open (kept->place, kept->workstation, kept->profile, entry);
  else if (kept->place != NULL)
    gtk_widget_activate_action (kept->place, "customer.show-tab", "s", "details");
}

static GtkWidget *
new_row (AxleSourcesDialog *self,
         const AxleRecord  *record)
{
  GtkWidget *row = adw_action_row_new ();
  AxleTimelineEntry *entry = find_entry (self, record);
  g_autofree char *name = axle_record_dup_title (record);
  g_autofree char *day = NULL, *line = NULL;

  if (entry != NULL)
    {
      day = axle_calendar_format_day (axle_timeline_entry_get_at (entry), self->zone);
      line = g_strdup_printf ("%s · %s", day, axle_timeline_entry_get_facts (entry));
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line != NULL ? axle_timeline_entry_get_title (entry)
                                                                         : _(record->entity->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line != NULL ? line : name != NULL ? name : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (entry != NULL)
    g_object_set_data_full (G_OBJECT (row), "entry", entry, g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_timeline_cb (AxleSourcesDialog *self)
{
  g_autoptr (GtkWidget) place = self->place != NULL ? g_object_ref (self->place) : NULL;
  g_autofree char *words = g_strdup (adw_dialog_get_title (ADW_DIALOG (self)));
  GVariantBuilder ids;

  g_variant_builder_init (&ids, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < self->sources->len; i++)
    g_variant_builder_add (&ids, "s", AXLE_ID_TEXT (&((AxleRecord *) self->sources->pdata[i])->id));
  adw_dialog_close (ADW_DIALOG (self));
  if (place != NULL)
    gtk_widget_activate_action (place, "customer.show-records", "(sas)", words, &ids);
  else
    g_variant_builder_clear (&ids);
}

static AdwPreferencesGroup *
add_group (AxleSourcesDialog *self,
           const char        *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_sources (AxleSourcesDialog *self)
{
  AdwPreferencesGroup *group = add_group (self, _("Based On"));
  g_autofree char *description = NULL;
  gboolean dated = FALSE;
  GtkWidget *button;

  for (guint i = 0; i < self->sources->len; i++)
    {
      GtkWidget *row = i < ROWS ? new_row (self, self->sources->pdata[i]) : NULL;

      if (row == NULL)
        break;
      dated |= g_object_get_data (G_OBJECT (row), "entry") != NULL;
      adw_preferences_group_add (group, row);
    }
  if (self->sources->len > ROWS)
    {
      description = g_strdup_printf (_("The first %d of %u"), ROWS, self->sources->len);
      adw_preferences_group_set_description (group, description);
    }
  if (!dated)
    return;
  button = gtk_button_new_with_mnemonic (_("Show in _Timeline"));
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (show_timeline_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->groups, button);
}

static void
add_parts (AxleSourcesDialog *self,
           const AxleFacts   *facts,
           const AxleRule    *rule,
           guint              car)
{
  AdwPreferencesGroup *group = add_group (self, _("Because"));
  g_autoptr (GPtrArray) parts = axle_facts_explain (facts, rule->condition, car);
  g_autofree char *description = g_strdup_printf (_("Rule “%s”"), rule->name);

  axle_preferences_group_set_words (group, description);
  for (guint i = 0; i < parts->len; i++)
    {
      g_autofree char *words = axle_rule_part_dup_words (parts->pdata[i]);

      adw_preferences_group_add (group, axle_condition_row_new (parts->pdata[i], words));
    }
}

static void
axle_sources_dialog_dispose (GObject *object)
{
  AxleSourcesDialog *self = AXLE_SOURCES_DIALOG (object);

  g_clear_weak_pointer (&self->place);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_sources_dialog_parent_class)->dispose (object);
}

static void
axle_sources_dialog_class_init (AxleSourcesDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_sources_dialog_dispose;
}

static void
axle_sources_dialog_init (AxleSourcesDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_widget_add_css_class (GTK_WIDGET (self->groups), "panels");
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->groups));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scroller);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 480);
}

AdwDialog *
axle_sources_dialog_new (AxleWorkstation     *workstation,
                         AxleCustomerProfile *profile,
                         GtkWidget           *place,
                         const char          *title,
                         const AxleFacts     *facts,
                         const AxleRule      *rule,
                         guint                car,
                         GPtrArray           *sources)
{
  AxleSourcesDialog *self = g_object_new (AXLE_TYPE_SOURCES_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  self->sources = g_ptr_array_ref (sources);
  self->zone = g_time_zone_ref (axle_dossier_get_zone (axle_facts_get_dossier (facts)));
  g_set_weak_pointer (&self->place, place);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  add_parts (self, facts, rule, car);
  add_sources (self);
  return ADW_DIALOG (self);
}
