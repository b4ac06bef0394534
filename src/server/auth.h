/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/hub.h"

G_BEGIN_DECLS

/* Who may ask: enrolment codes, desk keys, secrets of staff, sessions. Whatever
 * proves something is kept as a hash only. */

#define AXLE_AUTH_ERROR (axle_auth_error_quark ())
GQuark axle_auth_error_quark (void);

/**
 * AxleAuthError:
 * @AXLE_AUTH_ERROR_CODE: the enrolment code is unknown, used or too old
 * @AXLE_AUTH_ERROR_DESK: no such desk
 * @AXLE_AUTH_ERROR_REVOKED: the desk was locked out
 * @AXLE_AUTH_ERROR_SECRET: wrong PIN or password, or nobody who may sign in here
 * @AXLE_AUTH_ERROR_TRIES: too many wrong tries; wait
 * @AXLE_AUTH_ERROR_INVALID: a secret or key that is not taken
 * @AXLE_AUTH_ERROR_SESSION: nobody is signed in, or their role does not allow it
 */
typedef enum
{
  AXLE_AUTH_ERROR_CODE,
  AXLE_AUTH_ERROR_DESK,
  AXLE_AUTH_ERROR_REVOKED,
  AXLE_AUTH_ERROR_SECRET,
  AXLE_AUTH_ERROR_TRIES,
  AXLE_AUTH_ERROR_INVALID,
  AXLE_AUTH_ERROR_SESSION,
} AxleAuthError;

/* How long an enrolment code lives. */
#define AXLE_AUTH_CODE_LIFETIME (15 * G_TIME_SPAN_MINUTE)

/* How long a session lives. */
#define AXLE_AUTH_SESSION_LIFETIME (12 * G_TIME_SPAN_HOUR)

const char       *axle_auth_error_code     (const GError              *error);
GBytes           *axle_auth_hash_text      (const char                *text);

char             *axle_auth_make_code      (AxleHub                   *hub,
                                            const AxleId              *store,
                                            AxleAudience               audience,
                                            GBytes                    *certificate,
                                            GError                   **error);
AxleEnrolReply   *axle_auth_enrol          (AxleHub                   *hub,
                                            const AxleEnrolRequest    *request,
                                            GError                   **error);
AxleHubDesk      *axle_auth_find_desk      (AxleHub                   *hub,
                                            const char                *key,
                                            GError                   **error);
gboolean          axle_auth_check_desk     (AxleHub                   *hub,
                                            const AxleId              *desk,
                                            GError                   **error);

/* In a transaction. */
gboolean          axle_auth_set_secret     (AxleHub                   *hub,
                                            const AxleId              *staff,
                                            const char                *secret,
                                            GError                   **error);
gboolean          axle_auth_reset_tries    (AxleHub                   *hub,
                                            const AxleId              *staff,
                                            GError                   **error);

/* A sign-in is two quick steps on the hub's thread, and between them a slow one
 * that may run on any. */
char             *axle_auth_begin_session  (AxleHub                   *hub,
                                            const AxleHubDesk         *desk,
                                            const AxleId              *staff,
                                            gint64                    *retry_after,
                                            GError                   **error);
gboolean          axle_auth_verify         (const char                *verifier,
                                            const char                *secret);
AxleSessionReply *axle_auth_finish_session (AxleHub                   *hub,
                                            const AxleHubDesk         *desk,
                                            const AxleId              *staff,
                                            gboolean                   verified,
                                            GError                   **error);
gboolean          axle_auth_check_right    (AxleHub                   *hub,
                                            const AxleHubDesk         *desk,
                                            const char                *token,
                                            const char                *right,
                                            GError                   **error);
gboolean          axle_auth_find_staff     (AxleHub                   *hub,
                                            const AxleHubDesk         *desk,
                                            const char                *token,
                                            AxleId                    *staff,
                                            GError                   **error);
gboolean          axle_auth_end_session    (AxleHub                   *hub,
                                            const AxleHubDesk         *desk,
                                            const char                *token,
                                            GError                   **error);

G_END_DECLS
