/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/import-problems.h"

#include <glib/gi18n-lib.h>

#include "ui/customers/import-table.h"

/* An import keeps no more of them to look at. */
#define MOST_PROBLEMS 1000

typedef enum
{
  COLUMN_ROW,
  COLUMN_COLUMN,
  COLUMN_REASON,
} Column;

struct _AxleImportProblems
{
  AdwBin             parent_instance;

  GPtrArray         *problems;
  GtkMultiSelection *selection;

  GtkColumnView     *view;
  GtkLabel          *title;
};

G_DEFINE_FINAL_TYPE (AxleImportProblems, axle_import_problems, ADW_TYPE_BIN)

static void
append_problem (AxleImportProblems *self,
                GString            *text,
                guint               position)
{
  const AxleImportProblem *problem = g_ptr_array_index (self->problems, position);

  g_string_append_printf (text, "%" G_GUINT64_FORMAT "\t%s\t%s\n", problem->row,
                          problem->column != NULL ? problem->column : "", problem->message);
}

static void
copy (AxleImportProblems *self,
      gboolean            only_selected)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; self->problems != NULL && i < self->problems->len; i++)
    if (!only_selected || gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), i))
      append_problem (self, text, i);
  if (text->len > 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  copy (AXLE_IMPORT_PROBLEMS (widget), g_str_has_suffix (name, "selected"));
}

static void
bind_cell (GtkColumnViewCell *cell,
           guint              column,
           gpointer           data)
{
  AxleImportProblems *self = data;
  guint position = gtk_column_view_cell_get_position (cell);
  const AxleImportProblem *problem;
  g_autofree char *row = NULL;

  if (self->problems == NULL || position >= self->problems->len)
    return;
  problem = g_ptr_array_index (self->problems, position);
  row = g_strdup_printf ("%'" G_GUINT64_FORMAT, problem->row);
  axle_import_table_show_cell (cell, column == COLUMN_ROW ? row : column == COLUMN_COLUMN ? problem->column : problem->message,
                               NULL, FALSE);
  if (column == COLUMN_REASON)
    axle_import_table_wrap_cell (cell);
}

void
axle_import_problems_set (AxleImportProblems *self,
                          GPtrArray          *problems)
{
  g_autoptr(GListModel) rows = axle_import_table_new_rows (problems != NULL ? problems->len : 0);
  guint n = problems != NULL ? problems->len : 0;
  g_autofree char *title = NULL;

  if (n < MOST_PROBLEMS)
    title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u problem", "%'u problems", n), n);
  else
    title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The first %'u problem", "The first %'u problems", n), n);

  gtk_multi_selection_set_model (self->selection, NULL);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = problems != NULL ? g_ptr_array_ref (problems) : NULL;
  gtk_multi_selection_set_model (self->selection, rows);
  gtk_label_set_label (self->title, title);
}

static void
axle_import_problems_dispose (GObject *object)
{
  AxleImportProblems *self = AXLE_IMPORT_PROBLEMS (object);

  if (self->selection != NULL)
    gtk_multi_selection_set_model (self->selection, NULL);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  G_OBJECT_CLASS (axle_import_problems_parent_class)->dispose (object);
}

static void
axle_import_problems_class_init (AxleImportProblemsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_import_problems_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "problems.copy-all", NULL, copy_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "problems.copy-selected", NULL, copy_action);
}

static GtkWidget *
new_bar (AxleImportProblems *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Co_py All"));

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "problems.copy-all");
  gtk_widget_set_tooltip_text (button, _("Copy the problems as a table; Ctrl+C copies the selected ones"));
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (bar), button);
  gtk_widget_set_margin_bottom (bar, 6);
  return bar;
}

static void
add_columns (AxleImportProblems *self)
{
  GtkColumnViewColumn *column;

  column = axle_import_table_add_column (self->view, _("Row"), COLUMN_ROW, bind_cell, NULL, self);
  gtk_column_view_column_set_fixed_width (column, 72);
  gtk_column_view_column_set_resizable (column, TRUE);
  column = axle_import_table_add_column (self->view, _("Column"), COLUMN_COLUMN, bind_cell, NULL, self);
  gtk_column_view_column_set_fixed_width (column, 104);
  gtk_column_view_column_set_resizable (column, TRUE);
  column = axle_import_table_add_column (self->view, _("Reason"), COLUMN_REASON, bind_cell, NULL, self);
  gtk_column_view_column_set_expand (column, TRUE);
}

static void
axle_import_problems_init (AxleImportProblems *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->selection = gtk_multi_selection_new (NULL);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection))));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Problems"), -1);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_c, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("problems.copy-selected")));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  add_columns (self);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), new_bar (self));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
}
