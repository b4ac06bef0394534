/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inbox/conflict-times.h"

#include <glib/gi18n-lib.h>

#include "app/other-times.h"

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_button (AxleInboxItem *item,
            guint          position,
            const char    *place)
{
  GtkWidget *button = gtk_button_new_with_label (_("Book It"));
  g_autofree char *spoken = g_strdup_printf (_("Book It: %s"), place);
  g_autofree char *key = g_strdup_printf ("%u", position + 1);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "inbox.book");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(su)", axle_inbox_item_get_name (item), position);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return button;
}

static GtkWidget *
new_line (AxleWorkstation *workstation,
          AxleInboxItem   *item,
          const AxleSlot  *slot,
          guint            position)
{
  g_autofree char *place = axle_slot_dup_place (slot, workstation);
  g_autofree char *reasons = axle_slot_dup_reasons (slot);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *why = new_label (reasons, "caption");

  gtk_widget_add_css_class (why, "dimmed");
  gtk_box_append (GTK_BOX (words), new_label (place, "numeric"));
  gtk_box_append (GTK_BOX (words), why);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), new_button (item, position, place));
  return line;
}

static GtkWidget *
new_overbook_button (AxleInboxItem *item)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Book It There All the Same…"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "inbox.overbook");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", axle_inbox_item_get_name (item));
  return button;
}

GtkWidget *
axle_conflict_times_new (AxleWorkstation *workstation,
                         AxleInboxItem   *item,
                         GPtrArray       *slots,
                         gboolean         may_overbook)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_widget_add_css_class (box, "conflict-side");
  gtk_box_append (GTK_BOX (box), new_label (_("Other Times That Are Free"), "caption-heading"));
  for (guint i = 0; i < slots->len; i++)
    gtk_box_append (GTK_BOX (box), new_line (workstation, item, slots->pdata[i], i));
  if (slots->len == 0)
    gtk_box_append (GTK_BOX (box), new_label (_("None in the next days, as far as this desk knows."), "dimmed"));
  if (may_overbook)
    gtk_box_append (GTK_BOX (box), new_overbook_button (item));
  return box;
}
