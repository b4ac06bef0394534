/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Called with what somebody wrote, without blanks around it; never empty. */
typedef void (*AxleReasonFunc) (const char *reason,
                                gpointer    user_data);

/* Asks for a reason, and does nothing without one. @label: what the button says that does it.
 * @destroy: for @user_data, whatever is answered. */
AdwDialog *axle_reason_alert_new (const char     *heading,
                                  const char     *body,
                                  const char     *label,
                                  AxleReasonFunc  func,
                                  gpointer        user_data,
                                  GDestroyNotify  destroy);

G_END_DECLS
