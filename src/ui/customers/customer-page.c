/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-page.h"

#include <glib/gi18n-lib.h>

#include "ui/customers/customer-actions.h"
#include "ui/customers/customer-glance.h"
#include "ui/customers/customer-header.h"
#include "ui/customers/customer-tab.h"
#include "ui/customers/panels.h"
#include "ui/shell/window.h"
#include "ui/widgets/day-popover.h"

#define OVERVIEW "overview"

struct _AxleCustomerPage
{
  AdwNavigationPage    parent_instance;

  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  gboolean             focus_when_shown;

  AdwBanner           *draft_banner;
  AdwBanner           *conflict_banner;
  AdwBanner           *past_banner;
  GtkMenuButton       *past_button;
  AxleDayPopover      *past_popover;
  GtkWidget           *beside;
  AdwBin              *beside_place;
  AdwBin              *above_place;
  GtkWidget           *top;
  AxleCustomerHeader  *header;
  AdwBin              *glance_place;
  AdwBin              *glance_inside; /* in the overview; NULL until that is looked at */
  GtkWidget           *glance;
  gboolean             narrow;
  GtkWidget           *switcher;
  AdwViewStack        *stack;
};

G_DEFINE_FINAL_TYPE (AxleCustomerPage, axle_customer_page, ADW_TYPE_NAVIGATION_PAGE)

/* What somebody has to decide. */
static const char * const conflicts[] = {
  [AXLE_PROFILE_CONTESTED] = N_("What was typed here met what another desk did."),
  [AXLE_PROFILE_REFUSED] = N_("The server refused a change. What was typed is kept."),
  [AXLE_PROFILE_NOT_MADE] = N_("The server refused this customer, who is on this desk only. Edit it to send it again."),
};

static gboolean
is_past (AxleCustomerPage *self)
{
  return self->profile != NULL && axle_customer_profile_get_as_of (self->profile) != 0;
}

static void
show_state (AxleCustomerPage *self)
{
  const char *conflict = is_past (self) ? NULL : conflicts[axle_customer_profile_get_state (self->profile)];

  if (conflict != NULL)
    adw_banner_set_title (self->conflict_banner, _(conflict));
  adw_banner_set_revealed (self->conflict_banner, conflict != NULL);
}

void
axle_customer_page_show_draft (AxleCustomerPage *self)
{
  g_autofree char *name = NULL;
  g_autoptr(GBytes) draft = NULL;

  if (self->profile == NULL)
    return;
  name = g_strdup_printf ("customer/%s", AXLE_ID_TEXT (axle_customer_profile_get_id (self->profile)));
  draft = axle_workstation_get_draft (self->workstation, name);
  adw_banner_set_revealed (self->draft_banner, draft != NULL && !is_past (self));
}

static void
show_customer (AxleCustomerPage *self)
{
  AxleRecord *customer = axle_customer_profile_get_customer (self->profile);
  g_autofree char *name = NULL;

  axle_customer_actions_update (self);
  if (customer == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "customers.leave-profile", NULL);
      return;
    }
  name = axle_record_dup_title (customer);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), name);
  axle_customer_page_show_draft (self);
  show_state (self);
}

/* Where there is little room, what is known at a glance is in the overview; where there
 * is much, it stands beside the tabs. */

static void
put (GtkWidget *widget,
     AdwBin    *place)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (parent == GTK_WIDGET (place))
    return;
  if (parent != NULL)
    adw_bin_set_child (ADW_BIN (parent), NULL);
  if (place != NULL)
    adw_bin_set_child (place, widget);
}

static void
set_layout (AxleCustomerPage *self,
            gboolean          narrow,
            gboolean          wide)
{
  self->narrow = narrow;
  put (self->glance, narrow ? self->glance_inside : self->glance_place);
  if (self->glance_inside != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->glance_inside), narrow);
  put (self->top, wide ? self->beside_place : self->above_place);
  gtk_widget_set_visible (self->beside, wide);
  axle_customer_glance_set_columns (AXLE_CUSTOMER_GLANCE (self->glance), narrow || wide ? 1 : 2);
}

static void
narrow_cb (AxleCustomerPage *self)
{
  set_layout (self, TRUE, FALSE);
}

static void
medium_cb (AxleCustomerPage *self)
{
  set_layout (self, FALSE, FALSE);
}

static void
wide_cb (AxleCustomerPage *self)
{
  set_layout (self, FALSE, TRUE);
}

/* Tabs. */

/* In the overview, what is known at a glance stands over the panels. */
static GtkWidget *
new_glance_inside (AxleCustomerPage *self)
{
  self->glance_inside = ADW_BIN (adw_bin_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->glance_inside), self->narrow);
  put (self->glance, self->narrow ? self->glance_inside : self->glance_place);
  return GTK_WIDGET (self->glance_inside);
}

/* What hangs in a tab is made when it is looked at, not for each customer that passes by. */
static void
show_tab_cb (AxleCustomerPage *self)
{
  AxleCustomerTab *tab = AXLE_CUSTOMER_TAB (adw_view_stack_get_visible_child (self->stack));
  const char *id = adw_view_stack_get_visible_child_name (self->stack);

  if (tab != NULL && self->profile != NULL && !axle_customer_tab_is_filled (tab))
    axle_customer_tab_fill (tab, self->workstation, self->profile, g_str_equal (id, OVERVIEW) ? new_glance_inside (self) : NULL);
}

static gboolean
has_panels (AxleCustomerPage *self,
            const char       *tab)
{
  return g_str_equal (tab, OVERVIEW) || axle_customer_tab_has_panels (tab, self->workstation, self->profile);
}

static void
add_tabs (AxleCustomerPage *self)
{
  guint n_tabs;
  const AxleCustomerTabInfo *tabs = axle_customer_tabs_list (&n_tabs);

  for (guint i = 0; i < n_tabs; i++)
    adw_view_stack_add_titled_with_icon (self->stack, axle_customer_tab_new (tabs[i].id), tabs[i].id, _(tabs[i].title), tabs[i].icon);
}

static AdwViewStackPage *
get_tab (AxleCustomerPage *self,
         const char       *tab)
{
  GtkWidget *child = adw_view_stack_get_child_by_name (self->stack, tab);

  return child != NULL ? adw_view_stack_get_page (self->stack, child) : NULL;
}

/* Only tabs in which something hangs for who sits here, at the time that is shown. */
static void
show_tabs (AxleCustomerPage *self)
{
  guint n_tabs;
  const AxleCustomerTabInfo *tabs = axle_customer_tabs_list (&n_tabs);
  const char *visible = adw_view_stack_get_visible_child_name (self->stack);

  if (visible != NULL && !has_panels (self, visible))
    adw_view_stack_set_visible_child_name (self->stack, OVERVIEW);
  for (guint i = 0; i < n_tabs; i++)
    adw_view_stack_page_set_visible (get_tab (self, tabs[i].id), has_panels (self, tabs[i].id));
}

static void
clear_tabs (AxleCustomerPage *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack));

  put (self->glance, self->narrow ? NULL : self->glance_place);
  self->glance_inside = NULL;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    axle_customer_tab_clear (AXLE_CUSTOMER_TAB (child));
}

void
axle_customer_page_show_tab (AxleCustomerPage *self,
                             const char       *tab)
{
  AdwViewStackPage *page = get_tab (self, tab);

  if (page != NULL && adw_view_stack_page_get_visible (page))
    adw_view_stack_set_visible_child_name (self->stack, tab);
}

GtkWidget *
axle_customer_page_get_panel (AxleCustomerPage *self,
                              const char       *id)
{
  GtkWidget *panel = NULL;

  for (GtkWidget *tab = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); tab != NULL && panel == NULL;
       tab = gtk_widget_get_next_sibling (tab))
    panel = axle_customer_tab_get_panel (AXLE_CUSTOMER_TAB (tab), id);
  return panel;
}

/* The time machine. */

static void
show_time (AxleCustomerPage *self,
           const AxleDate   *day)
{
  if (day != NULL)
    {
      g_autofree char *date = axle_date_format_iso (day);
      /* Translators: everything on the page is what was known on a day. */
      g_autofree char *title = g_strdup_printf (_("As known on %s. Nothing can be changed."), date);

      adw_banner_set_title (self->past_banner, title);
    }
  adw_banner_set_revealed (self->past_banner, day != NULL);
  clear_tabs (self);
  show_tabs (self);
  show_tab_cb (self);
}

void
axle_customer_page_show_past (AxleCustomerPage *self,
                              const AxleDate   *day)
{
  g_autoptr(GError) error = NULL;
  gint64 at;

  if (self->profile == NULL || axle_customer_profile_get_dossier (self->profile) == NULL)
    return;
  at = axle_date_get_end (day, axle_dossier_get_zone (axle_customer_profile_get_dossier (self->profile)));
  if (at >= g_get_real_time ())
    axle_customer_page_leave_past (self);
  else if (axle_customer_profile_set_as_of (self->profile, at, &error))
    show_time (self, day);
  else
    axle_window_toast_error (axle_window_of (GTK_WIDGET (self)), error);
}

gboolean
axle_customer_page_leave_past (AxleCustomerPage *self)
{
  if (!is_past (self) || !axle_customer_profile_set_as_of (self->profile, 0, NULL))
    return FALSE;
  show_time (self, NULL);
  return TRUE;
}

static void
day_chosen_cb (AxleCustomerPage *self)
{
  AxleDate day = axle_day_popover_get_day (self->past_popover);

  axle_customer_page_show_past (self, &day);
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

  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  g_clear_object (&self->glance);
  g_clear_object (&self->top);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_CUSTOMER_PAGE);
  G_OBJECT_CLASS (axle_customer_page_parent_class)->dispose (object);
}

static void
axle_customer_page_class_init (AxleCustomerPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_customer_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (class)->shown = axle_customer_page_shown;
  g_type_ensure (AXLE_TYPE_CUSTOMER_GLANCE);
  g_type_ensure (AXLE_TYPE_CUSTOMER_HEADER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/customer-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, draft_banner);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, conflict_banner);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, past_banner);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, past_button);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, beside);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, beside_place);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, above_place);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, top);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, header);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, glance_place);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, glance);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, AxleCustomerPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, medium_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_tab_cb);
  axle_customer_actions_install (widget_class);
}

static void
create_past_popover (GtkMenuButton *button,
                     gpointer       data)
{
  AxleCustomerPage *self = data;

  if (self->past_popover != NULL)
    return;
  self->past_popover = AXLE_DAY_POPOVER (axle_day_popover_new ());
  g_signal_connect_object (self->past_popover, "chosen", G_CALLBACK (day_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, GTK_WIDGET (self->past_popover));
}

static void
axle_customer_page_init (AxleCustomerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* They move from place to place. */
  g_object_ref (self->glance);
  g_object_ref (self->top);
  gtk_menu_button_set_create_popup_func (self->past_button, create_past_popover, self, NULL);
}

GtkWidget *
axle_customer_page_new (AxleWorkstation *workstation)
{
  AxleCustomerPage *self = g_object_new (AXLE_TYPE_CUSTOMER_PAGE, NULL);

  self->workstation = g_object_ref (workstation);
  add_tabs (self);
  show_tabs (self);
  axle_customer_actions_update (self);
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
    g_signal_handlers_disconnect_by_data (self->profile, self);
  clear_tabs (self);
  g_clear_object (&self->profile);
  if (customer != NULL)
    self->profile = axle_customer_profile_new (self->workstation, customer);
  axle_customer_header_set_profile (self->header, self->workstation, self->profile);
  axle_customer_glance_set_profile (AXLE_CUSTOMER_GLANCE (self->glance), self->workstation, self->profile);
  if (customer == NULL)
    {
      axle_customer_actions_update (self);
      return;
    }
  g_signal_connect_object (self->profile, "notify", G_CALLBACK (show_customer), self, G_CONNECT_SWAPPED);
  show_customer (self);
  adw_banner_set_revealed (self->past_banner, FALSE);
  show_tabs (self);
  show_tab_cb (self);
}

/* Where one begins to read: the first thing of the tab that is shown. */
void
axle_customer_page_focus (AxleCustomerPage *self)
{
  GtkWidget *places[] = { adw_view_stack_get_visible_child (self->stack), self->switcher };

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

AxleWorkstation *
axle_customer_page_get_workstation (AxleCustomerPage *self)
{
  return self->workstation;
}

AxleCustomerProfile *
axle_customer_page_get_profile (AxleCustomerPage *self)
{
  return self->profile;
}
