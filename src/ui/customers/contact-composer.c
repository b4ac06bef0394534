/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/contact-composer.h"

#include <glib/gi18n-lib.h>

#include "app/contact-budget.h"
#include "app/customer-operations.h"
#include "app/form.h"
#include "core/party/contact.h"
#include "ui/shell/window.h"

struct _AxleContactComposer
{
  AdwBin           parent_instance;

  AxleWorkstation *workstation;
  AxleId           customer;
  AxleForm        *form;
  gboolean         filling;

  GtkDropDown     *channel;
  GtkDropDown     *direction;
  GtkTextView     *text;
  GtkWidget       *placeholder;
  GtkLabel        *hint;
};

G_DEFINE_FINAL_TYPE (AxleContactComposer, axle_contact_composer, ADW_TYPE_BIN)

static const AxleChoice *
choices (AxleContactField field)
{
  return axle_contact_entity.fields[field].choices;
}

static GListModel *
new_choice_model (AxleContactField field)
{
  GtkStringList *labels = gtk_string_list_new (NULL);

  for (const AxleChoice *choice = choices (field); choice->name != NULL; choice++)
    gtk_string_list_append (labels, _(choice->label));
  return G_LIST_MODEL (labels);
}

static guint
position_of (AxleContactField  field,
             const char       *name)
{
  for (guint i = 0; choices (field)[i].name != NULL; i++)
    if (g_strcmp0 (choices (field)[i].name, name) == 0)
      return i;
  return 0;
}

static void
update (AxleContactComposer *self)
{
  gboolean empty = gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->text)) == 0;

  gtk_widget_set_visible (self->placeholder, empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.log",
                                 self->form != NULL && !empty && axle_form_is_valid (self->form));
}

static void
typed_cb (AxleContactComposer *self)
{
  g_autofree char *text = NULL;

  if (self->form != NULL && !self->filling)
    {
      g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
      axle_form_set_typed (self->form, AXLE_CONTACT_SUMMARY, text);
    }
  update (self);
}

/* Before somebody calls a customer who has heard enough, or who does not want to. What the
 * customer begins costs nothing. */
static void
show_hint (AxleContactComposer *self)
{
  const AxleRecord *contact = self->form != NULL ? axle_form_get_record (self->form) : NULL;
  gboolean out = contact != NULL &&
                 g_strcmp0 (axle_record_get_text (contact, AXLE_CONTACT_DIRECTION), "out") == 0 &&
                 g_strcmp0 (axle_record_get_text (contact, AXLE_CONTACT_CHANNEL), "visit") != 0;
  g_autofree char *warning = NULL;

  if (out)
    {
      AxleContactBudget budget =
        axle_contact_budget_load (self->workstation, &self->customer, axle_host_now (axle_host_get_default ()));

      warning = axle_contact_budget_dup_warning (&budget, AXLE_CONTACT_TO_REMIND);
    }
  gtk_label_set_text (self->hint, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), warning != NULL);
}

static void
choose (AxleContactComposer *self,
        AxleContactField     field,
        GtkDropDown         *drop_down)
{
  guint selected = gtk_drop_down_get_selected (drop_down);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (self->form == NULL || self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  axle_value_set_text (&value, choices (field)[selected].name);
  axle_form_set (self->form, field, &value);
  show_hint (self);
}

static void
channel_chosen_cb (AxleContactComposer *self)
{
  choose (self, AXLE_CONTACT_CHANNEL, self->channel);
}

static void
direction_chosen_cb (AxleContactComposer *self)
{
  choose (self, AXLE_CONTACT_DIRECTION, self->direction);
}

char *
axle_contact_composer_dup_draft_name (const AxleId *customer)
{
  return g_strdup_printf ("contact/%s", AXLE_ID_TEXT (customer));
}

static void
begin_form (AxleContactComposer *self)
{
  g_autoptr(AxleRecord) contact = axle_customer_draft_new (self->workstation, &axle_contact_entity);
  g_autofree char *name = axle_contact_composer_dup_draft_name (&self->customer);
  const AxleRecord *record;

  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &self->customer);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "call");
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "in");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, axle_host_now (axle_host_get_default ()));
  g_clear_object (&self->form);
  self->form = axle_form_new (self->workstation, name, NULL, contact);

  record = axle_form_get_record (self->form);
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->channel, position_of (AXLE_CONTACT_CHANNEL, axle_record_get_text (record, AXLE_CONTACT_CHANNEL)));
  gtk_drop_down_set_selected (self->direction, position_of (AXLE_CONTACT_DIRECTION, axle_record_get_text (record, AXLE_CONTACT_DIRECTION)));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text),
                            axle_form_get_typed (self->form, AXLE_CONTACT_SUMMARY), -1);
  self->filling = FALSE;
  show_hint (self);
  update (self);
}

/* What is typed stays until it is known to be kept. */
typedef struct
{
  AxleContactComposer *self;
  AxleForm            *form;
} Logging;

static void
logging_free (Logging *logging)
{
  g_object_unref (logging->self);
  g_object_unref (logging->form);
  g_free (logging);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Logging, logging_free)

static void
logged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Logging) logging = data;
  AxleContactComposer *self = logging->self;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));

  if (error != NULL)
    {
      if (window != NULL)
        axle_window_toast_error (window, error);
      update (self);
      return;
    }
  axle_form_saved (logging->form);
  if (logging->form == self->form)
    begin_form (self);
  if (window != NULL)
    axle_window_toast_undo (window, _("Contact logged"), operation);
}

static void
log_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AxleContactComposer *self = AXLE_CONTACT_COMPOSER (widget);
  g_autoptr(AxleRecord) contact = axle_record_copy (axle_form_get_record (self->form));
  AxleRecord *staff = axle_workstation_get_staff (self->workstation);
  Logging *logging = g_new0 (Logging, 1);

  axle_record_set_integer (contact, AXLE_CONTACT_AT, axle_host_now (axle_host_get_default ()));
  if (staff != NULL)
    axle_record_set_id (contact, AXLE_CONTACT_STAFF, &staff->id);
  logging->self = g_object_ref (self);
  logging->form = g_object_ref (self->form);
  gtk_widget_action_set_enabled (widget, "composer.log", FALSE);
  axle_contact_add_async (self->workstation, contact, NULL, logged_cb, logging);
}

static void
axle_contact_composer_dispose (GObject *object)
{
  AxleContactComposer *self = AXLE_CONTACT_COMPOSER (object);

  g_clear_object (&self->form);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_CONTACT_COMPOSER);
  G_OBJECT_CLASS (axle_contact_composer_parent_class)->dispose (object);
}

static void
axle_contact_composer_class_init (AxleContactComposerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_contact_composer_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/contact-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleContactComposer, channel);
  gtk_widget_class_bind_template_child (widget_class, AxleContactComposer, direction);
  gtk_widget_class_bind_template_child (widget_class, AxleContactComposer, text);
  gtk_widget_class_bind_template_child (widget_class, AxleContactComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, AxleContactComposer, hint);
  gtk_widget_class_install_action (widget_class, "composer.log", NULL, log_action);
}

static void
axle_contact_composer_init (AxleContactComposer *self)
{
  g_autoptr(GListModel) channels = new_choice_model (AXLE_CONTACT_CHANNEL);
  g_autoptr(GListModel) directions = new_choice_model (AXLE_CONTACT_DIRECTION);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->channel, channels);
  gtk_drop_down_set_model (self->direction, directions);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->channel), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Channel"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->direction), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Direction"), -1);
  g_signal_connect_object (self->channel, "notify::selected", G_CALLBACK (channel_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->direction, "notify::selected", G_CALLBACK (direction_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

void
axle_contact_composer_set_customer (AxleContactComposer *self,
                                    AxleWorkstation     *workstation,
                                    const AxleId        *customer)
{
  g_set_object (&self->workstation, workstation);
  self->customer = *customer;
  begin_form (self);
}

gboolean
axle_contact_composer_has_text (AxleContactComposer *self)
{
  return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->text)) > 0;
}

void
axle_contact_composer_begin (AxleContactComposer *self,
                             const char          *channel)
{
  if (channel != NULL)
    gtk_drop_down_set_selected (self->channel, position_of (AXLE_CONTACT_CHANNEL, channel));
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}
