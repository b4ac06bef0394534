/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/welcome-page.h"

#include <glib/gi18n-lib.h>

#include "ui/shell/sync-status.h"

struct _AxleWelcomePage
{
  AdwBin            parent_instance;
  AxleWorkstation  *workstation;
  GCancellable     *cancellable;
  gboolean          busy;

  GtkStack         *steps;
  GtkWidget        *fields;
  GtkEditable      *server;
  GtkEditable      *code;
  GtkEditable      *name;
  GtkWidget        *problem;
  GtkLabel         *problem_label;
  GtkWidget        *enrol_button;
  GtkWidget        *spinner;
  GtkProgressBar   *progress;
  GtkLabel         *count;
  GtkLabel         *sync_message;
  GtkButton        *pause_button;
};

G_DEFINE_FINAL_TYPE (AxleWelcomePage, axle_welcome_page, ADW_TYPE_BIN)

static char *
dup_typed (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static gboolean
is_complete (AxleWelcomePage *self)
{
  g_autofree char *server = dup_typed (self->server);
  g_autofree char *code = dup_typed (self->code);
  g_autofree char *name = dup_typed (self->name);

  return server[0] != '\0' && code[0] != '\0' && name[0] != '\0';
}

static void
show_problem (AxleWelcomePage *self,
              const char      *text)
{
  gtk_widget_set_visible (self->problem, text != NULL);
  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  if (text != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
set_busy (AxleWelcomePage *self,
          gboolean         busy)
{
  self->busy = busy;
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_sensitive (self->fields, !busy);
  gtk_widget_set_sensitive (self->enrol_button, !busy && is_complete (self));
}

static void
entry_changed_cb (AxleWelcomePage *self)
{
  gtk_widget_set_sensitive (self->enrol_button, !self->busy && is_complete (self));
}

static void
enrolled_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (AxleWelcomePage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean enrolled = axle_workstation_enrol_finish (AXLE_WORKSTATION (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (!enrolled)
    {
      show_problem (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (error->code == AXLE_APP_ERROR_OFFLINE ? self->server : self->code));
      return;
    }
  gtk_editable_set_text (self->code, "");
  axle_welcome_page_update (self);
}

/* People leave the scheme out, and the server speaks nothing but https. */
static char *
dup_address (AxleWelcomePage *self)
{
  g_autofree char *typed = dup_typed (self->server);

  return strstr (typed, "://") != NULL ? g_steal_pointer (&typed) : g_strconcat ("https://", typed, NULL);
}

static void
enrol_cb (AxleWelcomePage *self)
{
  g_autofree char *server = dup_address (self);
  g_autofree char *code = dup_typed (self->code);
  g_autofree char *name = dup_typed (self->name);

  if (self->busy || !is_complete (self))
    return;
  show_problem (self, NULL);
  set_busy (self, TRUE);
  axle_workstation_enrol_async (self->workstation, server, code, name, self->cancellable,
                                enrolled_cb, g_object_ref (self));
}

/* Enter goes to the next entry that is empty, and enrols from the last. */
static void
entry_activated_cb (AxleWelcomePage *self)
{
  GtkEditable *entries[] = { self->server, self->code, self->name };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *typed = dup_typed (entries[i]);

      if (typed[0] == '\0')
        {
          gtk_widget_grab_focus (GTK_WIDGET (entries[i]));
          return;
        }
    }
  enrol_cb (self);
}

/* What stands still goes on; what goes on stands still. */
static void
pause_cb (AxleWelcomePage *self)
{
  if (axle_workstation_get_sync_message (self->workstation) != NULL)
    axle_workstation_sync_now (self->workstation);
  else
    axle_workstation_pause_sync (self->workstation);
}

static const char *
get_pause_word (AxleWelcomePage *self)
{
  if (axle_workstation_get_sync_state (self->workstation) == AXLE_SYNC_PAUSED)
    return _("_Continue");
  return axle_workstation_get_sync_message (self->workstation) != NULL ? _("_Try Again") : _("_Pause");
}

static void
show_progress (AxleWelcomePage *self)
{
  const char *message = axle_workstation_get_sync_message (self->workstation);
  g_autofree char *text = axle_sync_status_dup_progress (self->workstation);

  gtk_progress_bar_set_fraction (self->progress, axle_workstation_get_progress (self->workstation));
  gtk_label_set_label (self->count, text);
  gtk_label_set_label (self->sync_message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->sync_message), message != NULL);
  gtk_button_set_label (self->pause_button, get_pause_word (self));
}

void
axle_welcome_page_update (AxleWelcomePage *self)
{
  gboolean enrolled = axle_workstation_is_enrolled (self->workstation);

  gtk_stack_set_visible_child_name (self->steps, enrolled ? "syncing" : "enrol");
  if (enrolled)
    show_progress (self);
}

static void
axle_welcome_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (axle_welcome_page_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (AXLE_WELCOME_PAGE (widget)->server));
}

static void
axle_welcome_page_dispose (GObject *object)
{
  AxleWelcomePage *self = AXLE_WELCOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_WELCOME_PAGE);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_welcome_page_parent_class)->dispose (object);
}

static void
axle_welcome_page_finalize (GObject *object)
{
  g_clear_object (&AXLE_WELCOME_PAGE (object)->cancellable);
  G_OBJECT_CLASS (axle_welcome_page_parent_class)->finalize (object);
}

static void
axle_welcome_page_class_init (AxleWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_welcome_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = axle_welcome_page_finalize;
  widget_class->map = axle_welcome_page_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/shell/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, steps);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, fields);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, server);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, code);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, name);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, problem);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, enrol_button);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, progress);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, count);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, sync_message);
  gtk_widget_class_bind_template_child (widget_class, AxleWelcomePage, pause_button);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, enrol_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
}

static void
axle_welcome_page_init (AxleWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_editable_set_text (self->name, g_get_host_name ());
}

GtkWidget *
axle_welcome_page_new (void)
{
  return g_object_new (AXLE_TYPE_WELCOME_PAGE, NULL);
}

void
axle_welcome_page_set_workstation (AxleWelcomePage *self,
                                   AxleWorkstation *workstation)
{
  g_set_object (&self->workstation, workstation);
}
