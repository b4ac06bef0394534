/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/duplicates/duplicates-view.h"

#include <glib/gi18n-lib.h>

#include "app/duplicates.h"
#include "core/party/customer.h"
#include "ui/customers/merge-dialog.h"
#include "ui/duplicates/duplicate-card.h"
#include "ui/shell/view.h"
#include "ui/shell/window.h"

struct _AxleDuplicatesView
{
  AdwBin           parent_instance;

  AxleWorkstation *workstation;
  AxleDuplicates  *duplicates;

  AdwWindowTitle  *title;
  GtkProgressBar  *progress;
  GtkStack        *stack;
  GtkListBox      *cards;
  GtkLabel        *rest;
  GtkSizeGroup    *captions;
};

static void view_interface_init (AxleViewInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleDuplicatesView, axle_duplicates_view, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_VIEW, view_interface_init))

static AxleDuplicateCard *
get_card (AxleDuplicatesView *self,
          guint               position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->cards, (int) position);

  return row != NULL ? AXLE_DUPLICATE_CARD (row) : NULL;
}

/* One of many blue buttons says nothing. */
static void
suggest (AxleDuplicatesView *self,
         AxleDuplicateCard  *suggested)
{
  AxleDuplicateCard *card;

  for (guint i = 0; (card = get_card (self, i)) != NULL; i++)
    axle_duplicate_card_set_suggested (card, suggested != NULL ? card == suggested : i == 0);
}

static void
entered_cb (AxleDuplicatesView      *self,
            GtkEventControllerFocus *controller)
{
  suggest (self, AXLE_DUPLICATE_CARD (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller))));
}

static AxleDuplicateCard *
get_focused (AxleDuplicatesView *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->cards));

  return focus != NULL && AXLE_IS_DUPLICATE_CARD (focus) ? AXLE_DUPLICATE_CARD (focus) : NULL;
}

static void
show_counts (AxleDuplicatesView *self)
{
  guint n_shown = g_list_model_get_n_items (axle_duplicates_get_list (self->duplicates));
  guint n_pairs = axle_duplicates_get_n_pairs (self->duplicates);
  double progress = axle_duplicates_get_progress (self->duplicates);
  g_autofree char *subtitle = NULL;

  if (n_pairs > 0)
    subtitle = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u pair", "%u pairs", n_pairs), n_pairs);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->progress), progress < 1);
  gtk_progress_bar_set_fraction (self->progress, progress);
  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "list" : progress < 1 ? "comparing" : "empty");
  if (n_pairs > n_shown)
    {
      g_autofree char *text = g_strdup_printf (_("The likeliest %u are shown. More come when these are decided."), n_shown);

      gtk_label_set_label (self->rest, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->rest), n_pairs > n_shown);
  suggest (self, get_focused (self));
}

static GtkWidget *
new_card (gpointer item,
          gpointer data)
{
  AxleDuplicatesView *self = data;
  GtkWidget *card = axle_duplicate_card_new (self->workstation, item, self->captions, axle_duplicates_may_decide (self->duplicates));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "enter", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (card, focus);
  return card;
}

static AxleDuplicateCard *
find_card (AxleDuplicatesView *self,
           GVariant           *name)
{
  AxleDuplicateCard *card;

  for (guint i = 0; (card = get_card (self, i)) != NULL; i++)
    if (g_str_equal (axle_duplicate_item_get_name (axle_duplicate_card_get_item (card)), g_variant_get_string (name, NULL)))
      return card;
  return NULL;
}

/* Deciding. */

typedef struct
{
  AxleDuplicatesView *view;
  AxleDuplicateItem  *item;
  gboolean            merged;
} Deciding;

static Deciding *
begin_deciding (AxleDuplicatesView *self,
                AxleDuplicateItem  *item)
{
  Deciding *deciding = g_new0 (Deciding, 1);

  deciding->view = g_object_ref (self);
  deciding->item = g_object_ref (item);
  return deciding;
}

static void
deciding_free (Deciding *deciding)
{
  g_object_unref (deciding->view);
  g_object_unref (deciding->item);
  g_free (deciding);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deciding, deciding_free)

/* What was decided goes when the list is read again; the focus is on the next one until
 * then, so that a key that is held down decides nothing twice. */
static void
focus_next (AxleDuplicatesView *self,
            guint               position)
{
  AxleDuplicateCard *card = get_card (self, position + 1);

  if (card == NULL && position > 0)
    card = get_card (self, position - 1);
  if (card != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (card));
}

static void
apart_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Deciding) deciding = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  AxleWindow *window = axle_window_of (GTK_WIDGET (deciding->view));

  if (window == NULL)
    return;
  if (error != NULL)
    axle_window_toast_error (window, error);
  else
    axle_window_toast_undo (window, _("Told apart"), operation);
}

static void
apart_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  AxleDuplicatesView *self = AXLE_DUPLICATES_VIEW (widget);
  AxleDuplicateCard *card = find_card (self, parameter);
  Deciding *deciding;

  if (card == NULL || !axle_duplicates_may_decide (self->duplicates))
    return;
  deciding = begin_deciding (self, axle_duplicate_card_get_item (card));
  focus_next (self, (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (card)));
  axle_duplicates_tell_apart_async (self->workstation, &axle_duplicate_item_get_customer (deciding->item, 0)->id,
                                    &axle_duplicate_item_get_customer (deciding->item, 1)->id, NULL, apart_cb, deciding);
}

/* The next pair waits here. */
static gboolean
merged_cb (AxleMergeDialog *dialog,
           Deciding        *deciding)
{
  return deciding->merged = TRUE;
}

static void
closed_cb (AxleMergeDialog *dialog,
           Deciding        *deciding)
{
  AxleDuplicateCard *card;

  for (guint i = 0; deciding->merged && (card = get_card (deciding->view, i)) != NULL; i++)
    if (axle_duplicate_card_get_item (card) == deciding->item)
      focus_next (deciding->view, i);
}

static void
free_deciding (gpointer  data,
               GClosure *closure)
{
  deciding_free (data);
}

static void
merge_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  AxleDuplicatesView *self = AXLE_DUPLICATES_VIEW (widget);
  AxleDuplicateCard *card = find_card (self, parameter);
  AxleDuplicateItem *item = card != NULL ? axle_duplicate_card_get_item (card) : NULL;
  g_autofree char *reasons = NULL;
  AdwDialog *dialog;
  Deciding *deciding;

  if (item == NULL || !axle_duplicates_may_decide (self->duplicates))
    return;
  reasons = axle_duplicate_item_dup_reasons (item);
  dialog = axle_merge_dialog_new (self->workstation, &axle_duplicate_item_get_customer (item, 0)->id,
                                  &axle_duplicate_item_get_customer (item, 1)->id, reasons,
                                  (int) axle_duplicate_item_get_score (item));
  /* A colleague was faster: the list will know in a moment. */
  if (dialog == NULL)
    return;
  deciding = begin_deciding (self, item);
  g_signal_connect (dialog, "merged", G_CALLBACK (merged_cb), deciding);
  g_signal_connect_data (dialog, "closed", G_CALLBACK (closed_cb), deciding, free_deciding, 0);
  adw_dialog_present (dialog, widget);
}

static void
merge_first_action (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  AxleDuplicateCard *card = get_card (AXLE_DUPLICATES_VIEW (widget), 0);

  if (card != NULL)
    gtk_widget_activate_action (widget, "duplicates.merge", "s", axle_duplicate_item_get_name (axle_duplicate_card_get_item (card)));
}

static void
show_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  AxleWindow *window = axle_window_of (widget);
  AxleId id;

  if (window != NULL && axle_id_parse (g_variant_get_string (parameter, NULL), &id))
    axle_window_show_record (window, &axle_customer_entity, &id);
}

/* The view. */

static void
view_interface_init (AxleViewInterface *interface)
{
}

static void
axle_duplicates_view_dispose (GObject *object)
{
  AxleDuplicatesView *self = AXLE_DUPLICATES_VIEW (object);

  if (self->duplicates != NULL)
    axle_duplicates_stop (self->duplicates);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_DUPLICATES_VIEW);
  g_clear_object (&self->duplicates);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_duplicates_view_parent_class)->dispose (object);
}

static void
axle_duplicates_view_class_init (AxleDuplicatesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_duplicates_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/duplicates/duplicates-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicatesView, title);
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicatesView, progress);
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicatesView, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicatesView, cards);
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicatesView, rest);
  gtk_widget_class_bind_template_child (widget_class, AxleDuplicatesView, captions);
  gtk_widget_class_install_action (widget_class, "duplicates.apart", "s", apart_action);
  gtk_widget_class_install_action (widget_class, "duplicates.merge", "s", merge_action);
  gtk_widget_class_install_action (widget_class, "duplicates.merge-first", NULL, merge_first_action);
  gtk_widget_class_install_action (widget_class, "duplicates.show", "s", show_action);
}

static void
axle_duplicates_view_init (AxleDuplicatesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
axle_duplicates_view_new (AxleWorkstation *workstation)
{
  AxleDuplicatesView *self = g_object_new (AXLE_TYPE_DUPLICATES_VIEW, NULL);

  self->workstation = g_object_ref (workstation);
  self->duplicates = axle_duplicates_new (workstation);
  gtk_list_box_bind_model (self->cards, axle_duplicates_get_list (self->duplicates), new_card, self, NULL);
  g_signal_connect_object (axle_duplicates_get_list (self->duplicates), "items-changed", G_CALLBACK (show_counts), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->duplicates, "notify", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  show_counts (self);
  return GTK_WIDGET (self);
}
