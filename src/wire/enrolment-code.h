/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person carries from the server to a new desk: 28 letters and digits in
 * groups of four. It proves the desk to the server once, and the server to the
 * desk: a desk talks only to the one whose certificate the code was made for. */

#define AXLE_ENROLMENT_SECRET_SIZE 6
#define AXLE_ENROLMENT_PIN_SIZE 10

/**
 * AxleEnrolmentCode:
 * @secret: random bytes, known to the server
 * @pin: the first 80 bits of the SHA-256 of the server's certificate (DER)
 */
typedef struct
{
  guint8 secret[AXLE_ENROLMENT_SECRET_SIZE];
  guint8 pin[AXLE_ENROLMENT_PIN_SIZE];
} AxleEnrolmentCode;

char     *axle_enrolment_code_make  (const AxleEnrolmentCode *code);
gboolean  axle_enrolment_code_parse (const char              *text,
                                     AxleEnrolmentCode       *code);

G_END_DECLS
