/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/import-problems.h"

#include <glib/gi18n-lib.h>

#include "ui/customers/import-table.h"

/* An import keeps no more of them to look at. */
#define MOST_PROBLEMS 1000

struct _AxleImportProblems
{
  AdwBin             parent_instance;

  GPtrArray         *problems;
  GtkMultiSelection *selection;

  GtkListView       *view;
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

static GtkWidget *
new_label (const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

/* Not a table: its rows cannot be as high as the lines that a reason wraps into. */
static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (words), new_label (NULL));
  gtk_box_append (GTK_BOX (words), new_label ("dimmed"));
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_list_item_set_child (item, box);
}

static char *
dup_place (const AxleImportProblem *problem)
{
  g_autofree char *row = g_strdup_printf (_("Row %'lu"), (gulong) problem->row);
  const char *column = problem->column != NULL ? problem->column : "";
  const char *separator = *column != '\0' ? " · " : "";

  if (problem->refused)
    return g_strconcat (row, separator, column, NULL);
  return g_strconcat (row, separator, column, " · ", _("only a remark, the row is imported"), NULL);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  AxleImportProblems *self = data;
  const AxleImportProblem *problem = g_ptr_array_index (self->problems, gtk_list_item_get_position (item));
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *words = gtk_widget_get_next_sibling (icon);
  g_autofree char *place = dup_place (problem);
  g_autofree char *label = g_strconcat (place, ": ", problem->message, NULL);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), problem->refused ? "dialog-warning-symbolic" : "dialog-information-symbolic");
  gtk_widget_set_css_classes (icon, (const char *[]) { problem->refused ? "error" : "dimmed", NULL });
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (words)), problem->message);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (words)), place);
  gtk_list_item_set_accessible_label (item, label);
}

static char *
dup_title (GPtrArray *problems)
{
  guint n = problems != NULL ? problems->len : 0;
  guint n_refused = 0;
  g_autofree char *refused = NULL, *remarks = NULL;

  if (n >= MOST_PROBLEMS)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The first %'u problem", "The first %'u problems", n), n);
  for (guint i = 0; i < n; i++)
    n_refused += ((AxleImportProblem *) problems->pdata[i])->refused ? 1 : 0;
  refused = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u problem", "%'u problems", n_refused), n_refused);
  if (n_refused == n)
    return g_steal_pointer (&refused);
  remarks = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u remark", "%'u remarks", n - n_refused), n - n_refused);
  return n_refused == 0 ? g_steal_pointer (&remarks) : g_strconcat (refused, " · ", remarks, NULL);
}

void
axle_import_problems_set (AxleImportProblems *self,
                          GPtrArray          *problems)
{
  g_autoptr(GListModel) rows = axle_import_table_new_rows (problems != NULL ? problems->len : 0);
  g_autofree char *title = dup_title (problems);

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
axle_import_problems_init (AxleImportProblems *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->selection = gtk_multi_selection_new (NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_DEFAULT);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_list_view_set_show_separators (self->view, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Problems"), -1);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_c, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("problems.copy-selected")));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Problems"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), new_bar (self));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
}
