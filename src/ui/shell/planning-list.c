/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/planning-list.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "core/appointment/holiday.h"
#include "core/organisation/organisation.h"
#include "ui/customers/form-dialog.h"
#include "ui/shell/holiday-import.h"
#include "ui/shell/planning-row.h"
#include "ui/shell/window.h"
#include "ui/widgets/plain-words.h"

/* A form is as high as its fields, within reason. */
#define LEAST_HEIGHT 460
#define MOST_HEIGHT 720
#define BARS_HEIGHT 160
#define FIELD_HEIGHT 60

/* One group on the screen. */
typedef struct
{
  char                   *key;
  char                   *title;
  AdwPreferencesGroup    *group;
  AxleRecord             *preset;
  const AxlePlanningForm *form;
  GPtrArray              *rows;    /* AxlePlanningRow, in their order */
} Shown;

struct _AxlePlanningList
{
  AdwNavigationPage       parent_instance;

  AxleWorkstation        *workstation;
  const AxlePlanningKind *kind;
  AxleFormDialogKind      dialog;    /* of the form that is open */
  AdwPreferencesPage     *page;
  AdwPreferencesGroup    *head;
  GHashTable             *groups;    /* key → Shown */
};

G_DEFINE_FINAL_TYPE (AxlePlanningList, axle_planning_list, ADW_TYPE_NAVIGATION_PAGE)

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  g_free (shown->key);
  g_free (shown->title);
  g_clear_pointer (&shown->preset, axle_record_unref);
  g_ptr_array_unref (shown->rows);
  g_free (shown);
}

/* What a save said, where the person sees it. */
typedef struct
{
  AxlePlanningList *list;
  const char       *words;  /* N_() */
} Saving;

static Saving *
begin (AxlePlanningList *self,
       const char       *words)
{
  Saving *saving = g_new (Saving, 1);

  *saving = (Saving) { g_object_ref (self), words };
  return saving;
}

static void
fill (AxlePlanningList *self);

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autofree Saving *saving = data;
  g_autoptr (AxlePlanningList) self = saving->list;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (AXLE_IS_WINDOW (root))
    axle_window_toast_saved (AXLE_WINDOW (root), AXLE_WORKSTATION (source), result, _(saving->words));
  if (self->workstation != NULL)
    fill (self);
}

/* A form over @before, or over @record where that is new. @shown: (nullable): where it is. */
static void
open_form (AxlePlanningList       *self,
           const AxlePlanningForm *form,
           const Shown            *shown,
           const AxleRecord       *before,
           const AxleRecord       *record)
{
  g_autofree char *title = before != NULL ? axle_planning_dup_title (self->workstation, self->kind, before) : NULL;
  g_autofree char *draft = before != NULL
                             ? g_strdup_printf ("%s/%s", self->kind->name, AXLE_ID_TEXT (&before->id))
                             : g_strdup_printf ("%s/new/%s", self->kind->name, shown != NULL ? shown->key : "");
  const char *whose = shown != NULL && self->kind->is_of_somebody ? shown->title : NULL;
  guint n_left_out = before != NULL ? form->n_fixed : 0;
  AdwDialog *dialog;

  self->dialog = (AxleFormDialogKind) {
    .fields = form->fields + n_left_out, .n_fields = form->n_fields - n_left_out,
    .height = CLAMP (BARS_HEIGHT + FIELD_HEIGHT * (int) form->n_fields, LEAST_HEIGHT, MOST_HEIGHT),
    .added = self->kind->added, .changed = self->kind->changed,
    .save = self->kind->save != NULL ? self->kind->save : axle_planning_save_async,
    .about = form->about,
  };
  dialog = axle_form_dialog_new (self->workstation, &self->dialog, before != NULL ? title : _(form->title), whose, draft, before,
                                 record);
  /* What the form is like is kept here. */
  g_object_set_data_full (G_OBJECT (dialog), "planning-list", g_object_ref (self), g_object_unref);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static Shown *
find_shown (AxlePlanningList *self,
            AxlePlanningRow  *row,
            guint            *place)
{
  GHashTableIter iter;
  gpointer shown;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &shown))
    if (g_ptr_array_find (((Shown *) shown)->rows, row, place))
      return shown;
  return NULL;
}

static void
edit_cb (AxlePlanningList *self,
         AxlePlanningRow  *row)
{
  guint place;
  Shown *shown = find_shown (self, row, &place);

  if (shown != NULL && shown->form->n_fields > 0)
    open_form (self, shown->form, shown, axle_planning_row_get_record (row), axle_planning_row_get_record (row));
}

static void
remove_cb (AxlePlanningList *self,
           AxlePlanningRow  *row)
{
  axle_planning_delete_async (self->workstation, self->kind, axle_planning_row_get_record (row), NULL, saved_cb,
                              begin (self, self->kind->deleted));
}

static void
switch_cb (AxlePlanningList *self,
           gboolean          active,
           AxlePlanningRow  *row)
{
  axle_planning_set_active_async (self->workstation, self->kind, axle_planning_row_get_record (row), active, NULL, saved_cb,
                                  begin (self, active ? N_("Taken into use") : N_("Taken out of use")));
}

/* @by: -1 up, 1 down. */
static void
step_cb (AxlePlanningList *self,
         int               by,
         AxlePlanningRow  *row)
{
  guint place;
  Shown *shown = find_shown (self, row, &place);

  if (shown == NULL || (by < 0 && place == 0) || (by > 0 && place + 1 >= shown->rows->len))
    {
      gtk_widget_error_bell (GTK_WIDGET (row));
      return;
    }
  axle_planning_move_async (self->workstation, self->kind, axle_planning_row_get_record (row), by < 0 ? place - 1 : place + 1,
                            NULL, saved_cb, begin (self, N_("Order changed")));
}

/* @row was dropped on @target: it takes its place. Only within its group. */
static gboolean
drop_cb (AxlePlanningList *self,
         AxlePlanningRow  *row,
         AxlePlanningRow  *target)
{
  guint from, place;
  Shown *shown = find_shown (self, target, &place);

  if (shown == NULL || row == target || !g_ptr_array_find (shown->rows, row, &from))
    return FALSE;
  axle_planning_move_async (self->workstation, self->kind, axle_planning_row_get_record (row), place, NULL, saved_cb,
                            begin (self, N_("Order changed")));
  return TRUE;
}

static AxlePlanningRow *
new_row (AxlePlanningList *self,
         const AxleRecord *record,
         gboolean          opens)
{
  AxlePlanningRowParts parts = (opens ? AXLE_PLANNING_ROW_OPENS : 0) |
                               (self->kind->position >= 0 ? AXLE_PLANNING_ROW_MOVES : 0) |
                               (self->kind->active >= 0 ? AXLE_PLANNING_ROW_SWITCH : 0) |
                               (self->kind->active < 0 && !self->kind->is_fixed ? AXLE_PLANNING_ROW_REMOVE : 0);
  AxlePlanningRow *row = axle_planning_row_new (&record->id, parts);

  g_signal_connect_object (row, "activated", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "switched", G_CALLBACK (switch_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "step", G_CALLBACK (step_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "dropped", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_record (AxlePlanningList *self,
             AxlePlanningRow  *row,
             AxleRecord       *record)
{
  g_autofree char *title = axle_planning_dup_title (self->workstation, self->kind, record);
  g_autofree char *words = axle_planning_dup_words (self->workstation, self->kind, record);

  axle_planning_row_show (row, record, title, words, axle_planning_is_active (self->kind, record));
}

static gboolean
is_same_order (const Shown             *shown,
               const AxlePlanningGroup *group)
{
  if (shown->rows->len != group->records->len)
    return FALSE;
  for (guint i = 0; i < shown->rows->len; i++)
    if (!axle_id_equal (axle_planning_row_get_id (shown->rows->pdata[i]), &((AxleRecord *) group->records->pdata[i])->id))
      return FALSE;
  return TRUE;
}

static AxlePlanningRow *
take_row (GPtrArray    *rows,
          const AxleId *id)
{
  for (guint i = 0; i < rows->len; i++)
    if (axle_id_equal (axle_planning_row_get_id (rows->pdata[i]), id))
      return g_object_ref (rows->pdata[i]);
  return NULL;
}

/* Rows that stay are the same ones, so that the focus can go with them. */
static void
order_rows (AxlePlanningList        *self,
            Shown                   *shown,
            const AxlePlanningGroup *group)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, AXLE_TYPE_PLANNING_ROW) : NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < group->records->len; i++)
    {
      const AxleRecord *record = group->records->pdata[i];
      AxlePlanningRow *known = take_row (shown->rows, &record->id);

      g_ptr_array_add (rows, known != NULL ? known : g_object_ref_sink (new_row (self, record, group->form->n_fields > 0)));
    }
  for (guint i = 0; i < shown->rows->len; i++)
    adw_preferences_group_remove (shown->group, shown->rows->pdata[i]);
  g_ptr_array_unref (shown->rows);
  shown->rows = g_steal_pointer (&rows);
  for (guint i = 0; i < shown->rows->len; i++)
    adw_preferences_group_add (shown->group, shown->rows->pdata[i]);
  if (row != NULL && g_ptr_array_find (shown->rows, row, NULL))
    gtk_widget_grab_focus (row);
}

static void
add_cb (GtkButton        *button,
        AxlePlanningList *self)
{
  Shown *shown = g_hash_table_lookup (self->groups, gtk_widget_get_name (GTK_WIDGET (button)));
  g_autoptr (AxleRecord) record = NULL;
  AxleId id = axle_id_new (axle_host_get_default ());

  if (shown == NULL)
    return;
  record = axle_record_copy (shown->preset);
  record->id = id;
  open_form (self, shown->form, shown, NULL, record);
}

static GtkWidget *
new_add_button (AxlePlanningList        *self,
                const AxlePlanningGroup *group)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");
  g_autofree char *label = *group->title != '\0' ? g_strdup_printf ("%s: %s", group->title, _(group->form->title))
                                                 : g_strdup (_(group->form->title));

  gtk_widget_set_name (button, group->key);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _(group->form->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, 0);
  return button;
}

static Shown *
new_shown (AxlePlanningList        *self,
           const AxlePlanningGroup *group)
{
  Shown *shown = g_new0 (Shown, 1);
  g_autofree char *title = g_markup_escape_text (group->title, -1);

  shown->key = g_strdup (group->key);
  shown->title = g_strdup (group->title);
  shown->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  shown->rows = g_ptr_array_new_with_free_func (g_object_unref);
  shown->form = group->form;
  adw_preferences_group_set_title (shown->group, title);
  if (group->preset != NULL)
    adw_preferences_group_set_header_suffix (shown->group, new_add_button (self, group));
  g_hash_table_insert (self->groups, shown->key, shown);
  return shown;
}

/* A group that comes later must not stand below those that were there: all of them are
 * put in anew. */
static void
place_groups (AxlePlanningList *self,
              GPtrArray        *groups)
{
  GHashTableIter iter;
  gpointer shown;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &shown))
    if (gtk_widget_get_parent (GTK_WIDGET (((Shown *) shown)->group)) != NULL)
      {
        g_object_ref (((Shown *) shown)->group);
        adw_preferences_page_remove (self->page, ((Shown *) shown)->group);
      }
    else
      g_object_ref_sink (((Shown *) shown)->group);
  for (guint i = 0; i < groups->len; i++)
    {
      Shown *placed = g_hash_table_lookup (self->groups, ((AxlePlanningGroup *) groups->pdata[i])->key);

      adw_preferences_page_add (self->page, placed->group);
    }
  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, NULL, &shown))
    g_object_unref (((Shown *) shown)->group);
}

static gboolean
has_key (GPtrArray  *groups,
         const char *key)
{
  for (guint i = 0; i < groups->len; i++)
    if (g_str_equal (((AxlePlanningGroup *) groups->pdata[i])->key, key))
      return TRUE;
  return FALSE;
}

static void
drop_groups (AxlePlanningList *self,
             GPtrArray        *groups)
{
  GHashTableIter iter;
  gpointer key, shown;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &key, &shown))
    if (!has_key (groups, key))
      {
        adw_preferences_page_remove (self->page, ((Shown *) shown)->group);
        g_hash_table_iter_remove (&iter);
      }
}

static void
show_group (AxlePlanningList  *self,
            AxlePlanningGroup *group)
{
  Shown *shown = g_hash_table_lookup (self->groups, group->key);
  gboolean is_empty = group->records->len == 0 && *group->title != '\0';

  axle_preferences_group_set_words (shown->group, group->about != NULL || !is_empty ? group->about : _("None yet"));
  g_clear_pointer (&shown->preset, axle_record_unref);
  shown->preset = group->preset != NULL ? axle_record_ref (group->preset) : NULL;
  if (!is_same_order (shown, group))
    order_rows (self, shown, group);
  for (guint i = 0; i < group->records->len; i++)
    show_record (self, shown->rows->pdata[i], group->records->pdata[i]);
}

static void
show_head (AxlePlanningList *self,
           GPtrArray        *groups)
{
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    n += ((AxlePlanningGroup *) groups->pdata[i])->records->len;
  axle_preferences_group_set_words (self->head, n == 0 && self->kind->empty != NULL ? _(self->kind->empty)
                                                                                    : _(self->kind->about));
}

static void
fill (AxlePlanningList *self)
{
  g_autoptr (GPtrArray) groups = axle_planning_list (self->workstation, self->kind);
  gboolean new = FALSE;

  drop_groups (self, groups);
  for (guint i = 0; i < groups->len; i++)
    if (g_hash_table_lookup (self->groups, ((AxlePlanningGroup *) groups->pdata[i])->key) == NULL)
      {
        new_shown (self, groups->pdata[i]);
        new = TRUE;
      }
  if (new)
    place_groups (self, groups);
  for (guint i = 0; i < groups->len; i++)
    show_group (self, groups->pdata[i]);
  show_head (self, groups);
}

static void
changed_cb (AxlePlanningList    *self,
            const AxleChangeSet *changes)
{
  if (axle_change_set_has_kind (changes, self->kind->entity) || axle_change_set_has_kind (changes, &axle_staff_entity))
    fill (self);
}

static void
add_any_cb (AxlePlanningList *self)
{
  g_autoptr (GPtrArray) groups = axle_planning_list (self->workstation, self->kind);
  g_autoptr (AxleRecord) record = axle_customer_draft_new (self->workstation, self->kind->entity);
  guint n = 0;

  for (guint i = 0; i < groups->len; i++)
    n += ((AxlePlanningGroup *) groups->pdata[i])->records->len;
  axle_record_set_integer (record, (guint) self->kind->position, n + 1);
  axle_record_set_boolean (record, (guint) self->kind->active, TRUE);
  open_form (self, self->kind->form, NULL, NULL, record);
}

static void
import_cb (AxlePlanningList *self)
{
  axle_holiday_import_ask (GTK_WIDGET (self), self->workstation);
}

static GtkWidget *
new_header_bar (AxlePlanningList *self)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *button = NULL;

  if (self->kind->form != NULL)
    {
      button = gtk_button_new_from_icon_name ("list-add-symbolic");
      gtk_widget_set_tooltip_text (button, _(self->kind->form->title));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(self->kind->form->title), -1);
      gtk_widget_add_css_class (button, "add");
      g_signal_connect_object (button, "clicked", G_CALLBACK (add_any_cb), self, G_CONNECT_SWAPPED);
    }
  else if (self->kind->entity == &axle_holiday_entity)
    {
      button = gtk_button_new_with_mnemonic (_("_Import…"));
      g_signal_connect_object (button, "clicked", G_CALLBACK (import_cb), self, G_CONNECT_SWAPPED);
    }
  if (button != NULL)
    adw_header_bar_pack_end (ADW_HEADER_BAR (bar), button);
  return bar;
}

static void
axle_planning_list_dispose (GObject *object)
{
  AxlePlanningList *self = AXLE_PLANNING_LIST (object);

  g_clear_object (&self->workstation);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  G_OBJECT_CLASS (axle_planning_list_parent_class)->dispose (object);
}

static void
axle_planning_list_class_init (AxlePlanningListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_planning_list_dispose;
}

static void
axle_planning_list_init (AxlePlanningList *self)
{
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, shown_free);
}

AdwNavigationPage *
axle_planning_list_new (AxleWorkstation        *workstation,
                        const AxlePlanningKind *kind)
{
  AxlePlanningList *self = g_object_new (AXLE_TYPE_PLANNING_LIST, "title", _(kind->title), "tag", kind->name, NULL);
  GtkWidget *view = adw_toolbar_view_new ();

  self->workstation = g_object_ref (workstation);
  self->kind = kind;
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->head = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_page_add (self->page, self->head);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), new_header_bar (self));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->page));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_NAVIGATION_PAGE (self);
}
