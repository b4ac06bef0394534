/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-table.h"

#include <glib/gi18n-lib.h>

#include "axle-config.h"
#include "ui/customers/table-columns.h"

/* GTK keeps widgets ready for some 200 rows, of which a screen shows 30. Making all
 * of them before the first frame would double the time to it, so the table starts
 * with a screenful and takes in as many again a frame. */
#define ROWS_A_FRAME 32
#define ROWS_KEPT 224

struct _AxleCustomerTable
{
  AdwBin              parent_instance;

  GSettings          *settings;
  AxleCustomerList   *list;
  GtkMultiSelection  *selection;
  AxleTableColumns   *columns;
  gboolean            restoring;
  gboolean            compact;
  guint               frames_to_reveal;

  GtkColumnView      *view;
  GtkSliceListModel  *slice;    /* of the list: all of it, but for the first frames */
  guint               growing;  /* the tick callback */
  gboolean            shown;    /* a frame with the first rows is on its way */
  GtkPopover         *row_menu;
};

typedef enum
{
  PROP_COMPACT = 1,
  PROP_N_SELECTED,
} AxleCustomerTableProperty;

static GParamSpec *properties[PROP_N_SELECTED + 1];

enum
{
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AxleCustomerTable, axle_customer_table, ADW_TYPE_BIN)

static void
sort_changed_cb (AxleCustomerTable *self)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->view));
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  gboolean descending = gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING;

  if (self->restoring || self->list == NULL || column == NULL)
    return;
  axle_customer_list_sort (self->list, axle_table_column_get_info (column)->name, descending);
  g_settings_set (self->settings, "customer-sort", "(sb)", axle_table_column_get_info (column)->name, descending);
}

void
axle_customer_table_sort_by_opened (AxleCustomerTable *self)
{
  self->restoring = TRUE;
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  self->restoring = FALSE;
  axle_customer_list_sort (self->list, AXLE_CUSTOMER_LIST_OPENED, FALSE);
  g_settings_set (self->settings, "customer-sort", "(sb)", AXLE_CUSTOMER_LIST_OPENED, FALSE);
}

static void
restore_sort (AxleCustomerTable *self)
{
  g_autofree char *name = NULL;
  gboolean descending;
  GtkColumnViewColumn *column;

  g_settings_get (self->settings, "customer-sort", "(sb)", &name, &descending);
  column = axle_table_columns_find (self->columns, name);
  if (column == NULL || axle_table_column_get_info (column)->order < 0)
    return;
  self->restoring = TRUE;
  gtk_column_view_sort_by_column (self->view, column, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->restoring = FALSE;
  axle_customer_list_sort (self->list, name, descending);
}

static void
selection_changed_cb (AxleCustomerTable *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

static void
activate_cb (AxleCustomerTable *self,
             guint              position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* The position of the row that @widget, which is inside the view, belongs to. */
static guint
find_position (AxleCustomerTable *self,
               GtkWidget         *widget)
{
  for (; widget != NULL && widget != GTK_WIDGET (self->view); widget = gtk_widget_get_parent (widget))
    for (GtkWidget *inside = widget; inside != NULL; inside = gtk_widget_get_first_child (inside))
      {
        GtkColumnViewCell *cell = axle_table_columns_get_cell (inside);

        /* A list of many rows begins with a row too; the header above them does not. */
        if (cell != NULL && !GTK_IS_SCROLLABLE (widget))
          return gtk_column_view_cell_get_position (cell);
      }
  return GTK_INVALID_LIST_POSITION;
}

static void
popup_row_menu (AxleCustomerTable  *self,
                const GdkRectangle *at)
{
  gtk_popover_set_pointing_to (self->row_menu, at);
  gtk_popover_popup (self->row_menu);
}

static void
popup_at (AxleCustomerTable *self,
          double             x,
          double             y)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  guint position = find_position (self, gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT));
  const graphene_point_t inside = { (float) x, (float) y };
  graphene_point_t at;
  GdkRectangle place;

  if (self->row_menu == NULL || position == GTK_INVALID_LIST_POSITION ||
      !gtk_widget_compute_point (view, GTK_WIDGET (self), &inside, &at))
    return;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_column_view_scroll_to (self->view, position, NULL, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
  place = (GdkRectangle) { (int) at.x, (int) at.y, 1, 1 };
  popup_row_menu (self, &place);
}

static void
menu_pressed_cb (AxleCustomerTable *self,
                 int                n_press,
                 double             x,
                 double             y,
                 GtkGesture        *gesture)
{
  if (!gdk_event_triggers_context_menu (gtk_gesture_get_last_event (gesture, NULL)))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup_at (self, x, y);
}

static void
long_pressed_cb (AxleCustomerTable *self,
                 double             x,
                 double             y,
                 GtkGesture        *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup_at (self, x, y);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleCustomerTable *self = AXLE_CUSTOMER_TABLE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  guint position = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view))
                     ? find_position (self, focus) : GTK_INVALID_LIST_POSITION;
  graphene_rect_t bounds;
  GdkRectangle place;

  if (self->row_menu == NULL || position == GTK_INVALID_LIST_POSITION ||
      !gtk_widget_compute_bounds (focus, widget, &bounds))
    return;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  place = (GdkRectangle) { (int) bounds.origin.x + 24, (int) bounds.origin.y, 1, (int) bounds.size.height };
  popup_row_menu (self, &place);
}

/* Where list and page come one after the other, a tap on a row goes there. */
static void
released_cb (AxleCustomerTable *self,
             int                n_press,
             double             x,
             double             y,
             GtkGesture        *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint position;

  if (!self->compact || n_press != 1 || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    return;
  position = find_position (self, gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT));
  if (position != GTK_INVALID_LIST_POSITION)
    activate_cb (self, position);
}

/* On the view, which hears keys before the search that takes in what is typed. */
static void
add_menu_keys (AxleCustomerTable *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_alternative_trigger_new (
                                                            gtk_keyval_trigger_new (GDK_KEY_F10, GDK_SHIFT_MASK),
                                                            gtk_keyval_trigger_new (GDK_KEY_Menu, 0)),
                                                          gtk_named_action_new ("customer-table.menu")));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

static void
add_pointer (AxleCustomerTable *self)
{
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *tap = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), 0);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect_object (menu, "pressed", G_CALLBACK (menu_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hold, "pressed", G_CALLBACK (long_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tap, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (menu));
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (hold));
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (tap));
}

/* The first rows are on the screen, and then come all. */

static void
stop_growing (AxleCustomerTable *self)
{
  if (self->growing != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->growing);
  self->growing = 0;
}

static void
show_all_rows (AxleCustomerTable *self)
{
  stop_growing (self);
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
}

/* A tick comes before the layout of its frame: the first rows are seen after one. */
static gboolean
grow_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  AxleCustomerTable *self = user_data;
  guint size = gtk_slice_list_model_get_size (self->slice) + ROWS_A_FRAME;

  if (gtk_widget_get_mapped (widget) && !self->shown)
    {
      self->shown = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (gtk_widget_get_mapped (widget) && size < ROWS_KEPT)
    {
      gtk_slice_list_model_set_size (self->slice, size);
      return G_SOURCE_CONTINUE;
    }
  self->growing = 0;
  if (size >= ROWS_KEPT)
    gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

static void
start_growing (AxleCustomerTable *self)
{
  if (self->growing != 0 || self->slice == NULL || gtk_slice_list_model_get_size (self->slice) == G_MAXUINT ||
      !gtk_widget_get_mapped (GTK_WIDGET (self->view)) || g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  self->shown = FALSE;
  self->growing = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), grow_cb, self, NULL);
}

static void
axle_customer_table_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((AxleCustomerTableProperty) id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, AXLE_CUSTOMER_TABLE (object)->compact);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, axle_customer_table_get_n_selected (AXLE_CUSTOMER_TABLE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
axle_customer_table_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  AxleCustomerTable *self = AXLE_CUSTOMER_TABLE (object);

  switch ((AxleCustomerTableProperty) id)
    {
    case PROP_COMPACT:
      self->compact = g_value_get_boolean (value);
      axle_table_columns_set_compact (self->columns, self->compact);
      break;
    case PROP_N_SELECTED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
axle_customer_table_dispose (GObject *object)
{
  AxleCustomerTable *self = AXLE_CUSTOMER_TABLE (object);

  /* First: the columns that go with the view are not taken away by anybody. */
  if (self->columns != NULL)
    g_object_run_dispose (G_OBJECT (self->columns));
  g_clear_object (&self->columns);
  g_clear_pointer ((GtkWidget **) &self->row_menu, gtk_widget_unparent);
  stop_growing (self);
  g_clear_object (&self->slice);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (axle_customer_table_parent_class)->dispose (object);
}

static void
axle_customer_table_class_init (AxleCustomerTableClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = axle_customer_table_dispose;
  object_class->get_property = axle_customer_table_get_property;
  object_class->set_property = axle_customer_table_set_property;
  properties[PROP_COMPACT] =
    g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_SELECTED] =
    g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "customer-table.menu", NULL, menu_action);
}

static void
axle_customer_table_init (AxleCustomerTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->settings = g_settings_new (AXLE_APP_ID);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, FALSE);
  gtk_column_view_set_enable_rubberband (self->view, TRUE);
  gtk_column_view_set_reorderable (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "customer-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Customers"), -1);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (sort_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "map", G_CALLBACK (start_growing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  add_menu_keys (self);
  add_pointer (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  self->columns = axle_table_columns_new (self->view, GTK_SCROLLED_WINDOW (scroller));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "table", axle_table_columns_get_actions (self->columns));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
axle_customer_table_set_list (AxleCustomerTable *self,
                              AxleCustomerList  *list)
{
  g_set_object (&self->list, list);
  g_clear_object (&self->selection);
  self->slice = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (list)), 0, ROWS_A_FRAME);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->slice)));
  g_signal_connect_object (list, "items-changed", G_CALLBACK (start_growing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  restore_sort (self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

guint
axle_customer_table_get_n_selected (AxleCustomerTable *self)
{
  g_autoptr(GtkBitset) selected = NULL;

  if (self->selection == NULL)
    return 0;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return (guint) gtk_bitset_get_size (selected);
}

/**
 * axle_customer_table_dup_selected:
 * @self: a table
 *
 * Returns: (transfer full) (element-type AxleId): the selected customers, in the order of the list
 */
GArray *
axle_customer_table_dup_selected (AxleCustomerTable *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (AxleId));
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr(AxleCustomerItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

      if (item != NULL)
        g_array_append_vals (ids, axle_customer_item_get_id (item), 1);
    }
  return ids;
}

/**
 * axle_customer_table_get_only:
 * @self: a table
 *
 * Returns: (transfer full) (nullable): the customer that alone is selected
 */
AxleCustomerItem *
axle_customer_table_get_only (AxleCustomerTable *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_get_size (selected) != 1)
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (self->list), gtk_bitset_get_minimum (selected));
}

/**
 * axle_customer_table_select:
 * @self: a table
 * @customer: whom to go to
 *
 * Returns: whether the customer is in the list
 */
gboolean
axle_customer_table_select (AxleCustomerTable *self,
                            const AxleId      *customer)
{
  guint position = axle_customer_list_find (self->list, customer);

  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  show_all_rows (self);
  gtk_column_view_scroll_to (self->view, position, NULL, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
  return TRUE;
}

/* A row that was added in this frame has no height before the next. */
static gboolean
reveal_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  AxleCustomerTable *self = AXLE_CUSTOMER_TABLE (widget);
  g_autoptr(GtkBitset) selected = NULL;

  if (--self->frames_to_reveal > 0)
    return G_SOURCE_CONTINUE;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (gtk_bitset_get_size (selected) == 1)
    gtk_column_view_scroll_to (self->view, gtk_bitset_get_minimum (selected), NULL, GTK_LIST_SCROLL_NONE, NULL);
  return G_SOURCE_REMOVE;
}

/* Marks the customer's row and brings it into sight; the focus stays where it is. */
void
axle_customer_table_mark (AxleCustomerTable *self,
                          const AxleId      *customer)
{
  guint position = axle_customer_list_find (self->list, customer);

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  if (self->frames_to_reveal == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
  self->frames_to_reveal = 2;
}

void
axle_customer_table_unselect (AxleCustomerTable *self)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

gboolean
axle_customer_table_focus (AxleCustomerTable *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self->view)) && gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
append_row (AxleCustomerTable *self,
            GString           *text,
            AxleCustomerItem  *item)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  gboolean first = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      g_autofree char *cell = NULL;

      if (!gtk_column_view_column_get_visible (column))
        continue;
      g_object_get (item, axle_table_column_get_info (column)->property, &cell, NULL);
      g_strdelimit (cell, "\t\n\r", ' ');
      g_string_append_printf (text, "%s%s", first ? "" : "\t", cell);
      first = FALSE;
    }
  g_string_append_c (text, '\n');
}

char *
axle_customer_table_dup_text (AxleCustomerTable *self)
{
  g_autoptr(GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GString *text = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr(AxleCustomerItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

      if (item != NULL)
        append_row (self, text, item);
    }
  return g_string_free (text, FALSE);
}

GMenuModel *
axle_customer_table_get_column_menu (AxleCustomerTable *self)
{
  return axle_table_columns_get_menu (self->columns);
}

/**
 * axle_customer_table_set_row_menu:
 * @self: a table
 * @menu: what can be done with the selected rows
 */
void
axle_customer_table_set_row_menu (AxleCustomerTable *self,
                                  GMenuModel        *menu)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);

  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  g_signal_connect_object (popover, "closed", G_CALLBACK (axle_customer_table_focus), self, G_CONNECT_SWAPPED);
  self->row_menu = GTK_POPOVER (popover);
}
