/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/filter-bar.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "core/insight/segment.h"
#include "core/organisation/rights.h"
#include "ui/customers/segment-dialog.h"
#include "ui/shell/window.h"

/* Of the widest list of values. */
#define LIST_HEIGHT 420

typedef struct
{
  AxleFilterBar        *bar;
  const AxleFilterWord *word;     /* NULL for the segments */
  GtkMenuButton        *button;
  GtkListBox           *list;     /* NULL until it is opened */
  GtkWidget            *keep;     /* of the segments: keeps the filter as one */
  GPtrArray            *segments; /* (element-type AxleRecord) as listed */
  GHashTable           *labels;   /* of values, as listed last */
  GCancellable         *reading;
} Menu;

struct _AxleFilterBar
{
  AdwBin              parent_instance;

  AxleWorkstation    *workstation;
  AxleCustomerFilter *filter;
  GPtrArray          *menus;   /* (element-type Menu) */
  GtkWidget          *clear;
  char               *segment; /* the name of the one that is applied */
  char               *condition;
};

typedef enum
{
  PROP_CONDITION = 1,
} AxleFilterBarProperty;

static GParamSpec *properties[PROP_CONDITION + 1];

G_DEFINE_FINAL_TYPE (AxleFilterBar, axle_filter_bar, ADW_TYPE_BIN)

static void
free_menu (gpointer data)
{
  Menu *menu = data;

  g_cancellable_cancel (menu->reading);
  g_clear_object (&menu->reading);
  g_clear_pointer (&menu->segments, g_ptr_array_unref);
  g_hash_table_unref (menu->labels);
  g_free (menu);
}

static const char *
get_first_label (Menu *menu)
{
  const char *value = axle_customer_filter_get_first (menu->bar->filter, menu->word->word);
  const char *label = g_hash_table_lookup (menu->labels, value);

  return label != NULL ? label : value;
}

static void
show_label (Menu *menu)
{
  const char *label = menu->word != NULL ? _(menu->word->label) : _("Segments");
  guint n = menu->word != NULL ? axle_customer_filter_count (menu->bar->filter, menu->word->word) : 0;
  g_autofree char *text = NULL;

  if (n == 1)
    text = g_strdup_printf (_("%s: %s"), label, get_first_label (menu));
  else if (n > 1)
    text = g_strdup_printf (_("%s: %u"), label, n);
  else if (menu->word == NULL && menu->bar->segment != NULL)
    text = g_strdup (menu->bar->segment);
  else
    text = g_strdup (label);
  gtk_menu_button_set_label (menu->button, text);
  if (n > 0 || (menu->word == NULL && menu->bar->segment != NULL))
    gtk_widget_add_css_class (GTK_WIDGET (menu->button), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (menu->button), "active");
}

static void
filter_changed (AxleFilterBar *self)
{
  g_autofree char *condition = axle_customer_filter_dup_condition (self->filter);

  for (guint i = 0; i < self->menus->len; i++)
    show_label (self->menus->pdata[i]);
  gtk_widget_set_visible (self->clear, condition != NULL);
  if (g_set_str (&self->condition, condition))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONDITION]);
}

static GtkWidget *
new_row (const char *title,
         gint64      count)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = count >= 0 ? g_strdup_printf ("%'" PRId64, count) : g_strdup ("–");
  GtkWidget *label = gtk_label_new (text);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
ticked_cb (GtkCheckButton *check,
           Menu           *menu)
{
  axle_customer_filter_set (menu->bar->filter, menu->word->word, g_object_get_data (G_OBJECT (check), "value"),
                            gtk_check_button_get_active (check));
  filter_changed (menu->bar);
}

static void
add_value (Menu                  *menu,
           const AxleFilterValue *value)
{
  GtkWidget *row = new_row (value->label, value->count);
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               axle_customer_filter_has (menu->bar->filter, menu->word->word, value->value));
  g_object_set_data_full (G_OBJECT (check), "value", g_strdup (value->value), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, value->label, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (ticked_cb), menu);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (menu->list, row);
}

static void
values_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) values = axle_filter_list_values_finish (AXLE_WORKSTATION (source), result, &error);
  Menu *menu = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_list_box_remove_all (menu->list);
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const AxleFilterValue *value = values->pdata[i];

      g_hash_table_insert (menu->labels, g_strdup (value->value), g_strdup (value->label));
      add_value (menu, value);
    }
}

/* Segments. */

static void
apply_segment (AxleFilterBar    *self,
               const AxleRecord *segment)
{
  axle_customer_filter_set_segment (self->filter,
                                    segment != NULL ? axle_record_get_text (segment, AXLE_SEGMENT_CONDITION) : NULL);
  g_set_str (&self->segment, segment != NULL ? axle_record_get_text (segment, AXLE_SEGMENT_NAME) : NULL);
  filter_changed (self);
}

static void
segment_ticked_cb (GtkCheckButton *check,
                   Menu           *menu)
{
  AxleRecord *segment = g_object_get_data (G_OBJECT (check), "segment");

  if (gtk_check_button_get_active (check))
    apply_segment (menu->bar, segment);
  else if (g_strcmp0 (menu->bar->segment, axle_record_get_text (segment, AXLE_SEGMENT_NAME)) == 0)
    apply_segment (menu->bar, NULL);
}

static void
present_segment (AxleFilterBar    *self,
                 const AxleRecord *segment,
                 const char       *condition)
{
  AdwDialog *dialog = axle_segment_dialog_new (self->workstation, segment, condition);

  for (guint i = 0; i < self->menus->len; i++)
    gtk_menu_button_popdown (((Menu *) self->menus->pdata[i])->button);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
edit_cb (GtkWidget *button,
         Menu      *menu)
{
  present_segment (menu->bar, g_object_get_data (G_OBJECT (button), "segment"), NULL);
}

static void
keep_cb (Menu *menu)
{
  present_segment (menu->bar, NULL, menu->bar->condition);
}

static void
add_segment (Menu       *menu,
             AxleRecord *segment,
             gint64      count)
{
  const char *name = axle_record_get_text (segment, AXLE_SEGMENT_NAME);
  GtkWidget *row = new_row (name, count);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *edit = gtk_button_new_from_icon_name ("document-edit-symbolic");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strcmp0 (menu->bar->segment, name) == 0);
  if (gtk_list_box_get_row_at_index (menu->list, 0) != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check),
                                g_object_get_data (G_OBJECT (gtk_list_box_get_row_at_index (menu->list, 0)), "check"));
  g_object_set_data (G_OBJECT (row), "check", check);
  g_object_set_data_full (G_OBJECT (check), "segment", axle_record_ref (segment), (GDestroyNotify) axle_record_unref);
  g_object_set_data_full (G_OBJECT (edit), "segment", axle_record_ref (segment), (GDestroyNotify) axle_record_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (segment_ticked_cb), menu);
  gtk_widget_set_tooltip_text (edit, _("Edit…"));
  gtk_widget_set_valign (edit, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (edit, "flat");
  g_signal_connect (edit, "clicked", G_CALLBACK (edit_cb), menu);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), edit);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (menu->list, row);
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) counts = axle_segments_count_finish (AXLE_WORKSTATION (source), result, &error);
  Menu *menu = data;

  if (counts == NULL)
    return;
  gtk_list_box_remove_all (menu->list);
  for (guint i = 0; i < menu->segments->len && i < counts->len; i++)
    add_segment (menu, menu->segments->pdata[i], g_array_index (counts, gint64, i));
}

static void
read_segments (Menu *menu)
{
  g_autoptr(GPtrArray) conditions = g_ptr_array_new ();

  g_clear_pointer (&menu->segments, g_ptr_array_unref);
  menu->segments = axle_workstation_list_segments (menu->bar->workstation);
  for (guint i = 0; i < menu->segments->len; i++)
    g_ptr_array_add (conditions, (gpointer) axle_record_get_text (menu->segments->pdata[i], AXLE_SEGMENT_CONDITION));
  g_ptr_array_add (conditions, NULL);
  gtk_widget_set_sensitive (menu->keep, axle_workstation_may (menu->bar->workstation, AXLE_RIGHT_CUSTOMERS_WRITE));
  axle_segments_count_async (menu->bar->workstation, (const char * const *) conditions->pdata, menu->reading,
                             counted_cb, menu);
}

static void
opened_cb (Menu *menu)
{
  g_cancellable_cancel (menu->reading);
  g_clear_object (&menu->reading);
  menu->reading = g_cancellable_new ();
  if (menu->word != NULL)
    axle_filter_list_values_async (menu->bar->workstation, menu->word->word, menu->reading, values_cb, menu);
  else
    read_segments (menu);
}

static GtkWidget *
new_list (Menu *menu)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *nothing = gtk_label_new (menu->word != NULL ? _("Nothing to choose from") : _("No segments yet"));

  menu->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (menu->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (menu->list), "filter-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu->word != NULL ? _(menu->word->label) : _("Segments"), -1);
  gtk_widget_add_css_class (nothing, "dimmed");
  gtk_widget_set_margin_top (nothing, 12);
  gtk_widget_set_margin_bottom (nothing, 12);
  gtk_list_box_set_placeholder (menu->list, nothing);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (menu->list));
  return scrolled;
}

/* Made when it is first opened. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       data)
{
  Menu *menu = data;
  GtkWidget *box, *popover;

  if (menu->list != NULL)
    return;
  popover = gtk_popover_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (box), new_list (menu));
  if (menu->word == NULL)
    {
      menu->keep = gtk_button_new_with_mnemonic (_("_New Segment…"));
      gtk_widget_add_css_class (menu->keep, "flat");
      g_signal_connect_swapped (menu->keep, "clicked", G_CALLBACK (keep_cb), menu);
      gtk_box_append (GTK_BOX (box), menu->keep);
    }
  gtk_widget_set_size_request (box, 280, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (opened_cb), menu);
  gtk_menu_button_set_popover (button, popover);
}

static void
add_menu (AxleFilterBar        *self,
          GtkBox               *box,
          const AxleFilterWord *word)
{
  Menu *menu = g_new0 (Menu, 1);

  menu->bar = self;
  menu->word = word;
  menu->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  menu->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_always_show_arrow (menu->button, TRUE);
  gtk_menu_button_set_create_popup_func (menu->button, create_popover_cb, menu, NULL);
  gtk_box_append (box, GTK_WIDGET (menu->button));
  g_ptr_array_add (self->menus, menu);
}

void
axle_filter_bar_clear (AxleFilterBar *self)
{
  axle_customer_filter_clear (self->filter);
  g_clear_pointer (&self->segment, g_free);
  filter_changed (self);
}

const char *
axle_filter_bar_get_condition (AxleFilterBar *self)
{
  return self->condition;
}

void
axle_filter_bar_set_workstation (AxleFilterBar   *self,
                                 AxleWorkstation *workstation)
{
  g_set_object (&self->workstation, workstation);
}

static void
axle_filter_bar_get_property (GObject    *object,
                              guint       property,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (property == PROP_CONDITION)
    g_value_set_string (value, AXLE_FILTER_BAR (object)->condition);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
axle_filter_bar_dispose (GObject *object)
{
  AxleFilterBar *self = AXLE_FILTER_BAR (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_ptr_array_set_size (self->menus, 0);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_filter_bar_parent_class)->dispose (object);
}

static void
axle_filter_bar_finalize (GObject *object)
{
  AxleFilterBar *self = AXLE_FILTER_BAR (object);

  g_ptr_array_unref (self->menus);
  axle_customer_filter_free (self->filter);
  g_free (self->segment);
  g_free (self->condition);
  G_OBJECT_CLASS (axle_filter_bar_parent_class)->finalize (object);
}

static void
axle_filter_bar_class_init (AxleFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = axle_filter_bar_get_property;
  object_class->dispose = axle_filter_bar_dispose;
  object_class->finalize = axle_filter_bar_finalize;
  properties[PROP_CONDITION] = g_param_spec_string ("condition", NULL, NULL, NULL,
                                                    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
axle_filter_bar_init (AxleFilterBar *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  guint n_words;
  const AxleFilterWord *words = axle_filter_words (&n_words);

  self->filter = axle_customer_filter_new ();
  self->menus = g_ptr_array_new_with_free_func (free_menu);
  self->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_tooltip_text (self->clear, _("Clear the Filter"));
  gtk_widget_add_css_class (self->clear, "flat");
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (axle_filter_bar_clear), self);
  gtk_box_append (GTK_BOX (box), self->clear);
  add_menu (self, GTK_BOX (box), NULL);
  for (guint i = 0; i < n_words; i++)
    add_menu (self, GTK_BOX (box), &words[i]);
  gtk_widget_add_css_class (box, "filter-bar");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  filter_changed (self);
}
