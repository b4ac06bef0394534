/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/search-escape.h"

static void
stop_cb (GtkWidget *entry)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (entry, ADW_TYPE_DIALOG);

  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
  else if (dialog != NULL)
    adw_dialog_close (ADW_DIALOG (dialog));
}

void
axle_search_escape_add (GtkWidget *entry)
{
  g_signal_connect (entry, "stop-search", G_CALLBACK (stop_cb), NULL);
}
