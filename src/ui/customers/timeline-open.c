/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/timeline-open.h"

#include "core/media/photo.h"
#include "core/party/consent.h"
#include "core/party/customer.h"
#include "core/party/erasure.h"
#include "ui/customers/entry-dialog.h"

/* What has a place of its own on the page. */
static const struct
{
  const AxleEntity *entity;
  const char       *tab;
} places[] = {
  { &axle_photo_entity, "photos" },
  { &axle_consent_entity, "privacy" },
  { &axle_erasure_entity, "privacy" },
  { &axle_customer_entity, "history" },
};

void
axle_timeline_open (GtkWidget           *widget,
                    AxleWorkstation     *workstation,
                    AxleCustomerProfile *profile,
                    AxleTimelineEntry   *entry)
{
  const AxleEntity *entity = axle_timeline_entry_get_record (entry)->entity;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i].entity == entity)
      {
        gtk_widget_activate_action (widget, "customer.show-tab", "s", places[i].tab);
        return;
      }
  adw_dialog_present (axle_entry_dialog_new (workstation, profile, entry), widget);
}
