/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/columns-dialog.h"

#include <glib/gi18n-lib.h>

#include "axle-config.h"

struct _AxleColumnsDialog
{
  AdwDialog       parent_instance;
  AxleCalendarBy  by;
  GPtrArray      *choices;
  GPtrArray      *checks;    /* GtkCheckButton, one for each choice */
  GSettings      *settings;
};

G_DEFINE_FINAL_TYPE (AxleColumnsDialog, axle_columns_dialog, ADW_TYPE_DIALOG)

static void
axle_columns_dialog_dispose (GObject *object)
{
  AxleColumnsDialog *self = AXLE_COLUMNS_DIALOG (object);

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (axle_columns_dialog_parent_class)->dispose (object);
}

static void
axle_columns_dialog_class_init (AxleColumnsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_columns_dialog_dispose;
}

static void
axle_columns_dialog_init (AxleColumnsDialog *self)
{
  self->checks = g_ptr_array_new ();
  self->settings = g_settings_new (AXLE_APP_ID);
}

static const AxleColumnChoice *
find_choice (AxleColumnsDialog *self,
             const char        *key)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const AxleColumnChoice *choice = self->choices->pdata[i];

      if (g_str_equal (choice->key, key))
        return choice;
    }
  return NULL;
}

/* What is hidden and not on these days stays hidden. */
static void
save (AxleColumnsDialog *self)
{
  g_autoptr(GVariant) before = g_settings_get_value (self->settings, "calendar-hidden");
  g_auto(GStrv) hidden = axle_hidden_columns_get (before, self->by);
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; hidden[i] != NULL; i++)
    if (find_choice (self, hidden[i]) == NULL)
      g_ptr_array_add (keys, hidden[i]);
  for (guint i = 0; i < self->choices->len; i++)
    if (!gtk_check_button_get_active (self->checks->pdata[i]))
      g_ptr_array_add (keys, ((AxleColumnChoice *) self->choices->pdata[i])->key);
  g_ptr_array_add (keys, NULL);
  g_settings_set_value (self->settings, "calendar-hidden",
                        axle_hidden_columns_set (before, self->by, (const char * const *) keys->pdata));
}

static void
set_all (AxleColumnsDialog *self,
         gboolean           shown)
{
  for (guint i = 0; i < self->checks->len; i++)
    {
      g_signal_handlers_block_by_func (self->checks->pdata[i], save, self);
      gtk_check_button_set_active (self->checks->pdata[i], shown);
      g_signal_handlers_unblock_by_func (self->checks->pdata[i], save, self);
    }
  save (self);
}

static void
all_cb (AxleColumnsDialog *self)
{
  set_all (self, TRUE);
}

static void
none_cb (AxleColumnsDialog *self)
{
  set_all (self, FALSE);
}

static GtkWidget *
new_row (AxleColumnsDialog      *self,
         const AxleColumnChoice *choice)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  guint n_items = g_hash_table_size (choice->items);
  g_autofree char *items = g_strdup_printf (ngettext ("%u appointment", "%u appointments", n_items), n_items);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), choice->title != NULL ? choice->title : _("Not assigned"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), n_items > 0 ? items : _("No appointments"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !choice->hidden);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_LABELLED_BY, row, NULL, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (save), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  return row;
}

static GtkWidget *
new_button (AxleColumnsDialog *self,
            const char        *label,
            GCallback          clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static void
build (AxleColumnsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (buttons), new_button (self, _("All"), G_CALLBACK (all_cb)));
  gtk_box_append (GTK_BOX (buttons), new_button (self, _("None"), G_CALLBACK (none_cb)));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Shown"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), buttons);
  for (guint i = 0; i < self->choices->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (self, self->choices->pdata[i]));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (ADW_DIALOG (self), view);
}

AdwDialog *
axle_columns_dialog_new (AxleCalendarBy  by,
                         GPtrArray      *choices)
{
  AxleColumnsDialog *self = g_object_new (AXLE_TYPE_COLUMNS_DIALOG, "title", _("Columns"), "content-width", 420,
                                          "content-height", 420, NULL);

  self->by = by;
  self->choices = g_ptr_array_ref (choices);
  build (self);
  return ADW_DIALOG (self);
}
