/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/customers.h"

G_BEGIN_DECLS

/* What is written of one person, gathered. */
typedef struct
{
  AxleStore  *store;
  GTimeZone  *zone;        /* of the store's calendar */
  AxleRecord *customer;
  GPtrArray  *records;     /* (element-type AxleRecord): by kind, the customer first */
  GHashTable *photos;      /* AxleId of photo → its name in the archive, NULL where it is not here */
  gint64      at;
} AxlePersonPage;

char *axle_person_page_dup_html (const AxlePersonPage *self);
char *axle_person_page_dup_json (const AxlePersonPage *self);

G_END_DECLS
