/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/date.h"
#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleDemo:
 *
 * Makes up a dealership: customers as they are, with their cars, who owns and
 * drives them, and what was said. The same options give the same records, byte
 * for byte and id for id, and with more customers the first ones stay the same.
 * What it keeps does not grow with how much it made.
 */
typedef struct _AxleDemo AxleDemo;

/**
 * AxleDemoOptions:
 * @n_customers: how many
 * @seed: what chance begins with
 * @today: the day on which the story ends; from 2020 on
 * @store: the scope of the records
 * @consultants: (array length=n_consultants): who sells; may be empty
 * @n_consultants: how many
 * @advisors: (array length=n_advisors): who receives cars; may be empty
 * @n_advisors: how many
 */
typedef struct
{
  gint64        n_customers;
  guint64       seed;
  AxleDate      today;
  AxleId        store;
  const AxleId *consultants;
  gsize         n_consultants;
  const AxleId *advisors;
  gsize         n_advisors;
} AxleDemoOptions;

/**
 * AxleDemoStaff:
 * @name: the name
 * @title: what is written on the door
 * @role: the role they have: `sales`, `service` or `manager`
 * @pin: with what they sign in
 *
 * One of those who work at the demo dealership. Static texts.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *role;
  const char *pin;
} AxleDemoStaff;

AxleDemo *axle_demo_new        (const AxleDemoOptions *options);
void      axle_demo_free       (AxleDemo              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDemo, axle_demo_free)

gboolean  axle_demo_next       (AxleDemo              *self,
                                GPtrArray             *records);
gint64    axle_demo_count      (AxleDemo              *self);
gboolean  axle_demo_write_csv  (AxleDemo              *self,
                                GOutputStream         *stream,
                                GCancellable          *cancellable,
                                GError               **error);
GArray   *axle_demo_list_staff (void);

G_END_DECLS
