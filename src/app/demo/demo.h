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
 * drives them, and what was said; then its workshop, and who comes to it when. The
 * same options give the same records, byte for byte and id for id, and with more
 * customers the first ones stay the same. What it keeps does not grow with how much
 * it made.
 */
typedef struct _AxleDemo AxleDemo;

/**
 * AxleDemoTechnician:
 * @id: of their staff record
 * @skills: what they can do, a bit for each of [const@Axle.skills]
 *
 * One of those who work on cars.
 */
typedef struct
{
  AxleId  id;
  guint64 skills;
} AxleDemoTechnician;

/**
 * AxleDemoOptions:
 * @n_customers: how many
 * @seed: what chance begins with
 * @today: the day on which the story ends; from 2020 on
 * @now: what o'clock it is then, in minutes after midnight; 0 for eleven in the morning
 * @store: the scope of the records
 * @group: the scope of those that all stores share; no id for @store
 * @consultants: (array length=n_consultants): who sells; may be empty
 * @n_consultants: how many
 * @advisors: (array length=n_advisors): who receives cars; may be empty
 * @n_advisors: how many
 * @technicians: (array length=n_technicians): who works on cars; may be empty
 * @n_technicians: how many
 * @drivers: (array length=n_drivers): who fetches cars; may be empty
 * @n_drivers: how many
 * @busy_month: whether every day of the month of @today is as full as the next Saturday
 *   is: about 3,000 appointments
 */
typedef struct
{
  gint64        n_customers;
  guint64       seed;
  AxleDate      today;
  int           now;
  AxleId        store;
  AxleId        group;
  const AxleId *consultants;
  gsize         n_consultants;
  const AxleId *advisors;
  gsize         n_advisors;
  const AxleDemoTechnician *technicians;
  gsize         n_technicians;
  const AxleId *drivers;
  gsize         n_drivers;
  gboolean      busy_month;
} AxleDemoOptions;

/**
 * AxleDemoStaff:
 * @name: the name
 * @title: what is written on the door
 * @role: the role they have: `sales`, `service`, `workshop` or `manager`
 * @pin: with what they sign in
 * @skills: what they can do, names of [const@Axle.skills] with spaces between
 * @team: with whom they work; may be empty
 *
 * One of those who work at the demo dealership. Static texts.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *role;
  const char *pin;
  const char *skills;
  const char *team;
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
