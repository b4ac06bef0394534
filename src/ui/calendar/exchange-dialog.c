/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/exchange-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/calendar-import.h"
#include "base/problem.h"
#include "ui/shell/window.h"
#include "ui/widgets/plain-words.h"
#include "ui/widgets/status-pill.h"
#include "ui/widgets/time-label.h"

struct _AxleExchangeDialog
{
  AdwDialog             parent_instance;

  AxleWorkstation      *workstation;
  GFile                *file;
  GCancellable         *cancellable;
  AxleCalendarImported *preview;    /* NULL until the file is read */
  GtkWindow            *window;     /* where it says what became of it; weak */

  GtkStack             *stack;
  GtkLabel             *working;
  GtkProgressBar       *progress;
  GtkLabel             *count;
  AdwStatusPage        *failure;
  GtkLabel             *summary;
  GtkListView          *list;
};

G_DEFINE_FINAL_TYPE (AxleExchangeDialog, axle_exchange_dialog, ADW_TYPE_DIALOG)

static const struct
{
  AxleStatus  status;
  const char *word;
} outcomes[AXLE_CALENDAR_N_OUTCOMES] = {
  [AXLE_CALENDAR_NEW] = { AXLE_STATUS_DONE, N_("New") },
  [AXLE_CALENDAR_UPDATED] = { AXLE_STATUS_WORKING, N_("Changed") },
  [AXLE_CALENDAR_UNCHANGED] = { AXLE_STATUS_NEUTRAL, N_("Here already") },
  [AXLE_CALENDAR_TAKEN_BACK] = { AXLE_STATUS_WAITING, N_("Called off") },
  [AXLE_CALENDAR_REFUSED] = { AXLE_STATUS_BLOCKED, N_("Refused") },
};

/* The list. */

static char *
dup_reasons (const AxleCalendarResult *result)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (result->times > 1)
    g_string_append_printf (text, ngettext ("%u time", "%u times", result->times), result->times);
  for (guint i = 0; i < result->problems->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", ((AxleProblem *) result->problems->pdata[i])->message);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_title (AxleExchangeDialog       *self,
           const AxleCalendarResult *result)
{
  const char *summary = result->summary != NULL ? result->summary : result->uid;
  g_autofree char *at = result->at != 0 ? axle_time_dup_exact (self->workstation, result->at) : NULL;

  if (at == NULL)
    return g_strdup (summary != NULL ? summary : _("An entry without a name"));
  /* Without the seconds of an exact time. */
  at[MIN (strlen (at), strlen ("2026-03-05 14:05"))] = '\0';
  return g_strdup_printf ("%s  %s", at, summary != NULL ? summary : "");
}

static void
set_up_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = axle_status_pill_new (AXLE_STATUS_NEUTRAL, "");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  g_object_set_data (G_OBJECT (row), "pill", pill);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         AxleExchangeDialog       *self)
{
  const AxleCalendarResult *result = self->preview->results->pdata[gtk_list_item_get_position (item)];
  GtkWidget *row = gtk_list_item_get_child (item);
  g_autofree char *title = dup_title (self, result), *reasons = dup_reasons (result);
  g_autofree char *label = g_strdup_printf ("%s, %s", title, _(outcomes[result->outcome].word));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reasons);
  axle_status_pill_set (g_object_get_data (G_OBJECT (row), "pill"), outcomes[result->outcome].status, _(outcomes[result->outcome].word));
  gtk_list_item_set_accessible_label (item, label);
}

static void
show_preview (AxleExchangeDialog *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint n_kept = self->preview->results->len - self->preview->counts[AXLE_CALENDAR_REFUSED];
  g_autofree char *text =
    /* Translators: how many entries of a file are kept, and how many are refused. */
    g_strdup_printf (_("%u kept, %u refused; %u appointments would be made or changed"), n_kept,
                     self->preview->counts[AXLE_CALENDAR_REFUSED], self->preview->n_appointments);

  for (guint i = 0; i < self->preview->results->len; i++)
    gtk_string_list_append (names, "");
  gtk_label_set_label (self->summary, text);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (names))));
  gtk_stack_set_visible_child_name (self->stack, "preview");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exchange.import", self->preview->n_appointments > 0);
}

/* Who closed the dialog before it was through hears it from the window. */
static void
say (AxleExchangeDialog *self,
     const char         *words,
     gint64              operation)
{
  if (!AXLE_IS_WINDOW (self->window))
    return;
  if (operation != 0)
    axle_window_toast_undo (AXLE_WINDOW (self->window), words, operation);
  else
    axle_window_toast (AXLE_WINDOW (self->window), words);
}

static void
fail (AxleExchangeDialog *self,
      const GError       *error)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    say (self, error->message, 0);
  axle_status_page_set_words (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* Reading and taking. */

static char *
dup_count (AxleCalendarStage stage,
           guint             n_done,
           guint             n_total)
{
  switch (stage)
    {
    case AXLE_CALENDAR_READING:
      return g_strdup_printf (_("%'u of %'u entries read"), n_done, n_total);
    case AXLE_CALENDAR_COMPARING:
      return g_strdup_printf (_("%'u of %'u entries compared with what is here"), n_done, n_total);
    case AXLE_CALENDAR_SAVING:
    default:
      return g_strdup_printf (ngettext ("%'u appointment is being saved", "%'u appointments are being saved", n_total), n_total);
    }
}

static void
told_cb (AxleCalendarStage  stage,
         guint              n_done,
         guint              n_total,
         gpointer           data)
{
  AxleExchangeDialog *self = data;
  g_autofree char *count = dup_count (stage, n_done, n_total);

  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), stage != AXLE_CALENDAR_SAVING);
  gtk_progress_bar_set_fraction (self->progress, n_total > 0 ? (double) n_done / n_total : 0);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(AxleExchangeDialog) self = data;
  g_autoptr(GError) error = NULL;
  AxleCalendarImported *preview = axle_calendar_import_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      say (self, _("Import stopped; nothing was taken"), 0);
      return;
    }
  self->preview = preview;
  if (preview != NULL)
    show_preview (self);
  else
    fail (self, error);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleExchangeDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleCalendarImported) imported = axle_calendar_import_finish (result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      say (self, _("Import stopped; nothing was taken"), 0);
      return;
    }
  if (imported == NULL)
    {
      fail (self, error);
      return;
    }
  words = g_strdup_printf (ngettext ("%u appointment imported", "%u appointments imported", imported->n_appointments),
                           imported->n_appointments);
  say (self, words, imported->operation);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    adw_dialog_close (ADW_DIALOG (self));
}

static void
run (AxleExchangeDialog  *self,
     gboolean             dry_run,
     GAsyncReadyCallback  callback)
{
  gint64 now = axle_host_now (axle_host_get_default ());
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *words = g_strdup_printf (dry_run ? _("Reading “%s”…") : _("Importing “%s”…"), name);

  gtk_label_set_label (self->working, words);
  gtk_label_set_label (self->count, "");
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->stack, "working");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exchange.import", FALSE);
  axle_calendar_import_async (self->workstation, self->file, now - AXLE_CALENDAR_USUAL_BACK, now + AXLE_CALENDAR_USUAL_AHEAD, dry_run,
                              told_cb, self, self->cancellable, callback, g_object_ref (self));
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  run (AXLE_EXCHANGE_DIALOG (widget), FALSE, taken_cb);
}

static void
axle_exchange_dialog_map (GtkWidget *widget)
{
  AxleExchangeDialog *self = AXLE_EXCHANGE_DIALOG (widget);

  GTK_WIDGET_CLASS (axle_exchange_dialog_parent_class)->map (widget);
  g_set_weak_pointer (&self->window, GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
axle_exchange_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (AXLE_EXCHANGE_DIALOG (dialog)->cancellable);
}

static void
axle_exchange_dialog_dispose (GObject *object)
{
  AxleExchangeDialog *self = AXLE_EXCHANGE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_EXCHANGE_DIALOG);
  g_clear_pointer (&self->preview, axle_calendar_imported_free);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_exchange_dialog_parent_class)->dispose (object);
}

static void
axle_exchange_dialog_class_init (AxleExchangeDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_exchange_dialog_dispose;
  ADW_DIALOG_CLASS (class)->closed = axle_exchange_dialog_closed;
  widget_class->map = axle_exchange_dialog_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/calendar/exchange-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleExchangeDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleExchangeDialog, working);
  gtk_widget_class_bind_template_child (widget_class, AxleExchangeDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, AxleExchangeDialog, count);
  gtk_widget_class_bind_template_child (widget_class, AxleExchangeDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, AxleExchangeDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, AxleExchangeDialog, list);
  gtk_widget_class_install_action (widget_class, "exchange.import", NULL, import_action);
}

static void
axle_exchange_dialog_init (AxleExchangeDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
}

AdwDialog *
axle_exchange_dialog_new (AxleWorkstation *workstation,
                          GFile           *file)
{
  AxleExchangeDialog *self = g_object_new (AXLE_TYPE_EXCHANGE_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  self->file = g_object_ref (file);
  run (self, TRUE, read_cb);
  return ADW_DIALOG (self);
}
