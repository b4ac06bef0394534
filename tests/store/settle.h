/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/outbox.h"

/* Notes the verdict of one change. */
static inline gboolean
axle_test_settle (AxleStore   *store,
                  gint64       number,
                  AxleVerdict *verdict,
                  GError     **error)
{
  g_autoptr(GPtrArray) verdicts = g_ptr_array_new ();

  g_ptr_array_add (verdicts, verdict);
  return axle_store_settle (store, number, verdicts, error);
}
