/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/relation-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/relations.h"
#include "core/party/customer.h"
#include "core/party/relation.h"
#include "ui/customers/form-dialog.h"

static const guint fields[] = { AXLE_RELATION_ROLE, AXLE_RELATION_SINCE, AXLE_RELATION_UNTIL, AXLE_RELATION_REMARKS };

static const AxleFormDialogKind kind = {
  fields, G_N_ELEMENTS (fields), 420, N_("Relation added"), N_("Relation changed"), axle_relation_save_async,
};

static char *
dup_name (AxleWorkstation *workstation,
          const AxleId    *id)
{
  g_autoptr(AxleRecord) customer = axle_workstation_get_record (workstation, &axle_customer_entity, id);

  return customer != NULL ? axle_record_dup_title (customer) : g_strdup ("");
}

AdwDialog *
axle_relation_dialog_new (AxleWorkstation  *workstation,
                          const AxleRecord *relation,
                          gboolean          new)
{
  AxleId ends[] = { axle_record_get_id (relation, AXLE_RELATION_CUSTOMER), axle_record_get_id (relation, AXLE_RELATION_OTHER) };
  g_autofree char *customer = dup_name (workstation, &ends[0]);
  g_autofree char *other = dup_name (workstation, &ends[1]);
  /* Translators: two customers, such as “What 王芳 is to 上海驰骋运输”. */
  g_autofree char *heading = g_strdup_printf (_("What %s is to %s"), other, customer);
  g_autofree char *draft = new ? g_strdup_printf ("relation/%s/%s", AXLE_ID_TEXT (&ends[0]), AXLE_ID_TEXT (&ends[1]))
                               : g_strdup_printf ("relation/%s", AXLE_ID_TEXT (&relation->id));
  AdwDialog *dialog = axle_form_dialog_new (workstation, &kind, new ? _("New Relation") : _("Edit Relation"), heading, draft,
                                            new ? NULL : relation, relation);

  /* What is proposed may be right as it is. */
  if (new)
    gtk_widget_action_set_enabled (GTK_WIDGET (dialog), "dialog.save", TRUE);
  return dialog;
}
