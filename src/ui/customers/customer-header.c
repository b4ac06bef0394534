/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-header.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "core/party/customer.h"
#include "ui/widgets/copy-button.h"
#include "ui/widgets/status-pill.h"

struct _AxleCustomerHeader
{
  AdwBin               parent_instance;

  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;

  AdwAvatar           *avatar;
  GtkLabel            *name;
  GtkLabel            *subtitle;
  AdwWrapBox          *chips;     /* these, with the tags before the last */
  GtkWidget           *stage;
  GtkWidget           *pending;
  GtkWidget           *state;
  GtkWidget           *number;
  GtkWidget           *number_label;
  GtkWidget           *number_copy;
  GtkWidget           *tag_button;
};

G_DEFINE_FINAL_TYPE (AxleCustomerHeader, axle_customer_header, ADW_TYPE_BIN)

static AxleRecord *
get_customer (AxleCustomerHeader *self)
{
  return axle_customer_profile_get_customer (self->profile);
}

static char *
format_field (AxleCustomerHeader *self,
              guint               field)
{
  return axle_workstation_format_value (self->workstation, &axle_customer_entity.fields[field],
                                        axle_record_get (get_customer (self), field));
}

static void
show_subtitle (AxleCustomerHeader *self)
{
  static const guint fields[] = {
    AXLE_CUSTOMER_PREFERRED_NAME, AXLE_CUSTOMER_COMPANY, AXLE_CUSTOMER_OCCUPATION, AXLE_CUSTOMER_CITY,
  };
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = format_field (self, fields[i]);
      if (*value != '\0')
        g_strv_builder_add (parts, value);
    }
  texts = g_strv_builder_end (parts);
  text = g_strjoinv (" · ", texts);
  gtk_label_set_label (self->subtitle, text);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *text != '\0');
}

static GtkWidget *
new_tag_chip (AxleCustomerHeader *self,
              const char       *tag)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *label = gtk_label_new (tag);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *tooltip = g_strdup_printf (_("Remove Tag “%s”"), tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "tag");
  gtk_box_append (GTK_BOX (chip), label);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "customer.remove-tag");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", tag);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  if (axle_customer_profile_may (self->profile, "customers.write"))
    gtk_box_append (GTK_BOX (chip), button);
  else
    g_object_unref (g_object_ref_sink (button));
  return chip;
}

static GtkWidget *
new_tag_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("axle-tag-add-symbolic");

  gtk_widget_set_tooltip_text (button, _("Tags…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tags…"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "customer.tag");
  gtk_widget_add_css_class (button, "chip-button");
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/* How what was typed fared, as a mark. */
static const struct
{
  AxleStatus  status;
  const char *word;
  const char *tooltip;
} states[] = {
  [AXLE_PROFILE_DECIDED] = {
    AXLE_STATUS_DONE, N_("Decided"), N_("A conflict over this was decided in the last days") },
  [AXLE_PROFILE_CONTESTED] = {
    AXLE_STATUS_LATE, N_("Contested"), N_("What was typed here met what another desk did") },
  [AXLE_PROFILE_REFUSED] = {
    AXLE_STATUS_BLOCKED, N_("Refused"), N_("The server refused a change; what was typed is kept") },
  [AXLE_PROFILE_NOT_MADE] = {
    AXLE_STATUS_BLOCKED, N_("Refused"), N_("The server refused this customer; it is on this desk only") },
};

static void
show_state (AxleCustomerHeader *self)
{
  AxleProfileState state = axle_customer_profile_get_state (self->profile);

  gtk_widget_set_visible (self->state, state != AXLE_PROFILE_SETTLED);
  if (state == AXLE_PROFILE_SETTLED)
    return;
  axle_status_pill_set (AXLE_STATUS_PILL (self->state), states[state].status, _(states[state].word));
  gtk_widget_set_tooltip_text (self->state, _(states[state].tooltip));
}

static gboolean
has_focus (GtkWidget *container)
{
  GtkRoot *root = gtk_widget_get_root (container);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, container);
}

/* The number that one rings first, ready to be copied. */
static GtkWidget *
new_number (AxleCustomerHeader *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  self->number_label = gtk_label_new (NULL);
  /* The groups of a number stand so wherever text goes from right to left. */
  gtk_widget_set_direction (self->number_label, GTK_TEXT_DIR_LTR);
  self->number_copy = axle_copy_button_new ();
  gtk_label_set_selectable (GTK_LABEL (self->number_label), TRUE);
  gtk_widget_add_css_class (self->number_label, "numeric");
  gtk_widget_add_css_class (box, "header-number");
  gtk_box_append (GTK_BOX (box), self->number_label);
  gtk_box_append (GTK_BOX (box), self->number_copy);
  return box;
}

static void
show_number (AxleCustomerHeader *self)
{
  g_autofree char *number = axle_record_dup_first_member (get_customer (self), AXLE_CUSTOMER_PHONES);
  g_auto(AxleValue) one = AXLE_VALUE_INIT;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->number, number != NULL);
  if (number == NULL)
    return;
  axle_value_set_members (&one, (const char *[]) { number, NULL });
  text = axle_workstation_format_value (self->workstation, &axle_customer_entity.fields[AXLE_CUSTOMER_PHONES], &one);
  gtk_label_set_label (GTK_LABEL (self->number_label), text);
  axle_copy_button_set_text (AXLE_COPY_BUTTON (self->number_copy), number, _("Copy Number"));
}

static void
show_tags (AxleCustomerHeader *self)
{
  g_auto(GStrv) tags = axle_record_dup_members (get_customer (self), AXLE_CUSTOMER_TAGS);
  GtkWidget *last = self->number;
  GtkWidget *old;

  while ((old = gtk_widget_get_next_sibling (self->number)) != self->tag_button)
    adw_wrap_box_remove (self->chips, old);
  for (guint i = 0; tags[i] != NULL; i++)
    {
      GtkWidget *chip = new_tag_chip (self, tags[i]);

      adw_wrap_box_insert_child_after (self->chips, chip, last);
      last = chip;
    }
}

/* What is always there tells of one customer after the other. */
static void
show_chips (AxleCustomerHeader *self)
{
  g_autofree char *stage = format_field (self, AXLE_CUSTOMER_STAGE);
  gboolean focused = has_focus (GTK_WIDGET (self->chips));

  axle_status_pill_set (AXLE_STATUS_PILL (self->stage), AXLE_STATUS_NEUTRAL, stage);
  gtk_widget_set_visible (self->stage, *stage != '\0');
  gtk_widget_set_visible (self->pending, axle_customer_profile_is_pending (self->profile));
  show_state (self);
  show_number (self);
  show_tags (self);
  gtk_widget_set_visible (self->tag_button, axle_customer_profile_may (self->profile, "customers.write"));
  if (focused && !has_focus (GTK_WIDGET (self->chips)))
    gtk_widget_child_focus (GTK_WIDGET (self->chips), GTK_DIR_TAB_FORWARD);
}

static void
show_customer (AxleCustomerHeader *self)
{
  g_autofree char *name = NULL;

  if (get_customer (self) == NULL)
    return;
  name = axle_record_dup_title (get_customer (self));
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name, name);
  show_subtitle (self);
  show_chips (self);
}

static void
axle_customer_header_dispose (GObject *object)
{
  AxleCustomerHeader *self = AXLE_CUSTOMER_HEADER (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_CUSTOMER_HEADER);
  G_OBJECT_CLASS (axle_customer_header_parent_class)->dispose (object);
}

static void
axle_customer_header_class_init (AxleCustomerHeaderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_customer_header_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/customer-header.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerHeader, avatar);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerHeader, name);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerHeader, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerHeader, chips);
}

static void
axle_customer_header_init (AxleCustomerHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->stage = axle_status_pill_new (AXLE_STATUS_NEUTRAL, "");
  self->pending = axle_status_pill_new (AXLE_STATUS_WAITING, _("Waits for the server"));
  self->state = axle_status_pill_new (AXLE_STATUS_NEUTRAL, "");
  self->number = new_number (self);
  self->tag_button = new_tag_button ();
  adw_wrap_box_append (self->chips, self->stage);
  adw_wrap_box_append (self->chips, self->pending);
  adw_wrap_box_append (self->chips, self->state);
  adw_wrap_box_append (self->chips, self->number);
  adw_wrap_box_append (self->chips, self->tag_button);
}

void
axle_customer_header_set_profile (AxleCustomerHeader  *self,
                                  AxleWorkstation     *workstation,
                                  AxleCustomerProfile *profile)
{
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (self->profile, self);
  g_set_object (&self->workstation, workstation);
  g_set_object (&self->profile, profile);
  if (profile == NULL)
    return;
  g_signal_connect_object (profile, "notify", G_CALLBACK (show_customer), self, G_CONNECT_SWAPPED);
  show_customer (self);
}
