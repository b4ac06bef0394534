/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/table-columns.h"

#include <glib/gi18n-lib.h>

#include "axle-config.h"

#define SAVE_AFTER 500 /* ms; a column that is dragged has a new width with every move */

/* GTK binds some 200 rows at once, of which a screen shows 30. Those are filled before
 * they are seen, the others a few a frame once nothing moves. */
#define CELLS_A_FRAME 100
#define MARGIN 2 /* rows that are filled above and below what is seen */

struct _AxleTableColumns
{
  GObject             parent_instance;

  GtkColumnView      *view;        /* weak */
  GtkAdjustment      *place;       /* where it is scrolled to */
  GHashTable         *unfilled;    /* GtkColumnViewCell → its column's info */
  guint               fill_id;
  double              value;       /* of @place when what was in sight was filled last */
  double              frame_value; /* and in the last frame */
  GSettings          *settings;
  GMenu              *menu;
  GSimpleActionGroup *actions;
  gboolean            restoring;
  gboolean            chosen;      /* the person said which columns they want */
  gboolean            compact;
  double              scale;       /* pixels of a scaled pixel */
  int                 width;
  guint               fit_id;
  guint               save_id;
};

G_DEFINE_FINAL_TYPE (AxleTableColumns, axle_table_columns, G_TYPE_OBJECT)

const AxleCustomerColumn *
axle_table_column_get_info (GtkColumnViewColumn *column)
{
  return g_object_get_data (G_OBJECT (column), "info");
}

/* The column of that name; %NULL when there is none. */
GtkColumnViewColumn *
axle_table_columns_find (AxleTableColumns *self,
                         const char       *name)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      if (g_str_equal (axle_table_column_get_info (column)->name, name))
        return column;
    }
  return NULL;
}

static gboolean
is_name (GtkColumnViewColumn *column)
{
  return g_str_equal (axle_table_column_get_info (column)->name, "name");
}

static gboolean
is_wanted (GtkColumnViewColumn *column)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "wanted"));
}

static int
usual_width (AxleTableColumns        *self,
             const AxleCustomerColumn *info)
{
  return (int) (info->width * self->scale);
}

/* Who has not chosen columns sees those that there is room for, and so does
 * everybody where the table has little room. What was chosen stays chosen. */
static void
fit_columns (AxleTableColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  gboolean fits = TRUE;
  int left = self->width;

  self->restoring = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (is_wanted (column))
        {
          left -= gtk_column_view_column_get_fixed_width (column);
          fits = fits && (left >= 0 || (self->chosen && !self->compact));
        }
      gtk_column_view_column_set_visible (column, is_name (column) || (is_wanted (column) && fits));
    }
  self->restoring = FALSE;
}

static gboolean
fit_cb (gpointer data)
{
  AxleTableColumns *self = data;

  self->fit_id = 0;
  fit_columns (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: this is heard while sizes are being given out. */
static void
width_changed_cb (AxleTableColumns *self,
                  GParamSpec        *pspec,
                  GtkAdjustment     *adjustment)
{
  int width = (int) gtk_adjustment_get_page_size (adjustment);

  if (width == self->width)
    return;
  self->width = width;
  if (self->fit_id == 0)
    self->fit_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, self, NULL);
}

static void
set_cell_child (GtkColumnViewCell *cell,
                GtkWidget         *child)
{
  g_object_set_data (G_OBJECT (child), "cell", cell);
  gtk_column_view_cell_set_child (cell, child);
}

static GtkWidget *
new_match (void)
{
  GtkWidget *match = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (match), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (match, "dimmed");
  gtk_widget_add_css_class (match, "caption");
  return match;
}

static void
mark (GtkWidget *image,
      gboolean   is_refused)
{
  const char *text = is_refused ? _("Refused by the server; on this desk only") : _("Waits for the server");

  gtk_image_set_from_icon_name (GTK_IMAGE (image), is_refused ? "axle-attention-symbolic" : "axle-waiting-symbolic");
  gtk_widget_set_tooltip_text (image, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (is_refused)
    gtk_widget_add_css_class (image, "error");
  else
    gtk_widget_remove_css_class (image, "error");
}

static void
show_match (GtkWidget  *box,
            const char *markup)
{
  GtkWidget *name = gtk_widget_get_first_child (box);
  GtkWidget *next = gtk_widget_get_next_sibling (name);
  GtkWidget *match = GTK_IS_LABEL (next) ? next : NULL;

  if (match == NULL && markup != NULL)
    gtk_box_insert_child_after (GTK_BOX (box), match = new_match (), name);
  if (match == NULL)
    return;
  gtk_label_set_markup (GTK_LABEL (match), markup != NULL ? markup : "");
  gtk_widget_set_visible (match, markup != NULL);
}

static void
show_mark (GtkWidget *box,
           gboolean   is_pending,
           gboolean   is_refused)
{
  GtkWidget *last = gtk_widget_get_last_child (box);
  GtkWidget *image = GTK_IS_IMAGE (last) ? last : NULL;
  gboolean is_marked = is_pending || is_refused;

  if (image == NULL && is_marked)
    gtk_box_append (GTK_BOX (box), image = gtk_image_new ());
  if (image == NULL)
    return;
  gtk_widget_set_visible (image, is_marked);
  if (is_marked)
    mark (image, is_refused);
}

/* The first column says how a search found the row, and whether a change waits or was refused.
 * Most rows never need either. */
static void
fill_name (GtkColumnViewCell *cell)
{
  AxleCustomerItem *item = gtk_column_view_cell_get_item (cell);
  GtkWidget *box = gtk_column_view_cell_get_child (cell);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), axle_customer_item_get_name (item));
  show_match (box, axle_customer_item_get_match_markup (item));
  show_mark (box, axle_customer_item_is_pending (item), axle_customer_item_is_refused (item));
}

static void
fill_text (GtkColumnViewCell        *cell,
           const AxleCustomerColumn *info)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_column_view_cell_get_item (cell), info->property, &text, NULL);
  gtk_label_set_label (GTK_LABEL (gtk_column_view_cell_get_child (cell)), text);
}

static void
fill (GtkColumnViewCell        *cell,
      const AxleCustomerColumn *info)
{
  if (g_str_equal (info->name, "name"))
    fill_name (cell);
  else
    fill_text (cell, info);
}

/* Rows are of one height. */
static gboolean
is_in_sight (AxleTableColumns  *self,
             GtkColumnViewCell *cell)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (self->view)));
  double height = gtk_adjustment_get_upper (self->place) / MAX (n_rows, 1);
  double top = height * gtk_column_view_cell_get_position (cell) - gtk_adjustment_get_value (self->place);

  return top >= -(MARGIN + 1) * height && top <= gtk_adjustment_get_page_size (self->place) + MARGIN * height;
}

static void
fill_seen_cb (AxleTableColumns *self)
{
  GHashTableIter iter;
  gpointer cell, info;

  self->value = gtk_adjustment_get_value (self->place);
  g_hash_table_iter_init (&iter, self->unfilled);
  while (g_hash_table_iter_next (&iter, &cell, &info))
    if (is_in_sight (self, cell))
      {
        g_hash_table_iter_remove (&iter);
        fill (cell, info);
      }
}

static gboolean
fill_some_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       data)
{
  AxleTableColumns *self = data;
  GHashTableIter iter;
  gpointer cell, info;
  guint n_filled = 0;

  fill_seen_cb (self);
  if (self->value != self->frame_value)
    {
      self->frame_value = self->value;
      return G_SOURCE_CONTINUE;
    }
  g_hash_table_iter_init (&iter, self->unfilled);
  while (n_filled < CELLS_A_FRAME && g_hash_table_iter_next (&iter, &cell, &info))
    {
      g_hash_table_iter_remove (&iter);
      fill (cell, info);
      n_filled++;
    }
  if (g_hash_table_size (self->unfilled) > 0)
    return G_SOURCE_CONTINUE;
  self->fill_id = 0;
  return G_SOURCE_REMOVE;
}

/* Only while it is scrolled: when rows come and go, where they are is not known yet. */
static void
bind_cb (AxleTableColumns   *self,
         GtkColumnViewCell  *cell,
         GtkListItemFactory *factory)
{
  const AxleCustomerColumn *info = g_object_get_data (G_OBJECT (factory), "info");

  if (gtk_adjustment_get_value (self->place) == self->value || is_in_sight (self, cell))
    {
      fill (cell, info);
      return;
    }
  g_hash_table_insert (self->unfilled, cell, (gpointer) info);
  if (self->fill_id == 0)
    self->fill_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), fill_some_cb, self, NULL);
}

static void
unbind_cb (AxleTableColumns  *self,
           GtkColumnViewCell *cell)
{
  g_hash_table_remove (self->unfilled, cell);
}

static void
setup_name_cb (GtkSignalListItemFactory *factory,
               GtkColumnViewCell        *cell)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), name);
  set_cell_child (cell, box);
}

/* The groups of a number stand from left to right wherever text does not. */
static void
keep_groups (GtkWidget *label)
{
  if (gtk_widget_get_direction (label) == GTK_TEXT_DIR_RTL)
    gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
}

static void
setup_text_cb (GtkSignalListItemFactory *factory,
               GtkColumnViewCell        *cell,
               gpointer                  data)
{
  const AxleCustomerColumn *info = data;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), info->at_end ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");
  if (g_str_equal (info->name, "phone"))
    keep_groups (label);
  set_cell_child (cell, label);
}

static GtkListItemFactory *
new_factory (AxleTableColumns         *self,
             const AxleCustomerColumn *info)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gboolean is_name = g_str_equal (info->name, "name");

  g_object_set_data (G_OBJECT (factory), "info", (gpointer) info);
  g_signal_connect (factory, "setup", is_name ? G_CALLBACK (setup_name_cb) : G_CALLBACK (setup_text_cb), (gpointer) info);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

static void
save_columns (AxleTableColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr(GStrvBuilder) wanted = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;
  GVariantBuilder widths;

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_variant_builder_init (&widths, G_VARIANT_TYPE ("a{si}"));
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const AxleCustomerColumn *info = axle_table_column_get_info (column);
      int width = gtk_column_view_column_get_fixed_width (column);

      if (self->chosen && is_wanted (column))
        g_strv_builder_add (wanted, info->name);
      if (width != usual_width (self, info))
        g_variant_builder_add (&widths, "{si}", info->name, width);
    }
  names = g_strv_builder_end (wanted);
  g_settings_set_strv (self->settings, "customer-columns", (const char * const *) names);
  g_settings_set_value (self->settings, "customer-column-widths", g_variant_builder_end (&widths));
}

static gboolean
save_cb (gpointer data)
{
  AxleTableColumns *self = data;

  self->save_id = 0;
  save_columns (self);
  return G_SOURCE_REMOVE;
}

static void
save_soon (AxleTableColumns *self)
{
  if (!self->restoring && self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_AFTER, save_cb, self);
}

static void
reordered_cb (AxleTableColumns *self)
{
  if (self->restoring)
    return;
  self->chosen = TRUE;
  save_soon (self);
}

static void
wanted_cb (GSimpleAction     *action,
           GVariant          *value,
           AxleTableColumns *self)
{
  GtkColumnViewColumn *column = axle_table_columns_find (self, g_action_get_name (G_ACTION (action)) + strlen ("column-"));

  g_simple_action_set_state (action, value);
  g_object_set_data (G_OBJECT (column), "wanted", GINT_TO_POINTER (g_variant_get_boolean (value)));
  self->chosen = TRUE;
  fit_columns (self);
  save_soon (self);
}

/* Widths that nobody dragged follow the size of text. */
static void
text_scaled_cb (AxleTableColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  double scale = adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, 1, gtk_widget_get_settings (GTK_WIDGET (self->view)));

  self->restoring = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const AxleCustomerColumn *info = axle_table_column_get_info (column);

      if (gtk_column_view_column_get_fixed_width (column) == usual_width (self, info))
        gtk_column_view_column_set_fixed_width (column, (int) (info->width * scale));
    }
  self->scale = scale;
  self->restoring = FALSE;
  fit_columns (self);
}

static void
add_column (AxleTableColumns        *self,
            const AxleCustomerColumn *info,
            gboolean                  wanted,
            GVariant                 *widths)
{
  g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (_(info->title), new_factory (self, info));
  int width = usual_width (self, info);

  g_object_set_data (G_OBJECT (column), "info", (gpointer) info);
  g_object_set_data (G_OBJECT (column), "wanted", GINT_TO_POINTER (wanted));
  g_variant_lookup (widths, info->name, "i", &width);
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_expand (column, is_name (column));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_visible (column, wanted);
  gtk_column_view_column_set_header_menu (column, G_MENU_MODEL (self->menu));
  if (info->order >= 0)
    {
      /* The list sorts itself by an index; this only makes the header a button. */
      g_autoptr(GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));
      gtk_column_view_column_set_sorter (column, sorter);
    }
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (save_soon), self, G_CONNECT_SWAPPED);
  gtk_column_view_append_column (self->view, column);
}

/* Who it is stays in sight; everything else can be hidden. */
static void
add_column_toggle (AxleTableColumns        *self,
                   const AxleCustomerColumn *info,
                   gboolean                  wanted)
{
  g_autofree char *name = g_strconcat ("column-", info->name, NULL);
  g_autofree char *detailed = g_strconcat ("table.", name, NULL);
  g_autoptr(GSimpleAction) action = g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (wanted));

  g_signal_connect_object (action, "change-state", G_CALLBACK (wanted_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  g_menu_append (self->menu, _(info->title), detailed);
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const AxleCustomerColumn *first = *(const AxleCustomerColumn * const *) a;
  const AxleCustomerColumn *second = *(const AxleCustomerColumn * const *) b;
  const char * const *wanted = data;
  guint place = 0, other = 0;

  while (wanted[place] != NULL && !g_str_equal (wanted[place], first->name))
    place++;
  while (wanted[other] != NULL && !g_str_equal (wanted[other], second->name))
    other++;
  return place != other ? (int) place - (int) other : (int) (first - second);
}

static void
add_columns (AxleTableColumns *self)
{
  g_auto(GStrv) names = g_settings_get_strv (self->settings, "customer-columns");
  g_autoptr(GVariant) widths = g_settings_get_value (self->settings, "customer-column-widths");
  g_autoptr(GPtrArray) placed = g_ptr_array_new ();
  const char * const *wanted = (const char * const *) names;
  const AxleCustomerColumn *infos;
  guint n_infos;

  self->chosen = names[0] != NULL;
  infos = axle_customer_columns (&n_infos);
  for (guint i = 0; i < n_infos; i++)
    {
      g_ptr_array_add (placed, (gpointer) &infos[i]);
      if (i > 0)
        add_column_toggle (self, &infos[i], self->chosen ? g_strv_contains (wanted, infos[i].name) : infos[i].shown);
    }
  if (self->chosen)
    g_ptr_array_sort_with_data (placed, compare_places, names);
  for (guint i = 0; i < placed->len; i++)
    {
      const AxleCustomerColumn *info = placed->pdata[i];
      add_column (self, info, self->chosen ? g_strv_contains (wanted, info->name) : info->shown, widths);
    }
}

static void
axle_table_columns_dispose (GObject *object)
{
  AxleTableColumns *self = AXLE_TABLE_COLUMNS (object);

  g_clear_handle_id (&self->fit_id, g_source_remove);
  if (self->save_id != 0)
    save_columns (self);
  /* The columns go now; nobody chose that. */
  self->restoring = TRUE;
  if (self->fill_id != 0 && self->view != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->fill_id);
  self->fill_id = 0;
  g_clear_object (&self->place);
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->settings);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (axle_table_columns_parent_class)->dispose (object);
}

static void
axle_table_columns_finalize (GObject *object)
{
  g_hash_table_unref (AXLE_TABLE_COLUMNS (object)->unfilled);
  G_OBJECT_CLASS (axle_table_columns_parent_class)->finalize (object);
}

static void
axle_table_columns_class_init (AxleTableColumnsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_table_columns_dispose;
  G_OBJECT_CLASS (class)->finalize = axle_table_columns_finalize;
}

static void
axle_table_columns_init (AxleTableColumns *self)
{
  self->settings = g_settings_new (AXLE_APP_ID);
  self->unfilled = g_hash_table_new (NULL, NULL);
  self->menu = g_menu_new ();
  self->actions = g_simple_action_group_new ();
}

/**
 * axle_table_columns_new:
 * @view: what gets the columns
 * @scroller: what it scrolls in
 */
AxleTableColumns *
axle_table_columns_new (GtkColumnView     *view,
                        GtkScrolledWindow *scroller)
{
  AxleTableColumns *self = g_object_new (AXLE_TYPE_TABLE_COLUMNS, NULL);
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (view));

  g_set_weak_pointer (&self->view, view);
  self->place = g_object_ref (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)));
  self->scale = adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, 1, settings);
  self->restoring = TRUE;
  add_columns (self);
  self->restoring = FALSE;
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed", G_CALLBACK (reordered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "notify::gtk-xft-dpi", G_CALLBACK (text_scaled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (scroller), "notify::page-size",
                           G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->place, "value-changed", G_CALLBACK (fill_seen_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

void
axle_table_columns_set_compact (AxleTableColumns *self,
                                gboolean          compact)
{
  self->compact = compact;
  fit_columns (self);
}

GMenuModel *
axle_table_columns_get_menu (AxleTableColumns *self)
{
  return G_MENU_MODEL (self->menu);
}

GActionGroup *
axle_table_columns_get_actions (AxleTableColumns *self)
{
  return G_ACTION_GROUP (self->actions);
}

/**
 * axle_table_columns_get_cell:
 * @widget: any widget in a column view
 *
 * Returns: (nullable) (transfer none): the cell that shows it
 */
GtkColumnViewCell *
axle_table_columns_get_cell (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "cell");
}
