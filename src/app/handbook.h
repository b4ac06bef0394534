/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "report/handbook.h"

G_BEGIN_DECLS

/* The care handbook of a car, from what this desk knows. Owners are told in the access
 * log like whenever their page is opened. */

void              axle_handbook_make_async    (AxleWorkstation         *workstation,
                                               const AxleId            *vehicle,
                                               gint64                   at,
                                               GCancellable            *cancellable,
                                               GAsyncReadyCallback      callback,
                                               gpointer                 user_data);
AxleHandbook     *axle_handbook_make_finish   (GAsyncResult            *result,
                                               GError                 **error);

/**
 * AxleHandbookVerdict:
 * @seal: of a file, what has become of it
 * @code: the code
 * @vehicle: (nullable): the car, where this desk knows it
 * @same: whether the records say what the handbook says
 *
 * What can be said of a handbook that somebody brings.
 */
typedef struct
{
  AxleHandbookSeal  seal;
  AxleHandbookCode  code;
  AxleRecord       *vehicle;
  gboolean          same;
} AxleHandbookVerdict;

void                 axle_handbook_verdict_free  (AxleHandbookVerdict  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleHandbookVerdict, axle_handbook_verdict_free)

void                 axle_handbook_verify_async  (AxleWorkstation       *workstation,
                                                  const AxleHandbookCode *code,
                                                  GCancellable          *cancellable,
                                                  GAsyncReadyCallback    callback,
                                                  gpointer               user_data);
AxleHandbookVerdict *axle_handbook_verify_finish (GAsyncResult          *result,
                                                  GError               **error);

G_END_DECLS
