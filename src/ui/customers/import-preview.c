/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/import-preview.h"

#include <glib/gi18n-lib.h>

#include "ui/customers/import-table.h"

/* A table makes a widget for every cell of a row, seen or not: what a file may have
 * in columns would be tens of thousands. Columns with a role are always among them. */
#define SHOWN_COLUMNS 48
#define COLUMN_WIDTH  156
#define ROLE_MARGIN   3

struct _AxleImportPreview
{
  AdwBin              parent_instance;

  AxleImport         *import;
  GHashTable         *cells;          /* GtkColumnViewCell that shows something → its column */
  GArray             *columns;        /* of the file, in the order shown */
  GPtrArray          *drop_downs;     /* one for each */
  GtkStringList      *role_labels;
  GtkSingleSelection *selection;
  guint               n_problems;
  gboolean            showing;

  GtkScrolledWindow  *role_scroller;
  GtkBox             *roles;
  GtkColumnView      *view;
  GtkImage           *status_icon;
  GtkLabel           *status;
};

enum
{
  CHANGED,
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AxleImportPreview, axle_import_preview, ADW_TYPE_BIN)

static guint
find_role (AxleImportPreview *self,
           const char        *name)
{
  guint n_roles;
  const AxleImportRole *roles = axle_import_list_roles_of (axle_import_get_kind (self->import), &n_roles);

  for (guint i = 0; i < n_roles; i++)
    if (g_strcmp0 (roles[i].name, name) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static gboolean
is_ignored (AxleImportPreview *self,
            guint              column)
{
  return g_strcmp0 (axle_import_get_role (self->import, column), "ignore") == 0;
}

static char *
dup_title (AxleImportPreview *self,
           guint              column)
{
  const char *header = axle_import_get_header (self->import, column);

  if (header != NULL && *header != '\0')
    return g_utf8_truncate_middle (header, 60);
  return g_strdup_printf (_("Column %u"), column + 1);
}

static gboolean
tells_of_visits (AxleImportPreview *self)
{
  return axle_import_get_kind (self->import) == AXLE_IMPORT_VISITS;
}

static gboolean
has_role (AxleImportPreview  *self,
          const char * const *names)
{
  for (guint i = 0; i < axle_import_get_n_columns (self->import); i++)
    if (g_strv_contains (names, axle_import_get_role (self->import, i)))
      return TRUE;
  return FALSE;
}

gboolean
axle_import_preview_is_usable (AxleImportPreview *self)
{
  static const char * const names[] = { "name", NULL };
  static const char * const keys[] = { "phone", "phone2", "phone3", "vin", "plate", NULL };
  static const char * const dates[] = { "date", NULL };

  if (self->import == NULL)
    return FALSE;
  if (g_str_equal (axle_import_get_format (self->import), "vcard"))
    return TRUE;
  return has_role (self, keys) ? !tells_of_visits (self) || has_role (self, dates)
                               : !tells_of_visits (self) && has_role (self, names);
}

static void
count_problems (AxleImportPreview *self)
{
  self->n_problems = 0;
  for (guint row = 0; row < axle_import_get_n_preview (self->import); row++)
    for (guint i = 0; i < self->columns->len; i++)
      if (axle_import_get_cell_problem (self->import, row, g_array_index (self->columns, guint, i)) != NULL)
        self->n_problems++;
}

/* A tooltip is out of a keyboard's reach, so the selected row says its problems here. */
static char *
dup_row_problems (AxleImportPreview *self)
{
  guint row = gtk_single_selection_get_selected (self->selection);
  g_autoptr(GString) text = g_string_new (NULL);

  if (row == GTK_INVALID_LIST_POSITION)
    return NULL;
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint column = g_array_index (self->columns, guint, i);
      const char *problem = axle_import_get_cell_problem (self->import, row, column);
      g_autofree char *title = NULL;

      if (problem == NULL)
        continue;
      title = dup_title (self, column);
      if (text->len > 0)
        g_string_append (text, " · ");
      /* Translators: a column of a table, and what is wrong with its cell. */
      g_string_append_printf (text, _("%s: %s"), title, problem);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
dup_summary (AxleImportPreview *self)
{
  guint n_rows = axle_import_get_n_preview (self->import);
  guint n_hidden = axle_import_get_n_columns (self->import) - self->columns->len;
  GString *text = g_string_new (NULL);

  if (n_rows == 0)
    g_string_append (text, _("The file has no rows."));
  else if (self->n_problems > 0)
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%'u cell has a problem; choose its row to read it.",
                                               "%'u cells have problems; choose a row to read them.", self->n_problems),
                            self->n_problems);
  else
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "The first row is in order.",
                                               "The first %'u rows are in order.", n_rows), n_rows);
  if (n_hidden > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%'u more column is not imported.",
                                                 "%'u more columns are not imported.", n_hidden), n_hidden);
    }
  return g_string_free (text, FALSE);
}

static void
show_status (AxleImportPreview *self)
{
  gboolean usable = axle_import_preview_is_usable (self);
  gboolean wrong = FALSE;
  g_autofree char *problems = NULL;
  g_autofree char *text = NULL;

  if (self->showing)
    return;
  if (usable)
    problems = dup_row_problems (self);
  if (!usable)
    text = g_strdup (tells_of_visits (self)
                     ? _("A visit needs a date, and a VIN, a plate or a phone that says whose it was. "
                         "Choose above the columns what they are.")
                     : _("No column is a name, a phone, a VIN or a plate, so no row can become a customer. "
                         "Choose above the columns what they are."));
  else if (problems != NULL)
    text = g_steal_pointer (&problems);
  else
    text = dup_summary (self);
  wrong = !usable || self->n_problems > 0 || axle_import_get_n_preview (self->import) == 0;
  gtk_label_set_label (self->status, text);
  gtk_image_set_from_icon_name (self->status_icon, wrong ? "dialog-warning-symbolic" : "object-select-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->status_icon), (const char *[]) { wrong ? (usable ? "warning" : "error") : "success", NULL });
}

static void
show_cell (AxleImportPreview *self,
           GtkColumnViewCell *cell,
           guint              column)
{
  guint row = gtk_column_view_cell_get_position (cell);

  if (row < axle_import_get_n_preview (self->import))
    axle_import_table_show_cell (cell, axle_import_get_cell (self->import, row, column),
                                 axle_import_get_cell_problem (self->import, row, column), is_ignored (self, column));
}

static void
bind_cell (GtkColumnViewCell *cell,
           guint              column,
           gpointer           data)
{
  AxleImportPreview *self = data;

  g_hash_table_insert (self->cells, cell, GUINT_TO_POINTER (column));
  show_cell (self, cell, column);
}

static void
unbind_cell (GtkColumnViewCell *cell,
             guint              column,
             gpointer           data)
{
  AxleImportPreview *self = data;
  g_hash_table_remove (self->cells, cell);
}

/* One column's role may be taken from another, and with it change what is wrong anywhere. */
static void
show_roles (AxleImportPreview *self)
{
  GHashTableIter iter;
  gpointer cell, column;

  self->showing = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    gtk_drop_down_set_selected (self->drop_downs->pdata[i],
                                find_role (self, axle_import_get_role (self->import, g_array_index (self->columns, guint, i))));
  self->showing = FALSE;
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &cell, &column))
    show_cell (self, cell, GPOINTER_TO_UINT (column));
  count_problems (self);
  show_status (self);
}

static void
role_chosen_cb (GtkDropDown       *drop_down,
                GParamSpec        *pspec,
                AxleImportPreview *self)
{
  guint n_roles, index, column, role = gtk_drop_down_get_selected (drop_down);
  const AxleImportRole *roles = axle_import_list_roles_of (axle_import_get_kind (self->import), &n_roles);

  if (self->showing || role >= n_roles || !g_ptr_array_find (self->drop_downs, drop_down, &index))
    return;
  column = g_array_index (self->columns, guint, index);
  if (g_strcmp0 (axle_import_get_role (self->import, column), roles[role].name) == 0)
    return;
  axle_import_set_role (self->import, column, roles[role].name);
  show_roles (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
setup_role_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_role_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
follow_width_cb (GtkColumnViewColumn *column,
                 GParamSpec          *pspec,
                 GtkWidget           *drop_down)
{
  gtk_widget_set_size_request (drop_down, MAX (gtk_column_view_column_get_fixed_width (column), 40) - 2 * ROLE_MARGIN, -1);
}

static GtkWidget *
new_role_drop_down (AxleImportPreview *self,
                    const char        *title)
{
  GtkWidget *drop_down = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->role_labels)), NULL);
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autofree char *name = g_strdup_printf (_("What column “%s” is"), title);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_role_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_role_cb), NULL);
  /* Only the button must fit above its column: the list keeps the usual look. */
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (drop_down), gtk_drop_down_get_factory (GTK_DROP_DOWN (drop_down)));
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), factory);
  gtk_widget_set_margin_start (drop_down, ROLE_MARGIN);
  gtk_widget_set_margin_end (drop_down, ROLE_MARGIN);
  gtk_widget_set_tooltip_text (drop_down, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (role_chosen_cb), self, G_CONNECT_DEFAULT);
  return drop_down;
}

static void
add_column (AxleImportPreview *self,
            guint              column)
{
  g_autofree char *title = dup_title (self, column);
  GtkWidget *drop_down = new_role_drop_down (self, title);
  GtkColumnViewColumn *added = axle_import_table_add_column (self->view, title, column, bind_cell, unbind_cell, self);

  g_array_append_val (self->columns, column);
  g_ptr_array_add (self->drop_downs, drop_down);
  gtk_box_append (self->roles, drop_down);
  g_signal_connect_object (added, "notify::fixed-width", G_CALLBACK (follow_width_cb), drop_down, G_CONNECT_DEFAULT);
  gtk_column_view_column_set_fixed_width (added, COLUMN_WIDTH);
  gtk_column_view_column_set_resizable (added, TRUE);
}

static void
add_columns (AxleImportPreview *self)
{
  guint n_columns = axle_import_get_n_columns (self->import);
  guint n_free = SHOWN_COLUMNS;

  for (guint i = 0; i < n_columns; i++)
    if (!is_ignored (self, i) && n_free > 0)
      n_free--;
  for (guint i = 0; i < n_columns; i++)
    {
      if (is_ignored (self, i) && n_free == 0)
        continue;
      if (is_ignored (self, i))
        n_free--;
      add_column (self, i);
    }
}

static void
clear (AxleImportPreview *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GtkWidget *child;

  self->showing = TRUE;
  gtk_single_selection_set_model (self->selection, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);
      gtk_column_view_remove_column (self->view, column);
    }
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->roles))) != NULL)
    gtk_box_remove (self->roles, child);
  g_hash_table_remove_all (self->cells);
  g_array_set_size (self->columns, 0);
  g_ptr_array_set_size (self->drop_downs, 0);
  self->showing = FALSE;
}

static void
list_roles (AxleImportPreview *self)
{
  guint n_roles;
  const AxleImportRole *roles = axle_import_list_roles_of (axle_import_get_kind (self->import), &n_roles);

  g_clear_object (&self->role_labels);
  self->role_labels = gtk_string_list_new (NULL);
  for (guint i = 0; i < n_roles; i++)
    gtk_string_list_append (self->role_labels, roles[i].label);
}

void
axle_import_preview_set_import (AxleImportPreview *self,
                                AxleImport        *import)
{
  g_autoptr(GListModel) rows = axle_import_table_new_rows (axle_import_get_n_preview (import));

  clear (self);
  g_set_object (&self->import, import);
  list_roles (self);
  add_columns (self);
  gtk_widget_set_visible (GTK_WIDGET (self->role_scroller), !g_str_equal (axle_import_get_format (import), "vcard"));
  gtk_single_selection_set_model (self->selection, rows);
  show_roles (self);
}

static char *
dup_row_label (guint    position,
               gpointer data)
{
  AxleImportPreview *self = data;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; position < axle_import_get_n_preview (self->import) && i < self->columns->len; i++)
    {
      const char *cell = axle_import_get_cell (self->import, position, g_array_index (self->columns, guint, i));
      g_autofree char *shown = g_utf8_truncate_middle (cell != NULL ? cell : "", 60);

      if (*shown != '\0')
        g_string_append_printf (text, text->len > 0 ? ", %s" : "%s", shown);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
activate_cb (AxleImportPreview *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
axle_import_preview_dispose (GObject *object)
{
  AxleImportPreview *self = AXLE_IMPORT_PREVIEW (object);

  if (self->view != NULL)
    clear (self);
  self->view = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->role_labels);
  g_clear_object (&self->import);
  G_OBJECT_CLASS (axle_import_preview_parent_class)->dispose (object);
}

static void
axle_import_preview_finalize (GObject *object)
{
  AxleImportPreview *self = AXLE_IMPORT_PREVIEW (object);

  g_hash_table_unref (self->cells);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->drop_downs);
  G_OBJECT_CLASS (axle_import_preview_parent_class)->finalize (object);
}

static void
axle_import_preview_class_init (AxleImportPreviewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_import_preview_dispose;
  G_OBJECT_CLASS (class)->finalize = axle_import_preview_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_table (AxleImportPreview *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkAdjustment *of_roles, *of_rows;

  self->roles = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_set_margin_top (GTK_WIDGET (self->roles), ROLE_MARGIN);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->roles), ROLE_MARGIN);
  self->role_scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->role_scroller, GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (self->role_scroller, GTK_WIDGET (self->roles));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection))));
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The first rows of the file"), -1);
  axle_import_table_label_rows (self->view, dup_row_label, self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The first rows of the file"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->role_scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What the columns are"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  of_roles = gtk_scrolled_window_get_hadjustment (self->role_scroller);
  of_rows = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_object_bind_property (of_rows, "value", of_roles, "value", G_BINDING_BIDIRECTIONAL);
  return scroller;
}

static GtkWidget *
new_status (AxleImportPreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->status_icon = GTK_IMAGE (gtk_image_new ());
  self->status = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->status, TRUE);
  gtk_label_set_wrap_mode (self->status, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->status, 3);
  gtk_label_set_ellipsize (self->status, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->status, 0);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->status_icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->status));
  return box;
}

static void
axle_import_preview_init (AxleImportPreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *table;

  self->cells = g_hash_table_new (NULL, NULL);
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->drop_downs = g_ptr_array_new ();
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (show_status), self, G_CONNECT_SWAPPED);
  table = new_table (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->role_scroller));
  gtk_box_append (GTK_BOX (box), table);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), new_status (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
axle_import_preview_new (void)
{
  return g_object_new (AXLE_TYPE_IMPORT_PREVIEW, NULL);
}
