/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/service-menu.h"

#include <glib/gi18n-lib.h>

#include "base/money.h"
#include "core/appointment/service-item.h"
#include "core/repair/job.h"
#include "ui/shell/matching.h"
#include "ui/widgets/search-escape.h"

/* A menu that is longer is better found by typing than by scrolling past it. */
#define MENU_HEIGHT 216

typedef struct
{
  AxleRecord *item;
  GtkWidget  *child;   /* of the flow box */
  GtkWidget  *button;
} Tile;

/* The tiles of an area. */
typedef struct
{
  GtkWidget *box;
  GArray    *tiles;
} Area;

struct _AxleServiceMenu
{
  GtkWidget          parent_instance;
  AxleServiceChoice *services;
  GtkWidget         *entry;
  GtkWidget         *chosen;
  GtkWidget         *list;
  GtkWidget         *empty;
  GPtrArray         *areas;
  gboolean           showing;
};

G_DEFINE_FINAL_TYPE (AxleServiceMenu, axle_service_menu, GTK_TYPE_WIDGET)

static guint done_signal;

static const struct { const char *area; const char *icon; } icons[] = {
  { "oil", "axle-oil-symbolic" },
  { "brakes", "axle-brake-symbolic" },
  { "tyres", "axle-tyre-symbolic" },
  { "battery", "axle-battery-symbolic" },
  { "drive-battery", "axle-battery-symbolic" },
  { "electrics", "axle-battery-symbolic" },
  { "engine", "axle-engine-symbolic" },
  { "gearbox", "axle-engine-symbolic" },
  { "cooling", "axle-cold-symbolic" },
  { "air-conditioning", "axle-cold-symbolic" },
  { "filters", "axle-cold-symbolic" },
  { "body", "axle-paint-symbolic" },
  { "inspection", "axle-check-symbolic" },
  { "wash", "axle-wash-symbolic" },
  { "interior", "axle-wash-symbolic" },
};

const char *
axle_service_area_get_icon (const char *area)
{
  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (icons[i].area, area) == 0)
      return icons[i].icon;
  return "axle-wrench-symbolic";
}

static void
area_free (gpointer data)
{
  Area *area = data;

  g_array_unref (area->tiles);
  g_free (area);
}

static void
tile_clear (gpointer data)
{
  axle_record_unref (((Tile *) data)->item);
}

static const char *
get_code (const AxleRecord *item)
{
  return axle_record_get_text (item, AXLE_SERVICE_ITEM_CODE);
}

static const char *
get_area_title (const char *area)
{
  for (guint i = 0; axle_job_areas[i].name != NULL; i++)
    if (g_strcmp0 (axle_job_areas[i].name, area) == 0)
      return _(axle_job_areas[i].label);
  return _("More");
}

/* Choosing. */

static void
toggled_cb (GtkToggleButton *button,
            AxleServiceMenu *self)
{
  const AxleRecord *item = g_object_get_data (G_OBJECT (button), "item");

  if (!self->showing)
    axle_service_choice_set (self->services, get_code (item), gtk_toggle_button_get_active (button));
}

static void
dropped_cb (GtkWidget       *button,
            AxleServiceMenu *self)
{
  g_autofree char *code = g_strdup (g_object_get_data (G_OBJECT (button), "code"));

  gtk_widget_grab_focus (self->entry);
  axle_service_choice_set (self->services, code, FALSE);
}

static GtkWidget *
new_chip (AxleServiceMenu  *self,
          const AxleRecord *item)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  const char *name = axle_record_get_text (item, AXLE_SERVICE_ITEM_NAME);
  g_autofree char *tip = g_strdup_printf (_("Leave Out “%s”"), name);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "tag");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, tip);
  g_object_set_data_full (G_OBJECT (button), "code", g_strdup (get_code (item)), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (dropped_cb), self);
  gtk_box_append (GTK_BOX (chip), gtk_label_new (name));
  gtk_box_append (GTK_BOX (chip), button);
  return chip;
}

static void
show_chosen (AxleServiceMenu *self)
{
  GPtrArray *menu = axle_service_choice_get_menu (self->services);
  GtkWidget *chip;
  guint n = 0;

  while ((chip = gtk_widget_get_first_child (self->chosen)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->chosen), chip);
  self->showing = TRUE;
  for (guint i = 0; i < menu->len; i++)
    if (axle_service_choice_has (self->services, get_code (menu->pdata[i])))
      {
        adw_wrap_box_append (ADW_WRAP_BOX (self->chosen), new_chip (self, menu->pdata[i]));
        n++;
      }
  for (guint i = 0; i < self->areas->len; i++)
    for (guint j = 0; j < ((Area *) self->areas->pdata[i])->tiles->len; j++)
      {
        const Tile *tile = &g_array_index (((Area *) self->areas->pdata[i])->tiles, Tile, j);

        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tile->button),
                                      axle_service_choice_has (self->services, get_code (tile->item)));
      }
  self->showing = FALSE;
  gtk_widget_set_visible (self->chosen, n > 0);
}

/* Finding. */

static gboolean
matches (const Tile *tile,
         const char *text)
{
  const char *area = get_area_title (axle_record_get_text (tile->item, AXLE_SERVICE_ITEM_AREA));

  return *text == '\0' || axle_matches (axle_record_get_text (tile->item, AXLE_SERVICE_ITEM_NAME), text) ||
         axle_matches (area, text) || g_ascii_strcasecmp (get_code (tile->item), text) == 0;
}

static const Tile *
filter (AxleServiceMenu *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  const Tile *first = NULL;

  for (guint i = 0; i < self->areas->len; i++)
    {
      Area *area = self->areas->pdata[i];
      gboolean any = FALSE;

      for (guint j = 0; j < area->tiles->len; j++)
        {
          const Tile *tile = &g_array_index (area->tiles, Tile, j);
          gboolean found = matches (tile, text);

          gtk_widget_set_visible (tile->child, found);
          any |= found;
          if (found && first == NULL)
            first = tile;
        }
      gtk_widget_set_visible (area->box, any);
    }
  gtk_widget_set_visible (self->empty, first == NULL);
  return *text != '\0' ? first : NULL;
}

static void
typed_cb (AxleServiceMenu *self)
{
  filter (self);
}

/* The entry waits a moment after the last key; Enter does not. */
static void
entered_cb (AxleServiceMenu *self)
{
  const Tile *first = filter (self);
  g_autofree char *code = first != NULL ? g_strdup (get_code (first->item)) : NULL;

  if (code != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      axle_service_choice_set (self->services, code, !axle_service_choice_has (self->services, code));
    }
  else if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    g_signal_emit (self, done_signal, 0);
}

/* Tiles. */

static char *
dup_detail (const AxleRecord *item)
{
  gint64 price = axle_record_get_integer (item, AXLE_SERVICE_ITEM_PRICE);
  int minutes = (int) axle_record_get_integer (item, AXLE_SERVICE_ITEM_MINUTES);
  g_autofree char *money = axle_money_format (price);

  return price > 0 ? g_strdup_printf (_("from %s · %d min"), money, minutes) : g_strdup_printf (_("%d min"), minutes);
}

static GtkWidget *
new_tile (AxleServiceMenu *self,
          AxleRecord      *item)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *name = gtk_label_new (axle_record_get_text (item, AXLE_SERVICE_ITEM_NAME));
  g_autofree char *text = dup_detail (item);
  GtkWidget *detail = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dimmed");
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), detail);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name (axle_service_area_get_icon (axle_record_get_text (item, AXLE_SERVICE_ITEM_AREA))));
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "service-tile");
  gtk_widget_set_tooltip_text (button, axle_record_get_text (item, AXLE_SERVICE_ITEM_REMARKS));
  g_object_set_data_full (G_OBJECT (button), "item", axle_record_ref (item), (GDestroyNotify) axle_record_unref);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  return button;
}

static Area *
add_area (AxleServiceMenu *self,
          const char      *title)
{
  Area *area = g_new0 (Area, 1);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *flow = gtk_flow_box_new ();

  area->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  area->tiles = g_array_new (FALSE, FALSE, sizeof (Tile));
  g_array_set_clear_func (area->tiles, tile_clear);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (flow, "service-flow");
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  gtk_box_append (GTK_BOX (area->box), label);
  gtk_box_append (GTK_BOX (area->box), flow);
  g_object_set_data (G_OBJECT (area->box), "flow", flow);
  gtk_box_append (GTK_BOX (self->list), area->box);
  g_ptr_array_add (self->areas, area);
  return area;
}

static void
add_tile (AxleServiceMenu *self,
          Area            *area,
          AxleRecord      *item)
{
  Tile tile = { axle_record_ref (item), gtk_flow_box_child_new (), new_tile (self, item) };

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (tile.child), tile.button);
  gtk_widget_set_focusable (tile.child, FALSE);
  gtk_flow_box_append (g_object_get_data (G_OBJECT (area->box), "flow"), tile.child);
  g_array_append_val (area->tiles, tile);
}

static void
fill (AxleServiceMenu *self)
{
  GPtrArray *menu = axle_service_choice_get_menu (self->services);
  const char *last = NULL;
  Area *area = NULL;

  for (guint i = 0; i < menu->len; i++)
    {
      const char *name = axle_record_get_text (menu->pdata[i], AXLE_SERVICE_ITEM_AREA);

      if (area == NULL || g_strcmp0 (last, name) != 0)
        area = add_area (self, get_area_title (name));
      last = name;
      add_tile (self, area, menu->pdata[i]);
    }
}

/* The widget. */

static gboolean
axle_service_menu_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (AXLE_SERVICE_MENU (widget)->entry);
}

static void
axle_service_menu_dispose (GObject *object)
{
  AxleServiceMenu *self = AXLE_SERVICE_MENU (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->areas, g_ptr_array_unref);
  g_clear_object (&self->services);
  G_OBJECT_CLASS (axle_service_menu_parent_class)->dispose (object);
}

static void
axle_service_menu_class_init (AxleServiceMenuClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_service_menu_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = axle_service_menu_grab_focus;
  done_signal = g_signal_new ("done", AXLE_TYPE_SERVICE_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
axle_service_menu_init (AxleServiceMenu *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, 9);
  self->areas = g_ptr_array_new_with_free_func (area_free);
}

static void
build (AxleServiceMenu *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->entry = gtk_search_entry_new ();
  self->chosen = adw_wrap_box_new ();
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->empty = gtk_label_new (_("The menu has nothing like that."));
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->entry), _("Find a service"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find a service"), -1);
  axle_search_escape_add (self->entry);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entered_cb), self);
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->chosen), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->chosen), 6);
  gtk_widget_add_css_class (self->empty, "dimmed");
  gtk_box_append (GTK_BOX (self->list), self->empty);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MENU_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_set_parent (self->chosen, GTK_WIDGET (self));
  gtk_widget_set_parent (scroller, GTK_WIDGET (self));
}

GtkWidget *
axle_service_menu_new (AxleServiceChoice *services)
{
  AxleServiceMenu *self = g_object_new (AXLE_TYPE_SERVICE_MENU, NULL);

  self->services = g_object_ref (services);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Services"), -1);
  build (self);
  fill (self);
  filter (self);
  show_chosen (self);
  g_signal_connect_object (services, "changed", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

GtkWidget *
axle_service_menu_group_new (GtkWidget *menu)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("What For"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), menu);
  return group;
}
