/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/application.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "app/comparing.h"
#include "app/day-pack.h"
#include "app/followup.h"
#include "app/photos.h"
#include "axle-config.h"
#include "ui/shell/actions.h"
#include "ui/shell/day-pack-group.h"
#include "ui/shell/preferences-dialog.h"
#include "ui/shell/shortcuts-dialog.h"
#include "ui/shell/tour.h"
#include "ui/shell/window-private.h"

#define RESOURCE_PATH "/io/github/axledesk/Axle"

/* Whoever starts a demonstration or a test says the PIN in this, so that it never
 * stands in a list of processes. */
#define PIN_VARIABLE "AXLE_PIN"

struct _AxleApplication
{
  AdwApplication   parent_instance;
  AxleWorkstation *workstation;
  AxleWindow      *window;
  AxleFollowup    *followup;
  AxleComparing   *comparing;
  AxleDayPack     *day_pack;
  GCancellable    *cancellable;
  AxleTour        *tour;
  char            *profile;
  char            *tour_folder;
  char            *sign_in;
  int              status;
};

G_DEFINE_FINAL_TYPE (AxleApplication, axle_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "profile", 'p', 0, G_OPTION_ARG_FILENAME, NULL,
    N_("Keep the data of this desk in FOLDER"), N_("FOLDER") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
  { "sign-in", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL,
    "Sign in the member of staff NAME with the PIN in " PIN_VARIABLE, "NAME" },
  { "tour", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, NULL,
    "Walk through every view, write pictures to FOLDER and exit", "FOLDER" },
  { NULL },
};

static void
tour_done (AxleTour *tour,
           gboolean  passed,
           gpointer  user_data)
{
  AxleApplication *self = user_data;

  self->status = passed ? EXIT_SUCCESS : EXIT_FAILURE;
  g_application_quit (G_APPLICATION (self));
}

static void
begin_tour (AxleApplication *self)
{
  if (self->tour_folder == NULL || self->tour != NULL)
    return;
  self->tour = axle_tour_new (self->window, self->tour_folder);
  g_signal_connect (self->tour, "done", G_CALLBACK (tour_done), self);
  axle_tour_begin (self->tour);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AxleApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!axle_workstation_sign_in_finish (self->workstation, result, &error))
    {
      g_printerr ("axle: %s\n", error->message);
      self->status = EXIT_FAILURE;
      g_application_quit (G_APPLICATION (self));
      return;
    }
  axle_window_update_page (self->window);
  begin_tour (self);
}

static void
sign_in_by_option (AxleApplication *self)
{
  g_autoptr (GPtrArray) staff = axle_workstation_list_staff (self->workstation);
  const char *pin = g_getenv (PIN_VARIABLE);

  for (guint i = 0; i < staff->len; i++)
    {
      AxleRecord *record = g_ptr_array_index (staff, i);
      g_autofree char *title = axle_record_dup_title (record);

      if (g_strcmp0 (title, self->sign_in) == 0)
        {
          axle_workstation_sign_in_async (self->workstation, &record->id, pin != NULL ? pin : "",
                                          self->cancellable, signed_in_cb, g_object_ref (self));
          return;
        }
    }
  g_printerr (_("axle: nobody here is called “%s”\n"), self->sign_in);
  self->status = EXIT_FAILURE;
  g_application_quit (G_APPLICATION (self));
}

/* The day pack. */

static void
pack_made_cb (AxleApplication *self,
              const char      *path)
{
  /* Translators: then the path of a file. */
  g_autofree char *words = g_strdup_printf (_("Day pack saved: %s"), path);

  axle_window_toast (self->window, words);
}

static void
pack_failed_cb (AxleApplication *self,
                const char      *words)
{
  axle_window_toast (self->window, words);
  axle_window_notify (self->window, "day-pack", _("No Day Pack"), words);
}

/* Whoever only takes pictures leaves nothing behind. */
static void
begin_day_pack (AxleApplication *self)
{
  g_autoptr (GSettings) settings = g_settings_new (AXLE_APP_ID);

  if (self->day_pack != NULL || self->tour_folder != NULL)
    return;
  self->day_pack = axle_day_pack_new (self->workstation);
  g_signal_connect_object (self->day_pack, "made", G_CALLBACK (pack_made_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->day_pack, "failed", G_CALLBACK (pack_failed_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (self->day_pack), "settings", g_object_ref (settings), g_object_unref);
  axle_day_pack_bind (self->day_pack, settings);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AxleApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!axle_workstation_open_finish (self->workstation, result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_printerr ("axle: %s\n", error->message);
      self->status = EXIT_FAILURE;
      if (self->tour_folder != NULL)
        g_application_quit (G_APPLICATION (self));
      else
        axle_window_show_failure (self->window, error);
      return;
    }
  self->status = EXIT_SUCCESS;
  if (self->followup == NULL)
    self->followup = axle_followup_new (self->workstation);
  if (self->comparing == NULL)
    self->comparing = axle_comparing_new (self->workstation);
  begin_day_pack (self);
  axle_window_opened (self->window);
  if (self->sign_in != NULL && axle_workstation_get_staff (self->workstation) == NULL)
    sign_in_by_option (self);
  else
    begin_tour (self);
}

static void
open_profile (AxleApplication *self)
{
  g_autoptr (GSettings) settings = g_settings_new (AXLE_APP_ID);

  if (self->profile == NULL)
    self->profile = g_settings_get_string (settings, "profile");
  if (self->profile[0] == '\0')
    {
      g_free (self->profile);
      self->profile = axle_workstation_dup_default_profile ();
    }
  axle_workstation_set_photo_limit (self->workstation, g_settings_get_int (settings, "photo-gigabytes") * AXLE_GIGABYTE);
  axle_workstation_open_async (self->workstation, self->profile, self->cancellable, opened_cb, g_object_ref (self));
}

static void
ensure_window (AxleApplication *self)
{
  if (self->window != NULL)
    return;
  self->workstation = axle_workstation_new ();
  /* The file is opened while the window is made: often the first frame has what is in it. */
  open_profile (self);
  g_set_weak_pointer (&self->window, axle_window_new (GTK_APPLICATION (self), self->workstation));
}

static void
axle_application_activate (GApplication *application)
{
  AxleApplication *self = AXLE_APPLICATION (application);

  ensure_window (self);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
axle_application_open (GApplication  *application,
                       GFile        **files,
                       int            n_files,
                       const char    *hint)
{
  AxleApplication *self = AXLE_APPLICATION (application);

  axle_application_activate (application);
  axle_window_import_file (self->window, files[0]);
}

/* Each profile is a program of its own on the bus: two desks on one machine do
 * not take each other for one. */
static void
name_after_profile (AxleApplication *self)
{
  g_autofree char *path = g_canonicalize_filename (self->profile, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  g_autofree char *id = g_strdup_printf ("%s.Profile_%.16s", AXLE_APP_ID, digest);

  g_application_set_application_id (G_APPLICATION (self), id);
  g_set_str (&self->profile, path);
}

static int
axle_application_handle_local_options (GApplication *application,
                                       GVariantDict *values)
{
  AxleApplication *self = AXLE_APPLICATION (application);

  if (g_variant_dict_contains (values, "version"))
    {
      g_print ("axle %s\n", AXLE_VERSION);
      return EXIT_SUCCESS;
    }
  g_variant_dict_lookup (values, "profile", "^ay", &self->profile);
  g_variant_dict_lookup (values, "tour", "^ay", &self->tour_folder);
  g_variant_dict_lookup (values, "sign-in", "s", &self->sign_in);
  if (self->profile != NULL)
    name_after_profile (self);
  if (self->tour_folder != NULL)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  g_application_quit (user_data);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  AxleApplication *self = user_data;
  AdwDialog *dialog = NULL;

  if (axle_window_is_showing (self->window, ADW_TYPE_ABOUT_DIALOG))
    return;
  dialog = adw_about_dialog_new ();
  g_object_set (dialog,
                "application-name", _("Axle"),
                "application-icon", AXLE_APP_ID,
                "version", AXLE_VERSION,
                "developer-name", _("The Axle contributors"),
                "comments", _("The workstation of a car dealership: sales and service on one axle."),
                "license-type", GTK_LICENSE_GPL_3_0,
                "copyright", _("© 2026 The Axle contributors"),
                /* TRANSLATORS: your names, a line each. */
                "translator-credits", _("translator-credits"),
                NULL);
  adw_dialog_present (dialog, GTK_WIDGET (self->window));
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AxleApplication *self = user_data;

  if (!axle_window_is_showing (self->window, AXLE_TYPE_PREFERENCES_DIALOG))
    adw_dialog_present (axle_preferences_dialog_new (self->workstation, self->profile),
                        GTK_WIDGET (self->window));
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  AxleApplication *self = user_data;

  if (!axle_window_is_showing (self->window, AXLE_TYPE_SHORTCUTS_DIALOG))
    adw_dialog_present (axle_shortcuts_dialog_new (), GTK_WIDGET (self->window));
}

/* From a notification: shows what needs attention. */
static void
attend_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  AxleApplication *self = user_data;

  axle_application_activate (G_APPLICATION (self));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.view", "s", "inbox");
}

/* Of a desk that was locked out. */
static void
set_up_anew_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  AxleApplication *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!axle_workstation_is_erased (self->workstation))
    return;
  if (axle_workstation_set_up_anew (self->workstation, self->profile, &error))
    open_profile (self);
  else
    axle_window_show_failure (self->window, error);
}

static const GActionEntry entries[] = {
  { "quit", quit_action },
  { "about", about_action },
  { "preferences", preferences_action },
  { "shortcuts", shortcuts_action },
  { "attend", attend_action },
  { "set-up-anew", set_up_anew_action },
};

static void
axle_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (axle_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), application);
  axle_actions_set_accels (GTK_APPLICATION (application));
  gtk_window_set_default_icon_name (AXLE_APP_ID);
  /* Text that can be copied does not light up when Tab passes through it. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
}

static void
axle_application_shutdown (GApplication *application)
{
  AxleApplication *self = AXLE_APPLICATION (application);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->tour);
  if (self->followup != NULL)
    axle_followup_stop (self->followup);
  g_clear_object (&self->followup);
  if (self->comparing != NULL)
    axle_comparing_stop (self->comparing);
  g_clear_object (&self->comparing);
  if (self->day_pack != NULL)
    axle_day_pack_stop (self->day_pack);
  g_clear_object (&self->day_pack);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  if (self->workstation != NULL)
    axle_workstation_close (self->workstation);
  G_APPLICATION_CLASS (axle_application_parent_class)->shutdown (application);
}

static void
axle_application_finalize (GObject *object)
{
  AxleApplication *self = AXLE_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->workstation);
  g_clear_object (&self->cancellable);
  g_free (self->profile);
  g_free (self->tour_folder);
  g_free (self->sign_in);
  G_OBJECT_CLASS (axle_application_parent_class)->finalize (object);
}

static void
axle_application_class_init (AxleApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = axle_application_finalize;
  application_class->activate = axle_application_activate;
  application_class->open = axle_application_open;
  application_class->startup = axle_application_startup;
  application_class->shutdown = axle_application_shutdown;
  application_class->handle_local_options = axle_application_handle_local_options;
}

static void
axle_application_init (AxleApplication *self)
{
  self->cancellable = g_cancellable_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE TO IMPORT]"));
}

AxleApplication *
axle_application_new (void)
{
  return g_object_new (AXLE_TYPE_APPLICATION,
                       "application-id", AXLE_APP_ID,
                       "resource-base-path", RESOURCE_PATH,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

AxleWorkstation *
axle_application_get_workstation (AxleApplication *self)
{
  return self->workstation;
}

/* What the program exits with when it ran to its end. */
int
axle_application_get_status (AxleApplication *self)
{
  return self->status;
}
