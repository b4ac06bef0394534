/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-page.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/customer-profile.h"
#include "app/format.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "ui/customers/contact-composer.h"
#include "ui/customers/customer-dialog.h"
#include "ui/customers/export-dialog.h"
#include "ui/customers/note-dialog.h"
#include "ui/customers/tag-dialog.h"
#include "ui/customers/timeline-row.h"
#include "ui/customers/vehicle-card.h"
#include "ui/customers/vehicle-dialog.h"
#include "ui/photos/photo-grid.h"
#include "ui/shell/window.h"
#include "ui/widgets/copy-button.h"
#include "ui/widgets/status-pill.h"
#include "ui/widgets/time-label.h"

/* Rows of a list that are made at once: a screen or two. */
#define ROWS_AT_ONCE 40

struct _AxleCustomerPage
{
  AdwNavigationPage    parent_instance;

  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  AxleRecord          *shown;         /* what the parts below the name were made from */
  gboolean             focus_when_shown;
  GtkSliceListModel   *timeline_model;
  GtkSliceListModel   *history_model;

  AdwBanner           *draft_banner;
  AdwBanner           *conflict_banner;
  GtkScrolledWindow   *scroller;
  AdwAvatar           *avatar;
  GtkLabel            *name;
  GtkLabel            *subtitle;
  AdwWrapBox          *chips;
  GtkListBox          *phones;
  GtkFlowBox          *vehicles;
  GtkWidget           *switcher;
  AdwViewStack        *stack;
  AxleContactComposer *composer;
  GtkListBox          *timeline;
  GtkBox              *photos;
  GtkBox              *details;
  GtkListBox          *history;
  GtkWidget           *earlier_button;
  GtkWidget           *earlier_history_button;
};

G_DEFINE_FINAL_TYPE (AxleCustomerPage, axle_customer_page, ADW_TYPE_NAVIGATION_PAGE)

/* What the details list, and under which heading. */
static const guint person[] = {
  AXLE_CUSTOMER_TYPE, AXLE_CUSTOMER_GENDER, AXLE_CUSTOMER_BIRTHDAY, AXLE_CUSTOMER_OCCUPATION, AXLE_CUSTOMER_COMPANY,
  AXLE_CUSTOMER_CREDIT_CODE, AXLE_CUSTOMER_HOUSEHOLD, AXLE_CUSTOMER_CAR_USE,
};
static const guint reach[] = {
  AXLE_CUSTOMER_WECHAT, AXLE_CUSTOMER_EMAILS, AXLE_CUSTOMER_CITY, AXLE_CUSTOMER_ADDRESS,
  AXLE_CUSTOMER_CHANNEL, AXLE_CUSTOMER_TIMES,
};
static const guint care[] = {
  AXLE_CUSTOMER_ADVISOR, AXLE_CUSTOMER_CONSULTANT, AXLE_CUSTOMER_STAGE, AXLE_CUSTOMER_SOURCE,
};
static const guint consent[] = {
  AXLE_CUSTOMER_CONSENT_CONTACT, AXLE_CUSTOMER_CONSENT_MARKETING, AXLE_CUSTOMER_CONSENT_DRIVING,
};

static const struct
{
  const char  *title;
  const guint *fields;
  guint        n_fields;
} detail_groups[] = {
  { N_("Care"), care, G_N_ELEMENTS (care) },
  { N_("Reach"), reach, G_N_ELEMENTS (reach) },
  { N_("Person"), person, G_N_ELEMENTS (person) },
  { N_("Consent"), consent, G_N_ELEMENTS (consent) },
};

static AxleRecord *
get_customer (AxleCustomerPage *self)
{
  return self->profile != NULL ? axle_customer_profile_get_customer (self->profile) : NULL;
}

static char *
format_field (AxleCustomerPage *self,
              guint             field)
{
  return axle_workstation_format_value (self->workstation, &axle_customer_entity.fields[field],
                                        axle_record_get (get_customer (self), field));
}

static void
show_subtitle (AxleCustomerPage *self)
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
new_chip (const char *text,
          const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "chip");
  gtk_widget_add_css_class (label, "caption");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_person_chip (AxleCustomerPage *self,
                 guint             field)
{
  g_autofree char *name = format_field (self, field);
  g_autofree char *text = g_strdup_printf ("%s %s", _(axle_customer_entity.fields[field].label), name);

  if (*name != '\0')
    adw_wrap_box_append (self->chips, new_chip (text, "person"));
}

static void
tagged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Tag removed"));
}

static void
remove_tag_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  const char *tags[] = { g_variant_get_string (parameter, NULL), NULL };

  /* The button that was pressed goes away, and the focus with it. */
  axle_customer_page_focus (self);
  axle_customers_tag_async (self->workstation, axle_customer_profile_get_id (self->profile), 1, NULL, tags, NULL,
                            tagged_cb, g_object_ref (axle_window_of (widget)));
}

static GtkWidget *
new_tag_chip (AxleCustomerPage *self,
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
  if (axle_workstation_may (self->workstation, "customers.write"))
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

/* How what was typed fared, as a mark and, while somebody has to decide, a banner. */
static const struct
{
  AxleStatus  status;
  const char *word;
  const char *tooltip;
  const char *banner;
} states[] = {
  [AXLE_PROFILE_DECIDED] = {
    AXLE_STATUS_DONE, N_("Decided"), N_("A conflict over this was decided in the last days"), NULL },
  [AXLE_PROFILE_CONTESTED] = {
    AXLE_STATUS_LATE, N_("Contested"), N_("What was typed here met what another desk did"),
    N_("What was typed here met what another desk did.") },
  [AXLE_PROFILE_REFUSED] = {
    AXLE_STATUS_BLOCKED, N_("Refused"), N_("The server refused a change; what was typed is kept"),
    N_("The server refused a change. What was typed is kept.") },
  [AXLE_PROFILE_NOT_MADE] = {
    AXLE_STATUS_BLOCKED, N_("Refused"), N_("The server refused this customer; it is on this desk only"),
    N_("The server refused this customer, who is on this desk only. Edit it to send it again.") },
};

static void
add_state_chip (AxleCustomerPage *self)
{
  AxleProfileState state = axle_customer_profile_get_state (self->profile);
  GtkWidget *pill;

  if (state == AXLE_PROFILE_SETTLED)
    return;
  pill = axle_status_pill_new (states[state].status, _(states[state].word));
  gtk_widget_set_tooltip_text (pill, _(states[state].tooltip));
  adw_wrap_box_append (self->chips, pill);
}

static void
show_state (AxleCustomerPage *self)
{
  AxleProfileState state = axle_customer_profile_get_state (self->profile);
  const char *banner = states[state].banner;

  if (banner != NULL)
    adw_banner_set_title (self->conflict_banner, _(banner));
  adw_banner_set_revealed (self->conflict_banner, banner != NULL);
}

/* Whether none of these differs from what stands there: then it is left alone, with
 * the focus and what is selected in it. */
static gboolean
shows_same (AxleCustomerPage *self,
            const guint      *fields,
            guint             n_fields)
{
  if (self->shown == NULL)
    return FALSE;
  for (guint i = 0; i < n_fields; i++)
    if (!axle_value_equal (axle_record_get (self->shown, fields[i]), axle_record_get (get_customer (self), fields[i])))
      return FALSE;
  return TRUE;
}

static gboolean
has_focus (GtkWidget *container)
{
  GtkRoot *root = gtk_widget_get_root (container);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, container);
}

static void
show_chips (AxleCustomerPage *self)
{
  g_auto(GStrv) tags = axle_record_dup_members (get_customer (self), AXLE_CUSTOMER_TAGS);
  g_autofree char *stage = format_field (self, AXLE_CUSTOMER_STAGE);
  gboolean focused = has_focus (GTK_WIDGET (self->chips));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, child);
  if (*stage != '\0')
    adw_wrap_box_append (self->chips, axle_status_pill_new (AXLE_STATUS_NEUTRAL, stage));
  if (axle_customer_profile_is_pending (self->profile))
    adw_wrap_box_append (self->chips, axle_status_pill_new (AXLE_STATUS_WAITING, _("Waits for the server")));
  add_state_chip (self);
  add_person_chip (self, AXLE_CUSTOMER_ADVISOR);
  add_person_chip (self, AXLE_CUSTOMER_CONSULTANT);
  for (guint i = 0; tags[i] != NULL; i++)
    adw_wrap_box_append (self->chips, new_tag_chip (self, tags[i]));
  if (axle_workstation_may (self->workstation, "customers.write"))
    adw_wrap_box_append (self->chips, new_tag_button ());
  if (focused)
    gtk_widget_child_focus (GTK_WIDGET (self->chips), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
new_value_row (const char *title,
               const char *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  return row;
}

static void
show_phones (AxleCustomerPage *self)
{
  static const guint fields[] = { AXLE_CUSTOMER_PHONES };
  const AxleField *field = &axle_customer_entity.fields[AXLE_CUSTOMER_PHONES];
  g_auto(GStrv) phones = axle_record_dup_members (get_customer (self), AXLE_CUSTOMER_PHONES);

  if (shows_same (self, fields, G_N_ELEMENTS (fields)))
    return;
  gtk_list_box_remove_all (self->phones);
  for (guint i = 0; phones[i] != NULL; i++)
    {
      g_auto(AxleValue) one = AXLE_VALUE_INIT;
      g_autofree char *text = NULL;
      GtkWidget *row, *copy = axle_copy_button_new ();

      axle_value_set_members (&one, (const char *[]) { phones[i], NULL });
      text = axle_workstation_format_value (self->workstation, field, &one);
      row = new_value_row (i == 0 ? C_("phone", "Main number") : C_("phone", "Further number"), text);
      axle_copy_button_set_text (AXLE_COPY_BUTTON (copy), phones[i], _("Copy Number"));
      gtk_widget_set_valign (copy, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), copy);
      gtk_list_box_append (self->phones, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->phones), phones[0] != NULL);
}

static gboolean
shows_same_details (AxleCustomerPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (detail_groups); i++)
    if (!shows_same (self, detail_groups[i].fields, detail_groups[i].n_fields))
      return FALSE;
  return TRUE;
}

static void
show_details (AxleCustomerPage *self)
{
  GtkWidget *child;

  if (shows_same_details (self))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->details))) != NULL)
    gtk_box_remove (self->details, child);
  for (guint i = 0; i < G_N_ELEMENTS (detail_groups); i++)
    {
      GtkWidget *group = adw_preferences_group_new ();
      guint n_rows = 0;

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(detail_groups[i].title));
      for (guint j = 0; j < detail_groups[i].n_fields; j++)
        {
          g_autofree char *value = format_field (self, detail_groups[i].fields[j]);

          if (*value == '\0')
            continue;
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                     new_value_row (_(axle_customer_entity.fields[detail_groups[i].fields[j]].label), value));
          n_rows++;
        }
      if (n_rows > 0)
        gtk_box_append (self->details, group);
      else
        g_object_unref (g_object_ref_sink (group));
    }
}

static void
show_draft (AxleCustomerPage *self)
{
  g_autofree char *name = g_strdup_printf ("customer/%s", AXLE_ID_TEXT (axle_customer_profile_get_id (self->profile)));
  g_autoptr(GBytes) draft = axle_workstation_get_draft (self->workstation, name);

  adw_banner_set_revealed (self->draft_banner, draft != NULL);
}

static void
update_actions (AxleCustomerPage *self)
{
  static const char *writing[] = {
    "customer.edit", "customer.add-vehicle", "customer.add-note", "customer.log-contact", "customer.tag",
    "customer.remove-tag", "customer.add-photos",
  };
  gboolean known = get_customer (self) != NULL;
  gboolean may_write = known && axle_workstation_may (self->workstation, "customers.write");

  for (guint i = 0; i < G_N_ELEMENTS (writing); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), writing[i], may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "customer.delete",
                                 known && axle_workstation_may (self->workstation, "customers.delete"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "customer.export",
                                 known && axle_workstation_may (self->workstation, "customers.export"));
  gtk_widget_set_visible (GTK_WIDGET (self->composer), may_write);
}

static void
show_customer (AxleCustomerPage *self)
{
  AxleRecord *customer = get_customer (self);
  g_autofree char *name = NULL;

  update_actions (self);
  if (customer == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "customers.leave-profile", NULL);
      return;
    }
  name = axle_record_dup_title (customer);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), name);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name, name);
  show_subtitle (self);
  show_chips (self);
  show_phones (self);
  show_details (self);
  show_draft (self);
  show_state (self);
  g_clear_pointer (&self->shown, axle_record_unref);
  self->shown = axle_record_ref (customer);
}

static void clear_photos (AxleCustomerPage *self);
static void show_photos  (AxleCustomerPage *self);

static void
show_vehicle_count (AxleCustomerPage *self)
{
  GListModel *vehicles = axle_customer_profile_get_vehicles (self->profile);
  guint n_vehicles = g_list_model_get_n_items (vehicles);

  clear_photos (self);
  show_photos (self);
  gtk_flow_box_set_max_children_per_line (self->vehicles, CLAMP (n_vehicles, 1, 2));
  gtk_widget_set_visible (GTK_WIDGET (self->vehicles), n_vehicles > 0);
}

static GtkWidget *
new_vehicle_card (gpointer item,
                  gpointer data)
{
  AxleCustomerPage *self = data;
  return axle_vehicle_card_new (self->workstation, item);
}

static GtkWidget *
new_timeline_row (gpointer item,
                  gpointer data)
{
  AxleCustomerPage *self = data;
  return axle_timeline_row_new (self->workstation, item);
}

static GtkWidget *
new_history_row (gpointer item,
                 gpointer data)
{
  AxleCustomerPage *self = data;
  AxleHistoryItem *entry = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *time = axle_time_label_new (self->workstation, axle_history_item_get_at (entry));
  const char *before = axle_history_item_get_before (entry), *after = axle_history_item_get_after (entry);
  const char *staff = axle_history_item_get_staff (entry), *desk = axle_history_item_get_desk (entry);
  g_autoptr(GString) subtitle = g_string_new (NULL);

  if (*before != '\0' || *after != '\0')
    g_string_append_printf (subtitle, "%s → %s", *before != '\0' ? before : "–", *after != '\0' ? after : "–");
  if (*staff != '\0' || *desk != '\0')
    g_string_append_printf (subtitle, "%s%s%s%s", subtitle->len > 0 ? "\n" : "", staff,
                            *staff != '\0' && *desk != '\0' ? " · " : "", desk);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), axle_history_item_get_title (entry));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  if (axle_history_item_is_pending (entry))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), axle_status_pill_new (AXLE_STATUS_WAITING, _("Waiting")));
  gtk_widget_add_css_class (time, "caption");
  gtk_widget_add_css_class (time, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
  return row;
}

static void
show_earlier_buttons (AxleCustomerPage *self)
{
  GtkSliceListModel *models[] = { self->timeline_model, self->history_model };
  GtkWidget *buttons[] = { self->earlier_button, self->earlier_history_button };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      GListModel *all = models[i] != NULL ? gtk_slice_list_model_get_model (models[i]) : NULL;

      gtk_widget_set_visible (buttons[i], all != NULL &&
                              g_list_model_get_n_items (all) > gtk_slice_list_model_get_size (models[i]));
    }
}

/* History is read when it is looked at, not for each customer that passes by. */
static void
show_history (AxleCustomerPage *self)
{
  gboolean visible = g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), "history") == 0;
  guint n_rows = self->history_model != NULL ? gtk_slice_list_model_get_size (self->history_model) : ROWS_AT_ONCE;

  if (!visible || self->profile == NULL)
    return;
  g_clear_object (&self->history_model);
  self->history_model = gtk_slice_list_model_new (axle_customer_profile_dup_history (self->profile), 0, n_rows);
  gtk_list_box_bind_model (self->history, G_LIST_MODEL (self->history_model), new_history_row, self, NULL);
  show_earlier_buttons (self);
}

static void
clear_photos (AxleCustomerPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->photos))) != NULL)
    gtk_box_remove (self->photos, child);
}

static void
add_photos (AxleCustomerPage *self,
            const AxleRecord *record,
            const char       *title)
{
  g_autofree char *known = *title != '\0' ? g_strdup (title) : axle_record_dup_title (record);

  gtk_box_append (self->photos, axle_photo_grid_new (self->workstation, &record->id,
                                                     known != NULL ? known : _(record->entity->label)));
}

static void
add_photos_of_vehicle (AxleCustomerPage *self,
                       const AxleRecord *vehicle)
{
  g_autofree char *plate = axle_workstation_format_value (self->workstation, &axle_vehicle_entity.fields[AXLE_VEHICLE_PLATE],
                                                          axle_record_get (vehicle, AXLE_VEHICLE_PLATE));

  add_photos (self, vehicle, plate);
}

/* Photos of the customer and of each car are looked for when they are looked at. */
static void
show_photos (AxleCustomerPage *self)
{
  gboolean visible = g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), "photos") == 0;
  GListModel *vehicles;

  if (!visible || self->profile == NULL || get_customer (self) == NULL ||
      gtk_widget_get_first_child (GTK_WIDGET (self->photos)) != NULL)
    return;
  vehicles = axle_customer_profile_get_vehicles (self->profile);
  add_photos (self, get_customer (self), "");
  for (guint i = 0; i < g_list_model_get_n_items (vehicles); i++)
    {
      g_autoptr(AxleProfileVehicle) vehicle = g_list_model_get_item (vehicles, i);

      add_photos_of_vehicle (self, axle_profile_vehicle_get_vehicle (vehicle));
    }
}

static void
show_stack_page (AxleCustomerPage *self)
{
  show_history (self);
  show_photos (self);
}

/* The focus goes to the first row that is new, not away with the button. */
static void
show_earlier_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  gboolean history = g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), "history") == 0;
  GtkSliceListModel *model = history ? self->history_model : self->timeline_model;
  guint n_rows = gtk_slice_list_model_get_size (model);
  GtkListBoxRow *row;

  gtk_slice_list_model_set_size (model, n_rows + ROWS_AT_ONCE);
  row = gtk_list_box_get_row_at_index (history ? self->history : self->timeline, (int) n_rows);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  show_earlier_buttons (self);
}

static void
profile_changed_cb (AxleCustomerPage *self)
{
  show_customer (self);
  show_history (self);
}

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  AdwDialog *dialog = axle_customer_dialog_new (self->workstation, get_customer (self), NULL);

  g_signal_connect_object (dialog, "closed", G_CALLBACK (show_customer), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_dialog_present (dialog, widget);
}

static void
add_vehicle_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_dialog_present (axle_vehicle_dialog_new (self->workstation, axle_customer_profile_get_id (self->profile), NULL, NULL),
                      widget);
}

static void
add_note_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_dialog_present (axle_note_dialog_new (self->workstation, axle_customer_profile_get_id (self->profile), NULL), widget);
}

static void
add_photos_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->stack, "photos");
  axle_photos_choose (widget, self->workstation, axle_customer_profile_get_id (self->profile));
}

static void
show_tab_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  adw_view_stack_set_visible_child_name (AXLE_CUSTOMER_PAGE (widget)->stack, g_variant_get_string (parameter, NULL));
}

static void
show_photos_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "customer.show-tab", "s", "photos");
}

static void
log_contact_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->stack, "timeline");
  axle_contact_composer_begin (self->composer, NULL);
}

static void
tag_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_dialog_present (axle_tag_dialog_new (self->workstation, axle_customer_profile_get_id (self->profile), 1), widget);
}

static void
show_history_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  adw_view_stack_set_visible_child_name (AXLE_CUSTOMER_PAGE (widget)->stack, "history");
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  g_autofree char *title = axle_record_dup_title (get_customer (self));
  g_autofree char *phones = format_field (self, AXLE_CUSTOMER_PHONES);
  g_autofree char *text = g_strjoin ("\t", title, phones, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  axle_export_customers (axle_window_of (widget), AXLE_EXPORT_VCARD, axle_customer_profile_get_id (self->profile), 1);
}

static void
decide_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  AxleId record;
  const AxleEntity *entity = axle_customer_profile_get_contested (self->profile, &record);

  if (entity != NULL)
    axle_window_show_conflicts (axle_window_of (widget), entity, &record);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Customer deleted"));
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  axle_customers_delete_async (self->workstation, axle_customer_profile_get_id (self->profile), 1, NULL,
                               deleted_cb, g_object_ref (axle_window_of (widget)));
}

static void
axle_customer_page_shown (AdwNavigationPage *page)
{
  if (AXLE_CUSTOMER_PAGE (page)->focus_when_shown)
    axle_customer_page_focus (AXLE_CUSTOMER_PAGE (page));
}

static void
axle_customer_page_dispose (GObject *object)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (object);

  g_clear_object (&self->timeline_model);
  g_clear_object (&self->history_model);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->shown, axle_record_unref);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_CUSTOMER_PAGE);
  G_OBJECT_CLASS (axle_customer_page_parent_class)->dispose (object);
}

static void
axle_customer_page_class_init (AxleCustomerPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_customer_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (class)->shown = axle_customer_page_shown;
  g_type_ensure (AXLE_TYPE_CONTACT_COMPOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/customer-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, draft_banner);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, conflict_banner);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, name);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, chips);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, phones);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, vehicles);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, composer);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, photos);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, details);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, history);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, earlier_button);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, earlier_history_button);
  gtk_widget_class_bind_template_callback (widget_class, show_stack_page);
  gtk_widget_class_install_action (widget_class, "customer.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "customer.add-vehicle", NULL, add_vehicle_action);
  gtk_widget_class_install_action (widget_class, "customer.add-note", NULL, add_note_action);
  gtk_widget_class_install_action (widget_class, "customer.log-contact", NULL, log_contact_action);
  gtk_widget_class_install_action (widget_class, "customer.tag", NULL, tag_action);
  gtk_widget_class_install_action (widget_class, "customer.remove-tag", "s", remove_tag_action);
  gtk_widget_class_install_action (widget_class, "customer.show-earlier", NULL, show_earlier_action);
  gtk_widget_class_install_action (widget_class, "customer.add-photos", NULL, add_photos_action);
  gtk_widget_class_install_action (widget_class, "customer.show-photos", NULL, show_photos_action);
  gtk_widget_class_install_action (widget_class, "customer.show-tab", "s", show_tab_action);
  gtk_widget_class_install_action (widget_class, "customer.show-history", NULL, show_history_action);
  gtk_widget_class_install_action (widget_class, "customer.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "customer.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "customer.decide", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "customer.delete", NULL, delete_action);
}

static void
axle_customer_page_init (AxleCustomerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
axle_customer_page_new (AxleWorkstation *workstation)
{
  AxleCustomerPage *self = g_object_new (AXLE_TYPE_CUSTOMER_PAGE, NULL);

  self->workstation = g_object_ref (workstation);
  update_actions (self);
  return GTK_WIDGET (self);
}

/**
 * axle_customer_page_set_customer:
 * @self: a page
 * @customer: (nullable): whom to show
 */
void
axle_customer_page_set_customer (AxleCustomerPage *self,
                                 const AxleId     *customer)
{
  if (self->profile != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->profile, self);
      g_signal_handlers_disconnect_by_data (axle_customer_profile_get_vehicles (self->profile), self);
      g_signal_handlers_disconnect_by_data (axle_customer_profile_get_timeline (self->profile), self);
    }
  clear_photos (self);
  gtk_flow_box_bind_model (self->vehicles, NULL, NULL, NULL, NULL);
  gtk_list_box_bind_model (self->timeline, NULL, NULL, NULL, NULL);
  gtk_list_box_bind_model (self->history, NULL, NULL, NULL, NULL);
  g_clear_object (&self->timeline_model);
  g_clear_object (&self->history_model);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->shown, axle_record_unref);
  if (customer == NULL)
    {
      update_actions (self);
      return;
    }

  self->profile = axle_customer_profile_new (self->workstation, customer);
  g_signal_connect_object (self->profile, "notify::customer", G_CALLBACK (profile_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->profile, "notify::pending", G_CALLBACK (profile_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->profile, "notify::state", G_CALLBACK (profile_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (axle_customer_profile_get_vehicles (self->profile), "items-changed",
                           G_CALLBACK (show_vehicle_count), self, G_CONNECT_SWAPPED);
  gtk_flow_box_bind_model (self->vehicles, axle_customer_profile_get_vehicles (self->profile), new_vehicle_card, self, NULL);
  self->timeline_model =
    gtk_slice_list_model_new (g_object_ref (axle_customer_profile_get_timeline (self->profile)), 0, ROWS_AT_ONCE);
  gtk_list_box_bind_model (self->timeline, G_LIST_MODEL (self->timeline_model), new_timeline_row, self, NULL);
  g_signal_connect_object (axle_customer_profile_get_timeline (self->profile), "items-changed",
                           G_CALLBACK (show_earlier_buttons), self, G_CONNECT_SWAPPED);
  axle_contact_composer_set_customer (self->composer, self->workstation, customer);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  show_vehicle_count (self);
  show_customer (self);
  show_history (self);
  show_earlier_buttons (self);
}

/* Where one begins to read: the first thing below the name. */
void
axle_customer_page_focus (AxleCustomerPage *self)
{
  GtkWidget *places[] = { GTK_WIDGET (self->phones), GTK_WIDGET (self->vehicles), GTK_WIDGET (self->switcher) };

  self->focus_when_shown = !gtk_widget_get_mapped (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (gtk_widget_get_mapped (places[i]) && gtk_widget_child_focus (places[i], GTK_DIR_TAB_FORWARD))
      return;
}

const AxleId *
axle_customer_page_get_customer (AxleCustomerPage *self)
{
  return self->profile != NULL ? axle_customer_profile_get_id (self->profile) : NULL;
}
