/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/command-search-dialog.h"

#include <glib/gi18n-lib.h>

#include "ui/shell/command-search-item.h"
#include "ui/widgets/list-heading.h"
#include "ui/widgets/shortcut-label.h"

/* More are better found by another letter than by scrolling. */
#define FOUND_LIMIT 30

struct _AxleCommandSearchDialog
{
  AdwDialog           parent_instance;
  AxleWindow         *window;
  AxleRecent         *recent;
  GListStore         *parts;      /* of GListModel: records, actions */
  GtkSingleSelection *selection;
  guint               search_id;
  gboolean            composing;  /* an input method has letters that are not text yet */

  GtkEditable        *entry;
  GtkStack           *stack;
  GtkListView        *list;
};

G_DEFINE_FINAL_TYPE (AxleCommandSearchDialog, axle_command_search_dialog, ADW_TYPE_DIALOG)

static GListModel *
list_recent (AxleCommandSearchDialog *self)
{
  g_autoptr (GPtrArray) records = axle_recent_list (self->recent);
  GListStore *store = g_list_store_new (AXLE_TYPE_COMMAND_SEARCH_ITEM);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (AxleCommandSearchItem) item = axle_command_search_item_new_recent (g_ptr_array_index (records, i));

      g_list_store_append (store, item);
    }
  return G_LIST_MODEL (store);
}

static GListModel *
list_found (AxleCommandSearchDialog *self,
            const char              *text)
{
  g_autoptr (GListModel) found =
    axle_workstation_search (axle_window_get_workstation (self->window), text, FOUND_LIMIT);
  GListStore *store = g_list_store_new (AXLE_TYPE_COMMAND_SEARCH_ITEM);

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr (AxleFoundItem) hit = g_list_model_get_item (found, i);
      g_autoptr (AxleCommandSearchItem) item = axle_command_search_item_new_found (hit);

      g_list_store_append (store, item);
    }
  return G_LIST_MODEL (store);
}

static void
search (AxleCommandSearchDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autoptr (GListModel) records = text[0] == '\0' ? list_recent (self) : list_found (self, text);
  g_autoptr (GListModel) actions = axle_command_search_list_actions (self->window, text);
  gpointer parts[] = { records, actions };

  g_list_store_splice (self->parts, 0, g_list_model_get_n_items (G_LIST_MODEL (self->parts)),
                       parts, G_N_ELEMENTS (parts));
  gtk_single_selection_set_selected (self->selection, 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0 ? "list" : "empty");
}

static gboolean
search_cb (gpointer user_data)
{
  AxleCommandSearchDialog *self = user_data;

  self->search_id = 0;
  search (self);
  return G_SOURCE_REMOVE;
}

/* Never on the key itself: an input method must not wait for a search. */
static void
search_soon (AxleCommandSearchDialog *self)
{
  if (self->search_id == 0)
    self->search_id = g_idle_add (search_cb, self);
}

static void
search_now (AxleCommandSearchDialog *self)
{
  if (self->search_id == 0)
    return;
  g_clear_handle_id (&self->search_id, g_source_remove);
  search (self);
}

static void
follow (AxleCommandSearchDialog *self,
        guint                    position)
{
  g_autoptr (AxleCommandSearchItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autoptr (AxleWindow) window = g_object_ref (self->window);

  if (item == NULL)
    return;
  adw_dialog_close (ADW_DIALOG (self));
  if (axle_command_search_item_get_action (item) != NULL)
    {
      g_autoptr (GVariant) target = NULL;
      g_autofree char *name = NULL;

      /* What the view can do, and above it the window and the program. */
      GtkWidget *from = axle_window_get_view (window) != NULL ? GTK_WIDGET (axle_window_get_view (window)) : GTK_WIDGET (window);

      if (g_action_parse_detailed_name (axle_command_search_item_get_action (item), &name, &target, NULL))
        gtk_widget_activate_action_variant (from, name, target);
    }
  else
    {
      axle_window_show_record (window, axle_command_search_item_get_entity (item),
                               axle_command_search_item_get_id (item));
    }
}

static void
entry_activate_cb (AxleCommandSearchDialog *self)
{
  search_now (self);
  follow (self, gtk_single_selection_get_selected (self->selection));
}

static void
list_activate_cb (AxleCommandSearchDialog *self,
                  guint                    position)
{
  follow (self, position);
}

static void
stop_cb (AxleCommandSearchDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
move (AxleCommandSearchDialog *self,
      int                      by)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint selected = gtk_single_selection_get_selected (self->selection);
  int position;

  if (n_items == 0)
    return;
  position = CLAMP ((int) selected + by, 0, (int) n_items - 1);
  gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_SELECT, NULL);
}

/* The keyboard stays in the entry; the arrows move in the list. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                gpointer               user_data)
{
  static const struct
  {
    guint keyval;
    int   by;
  } moves[] = {
    { GDK_KEY_Down, 1 }, { GDK_KEY_KP_Down, 1 }, { GDK_KEY_Up, -1 }, { GDK_KEY_KP_Up, -1 },
    { GDK_KEY_Page_Down, 8 }, { GDK_KEY_Page_Up, -8 },
  };
  AxleCommandSearchDialog *self = user_data;

  if (self->composing)
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].keyval == keyval)
      {
        search_now (self);
        move (self, moves[i].by);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

static void
preedit_changed_cb (GtkText    *text,
                    const char *preedit,
                    gpointer    user_data)
{
  AxleCommandSearchDialog *self = user_data;

  self->composing = preedit[0] != '\0';
}

typedef struct
{
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *match;
  GtkWidget *detail;
  GtkWidget *keys;
} Row;

static GtkWidget *
new_label (GtkWidget  *box,
           const char *css_class,
           gboolean    expands)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), expands ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              gpointer                  user_data)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  row->icon = gtk_image_new ();
  gtk_widget_add_css_class (row->icon, "dimmed");
  gtk_box_append (GTK_BOX (box), row->icon);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  row->title = new_label (words, NULL, TRUE);
  row->match = new_label (words, "dimmed", TRUE);
  row->detail = new_label (box, "caption", FALSE);
  gtk_widget_add_css_class (row->detail, "dimmed");
  row->keys = axle_shortcut_label_new (NULL);
  gtk_box_append (GTK_BOX (box), row->keys);
  gtk_list_item_set_child (list_item, box);
  g_object_set_data_full (G_OBJECT (list_item), "row", row, g_free);
}

/* A hit in the name itself is shown in the name. */
static gboolean
is_title (AxleCommandSearchItem *item)
{
  const char *markup = axle_command_search_item_get_markup (item);
  g_autofree char *plain = NULL;

  return markup != NULL && pango_parse_markup (markup, -1, 0, NULL, &plain, NULL, NULL) &&
         g_str_equal (plain, axle_command_search_item_get_title (item));
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *list_item,
             gpointer                  user_data)
{
  Row *row = g_object_get_data (G_OBJECT (list_item), "row");
  AxleCommandSearchItem *item = gtk_list_item_get_item (list_item);
  const char *markup = axle_command_search_item_get_markup (item);
  const char *detail = axle_command_search_item_get_detail (item);

  gtk_image_set_from_icon_name (GTK_IMAGE (row->icon), axle_command_search_item_get_icon (item));
  if (is_title (item))
    gtk_label_set_markup (GTK_LABEL (row->title), g_steal_pointer (&markup));
  else
    gtk_label_set_text (GTK_LABEL (row->title), axle_command_search_item_get_title (item));
  gtk_label_set_markup (GTK_LABEL (row->match), markup != NULL ? markup : "");
  gtk_widget_set_visible (row->match, markup != NULL && markup[0] != '\0');
  gtk_label_set_label (GTK_LABEL (row->detail), detail != NULL ? detail : "");
  gtk_widget_set_visible (row->detail, detail != NULL);
  axle_shortcut_label_set_accel (AXLE_SHORTCUT_LABEL (row->keys), axle_command_search_item_get_accel (item));
  gtk_list_item_set_accessible_label (list_item, axle_command_search_item_get_title (item));
}

static char *
dup_heading (gpointer first,
             guint    n_items)
{
  const char *titles[] = {
    [AXLE_COMMAND_RECENT] = _("Recent"),
    [AXLE_COMMAND_RECORD] = _("Customers"),
    [AXLE_COMMAND_ACTION] = _("Commands"),
  };

  return g_strdup (titles[axle_command_search_item_get_kind (first)]);
}

static void
axle_command_search_dialog_dispose (GObject *object)
{
  AxleCommandSearchDialog *self = AXLE_COMMAND_SEARCH_DIALOG (object);

  g_clear_handle_id (&self->search_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_COMMAND_SEARCH_DIALOG);
  g_clear_object (&self->parts);
  g_clear_object (&self->selection);
  g_clear_object (&self->recent);
  g_clear_weak_pointer (&self->window);
  G_OBJECT_CLASS (axle_command_search_dialog_parent_class)->dispose (object);
}

static void
axle_command_search_dialog_class_init (AxleCommandSearchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_command_search_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/axledesk/Axle/ui/shell/command-search-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleCommandSearchDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, AxleCommandSearchDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleCommandSearchDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
set_up_list (AxleCommandSearchDialog *self)
{
  static const char * const classes[] = { "heading", "dimmed", NULL };
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) headers = axle_list_heading_factory_new (dup_heading, classes);
  GtkFlattenListModel *flat = NULL;

  self->parts = g_list_store_new (G_TYPE_LIST_MODEL);
  flat = gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->parts)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (flat));
  g_signal_connect (rows, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (rows, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_header_factory (self->list, headers);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

static void
axle_command_search_dialog_init (AxleCommandSearchDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEditable *text;

  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_list (self);
  text = gtk_editable_get_delegate (self->entry);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (search_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "preedit-changed", G_CALLBACK (preedit_changed_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

AdwDialog *
axle_command_search_dialog_new (AxleWindow *window,
                                AxleRecent *recent)
{
  AxleCommandSearchDialog *self = g_object_new (AXLE_TYPE_COMMAND_SEARCH_DIALOG, NULL);

  g_set_weak_pointer (&self->window, window);
  self->recent = g_object_ref (recent);
  search (self);
  return ADW_DIALOG (self);
}

void
axle_command_search_dialog_set_text (AxleCommandSearchDialog *self,
                                     const char              *text)
{
  gtk_editable_set_text (self->entry, text);
  gtk_editable_set_position (self->entry, -1);
  search_soon (self);
  search_now (self);
}
