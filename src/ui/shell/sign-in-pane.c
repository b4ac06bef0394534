/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/sign-in-pane.h"

#include <glib/gi18n-lib.h>

#include "core/organisation/organisation.h"
#include "ui/shell/matching.h"

#define STAFF "axle-staff"
#define AVATAR_SIZE 64

struct _AxleSignInPane
{
  AdwBin             parent_instance;
  AxleWorkstation   *workstation;
  AxleRecord        *staff;          /* who is asked for the PIN */
  GCancellable      *cancellable;
  gboolean           busy;

  AdwNavigationView *navigation;
  AdwHeaderBar      *people_header;
  AdwWindowTitle    *people_title;
  GtkEditable       *search;
  GtkStack          *people_stack;
  GtkFlowBox        *people;
  AdwHeaderBar      *pin_header;
  AdwAvatar         *avatar;
  GtkLabel          *name;
  GtkLabel          *role;
  GtkEditable       *pin;
  GtkWidget         *problem;
  GtkLabel          *problem_label;
  GtkWidget         *sign_in_button;
  GtkWidget         *spinner;
};

enum
{
  SIGNED_IN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AxleSignInPane, axle_sign_in_pane, ADW_TYPE_BIN)

static char *
dup_role (AxleSignInPane *self,
          AxleRecord     *staff)
{
  const char *title = axle_record_get_text (staff, AXLE_STAFF_TITLE);
  AxleId role_id = axle_record_get_id (staff, AXLE_STAFF_ROLE);
  g_autoptr (AxleRecord) role = NULL;

  if (title != NULL && title[0] != '\0')
    return g_strdup (title);
  role = axle_workstation_get_record (self->workstation, &axle_role_entity, &role_id);
  return role != NULL ? axle_record_dup_title (role) : g_strdup ("");
}

static GtkWidget *
new_card (AxleSignInPane *self,
          AxleRecord     *staff)
{
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = axle_record_dup_title (staff);
  g_autofree char *role = dup_role (self, staff);
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *role_label = gtk_label_new (role);
  GtkWidget *avatar = adw_avatar_new (AVATAR_SIZE, name, TRUE);

  gtk_widget_set_margin_bottom (avatar, 6);
  gtk_widget_set_halign (avatar, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (name_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name_label, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (role_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (role_label, "caption");
  gtk_widget_add_css_class (role_label, "dimmed");
  gtk_box_append (GTK_BOX (card), avatar);
  gtk_box_append (GTK_BOX (card), name_label);
  gtk_box_append (GTK_BOX (card), role_label);
  gtk_widget_add_css_class (card, "staff-card");
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), card);
  gtk_widget_add_css_class (child, "card");
  gtk_widget_add_css_class (child, "activatable");
  g_object_set_data_full (G_OBJECT (child), STAFF, axle_record_ref (staff), (GDestroyNotify) axle_record_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return child;
}

static gboolean
is_asked_for (GtkFlowBoxChild *child,
              gpointer         user_data)
{
  AxleSignInPane *self = user_data;
  AxleRecord *staff = g_object_get_data (G_OBJECT (child), STAFF);
  g_autofree char *name = axle_record_dup_title (staff);

  return axle_matches (name, gtk_editable_get_text (self->search));
}

static GtkFlowBoxChild *
find_first (AxleSignInPane *self)
{
  GtkFlowBoxChild *child;

  for (int i = 0; (child = gtk_flow_box_get_child_at_index (self->people, i)) != NULL; i++)
    if (is_asked_for (child, self))
      return child;
  return NULL;
}

static void
search_changed_cb (AxleSignInPane *self)
{
  gtk_flow_box_invalidate_filter (self->people);
  gtk_stack_set_visible_child_name (self->people_stack, find_first (self) != NULL ? "people" : "nobody");
}

static void
search_activate_cb (AxleSignInPane *self)
{
  GtkFlowBoxChild *child = find_first (self);

  if (child != NULL)
    axle_sign_in_pane_ask (self, g_object_get_data (G_OBJECT (child), STAFF));
}

static void
child_activated_cb (AxleSignInPane  *self,
                    GtkFlowBoxChild *child)
{
  axle_sign_in_pane_ask (self, g_object_get_data (G_OBJECT (child), STAFF));
}

static void
popped_cb (AxleSignInPane *self)
{
  gtk_editable_set_text (self->pin, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
show_problem (AxleSignInPane *self,
              const char     *text)
{
  gtk_widget_set_visible (self->problem, text != NULL);
  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  if (text != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
set_busy (AxleSignInPane *self,
          gboolean        busy)
{
  self->busy = busy;
  gtk_widget_set_visible (self->spinner, busy);
  gtk_editable_set_editable (self->pin, !busy);
  gtk_widget_set_sensitive (self->sign_in_button, !busy && gtk_editable_get_text (self->pin)[0] != '\0');
}

static void
pin_changed_cb (AxleSignInPane *self)
{
  gboolean typed = gtk_editable_get_text (self->pin)[0] != '\0';

  gtk_widget_set_sensitive (self->sign_in_button, !self->busy && typed);
  if (typed)
    show_problem (self, NULL);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AxleSignInPane) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean signed_in = axle_workstation_sign_in_finish (AXLE_WORKSTATION (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_editable_set_text (self->pin, "");
  set_busy (self, FALSE);
  if (signed_in)
    {
      g_signal_emit (self, signals[SIGNED_IN], 0);
      return;
    }
  show_problem (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->pin));
}

static void
sign_in_cb (AxleSignInPane *self)
{
  g_autofree char *secret = g_strdup (gtk_editable_get_text (self->pin));

  if (self->busy || secret[0] == '\0')
    return;
  show_problem (self, NULL);
  set_busy (self, TRUE);
  axle_workstation_sign_in_async (self->workstation, &self->staff->id, secret, self->cancellable,
                                  signed_in_cb, g_object_ref (self));
  explicit_bzero (secret, strlen (secret));
}

static void
axle_sign_in_pane_dispose (GObject *object)
{
  AxleSignInPane *self = AXLE_SIGN_IN_PANE (object);

  g_cancellable_cancel (self->cancellable);
  /* The bin must let go of its child before the template unparents it. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_SIGN_IN_PANE);
  g_clear_pointer (&self->staff, axle_record_unref);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_sign_in_pane_parent_class)->dispose (object);
}

static void
axle_sign_in_pane_finalize (GObject *object)
{
  g_clear_object (&AXLE_SIGN_IN_PANE (object)->cancellable);
  G_OBJECT_CLASS (axle_sign_in_pane_parent_class)->finalize (object);
}

static void
axle_sign_in_pane_class_init (AxleSignInPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_sign_in_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = axle_sign_in_pane_finalize;
  signals[SIGNED_IN] = g_signal_new ("signed-in", AXLE_TYPE_SIGN_IN_PANE, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/shell/sign-in-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, navigation);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, people_header);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, people_title);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, search);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, people_stack);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, people);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, pin_header);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, avatar);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, name);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, role);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, pin);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, problem);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, AxleSignInPane, spinner);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, child_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, popped_cb);
  gtk_widget_class_bind_template_callback (widget_class, pin_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
}

static void
axle_sign_in_pane_init (AxleSignInPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_flow_box_set_filter_func (self->people, is_asked_for, self, NULL);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), GTK_WIDGET (self->people));
  gtk_text_set_input_purpose (GTK_TEXT (gtk_editable_get_delegate (self->pin)), GTK_INPUT_PURPOSE_PIN);
}

GtkWidget *
axle_sign_in_pane_new (void)
{
  return g_object_new (AXLE_TYPE_SIGN_IN_PANE, NULL);
}

void
axle_sign_in_pane_set_workstation (AxleSignInPane  *self,
                                   AxleWorkstation *workstation)
{
  g_set_object (&self->workstation, workstation);
}

static void
fill_people (AxleSignInPane *self)
{
  g_autoptr (GPtrArray) staff = axle_workstation_list_staff (self->workstation);
  g_autoptr (AxleRecord) store = axle_workstation_dup_store (self->workstation);
  g_autofree char *store_name = store != NULL ? axle_record_dup_title (store) : NULL;

  adw_window_title_set_subtitle (self->people_title, store_name != NULL ? store_name : "");
  gtk_flow_box_remove_all (self->people);
  for (guint i = 0; i < staff->len; i++)
    gtk_flow_box_append (self->people, new_card (self, g_ptr_array_index (staff, i)));
}

void
axle_sign_in_pane_choose (AxleSignInPane *self)
{
  fill_people (self);
  gtk_editable_set_text (self->search, "");
  search_changed_cb (self);
  adw_navigation_view_pop_to_tag (self->navigation, "people");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static gboolean
is_asking (AxleSignInPane *self)
{
  return g_str_equal (adw_navigation_view_get_visible_page_tag (self->navigation), "pin");
}

void
axle_sign_in_pane_ask (AxleSignInPane *self,
                       AxleRecord     *staff)
{
  g_autofree char *name = axle_record_dup_title (staff);
  g_autofree char *role = dup_role (self, staff);

  axle_record_ref (staff);
  g_clear_pointer (&self->staff, axle_record_unref);
  self->staff = staff;
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->role, role);
  gtk_widget_set_visible (GTK_WIDGET (self->role), role[0] != '\0');
  gtk_editable_set_text (self->pin, "");
  show_problem (self, NULL);
  if (!is_asking (self))
    adw_navigation_view_push_by_tag (self->navigation, "pin");
  gtk_widget_grab_focus (GTK_WIDGET (self->pin));
}

void
axle_sign_in_pane_hide_close (AxleSignInPane *self)
{
  AdwHeaderBar *headers[] = { self->people_header, self->pin_header };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      adw_header_bar_set_show_start_title_buttons (headers[i], FALSE);
      adw_header_bar_set_show_end_title_buttons (headers[i], FALSE);
    }
}

/* The widget that the keyboard should go to first. */
GtkWidget *
axle_sign_in_pane_get_focus (AxleSignInPane *self)
{
  return GTK_WIDGET (is_asking (self) ? self->pin : self->search);
}
