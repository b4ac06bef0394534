/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/privacy-panel.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "app/privacy.h"
#include "core/organisation/rights.h"
#include "core/party/consent.h"
#include "core/party/customer.h"
#include "core/party/erasure.h"
#include "ui/customers/access-rows.h"
#include "ui/customers/erasure-dialog.h"
#include "ui/customers/person-export-dialog.h"
#include "ui/shell/window.h"
#include "ui/widgets/status-pill.h"

/* The days before the last one on which the clock turns red. */
#define SOON 3

#define N_PURPOSES 3

struct _AxlePrivacyPanel
{
  AdwBin               parent_instance;

  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  gboolean             filling;

  AdwSwitchRow        *switches[N_PURPOSES];
  AdwExpanderRow      *log;
  GPtrArray           *log_rows;     /* in @log */
  AdwPreferencesGroup *requests;
  GPtrArray           *request_rows; /* in @requests */
  GtkWidget           *access;
};

G_DEFINE_FINAL_TYPE (AxlePrivacyPanel, axle_privacy_panel, ADW_TYPE_BIN)

static const char *
label_of (const AxleEntity *entity,
          guint             field,
          const char       *name)
{
  return name != NULL ? _(axle_field_choice_label (&entity->fields[field], name)) : "";
}

/* Consent. */

/* “Agreed 3 March 2026 · On paper · 王芳” */
static char *
dup_line (AxlePrivacyPanel *self,
          const AxleRecord *line)
{
  g_autofree char *time = axle_workstation_format_time (self->workstation, axle_record_get_integer (line, AXLE_CONSENT_AT));
  const char *form = label_of (&axle_consent_entity, AXLE_CONSENT_FORM, axle_record_get_text (line, AXLE_CONSENT_FORM));
  const char *version = axle_record_get_text (line, AXLE_CONSENT_VERSION);
  AxleId staff = axle_record_get_id (line, AXLE_CONSENT_STAFF);
  const char *name = axle_workstation_get_staff_name (self->workstation, &staff);
  g_autoptr(GString) out = g_string_new (axle_record_get_boolean (line, AXLE_CONSENT_GIVEN) ? _("Agreed") : _("Withdrawn"));

  g_string_append_printf (out, " %s", time);
  if (*form != '\0')
    g_string_append_printf (out, " · %s", form);
  if (*name != '\0')
    g_string_append_printf (out, " · %s", name);
  if (version != NULL)
    {
      g_string_append (out, " · ");
      /* Translators: which text of the notice the customer agreed to */
      g_string_append_printf (out, _("notice %s"), version);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_state (AxlePrivacyPanel *self,
           const char       *purpose,
           gboolean          holds,
           GPtrArray        *log)
{
  AxleRecord *last = axle_consent_find_last (log, purpose);

  if (last != NULL && axle_record_get_boolean (last, AXLE_CONSENT_GIVEN) == holds)
    return dup_line (self, last);
  return g_strdup (holds ? _("Agreed; when and how was not noted") : _("Has not agreed"));
}

static void
show_log (AxlePrivacyPanel *self,
          GPtrArray        *log)
{
  for (guint i = 0; i < self->log_rows->len; i++)
    adw_expander_row_remove (self->log, self->log_rows->pdata[i]);
  g_ptr_array_set_size (self->log_rows, 0);
  for (guint i = 0; i < log->len; i++)
    {
      AxleRecord *line = log->pdata[i];
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *text = dup_line (self, line);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     label_of (&axle_consent_entity, AXLE_CONSENT_PURPOSE,
                                               axle_record_get_text (line, AXLE_CONSENT_PURPOSE)));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
      adw_expander_row_add_row (self->log, row);
      g_ptr_array_add (self->log_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->log), log->len > 0);
}

static void
show_consents (AxlePrivacyPanel *self,
               AxleDossier      *dossier)
{
  AxleRecord *customer = axle_dossier_get_customer (dossier);
  GPtrArray *log = axle_dossier_list (dossier, &axle_consent_entity);
  const char * const *purposes = axle_consent_list_purposes ();
  gboolean may = axle_customer_profile_may (self->profile, AXLE_RIGHT_CUSTOMERS_WRITE) &&
                 axle_record_get (customer, AXLE_CUSTOMER_ERASED_AT)->kind == AXLE_VALUE_NONE;

  self->filling = TRUE;
  for (guint i = 0; i < N_PURPOSES; i++)
    {
      gboolean holds = axle_record_get_boolean (customer, (guint) axle_consent_find_field (purposes[i]));
      g_autofree char *state = dup_state (self, purposes[i], holds, log);

      adw_switch_row_set_active (self->switches[i], holds);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->switches[i]), state);
      gtk_widget_set_sensitive (GTK_WIDGET (self->switches[i]), may);
    }
  self->filling = FALSE;
  show_log (self, log);
}

static void
consent_saved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  /* Given or withdrawn, as the operation says. */
  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, axle_workstation_get_undo_title (AXLE_WORKSTATION (source)));
}

static void
switched_cb (AxlePrivacyPanel *self,
             GParamSpec       *property,
             AdwSwitchRow     *row)
{
  AxleRecord *customer = axle_customer_profile_get_customer (self->profile);

  if (self->filling || customer == NULL)
    return;
  for (guint i = 0; i < N_PURPOSES; i++)
    if (self->switches[i] == row)
      axle_consent_set_async (self->workstation, customer, axle_consent_list_purposes ()[i], adw_switch_row_get_active (row),
                              "spoken", NULL, NULL, consent_saved_cb, g_object_ref (axle_window_of (GTK_WIDGET (self))));
}

/* Requests. */

static void
add_request_row (AxlePrivacyPanel *self,
                 GtkWidget        *row)
{
  adw_preferences_group_add (self->requests, row);
  g_ptr_array_add (self->request_rows, row);
}

static GtkWidget *
new_button_row (const char *title,
                const char *action,
                gboolean    destructive)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  if (destructive)
    gtk_widget_add_css_class (row, "destructive-action");
  return row;
}

static GtkWidget *
new_countdown (AxlePrivacyPanel *self,
               const AxleRecord *request)
{
  int left = axle_erasure_get_days_left (self->workstation, request);
  g_autofree char *word = NULL;

  if (left < 0)
    word = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d working day late", "%d working days late", (gulong) -left), -left);
  else if (left == 0)
    word = g_strdup (_("Due today"));
  else
    word = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d working day left", "%d working days left", (gulong) left), left);
  return axle_status_pill_new (left < SOON ? AXLE_STATUS_LATE : AXLE_STATUS_WAITING, word);
}

static char *
dup_request_detail (AxlePrivacyPanel *self,
                    const AxleRecord *request)
{
  g_autofree char *asked =
    axle_workstation_format_time (self->workstation, axle_record_get_integer (request, AXLE_ERASURE_REQUESTED_AT));
  g_autofree char *done = axle_workstation_format_time (self->workstation, axle_record_get_integer (request, AXLE_ERASURE_DONE_AT));
  const char *state = axle_record_get_text (request, AXLE_ERASURE_STATE);
  const char *until = axle_record_get_text (request, AXLE_ERASURE_HOLD_UNTIL);

  if (g_strcmp0 (state, "held") == 0 && until != NULL)
    return g_strdup_printf (_("Deleted %s but for what must be kept until %s: %s"), done, until,
                            axle_record_get_text (request, AXLE_ERASURE_HOLD_REASON));
  if (g_strcmp0 (state, "held") == 0)
    return g_strdup_printf (_("Deleted %s but for what must be kept: %s"), done,
                            axle_record_get_text (request, AXLE_ERASURE_HOLD_REASON));
  return g_strdup_printf (_("Asked %s; to be done by %s"), asked, axle_record_get_text (request, AXLE_ERASURE_DUE));
}

static void
add_request (AxlePrivacyPanel *self,
             const AxleRecord *request)
{
  gboolean open = axle_erasure_is_open (request);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *detail = dup_request_detail (self, request);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Request for deletion"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  if (open)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_countdown (self, request));
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), axle_status_pill_new (AXLE_STATUS_BLOCKED, _("Held by law")));
  add_request_row (self, row);
  if (open)
    add_request_row (self, new_button_row (_("_Withdraw the Request"), "privacy.withdraw", FALSE));
  add_request_row (self, new_button_row (open ? _("_Delete Now…") : _("_Delete What Was Kept…"), "privacy.carry-out", TRUE));
}

static void
show_requests (AxlePrivacyPanel *self,
               AxleDossier      *dossier)
{
  AxleRecord *request = axle_erasure_find_current (axle_dossier_list (dossier, &axle_erasure_entity));
  gboolean may = axle_customer_profile_may (self->profile, AXLE_RIGHT_PRIVACY);

  for (guint i = 0; i < self->request_rows->len; i++)
    adw_preferences_group_remove (self->requests, self->request_rows->pdata[i]);
  g_ptr_array_set_size (self->request_rows, 0);
  if (request != NULL)
    add_request (self, request);
  else
    add_request_row (self, new_button_row (_("_Request Deletion"), "privacy.request", FALSE));
  add_request_row (self, new_button_row (_("_Export Everything…"), "privacy.export", FALSE));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "privacy.request", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "privacy.withdraw", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "privacy.carry-out", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "privacy.export",
                                 axle_customer_profile_may (self->profile, AXLE_RIGHT_CUSTOMERS_EXPORT));
}

static AxleRecord *
get_request (AxlePrivacyPanel *self)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);

  return dossier != NULL ? axle_erasure_find_current (axle_dossier_list (dossier, &axle_erasure_entity)) : NULL;
}

static void
requested_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Deletion requested"));
}

static void
request_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AxlePrivacyPanel *self = AXLE_PRIVACY_PANEL (widget);

  axle_erasure_request_async (self->workstation, axle_customer_profile_get_id (self->profile), "spoken", NULL, NULL,
                              requested_cb, g_object_ref (axle_window_of (widget)));
}

static void
withdrawn_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Request for deletion withdrawn"));
}

static void
withdraw_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxlePrivacyPanel *self = AXLE_PRIVACY_PANEL (widget);
  AxleRecord *request = get_request (self);

  if (request != NULL)
    axle_erasure_withdraw_async (self->workstation, request, NULL, withdrawn_cb, g_object_ref (axle_window_of (widget)));
}

static void
carry_out_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  AxlePrivacyPanel *self = AXLE_PRIVACY_PANEL (widget);
  AxleRecord *request = get_request (self);
  AxleRecord *customer = axle_customer_profile_get_customer (self->profile);

  if (request != NULL && customer != NULL)
    axle_erasure_dialog_present (axle_window_of (widget), customer, request);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxlePrivacyPanel *self = AXLE_PRIVACY_PANEL (widget);

  axle_person_export_choose (axle_window_of (widget), axle_customer_profile_get_customer (self->profile));
}

/* The whole. */

static void
show (AxlePrivacyPanel *self)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);

  gtk_widget_set_visible (GTK_WIDGET (self), dossier != NULL);
  if (dossier == NULL)
    return;
  show_consents (self, dossier);
  show_requests (self, dossier);
}

static AdwPreferencesGroup *
new_group (GtkBox     *box,
           const char *title,
           const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
build_consents (AxlePrivacyPanel *self,
                GtkBox           *box)
{
  AdwPreferencesGroup *group = new_group (box, _("Consent"), _("What the customer agreed to. A withdrawal counts at once, on every desk."));
  const char * const *purposes = axle_consent_list_purposes ();

  for (guint i = 0; i < N_PURPOSES; i++)
    {
      self->switches[i] = ADW_SWITCH_ROW (adw_switch_row_new ());
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->switches[i]), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->switches[i]),
                                     label_of (&axle_consent_entity, AXLE_CONSENT_PURPOSE, purposes[i]));
      adw_preferences_group_add (group, GTK_WIDGET (self->switches[i]));
      g_signal_connect_object (self->switches[i], "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
    }
  self->log = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->log), _("Earlier answers"));
  adw_preferences_group_add (group, GTK_WIDGET (self->log));
}

static void
axle_privacy_panel_dispose (GObject *object)
{
  AxlePrivacyPanel *self = AXLE_PRIVACY_PANEL (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  g_clear_pointer (&self->log_rows, g_ptr_array_unref);
  g_clear_pointer (&self->request_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (axle_privacy_panel_parent_class)->dispose (object);
}

static void
axle_privacy_panel_class_init (AxlePrivacyPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_privacy_panel_dispose;
  gtk_widget_class_install_action (widget_class, "privacy.request", NULL, request_action);
  gtk_widget_class_install_action (widget_class, "privacy.withdraw", NULL, withdraw_action);
  gtk_widget_class_install_action (widget_class, "privacy.carry-out", NULL, carry_out_action);
  gtk_widget_class_install_action (widget_class, "privacy.export", NULL, export_action);
}

static void
axle_privacy_panel_init (AxlePrivacyPanel *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));

  self->log_rows = g_ptr_array_new ();
  self->request_rows = g_ptr_array_new ();
  build_consents (self, box);
  self->requests = new_group (box, _("Requests"), _("What the customer asks for is done within ten working days."));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
}

GtkWidget *
axle_privacy_panel_new (AxleWorkstation     *workstation,
                        AxleCustomerProfile *profile)
{
  AxlePrivacyPanel *self = g_object_new (AXLE_TYPE_PRIVACY_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  self->access = axle_access_rows_new (workstation, axle_customer_profile_get_id (profile));
  gtk_box_append (GTK_BOX (adw_bin_get_child (ADW_BIN (self))), self->access);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
