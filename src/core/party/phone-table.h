/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A country's calling code, and how many digits may follow it. */
typedef struct
{
  const char *code;
  const char *country;
  guint8      shortest;
  guint8      longest;
} AxleCallingCode;

const AxleCallingCode *axle_calling_code_find   (const char *digits);
const char            *axle_mobile_carrier_find (const char *digits);

G_END_DECLS
