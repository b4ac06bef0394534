/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/sync-page.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/format.h"
#include "app/photos.h"
#include "core/organisation/organisation.h"
#include "ui/shell/sync-status.h"
#include "ui/shell/window.h"
#include "ui/widgets/plain-words.h"
#include "ui/widgets/status-pill.h"
#include "ui/widgets/time-label.h"

/* The lists show the first so many; the numbers tell of the rest. */
#define SHOWN_LIMIT 50

struct _AxleSyncPage
{
  AdwPreferencesPage   parent_instance;

  AxleWorkstation     *workstation;
  GCancellable        *cancellable;  /* of what was asked of the server */
  GCancellable        *checking;     /* while everything is compared */
  GPtrArray           *scope_rows;   /* (element-type AdwActionRow) */
  GPtrArray           *waiting_rows;
  GPtrArray           *report_rows;
  GPtrArray           *desk_rows;

  AdwActionRow        *store_row;
  AdwActionRow        *desk_row;
  AdwPreferencesGroup *server_group;
  AdwActionRow        *state_row;
  AdwActionRow        *last_row;
  AdwActionRow        *speed_row;
  AdwExpanderRow      *waiting_row;
  AdwActionRow        *attention_row;
  AdwActionRow        *photos_row;
  GtkWidget           *check_button;
  GtkWidget           *progress_row;
  GtkProgressBar      *progress_bar;
  AdwExpanderRow      *report_row;
  AdwPreferencesGroup *desks_group;
  AdwActionRow        *desks_row;
};

G_DEFINE_FINAL_TYPE (AxleSyncPage, axle_sync_page, ADW_TYPE_PREFERENCES_PAGE)

static void
show_title (AdwActionRow *row,
            AxleRecord   *record)
{
  g_autofree char *title = record != NULL ? axle_record_dup_title (record) : g_strdup ("–");

  adw_action_row_set_subtitle (row, title);
}

static GtkWidget *
new_plain_row (const char *title,
               const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

/* The server. */

static char *
dup_scope_name (AxleSyncPage *self,
                const AxleId *scope)
{
  g_autoptr (AxleRecord) store = axle_workstation_get_record (self->workstation, &axle_store_entity, scope);
  g_autofree char *name = store != NULL ? axle_record_dup_title (store) : NULL;

  /* Translators: of a feed: the records of one store. */
  return name != NULL ? g_strdup_printf (_("Records of %s"), name) : g_strdup (_("Records of the Group"));
}

static void
show_scopes (AxleSyncPage *self)
{
  const AxleSyncFigures *figures = axle_workstation_get_sync_figures (self->workstation);

  for (guint i = 0; i < figures->n_scopes; i++)
    {
      const AxleSyncScope *scope = &figures->scopes[i];
      g_autofree char *name = dup_scope_name (self, &scope->scope);
      g_autofree char *text = scope->head > scope->sequence
        /* Translators: numbers of a feed: how far this desk is, and how far the server. */
        ? g_strdup_printf (_("Number %'" PRId64 " of %'" PRId64), scope->sequence, scope->head)
        : g_strdup_printf (_("Number %'" PRId64 ", the last one"), scope->sequence);

      if (i >= self->scope_rows->len)
        {
          GtkWidget *row = new_plain_row (name, text);

          gtk_widget_add_css_class (row, "property");
          adw_preferences_group_add (self->server_group, row);
          g_ptr_array_add (self->scope_rows, row);
        }
      adw_preferences_row_set_title (self->scope_rows->pdata[i], name);
      adw_action_row_set_subtitle (self->scope_rows->pdata[i], text);
    }
}

static void
show_speed (AxleSyncPage *self)
{
  const AxleSyncFigures *figures = axle_workstation_get_sync_figures (self->workstation);
  g_autoptr (GString) text = g_string_new (NULL);

  if (figures->pull_rate > 0)
    g_string_append_printf (text, _("%'.0f rows a second fetched"), figures->pull_rate);
  if (figures->push_rate > 0)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append_printf (text, _("%'.0f changes a second sent"), figures->push_rate);
    }
  adw_action_row_set_subtitle (self->speed_row, text->len > 0 ? text->str : _("Too little went back and forth to measure"));
}

static void
show_waiting (AxleSyncPage *self)
{
  guint waiting = axle_workstation_get_waiting (self->workstation);
  g_autofree char *text = waiting == 0
    ? g_strdup (_("Nothing waits"))
    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u change waits for the server", "%'u changes wait for the server", waiting),
                       waiting);
  g_autoptr (GListModel) items = axle_workstation_dup_waiting (self->workstation);

  for (guint i = 0; i < self->waiting_rows->len; i++)
    adw_expander_row_remove (self->waiting_row, self->waiting_rows->pdata[i]);
  g_ptr_array_set_size (self->waiting_rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (items) && self->waiting_rows->len < SHOWN_LIMIT; i++)
    {
      g_autoptr (AxleWaitingItem) item = g_list_model_get_item (items, i);
      g_autofree char *when = axle_workstation_format_time (self->workstation, axle_waiting_item_get_at (item));
      g_autofree char *detail = g_strjoin (" · ", when, axle_waiting_item_get_detail (item), NULL);
      GtkWidget *row;

      if (axle_waiting_item_needs_attention (item))
        continue;
      row = new_plain_row (axle_waiting_item_get_title (item), detail);
      adw_expander_row_add_row (self->waiting_row, row);
      g_ptr_array_add (self->waiting_rows, row);
    }
  adw_expander_row_set_subtitle (self->waiting_row, text);
  adw_expander_row_set_enable_expansion (self->waiting_row, self->waiting_rows->len > 0);
}

static void
show_attention (AxleSyncPage *self)
{
  guint attention = axle_workstation_get_attention (self->workstation);
  g_autofree char *text = attention == 0
    ? g_strdup (_("None: all was taken over as typed"))
    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u was not taken over as typed", "%'u were not taken over as typed",
                                    attention), attention);

  adw_action_row_set_subtitle (self->attention_row, text);
}

static void
show_state (AxleSyncPage *self)
{
  g_autoptr (AxleRecord) store = axle_workstation_dup_store (self->workstation);
  g_autoptr (AxleRecord) desk = axle_workstation_dup_desk (self->workstation);
  const char *message = axle_workstation_get_sync_message (self->workstation);
  const char *word = axle_sync_state_get_word (axle_workstation_get_sync_state (self->workstation));
  gint64 at = axle_workstation_get_last_sync (self->workstation);
  g_autofree char *state = message != NULL ? g_strdup_printf (_("%s: %s"), word, message) : g_strdup (word);
  g_autofree char *last = at != 0 ? axle_time_dup_exact (self->workstation, at) : g_strdup (_("Never synced"));

  show_title (self->store_row, store);
  show_title (self->desk_row, desk);
  adw_action_row_set_subtitle (self->state_row, state);
  adw_action_row_set_subtitle (self->last_row, last);
}

static void
figures_changed_cb (AxleSyncPage *self)
{
  show_scopes (self);
  show_speed (self);
}

static void
sync_now_cb (AxleSyncPage *self)
{
  axle_workstation_sync_now (self->workstation);
}

static void
decide_cb (AxleSyncPage *self)
{
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_DIALOG);

  if (dialog != NULL)
    adw_dialog_close (ADW_DIALOG (dialog));
  if (window != NULL)
    axle_window_show_view (window, "inbox");
}

/* Photos. */

static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (AxleSyncPage) self = data;
  g_autoptr (GError) error = NULL;
  AxlePhotoFigures figures = { 0 };
  g_autofree char *used = NULL;
  g_autofree char *limit = NULL;
  g_autofree char *text = NULL;

  if (!axle_workstation_measure_photos_finish (AXLE_WORKSTATION (source), result, &figures, &error))
    {
      if (self->workstation != NULL)
        adw_action_row_set_subtitle (self->photos_row, error->message);
      return;
    }
  if (self->workstation == NULL)
    return;
  used = g_format_size ((guint64) figures.n_bytes);
  limit = g_format_size ((guint64) figures.limit);
  text = figures.n_waiting == 0
    /* Translators: of the disk: how much photos take, and how much they may. */
    ? g_strdup_printf (_("%s of %s · none waits to be sent"), used, limit)
    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s of %s · %'" PRId64 " waits to be sent",
                                    "%s of %s · %'" PRId64 " wait to be sent", (gulong) figures.n_waiting),
                       used, limit, figures.n_waiting);
  adw_action_row_set_subtitle (self->photos_row, text);
}

static void
show_photos (AxleSyncPage *self)
{
  axle_workstation_measure_photos_async (self->workstation, self->cancellable, measured_cb, g_object_ref (self));
}

/* Checking everything. */

static void
show_progress (AxleSyncPage *self,
               gboolean      running)
{
  gtk_widget_set_visible (self->progress_row, running);
  gtk_widget_set_sensitive (self->check_button, !running);
}

static void
progress_cb (goffset  done,
             goffset  total,
             gpointer data)
{
  AxleSyncPage *self = data;
  g_autofree char *text = g_strdup_printf (_("%'" PRId64 " of %'" PRId64 " records"), (gint64) done, (gint64) MAX (done, total));

  if (self->checking == NULL)
    return;
  gtk_progress_bar_set_fraction (self->progress_bar, total > 0 ? MIN (1, (double) done / (double) total) : 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->progress_row), text);
}

static char *
dup_outcome (const AxleCheckReport *report)
{
  guint n = report->n_different;

  if (n == 0)
    return g_strdup (_("Desk and server have the same"));
  if (report->n_repaired == n)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u record differed and was mended",
                                         "%'u records differed and were mended", n), n);
  return g_strdup_printf (_("%'u records differed; %'u were mended"), n, report->n_repaired);
}

static void
show_report (AxleSyncPage          *self,
             const AxleCheckReport *report)
{
  g_autofree char *outcome = dup_outcome (report);
  g_autofree char *compared =
    g_strdup_printf (_("%'" PRId64 " records were compared"), report->n_records);

  for (guint i = 0; i < self->report_rows->len; i++)
    adw_expander_row_remove (self->report_row, self->report_rows->pdata[i]);
  g_ptr_array_set_size (self->report_rows, 0);
  for (guint i = 0; i < report->differing->len && i < SHOWN_LIMIT; i++)
    {
      const AxleRecord *record = report->differing->pdata[i];
      g_autofree char *title = axle_record_dup_title (record);
      GtkWidget *row = new_plain_row (title, _(record->entity->label));

      adw_expander_row_add_row (self->report_row, row);
      g_ptr_array_add (self->report_rows, row);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->report_row), outcome);
  adw_expander_row_set_subtitle (self->report_row, compared);
  adw_expander_row_set_enable_expansion (self->report_row, self->report_rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->report_row), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), outcome, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_failure (AxleSyncPage *self,
              const GError *error)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast;

  if (dialog == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  toast = axle_toast_new (error->message);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (AxleSyncPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleCheckReport) report = axle_workstation_check_all_finish (AXLE_WORKSTATION (source), result, &error);

  g_clear_object (&self->checking);
  if (self->workstation == NULL)
    return;
  show_progress (self, FALSE);
  if (report != NULL)
    show_report (self, report);
  else
    show_failure (self, error);
}

static void
check_cb (AxleSyncPage *self)
{
  if (self->checking != NULL)
    return;
  self->checking = g_cancellable_new ();
  gtk_widget_set_visible (GTK_WIDGET (self->report_row), FALSE);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->progress_row), "");
  show_progress (self, TRUE);
  axle_workstation_check_all_async (self->workstation, self->checking, progress_cb, self, checked_cb, g_object_ref (self));
}

static void
cancel_cb (AxleSyncPage *self)
{
  g_cancellable_cancel (self->checking);
  gtk_widget_grab_focus (self->check_button);
}

/* Who else is there. */

static char *
describe_desk (AxleSyncPage       *self,
               const AxleDeskInfo *desk)
{
  g_autofree char *seen = axle_workstation_format_time (self->workstation, desk->last_seen);

  if (desk->last_seen == 0)
    return g_strdup (_("Never asked the server anything"));
  if (desk->behind > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Last seen %s · %'" PRId64 " row behind",
                                         "Last seen %s · %'" PRId64 " rows behind", (gulong) desk->behind),
                            seen, desk->behind);
  return g_strdup_printf (_("Last seen %s"), seen);
}

static GtkWidget *
new_desk_row (AxleSyncPage       *self,
              const AxleDeskInfo *desk)
{
  g_autofree char *text = describe_desk (self, desk);
  GtkWidget *row = new_plain_row (desk->name, text);

  if (desk->revoked)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), axle_status_pill_new (AXLE_STATUS_BLOCKED, _("Locked Out")));
  if (desk->is_this)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), axle_status_pill_new (AXLE_STATUS_NEUTRAL, _("This Desk")));
  return row;
}

static void
show_desks (AxleSyncPage *self,
            GPtrArray    *desks)
{
  for (guint i = 0; i < self->desk_rows->len; i++)
    adw_preferences_group_remove (self->desks_group, self->desk_rows->pdata[i]);
  g_ptr_array_set_size (self->desk_rows, 0);
  for (guint i = 0; i < desks->len; i++)
    {
      GtkWidget *row = new_desk_row (self, desks->pdata[i]);

      adw_preferences_group_add (self->desks_group, row);
      g_ptr_array_add (self->desk_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->desks_row), desks->len == 0);
}

static void
desks_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (AxleSyncPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) desks = axle_workstation_list_desks_finish (AXLE_WORKSTATION (source), result, &error);

  if (self->workstation == NULL)
    return;
  if (desks != NULL)
    {
      show_desks (self, desks);
      return;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->desks_row), _("The server tells this while it can be reached"));
  adw_action_row_set_subtitle (self->desks_row, error->message);
}

static void
list_desks_cb (AxleSyncPage *self)
{
  axle_workstation_list_desks_async (self->workstation, self->cancellable, desks_listed_cb, g_object_ref (self));
}

/* The page. */

static void
axle_sync_page_dispose (GObject *object)
{
  AxleSyncPage *self = AXLE_SYNC_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_SYNC_PAGE);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_sync_page_parent_class)->dispose (object);
}

static void
axle_sync_page_finalize (GObject *object)
{
  AxleSyncPage *self = AXLE_SYNC_PAGE (object);

  g_ptr_array_unref (self->scope_rows);
  g_ptr_array_unref (self->waiting_rows);
  g_ptr_array_unref (self->report_rows);
  g_ptr_array_unref (self->desk_rows);
  G_OBJECT_CLASS (axle_sync_page_parent_class)->finalize (object);
}

/* Whoever closes the preferences does not want to wait for what they asked there. */
static void
axle_sync_page_unrealize (GtkWidget *widget)
{
  AxleSyncPage *self = AXLE_SYNC_PAGE (widget);

  g_cancellable_cancel (self->checking);
  GTK_WIDGET_CLASS (axle_sync_page_parent_class)->unrealize (widget);
}

static void
axle_sync_page_class_init (AxleSyncPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_sync_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = axle_sync_page_finalize;
  widget_class->unrealize = axle_sync_page_unrealize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/shell/sync-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, store_row);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, desk_row);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, server_group);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, state_row);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, last_row);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, speed_row);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, waiting_row);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, attention_row);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, photos_row);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, check_button);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, progress_row);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, report_row);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, desks_group);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncPage, desks_row);
  gtk_widget_class_bind_template_callback (widget_class, sync_now_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_desks_cb);
}

static void
axle_sync_page_init (AxleSyncPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->scope_rows = g_ptr_array_new ();
  self->waiting_rows = g_ptr_array_new ();
  self->report_rows = g_ptr_array_new ();
  self->desk_rows = g_ptr_array_new ();
}

GtkWidget *
axle_sync_page_new (AxleWorkstation *workstation)
{
  AxleSyncPage *self = g_object_new (AXLE_TYPE_SYNC_PAGE, NULL);

  self->workstation = g_object_ref (workstation);
  g_signal_connect_object (workstation, "notify", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::sync-figures", G_CALLBACK (figures_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::waiting", G_CALLBACK (show_waiting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::photos-waiting", G_CALLBACK (show_photos), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::attention", G_CALLBACK (show_attention), self, G_CONNECT_SWAPPED);
  show_state (self);
  figures_changed_cb (self);
  show_waiting (self);
  show_attention (self);
  show_photos (self);
  list_desks_cb (self);
  return GTK_WIDGET (self);
}
