/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inbox/inbox-view.h"

#include <glib/gi18n-lib.h>

#include "app/inbox.h"
#include "core/organisation/rights.h"
#include "ui/inbox/conflict-card.h"
#include "ui/shell/view-registry.h"
#include "ui/shell/view.h"
#include "ui/shell/window.h"
#include "ui/widgets/plain-words.h"
#include "ui/widgets/reason-alert.h"

struct _AxleInboxView
{
  AdwBin             parent_instance;

  AxleWorkstation   *workstation;
  AxleInbox         *inbox;
  gboolean           narrow;

  AdwViewStack      *pages;
  AdwViewStackPage  *open_page;
  GtkStack          *open_stack;
  GtkListBox        *cards;
  GtkLabel          *rest;
  GtkStack          *decided_stack;
  GtkListBox        *decided;
  GtkActionBar      *selection_bar;
  GtkLabel          *selection_label;
};

static void view_interface_init (AxleViewInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleInboxView, axle_inbox_view, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_VIEW, view_interface_init))

/* The cards. */

static AxleConflictCard *
get_card (AxleInboxView *self,
          guint          position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->cards, (int) position);

  return row != NULL ? AXLE_CONFLICT_CARD (row) : NULL;
}

static AxleConflictCard *
find_card (AxleInboxView *self,
           const char    *name)
{
  AxleConflictCard *card;

  for (guint i = 0; (card = get_card (self, i)) != NULL; i++)
    if (g_str_equal (axle_inbox_item_get_name (axle_conflict_card_get_item (card)), name))
      return card;
  return NULL;
}

static gboolean
is_same_record (AxleConflictCard *card,
                const AxleId     *record)
{
  return axle_id_equal (axle_inbox_item_get_record (axle_conflict_card_get_item (card)), record);
}

static guint
count_selected (AxleInboxView *self)
{
  AxleConflictCard *card;
  guint n = 0;

  for (guint i = 0; (card = get_card (self, i)) != NULL; i++)
    n += axle_conflict_card_is_selected (card);
  return n;
}

static void
show_selection (AxleInboxView *self)
{
  guint n = count_selected (self);
  g_autofree char *text =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u selected", "%u selected", n), n);

  gtk_label_set_label (self->selection_label, text);
  gtk_action_bar_set_revealed (self->selection_bar, n > 0);
}

static void
show_counts (AxleInboxView *self)
{
  guint n_open = g_list_model_get_n_items (axle_inbox_get_open (self->inbox));
  guint n_decided = g_list_model_get_n_items (axle_inbox_get_decided (self->inbox));
  guint attention = axle_workstation_get_attention (self->workstation);

  gtk_stack_set_visible_child_name (self->open_stack, n_open > 0 ? "list" : "empty");
  gtk_stack_set_visible_child_name (self->decided_stack, n_decided > 0 ? "list" : "empty");
  adw_view_stack_page_set_badge_number (self->open_page, MAX (n_open, attention > AXLE_INBOX_LIMIT ? attention : 0));
  if (n_open >= AXLE_INBOX_LIMIT)
    {
      g_autofree char *text = g_strdup_printf (_("The latest %u are shown. More come when these are decided."),
                                               AXLE_INBOX_LIMIT);
      gtk_label_set_label (self->rest, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->rest), n_open >= AXLE_INBOX_LIMIT);
  show_selection (self);
}

static gboolean
has_form (AxleInboxItem *item)
{
  return axle_view_registry_find_editor (axle_inbox_item_get_entity (item)) != NULL;
}

static gboolean
may_overbook (AxleInboxView *self)
{
  return !axle_workstation_is_read_only (self->workstation) &&
         axle_workstation_may (self->workstation, AXLE_RIGHT_APPOINTMENTS_OVERBOOK);
}

static void
times_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(AxleConflictCard) card = data;
  g_autoptr(GPtrArray) slots = axle_inbox_find_times_finish (AXLE_INBOX (source), result, NULL);
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (card), AXLE_TYPE_INBOX_VIEW);

  /* It may have been decided meanwhile. */
  if (slots != NULL && view != NULL)
    axle_conflict_card_set_times (card, AXLE_INBOX_VIEW (view)->workstation, slots, may_overbook (AXLE_INBOX_VIEW (view)));
}

static GtkWidget *
new_card (gpointer item,
          gpointer data)
{
  AxleInboxView *self = data;
  GtkWidget *card = axle_conflict_card_new (self->workstation, item, axle_inbox_may_decide (self->inbox, item),
                                            has_form (item));

  axle_conflict_card_set_narrow (AXLE_CONFLICT_CARD (card), self->narrow);
  g_signal_connect_object (card, "toggled", G_CALLBACK (show_selection), self, G_CONNECT_SWAPPED);
  if (axle_inbox_item_has_times (item) && axle_inbox_may_decide (self->inbox, item))
    axle_inbox_find_times_async (self->inbox, item, NULL, times_found_cb, g_object_ref (card));
  return card;
}

static GtkWidget *
new_record_button (const char *label,
                   const char *action,
                   const char *name)
{
  g_autofree char *plain = axle_words_without_key (label);
  GtkWidget *button = gtk_button_new_with_label (plain);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static gboolean
has_several (AxleInboxView *self,
             guint          first)
{
  AxleConflictCard *card = get_card (self, first), *next = get_card (self, first + 1);

  return next != NULL && is_same_record (next, axle_inbox_item_get_record (axle_conflict_card_get_item (card)));
}

/* Over the first card of each record: its name, and what goes for all of its cards. */
static void
head_card (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  AxleInboxView *self = data;
  AxleInboxItem *item = axle_conflict_card_get_item (AXLE_CONFLICT_CARD (row));
  const char *name = axle_inbox_item_get_name (item);
  GtkWidget *box, *label;

  if (before != NULL && is_same_record (AXLE_CONFLICT_CARD (before), axle_inbox_item_get_record (item)))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  label = gtk_label_new (axle_inbox_item_get_title (item));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (box, "conflict-head");
  gtk_box_append (GTK_BOX (box), label);
  if (has_several (self, (guint) gtk_list_box_row_get_index (row)) && axle_inbox_may_decide (self->inbox, item))
    {
      gtk_box_append (GTK_BOX (box), new_record_button (_("Keep _All"), "inbox.keep-record", name));
      gtk_box_append (GTK_BOX (box), new_record_button (_("Put All _Back"), "inbox.restore-record", name));
    }
  gtk_box_append (GTK_BOX (box), new_record_button (_("_Show"), "inbox.show", name));
  gtk_list_box_row_set_header (row, box);
}

static const char *
dash_for_empty (const char *value)
{
  return *value != '\0' ? value : "–";
}

static GtkWidget *
new_decided_row (gpointer data,
                 gpointer user_data)
{
  AxleInboxItem *item = data;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *undo = gtk_button_new_with_mnemonic (_("_Undo"));
  g_autoptr(GString) subtitle = g_string_new (NULL);
  g_autofree char *spoken = g_strdup_printf (_("Undo: %s"), axle_inbox_item_get_title (item));

  if (axle_inbox_item_get_n_lines (item) == 1)
    {
      g_autofree char *values = g_strdup_printf ("%s ↔ %s", dash_for_empty (axle_inbox_item_get_mine (item, 0)),
                                                 dash_for_empty (axle_inbox_item_get_theirs (item, 0)));

      g_string_append_printf (subtitle, _("%s: %s"), axle_inbox_item_get_label (item, 0), values);
      g_string_append_c (subtitle, '\n');
    }
  g_string_append_printf (subtitle, "%s · %s", axle_inbox_item_get_decided (item), axle_inbox_item_get_decided_by (item));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), axle_inbox_item_get_title (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (undo), "win.undo-operation");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (undo), "x", axle_inbox_item_get_operation (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (undo), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_valign (undo, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (undo, axle_inbox_item_get_operation (item) != 0);
  gtk_widget_add_css_class (undo, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), undo);
  return row;
}

/* Deciding. */

/* Those that are selected, or the one named. */
static GPtrArray *
collect (AxleInboxView *self,
         const char    *name)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  AxleConflictCard *card;

  for (guint i = 0; (card = get_card (self, i)) != NULL; i++)
    {
      AxleInboxItem *item = axle_conflict_card_get_item (card);

      if (*name != '\0' ? g_str_equal (axle_inbox_item_get_name (item), name) : axle_conflict_card_is_selected (card))
        g_ptr_array_add (items, g_object_ref (item));
    }
  return items;
}

static GPtrArray *
collect_record (AxleInboxView *self,
                const char    *name)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  AxleConflictCard *named = find_card (self, name);
  AxleConflictCard *card;

  if (named == NULL)
    return items;
  for (guint i = 0; (card = get_card (self, i)) != NULL; i++)
    if (is_same_record (card, axle_inbox_item_get_record (axle_conflict_card_get_item (named))))
      g_ptr_array_add (items, g_object_ref (axle_conflict_card_get_item (card)));
  return items;
}

/* What is done about some of them. */
typedef enum
{
  KEEP,
  RESTORE,
  BOOK,
  OVERBOOK,
} Doing;

typedef struct
{
  AxleInboxView *view;
  guint          position;
  guint          n_items;
  Doing          doing;
  gboolean       had_focus;
} Deciding;

static void
deciding_free (Deciding *deciding)
{
  g_object_unref (deciding->view);
  g_free (deciding);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deciding, deciding_free)

/* What was decided goes, and the focus to what comes in its place. */
static void
focus_next (AxleInboxView *self,
            guint          position)
{
  guint n = g_list_model_get_n_items (axle_inbox_get_open (self->inbox));
  AxleConflictCard *card = n > 0 ? get_card (self, MIN (position, n - 1)) : NULL;

  if (card != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (card));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static char *
dup_toast (Doing doing,
           guint n)
{
  switch (doing)
    {
    case KEEP:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Left as it stands", "%u left as they stand", n), n);
    case BOOK:
      return g_strdup (_("Booked at another time"));
    case OVERBOOK:
      return g_strdup (_("Sent again, with the reason"));
    case RESTORE:
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Put back", "%u put back", n), n);
    }
}

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Deciding) deciding = data;
  g_autoptr(GError) error = NULL;
  AxleWindow *window = axle_window_of (GTK_WIDGET (deciding->view));
  guint n = deciding->n_items;
  g_autofree char *toast = dup_toast (deciding->doing, n);
  gint64 operation = 0;

  if (!axle_inbox_decide_finish (AXLE_INBOX (source), result, &operation, &error))
    {
      if (window != NULL)
        axle_window_toast_error (window, error);
      return;
    }
  if (deciding->had_focus)
    focus_next (deciding->view, deciding->position);
  if (window != NULL)
    axle_window_toast_undo (window, toast, operation);
}

static Deciding *
begin_deciding (AxleInboxView *self,
                GPtrArray     *items,
                Doing          doing)
{
  Deciding *deciding = g_new0 (Deciding, 1);
  AxleConflictCard *card = find_card (self, axle_inbox_item_get_name (items->pdata[0]));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  deciding->view = g_object_ref (self);
  deciding->position = card != NULL ? (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (card)) : 0;
  deciding->n_items = items->len;
  deciding->doing = doing;
  deciding->had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  return deciding;
}

static void
decide_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  AxleInboxView *self = AXLE_INBOX_VIEW (widget);
  const char *name = g_variant_get_string (parameter, NULL);
  gboolean keeps = g_str_has_prefix (action, "inbox.keep");
  g_autoptr(GPtrArray) items = g_str_has_suffix (action, "-record") ? collect_record (self, name) : collect (self, name);

  if (items->len == 0)
    return;
  if (keeps)
    axle_inbox_keep_async (self->inbox, items, NULL, decided_cb, begin_deciding (self, items, KEEP));
  else
    axle_inbox_restore_async (self->inbox, items, NULL, decided_cb, begin_deciding (self, items, RESTORE));
}

/* An appointment that was refused. */

static void
book_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  AxleInboxView *self = AXLE_INBOX_VIEW (widget);
  g_autoptr(GPtrArray) items = NULL;
  AxleConflictCard *card;
  const AxleSlot *slot;
  const char *name;
  guint32 position;

  g_variant_get (parameter, "(&su)", &name, &position);
  card = find_card (self, name);
  slot = card != NULL ? axle_conflict_card_get_time (card, position) : NULL;
  if (slot == NULL)
    return;
  items = collect (self, name);
  axle_inbox_book_async (self->inbox, items->pdata[0], slot, NULL, decided_cb, begin_deciding (self, items, BOOK));
}

typedef struct
{
  AxleInboxView *view;
  AxleInboxItem *item;
} Overbooking;

static void
overbook_cb (const char *reason,
             gpointer    data)
{
  Overbooking *self = data;
  g_autoptr(GPtrArray) items = g_ptr_array_new ();

  g_ptr_array_add (items, self->item);
  if (reason != NULL)
    axle_inbox_overbook_async (self->view->inbox, self->item, reason, NULL, decided_cb,
                               begin_deciding (self->view, items, OVERBOOK));
  g_object_unref (self->view);
  g_object_unref (self->item);
  g_free (self);
}

static void
overbook_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  AxleInboxView *self = AXLE_INBOX_VIEW (widget);
  AxleConflictCard *card = find_card (self, g_variant_get_string (parameter, NULL));
  AxleReasonQuestion question = { .heading = _("Book It There All the Same?"), .label = _("_Overbook"), .row = _("Reason") };
  Overbooking *overbooking;

  if (card == NULL || !may_overbook (self))
    return;
  overbooking = g_new0 (Overbooking, 1);
  overbooking->view = g_object_ref (self);
  overbooking->item = g_object_ref (axle_conflict_card_get_item (card));
  question.body = axle_inbox_item_get_why (overbooking->item);
  axle_reason_alert_present (&question, widget, overbook_cb, overbooking);
}

static void
show_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  AxleConflictCard *card = find_card (AXLE_INBOX_VIEW (widget), g_variant_get_string (parameter, NULL));
  AxleInboxItem *item = card != NULL ? axle_conflict_card_get_item (card) : NULL;

  if (item != NULL)
    axle_window_show_record (axle_window_of (widget), axle_inbox_item_get_entity (item), axle_inbox_item_get_record (item));
}

/* Editing. */

typedef struct
{
  AxleInboxView *view;
  AxleInboxItem *item;
} Editing;

static void
free_editing (gpointer  data,
              GClosure *closure)
{
  Editing *editing = data;

  g_object_unref (editing->view);
  g_object_unref (editing->item);
  g_free (editing);
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleInboxView) self = data;
  g_autoptr(GError) error = NULL;
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));

  if (!axle_inbox_decide_finish (AXLE_INBOX (source), result, NULL, &error) && window != NULL)
    axle_window_toast_error (window, error);
}

static void
saved_cb (GtkWidget *dialog,
          gint64     operation,
          Editing   *editing)
{
  axle_inbox_edited_async (editing->view->inbox, editing->item, operation, NULL, noted_cb, g_object_ref (editing->view));
}

static void
edit_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  AxleInboxView *self = AXLE_INBOX_VIEW (widget);
  AxleConflictCard *card = find_card (self, g_variant_get_string (parameter, NULL));
  AxleWindow *window = axle_window_of (widget);
  g_autoptr(AxleRecord) edited = NULL;
  AdwDialog *dialog = NULL;
  Editing *editing;

  if (card == NULL || !axle_inbox_may_decide (self->inbox, axle_conflict_card_get_item (card)))
    return;
  edited = axle_inbox_dup_edited (self->inbox, axle_conflict_card_get_item (card));
  if (edited != NULL)
    dialog = axle_window_edit_record (window, edited);
  if (dialog == NULL)
    {
      axle_window_toast (window, _("This cannot be edited. Keep what stands, or put it back."));
      return;
    }
  editing = g_new0 (Editing, 1);
  editing->view = g_object_ref (self);
  editing->item = g_object_ref (axle_conflict_card_get_item (card));
  g_signal_connect_data (dialog, "saved", G_CALLBACK (saved_cb), editing, free_editing, 0);
}

static void
edit_first_action (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  AxleConflictCard *card;
  guint i = 0;

  while ((card = get_card (AXLE_INBOX_VIEW (widget), i)) != NULL && !has_form (axle_conflict_card_get_item (card)))
    i++;
  if (card != NULL)
    gtk_widget_activate_action (widget, "inbox.edit", "s", axle_inbox_item_get_name (axle_conflict_card_get_item (card)));
}

/* The view. */

static void
show_decided_action (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  adw_view_stack_set_visible_child_name (AXLE_INBOX_VIEW (widget)->pages, "decided");
}

static void
select_all_action (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  AxleInboxView *self = AXLE_INBOX_VIEW (widget);
  AxleConflictCard *card;

  for (guint i = 0; (card = get_card (self, i)) != NULL; i++)
    axle_conflict_card_select (card, TRUE);
}

static gboolean
view_leave (AxleView *view)
{
  AxleInboxView *self = AXLE_INBOX_VIEW (view);
  AxleConflictCard *card;

  if (count_selected (self) > 0)
    {
      for (guint i = 0; (card = get_card (self, i)) != NULL; i++)
        axle_conflict_card_select (card, FALSE);
      return TRUE;
    }
  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->pages), "open") == 0)
    return FALSE;
  adw_view_stack_set_visible_child_name (self->pages, "open");
  return TRUE;
}

/* Where the inbox is asked for one record, its first card gets the focus. */
static void
view_show_record (AxleView         *view,
                  const AxleEntity *entity,
                  const AxleId     *id)
{
  AxleInboxView *self = AXLE_INBOX_VIEW (view);
  AxleConflictCard *card;

  axle_inbox_refresh (self->inbox);
  adw_view_stack_set_visible_child_name (self->pages, "open");
  for (guint i = 0; (card = get_card (self, i)) != NULL; i++)
    if (is_same_record (card, id))
      {
        gtk_widget_grab_focus (GTK_WIDGET (card));
        return;
      }
}

static void
view_interface_init (AxleViewInterface *interface)
{
  interface->show_record = view_show_record;
  interface->leave = view_leave;
}

static void
set_narrow (AxleInboxView *self,
            gboolean       narrow)
{
  AxleConflictCard *card;

  self->narrow = narrow;
  for (guint i = 0; (card = get_card (self, i)) != NULL; i++)
    axle_conflict_card_set_narrow (card, narrow);
}

static void
narrow_cb (AxleInboxView *self)
{
  set_narrow (self, TRUE);
}

static void
wide_cb (AxleInboxView *self)
{
  set_narrow (self, FALSE);
}

static void
axle_inbox_view_dispose (GObject *object)
{
  AxleInboxView *self = AXLE_INBOX_VIEW (object);

  /* Rows that go must not be counted any more. */
  if (self->cards != NULL)
    gtk_list_box_set_header_func (self->cards, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_INBOX_VIEW);
  g_clear_object (&self->inbox);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_inbox_view_parent_class)->dispose (object);
}

static void
axle_inbox_view_class_init (AxleInboxViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_inbox_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/inbox/inbox-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleInboxView, pages);
  gtk_widget_class_bind_template_child (widget_class, AxleInboxView, open_page);
  gtk_widget_class_bind_template_child (widget_class, AxleInboxView, open_stack);
  gtk_widget_class_bind_template_child (widget_class, AxleInboxView, cards);
  gtk_widget_class_bind_template_child (widget_class, AxleInboxView, rest);
  gtk_widget_class_bind_template_child (widget_class, AxleInboxView, decided_stack);
  gtk_widget_class_bind_template_child (widget_class, AxleInboxView, decided);
  gtk_widget_class_bind_template_child (widget_class, AxleInboxView, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, AxleInboxView, selection_label);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_install_action (widget_class, "inbox.keep", "s", decide_action);
  gtk_widget_class_install_action (widget_class, "inbox.restore", "s", decide_action);
  gtk_widget_class_install_action (widget_class, "inbox.keep-record", "s", decide_action);
  gtk_widget_class_install_action (widget_class, "inbox.restore-record", "s", decide_action);
  gtk_widget_class_install_action (widget_class, "inbox.book", "(su)", book_action);
  gtk_widget_class_install_action (widget_class, "inbox.overbook", "s", overbook_action);
  gtk_widget_class_install_action (widget_class, "inbox.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "inbox.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "inbox.edit-first", NULL, edit_first_action);
  gtk_widget_class_install_action (widget_class, "inbox.show-decided", NULL, show_decided_action);
  gtk_widget_class_install_action (widget_class, "inbox.select-all", NULL, select_all_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "inbox.select-all", NULL);
}

static void
axle_inbox_view_init (AxleInboxView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
axle_inbox_view_new (AxleWorkstation *workstation)
{
  AxleInboxView *self = g_object_new (AXLE_TYPE_INBOX_VIEW, NULL);

  self->workstation = g_object_ref (workstation);
  self->inbox = axle_inbox_new (workstation);
  gtk_list_box_set_header_func (self->cards, head_card, self, NULL);
  gtk_list_box_bind_model (self->cards, axle_inbox_get_open (self->inbox), new_card, self, NULL);
  gtk_list_box_bind_model (self->decided, axle_inbox_get_decided (self->inbox), new_decided_row, self, NULL);
  g_signal_connect_object (axle_inbox_get_open (self->inbox), "items-changed", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (axle_inbox_get_decided (self->inbox), "items-changed", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (workstation, "notify::attention", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  show_counts (self);
  return GTK_WIDGET (self);
}
