/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/customer-tab.h"

#include <glib/gi18n-lib.h>

#include "ui/customers/panels.h"

struct _AxleCustomerTab
{
  GtkWidget            parent_instance;

  const char          *id;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GHashTable          *panels;  /* id → the panel */
  GtkWidget           *child;
  GtkWidget           *old;     /* what hung here before, out of sight */
  GtkWidget           *spare;   /* a panel that rests, out of sight too */
  GtkBox              *column;  /* where the panels that are still to be made go */
  guint                next;    /* the first of those in the table */
  guint                tick_id;
  gboolean             drawn;   /* the first frame is under way */
};

G_DEFINE_FINAL_TYPE (AxleCustomerTab, axle_customer_tab, GTK_TYPE_WIDGET)

static gboolean
is_shown (const AxleCustomerPanelInfo *info,
          const char                  *tab,
          AxleWorkstation             *workstation,
          AxleCustomerProfile         *profile)
{
  gboolean past = profile != NULL && axle_customer_profile_get_as_of (profile) != 0;

  return g_str_equal (info->tab, tab) && axle_customer_panel_is_shown (info, workstation, past);
}

/* Where the next panel of the tab stands in the table; its length when all are made. */
static guint
find_next (const char          *tab,
           AxleWorkstation     *workstation,
           AxleCustomerProfile *profile,
           guint                from)
{
  guint n_panels;
  const AxleCustomerPanelInfo *panels = axle_customer_panels_list (&n_panels);

  while (from < n_panels && !is_shown (&panels[from], tab, workstation, profile))
    from++;
  return from;
}

static gboolean
has_next (AxleCustomerTab *self)
{
  guint n_panels;

  axle_customer_panels_list (&n_panels);
  self->next = find_next (self->id, self->workstation, self->profile, self->next);
  return self->next < n_panels;
}

/* Panels. */

static GtkWidget *
new_heading (const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

/* A panel under its heading; both go while the panel has nothing to say. */
static GtkWidget *
new_section (const AxleCustomerPanelInfo *info,
             GtkWidget                   *panel)
{
  GtkWidget *section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  if (info->title != NULL)
    gtk_box_append (GTK_BOX (section), new_heading (_(info->title)));
  gtk_box_append (GTK_BOX (section), panel);
  g_object_bind_property (panel, "visible", section, "visible", G_BINDING_SYNC_CREATE);
  return section;
}

static GtkWidget *
new_column (GtkBox **column)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_widget_add_css_class (box, "panels");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  *column = GTK_BOX (box);
  return scroller;
}

/* Returns: whether it has something to say */
static gboolean
add_next (AxleCustomerTab *self)
{
  const AxleCustomerPanelInfo *info = &axle_customer_panels_list (NULL)[self->next++];
  GtkWidget *panel = info->construct (self->workstation, self->profile);

  g_hash_table_insert (self->panels, (gpointer) info->id, panel);
  gtk_box_append (self->column, new_section (info, panel));
  return gtk_widget_get_visible (panel);
}

/* The panel that is alone in the tab; %NULL where there is a column of them. */
static const AxleCustomerPanelInfo *
find_filling (AxleCustomerTab *self)
{
  guint n_panels;
  const AxleCustomerPanelInfo *panels = axle_customer_panels_list (&n_panels);

  for (guint i = 0; i < n_panels; i++)
    if (g_str_equal (panels[i].tab, self->id) && (panels[i].flags & AXLE_CUSTOMER_PANEL_FILLS))
      return &panels[i];
  return NULL;
}

/* Frame by frame. */

/* A panel that fills the tab and can turn to another customer is kept for that. */
static void
drop_old (AxleCustomerTab *self)
{
  const AxleCustomerPanelInfo *info = find_filling (self);

  if (self->old != NULL && self->spare == NULL && info != NULL && info->turn != NULL)
    {
      info->turn (self->old, NULL);
      self->spare = g_steal_pointer (&self->old);
    }
  g_clear_pointer (&self->old, gtk_widget_unparent);
}

static gboolean
step (GtkWidget     *widget,
      GdkFrameClock *clock,
      gpointer       data)
{
  AxleCustomerTab *self = AXLE_CUSTOMER_TAB (widget);

  /* The first frame comes as soon as it can. */
  if (!self->drawn)
    {
      self->drawn = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (self->column != NULL && has_next (self))
    {
      add_next (self);
      return G_SOURCE_CONTINUE;
    }
  drop_old (self);
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
begin_steps (AxleCustomerTab *self)
{
  self->drawn = FALSE;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), step, NULL, NULL);
}

static void
axle_customer_tab_dispose (GObject *object)
{
  AxleCustomerTab *self = AXLE_CUSTOMER_TAB (object);

  axle_customer_tab_clear (self);
  g_clear_pointer (&self->old, gtk_widget_unparent);
  g_clear_pointer (&self->spare, gtk_widget_unparent);
  G_OBJECT_CLASS (axle_customer_tab_parent_class)->dispose (object);
}

static void
axle_customer_tab_finalize (GObject *object)
{
  g_hash_table_unref (AXLE_CUSTOMER_TAB (object)->panels);
  G_OBJECT_CLASS (axle_customer_tab_parent_class)->finalize (object);
}

static void
axle_customer_tab_class_init (AxleCustomerTabClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_customer_tab_dispose;
  G_OBJECT_CLASS (class)->finalize = axle_customer_tab_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
axle_customer_tab_init (AxleCustomerTab *self)
{
  self->panels = g_hash_table_new (g_str_hash, g_str_equal);
}

GtkWidget *
axle_customer_tab_new (const char *id)
{
  AxleCustomerTab *self = g_object_new (AXLE_TYPE_CUSTOMER_TAB, NULL);

  self->id = id;
  return GTK_WIDGET (self);
}

static void
set_child (AxleCustomerTab *self,
           GtkWidget       *child)
{
  self->child = child;
  if (gtk_widget_get_parent (child) == NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  gtk_widget_set_visible (child, TRUE);
  begin_steps (self);
}

static GtkWidget *
make_filling (AxleCustomerTab             *self,
              const AxleCustomerPanelInfo *info)
{
  GtkWidget *panel = g_steal_pointer (&self->spare);

  if (panel != NULL)
    info->turn (panel, self->profile);
  else
    panel = info->construct (self->workstation, self->profile);
  g_hash_table_insert (self->panels, (gpointer) info->id, panel);
  return panel;
}

void
axle_customer_tab_fill (AxleCustomerTab     *self,
                        AxleWorkstation     *workstation,
                        AxleCustomerProfile *profile,
                        GtkWidget           *first)
{
  const AxleCustomerPanelInfo *info = find_filling (self);
  GtkWidget *child;

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  self->next = 0;
  if (info != NULL && is_shown (info, self->id, workstation, profile))
    {
      set_child (self, make_filling (self, info));
      return;
    }
  child = new_column (&self->column);
  if (first != NULL)
    gtk_box_append (self->column, first);
  while (has_next (self) && !add_next (self))
    continue;
  set_child (self, child);
}

gboolean
axle_customer_tab_is_filled (AxleCustomerTab *self)
{
  return self->child != NULL;
}

/* To take many widgets down takes as long as to make them: they only go out of sight. */
void
axle_customer_tab_clear (AxleCustomerTab *self)
{
  if (self->child == NULL)
    return;
  drop_old (self);
  self->old = g_steal_pointer (&self->child);
  gtk_widget_set_visible (self->old, FALSE);
  self->column = NULL;
  g_hash_table_remove_all (self->panels);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  begin_steps (self);
}

static gboolean
hangs_here (AxleCustomerTab *self,
            const char      *id)
{
  guint n_panels;
  const AxleCustomerPanelInfo *panels = axle_customer_panels_list (&n_panels);

  for (guint i = 0; i < n_panels; i++)
    if (g_str_equal (panels[i].id, id))
      return g_str_equal (panels[i].tab, self->id);
  return FALSE;
}

GtkWidget *
axle_customer_tab_get_panel (AxleCustomerTab *self,
                             const char      *id)
{
  if (!hangs_here (self, id))
    return NULL;
  while (self->column != NULL && !g_hash_table_contains (self->panels, id) && has_next (self))
    add_next (self);
  return g_hash_table_lookup (self->panels, id);
}

gboolean
axle_customer_tab_has_panels (const char          *id,
                              AxleWorkstation     *workstation,
                              AxleCustomerProfile *profile)
{
  guint n_panels;

  axle_customer_panels_list (&n_panels);
  return find_next (id, workstation, profile, 0) < n_panels;
}
