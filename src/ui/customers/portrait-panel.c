/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/portrait-panel.h"

#include <glib/gi18n-lib.h>

#include "app/portrait.h"
#include "core/insight/advice.h"
#include "core/insight/rule.h"
#include "core/organisation/policy.h"
#include "ui/customers/sources-dialog.h"
#include "ui/shell/window.h"

/* What is offered at a glance; the rest comes when asked for. */
#define OFFERS_AT_FIRST 3

struct _AxlePortraitPanel
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  AxleInsight         *insight;
  char                *shown; /* all that the widgets say */
  gboolean             all;

  GtkLabel            *sentence;
  AdwWrapBox          *tags;
  GtkListBox          *offers;
  GtkWidget           *more;
  GtkLabel            *problems;
  GtkLabel            *warning;
};

G_DEFINE_FINAL_TYPE (AxlePortraitPanel, axle_portrait_panel, ADW_TYPE_BIN)

static const struct
{
  const char *decision;
  const char *icon;
  const char *label;
} decisions[] = {
  { "accepted", "object-select-symbolic", N_("Accept") },
  { "later", "alarm-symbolic", N_("Later") },
  { "declined", "window-close-symbolic", N_("Decline") },
};

/* What is behind it. */

static gboolean
open_clause_cb (AxlePortraitPanel *self,
                const char        *uri)
{
  guint64 i = g_ascii_strtoull (uri, NULL, 10);
  const AxleClause *clause;

  if (self->insight == NULL || i >= self->insight->portrait->clauses->len)
    return TRUE;
  clause = self->insight->portrait->clauses->pdata[i];
  adw_dialog_present (axle_sources_dialog_new (self->workstation, self->profile, GTK_WIDGET (self), clause->text,
                                               self->insight->facts, clause->rule, clause->car, clause->sources),
                      GTK_WIDGET (self));
  return TRUE;
}

static guint
car_of (AxlePortraitPanel        *self,
        const AxleRecommendation *offer)
{
  for (guint car = 0; car < axle_facts_get_n_cars (self->insight->facts); car++)
    if (offer->vehicle == axle_facts_get_car (self->insight->facts, car))
      return car;
  return AXLE_FACTS_NO_CAR;
}

static const AxleRecommendation *
offer_of (AxlePortraitPanel *self,
          GtkWidget         *widget)
{
  GtkListBoxRow *row = GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW));

  return self->insight->offers->list->pdata[gtk_list_box_row_get_index (row)];
}

static void
open_offer_cb (AxlePortraitPanel *self,
               GtkWidget         *row)
{
  const AxleRecommendation *offer = offer_of (self, row);

  adw_dialog_present (axle_sources_dialog_new (self->workstation, self->profile, GTK_WIDGET (self), offer->title,
                                               self->insight->facts, offer->rule, car_of (self, offer), offer->sources),
                      GTK_WIDGET (self));
}

/* Decisions. */

static void
decided_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Recommendation decided"));
}

/* The row goes away, and the focus with it. */
static void
decide_cb (GtkButton         *button,
           AxlePortraitPanel *self)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);
  const AxleRecommendation *offer = offer_of (self, GTK_WIDGET (button));

  if (dossier == NULL)
    return;
  axle_recommendation_decide_async (self->workstation, dossier, offer, gtk_widget_get_name (GTK_WIDGET (button)), NULL,
                                    decided_cb, g_object_ref (axle_window_of (GTK_WIDGET (self))));
  gtk_widget_grab_focus (GTK_WIDGET (self->sentence));
}

static GtkWidget *
new_decision (AxlePortraitPanel        *self,
              const AxleRecommendation *offer,
              guint                     i)
{
  GtkWidget *button = gtk_button_new_from_icon_name (decisions[i].icon);
  g_autofree char *label = g_strdup_printf ("%s: %s", _(decisions[i].label), offer->title);

  gtk_widget_set_name (button, decisions[i].decision);
  gtk_widget_set_tooltip_text (button, _(decisions[i].label));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (decide_cb), self, 0);
  return button;
}

/* Which car, why, and what was decided before. */
static char *
describe (AxlePortraitPanel        *self,
          const AxleRecommendation *offer)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_null_terminated (3, g_free, TRUE);

  if (offer->vehicle != NULL && axle_facts_get_n_cars (self->insight->facts) > 1)
    g_ptr_array_add (parts, axle_facts_dup_car_name (self->insight->facts, car_of (self, offer)));
  g_ptr_array_add (parts, g_strdup (offer->reason));
  if (offer->advice != NULL && offer->rests)
    g_ptr_array_add (parts, g_strdup_printf (_("%s, again after %s"),
                                             axle_field_choice_label (&axle_advice_entity.fields[AXLE_ADVICE_DECISION],
                                                                      axle_record_get_text (offer->advice, AXLE_ADVICE_DECISION)),
                                             axle_record_get_text (offer->advice, AXLE_ADVICE_UNTIL)));
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static GtkWidget *
new_offer (AxlePortraitPanel        *self,
           const AxleRecommendation *offer)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *description = describe (self, offer);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), offer->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), description);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_offer_cb), self, G_CONNECT_SWAPPED);
  if (offer->rests)
    gtk_widget_add_css_class (row, "dim-label");
  else if (axle_customer_profile_may (self->profile, "customers.write"))
    for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_decision (self, offer, i));
  return row;
}

/* What is shown. */

static char *
dup_markup (const AxlePortrait *portrait)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  gsize place = 0;

  for (guint i = 0; i < portrait->clauses->len; i++)
    {
      const AxleClause *clause = portrait->clauses->pdata[i];
      g_autofree char *between = NULL, *text = NULL, *tooltip = NULL;

      if (clause->length == 0 || clause->start < place)
        continue;
      between = g_markup_escape_text (portrait->sentence + place, (gssize) (clause->start - place));
      text = g_markup_escape_text (clause->text, -1);
      tooltip = g_markup_escape_text (clause->rule->name, -1);
      g_string_append_printf (markup, "%s<a href=\"%u\" title=\"%s\">%s</a>", between, i, tooltip, text);
      place = clause->start + clause->length;
    }
  g_string_append (markup, portrait->sentence + place);
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

static GtkWidget *
new_tag (const char *tag)
{
  GtkWidget *label = gtk_label_new (tag);

  gtk_widget_add_css_class (label, "chip");
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static void
show_tags (AxlePortraitPanel *self)
{
  char **tags = self->insight->portrait->tags;
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->tags))) != NULL)
    adw_wrap_box_remove (self->tags, old);
  for (guint i = 0; tags[i] != NULL; i++)
    adw_wrap_box_append (self->tags, new_tag (tags[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->tags), tags[0] != NULL);
}

static void
show_offers (AxlePortraitPanel *self)
{
  GPtrArray *offers = self->insight->offers->list;
  guint n_open = 0, n_shown;
  g_autofree char *more = NULL;

  while (n_open < offers->len && !((AxleRecommendation *) offers->pdata[n_open])->rests)
    n_open++;
  n_shown = self->all ? offers->len : MIN (n_open, OFFERS_AT_FIRST);
  gtk_list_box_remove_all (self->offers);
  for (guint i = 0; i < n_shown; i++)
    gtk_list_box_append (self->offers, new_offer (self, offers->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->offers), n_shown > 0);
  gtk_label_set_label (self->warning, self->insight->warning != NULL ? self->insight->warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), self->insight->warning != NULL && n_open > 0);
  more = g_strdup_printf (ngettext ("Show %u More Recommendation", "Show %u More Recommendations", offers->len - n_shown),
                          offers->len - n_shown);
  gtk_button_set_label (GTK_BUTTON (self->more), more);
  gtk_widget_set_visible (self->more, n_shown < offers->len);
}

static void
show_problems (AxlePortraitPanel *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *lists[] = { self->insight->portrait->problems, self->insight->offers->problems };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", (const char *) lists[l]->pdata[i]);
  gtk_label_set_label (self->problems, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), text->len > 0);
}

/* All that is said, to see whether anything changed. */
static char *
dup_fingerprint (AxlePortraitPanel *self)
{
  GString *text = g_string_new (self->insight->portrait->sentence);
  GPtrArray *offers = self->insight->offers->list;

  g_string_append_printf (text, "\n%d %s", axle_customer_profile_may (self->profile, "customers.write"),
                          self->insight->warning != NULL ? self->insight->warning : "");
  for (guint i = 0; i < self->insight->portrait->problems->len; i++)
    g_string_append_printf (text, "\n%s", (char *) self->insight->portrait->problems->pdata[i]);
  for (guint i = 0; self->insight->portrait->tags[i] != NULL; i++)
    g_string_append_printf (text, "\n%s", self->insight->portrait->tags[i]);
  for (guint i = 0; i < offers->len; i++)
    {
      const AxleRecommendation *offer = offers->pdata[i];
      g_autofree char *description = describe (self, offer);

      g_string_append_printf (text, "\n%d %s %s", offer->rests, offer->title, description);
    }
  return g_string_free (text, FALSE);
}

/* What is unchanged is left alone, with the focus in it. */
static void
show (AxlePortraitPanel *self)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);
  g_autofree char *markup = NULL;
  g_autofree char *fingerprint = NULL;

  g_clear_pointer (&self->insight, axle_insight_free);
  gtk_widget_set_visible (GTK_WIDGET (self), dossier != NULL);
  if (dossier == NULL)
    return;
  self->insight = axle_insight_new (self->workstation, dossier);
  fingerprint = dup_fingerprint (self);
  if (!g_set_str (&self->shown, fingerprint))
    return;
  markup = dup_markup (self->insight->portrait);
  gtk_label_set_markup (self->sentence, markup);
  show_tags (self);
  show_offers (self);
  show_problems (self);
}

static void
changed_cb (AxlePortraitPanel   *self,
            const AxleChangeSet *changes)
{
  if (axle_change_set_has_kind (changes, &axle_rule_entity) || axle_change_set_has_kind (changes, &axle_policy_entity))
    show (self);
}

static void
show_all_cb (AxlePortraitPanel *self)
{
  self->all = TRUE;
  show_offers (self);
  gtk_widget_child_focus (GTK_WIDGET (self->offers), GTK_DIR_TAB_FORWARD);
}

static void
axle_portrait_panel_dispose (GObject *object)
{
  AxlePortraitPanel *self = AXLE_PORTRAIT_PANEL (object);

  g_clear_pointer (&self->insight, axle_insight_free);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_portrait_panel_parent_class)->dispose (object);
}

static void
axle_portrait_panel_class_init (AxlePortraitPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_portrait_panel_dispose;
}

static GtkLabel *
new_text (void)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (label, 0);
  return label;
}

static void
axle_portrait_panel_init (AxlePortraitPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->sentence = new_text ();
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "portrait");
  g_signal_connect_object (self->sentence, "activate-link", G_CALLBACK (open_clause_cb), self, G_CONNECT_SWAPPED);
  self->tags = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->tags, 6);
  adw_wrap_box_set_line_spacing (self->tags, 6);
  self->problems = new_text ();
  gtk_widget_add_css_class (GTK_WIDGET (self->problems), "warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->problems), "caption");
  self->warning = new_text ();
  gtk_widget_add_css_class (GTK_WIDGET (self->warning), "warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->warning), "caption");
  self->offers = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->offers, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->offers), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->offers), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Recommendations"), -1);
  self->more = gtk_button_new ();
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->more, "flat");
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (show_all_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->sentence));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tags));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problems));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->warning));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->offers));
  gtk_box_append (GTK_BOX (box), self->more);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
axle_portrait_panel_new (AxleWorkstation     *workstation,
                         AxleCustomerProfile *profile)
{
  AxlePortraitPanel *self = g_object_new (AXLE_TYPE_PORTRAIT_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
