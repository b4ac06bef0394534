/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/auth.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/organisation/tries.h"
#include "server/desks.h"
#include "server/private.h"
#include "wire/enrolment-code.h"

G_DEFINE_QUARK (axle-auth-error-quark, axle_auth_error)

#define SPACE_CODE "code"
#define SPACE_DESK "desk"
#define SPACE_SECRET "secret"
#define SPACE_SESSION "session"
#define SPACE_TRIES "tries"

#define TOKEN_BYTES 32

/* A desk's key is 32 bytes in base64url: 43 characters. */
#define KEY_MIN 43
#define KEY_MAX 128

/* Far more changes than a desk can make. */
#define NUMBER_MAX (G_GINT64_CONSTANT (1) << 53)

#define SECRET_MIN 4
#define SECRET_MAX 200

const char *
axle_auth_error_code (const GError *error)
{
  static const char * const codes[] = {
    [AXLE_AUTH_ERROR_CODE] = "code",
    [AXLE_AUTH_ERROR_DESK] = "desk",
    [AXLE_AUTH_ERROR_REVOKED] = "revoked",
    [AXLE_AUTH_ERROR_SECRET] = "secret",
    [AXLE_AUTH_ERROR_TRIES] = "tries",
    [AXLE_AUTH_ERROR_INVALID] = "invalid",
    [AXLE_AUTH_ERROR_SESSION] = "session",
  };

  if (error->domain == AXLE_AUTH_ERROR && (guint) error->code < G_N_ELEMENTS (codes))
    return codes[error->code];
  return "internal";
}

static GBytes *
hash (gconstpointer  data,
      gsize          n_bytes)
{
  guint8 digest[crypto_generichash_BYTES];

  crypto_generichash (digest, sizeof digest, data, n_bytes, NULL, 0);
  return g_bytes_new (digest, sizeof digest);
}

/* What proves something is kept as. */
GBytes *
axle_auth_hash_text (const char *text)
{
  return hash (text, strlen (text));
}

static AxleId
get_id_variant (GVariant *tuple,
                gsize     index)
{
  g_autoptr(GVariant) child = g_variant_get_child_value (tuple, index);
  AxleId id = AXLE_ID_NONE;

  axle_id_from_variant (child, &id);
  return id;
}

/**
 * axle_auth_make_code:
 * @hub: a hub
 * @store: the store of the new desk
 * @audience: who will read it
 * @certificate: the server's, in DER
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a code that enrols one desk within
 *   AXLE_AUTH_CODE_LIFETIME, see [struct@Axle.EnrolmentCode]
 */
char *
axle_auth_make_code (AxleHub       *hub,
                     const AxleId  *store,
                     AxleAudience   audience,
                     GBytes        *certificate,
                     GError       **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(AxleRecord) record = NULL;
  g_autoptr(GBytes) key = NULL;
  gint64 now = axle_host_now (hub->host);
  AxleEnrolmentCode code;
  guint8 digest[crypto_hash_sha256_BYTES];

  if (!axle_hub_begin (hub, NULL, 0, error))
    return NULL;
  transaction = hub;
  if (!axle_hub_get (hub, store, &record, error))
    return NULL;
  if (record == NULL || record->entity != &axle_store_entity || record->deleted)
    {
      g_set_error_literal (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_INVALID, _("There is no such store."));
      return NULL;
    }
  axle_host_fill (hub->host, code.secret, sizeof code.secret);
  crypto_hash_sha256 (digest, g_bytes_get_data (certificate, NULL), g_bytes_get_size (certificate));
  memcpy (code.pin, digest, sizeof code.pin);
  key = hash (code.secret, sizeof code.secret);
  if (!axle_storage_drop_expired (hub->storage, now, error) ||
      !axle_hub_put_entry (hub->storage, SPACE_CODE, key,
                           g_variant_new ("(@ay@ayyx)", axle_id_to_variant (store), axle_id_to_variant (&record->scope),
                                          (guchar) audience, now + AXLE_AUTH_CODE_LIFETIME),
                           now + AXLE_AUTH_CODE_LIFETIME, error) ||
      !axle_hub_commit (g_steal_pointer (&transaction), error))
    return NULL;
  return axle_enrolment_code_make (&code);
}

static gboolean
add_desk (AxleHub            *hub,
          const AxleHubDesk  *desk,
          const char         *name,
          gint64              after,
          GBytes             *key,
          GError            **error)
{
  g_autoptr(AxleRecord) record = axle_record_new (&axle_desk_entity, &desk->desk);

  record->scope = desk->group;
  axle_record_set_text (record, AXLE_DESK_NAME, name);
  axle_record_set_id (record, AXLE_DESK_STORE, &desk->store);
  axle_record_set_text (record, AXLE_DESK_AUDIENCE, axle_audience_get_name (desk->audience));
  return axle_hub_put (hub, record, error) &&
         axle_hub_add_install (hub, desk, after, error) &&
         axle_hub_put_entry (hub->storage, SPACE_DESK, key,
                             g_variant_new ("(@ay@ay@ay@ayy)", axle_id_to_variant (&desk->desk), axle_id_to_variant (&desk->store),
                                            axle_id_to_variant (&desk->group), axle_id_to_variant (&desk->install),
                                            (guchar) desk->audience),
                             0, error);
}

static gboolean
take_code (AxleHub      *hub,
           const char   *text,
           AxleHubDesk  *desk,
           GError      **error)
{
  g_autoptr(GBytes) key = NULL;
  g_autoptr(GVariant) value = NULL;
  AxleEnrolmentCode code;
  guchar audience = 0;
  gint64 expires = 0;

  if (axle_enrolment_code_parse (text, &code))
    {
      key = hash (code.secret, sizeof code.secret);
      if (!axle_hub_get_entry (hub->storage, SPACE_CODE, key, "(ayayyx)", &value, error))
        return FALSE;
    }
  if (value != NULL)
    g_variant_get (value, "(@ay@ayyx)", NULL, NULL, &audience, &expires);
  if (value == NULL || expires < axle_host_now (hub->host) || audience > AXLE_AUDIENCE_KIOSK)
    {
      g_set_error_literal (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_CODE,
                           _("The enrolment code is wrong, used or older than 15 minutes. Ask for a new one."));
      return FALSE;
    }
  desk->store = get_id_variant (value, 0);
  desk->group = get_id_variant (value, 1);
  desk->audience = audience;
  return axle_storage_drop_entry (hub->storage, SPACE_CODE, key, error);
}

/**
 * axle_auth_enrol:
 * @hub: a hub
 * @request: what a desk sent
 * @error: return location
 *
 * Makes a desk, and its key the one that it proves itself with. Uses up the code.
 *
 * Returns: (transfer full) (nullable): who the desk is
 */
AxleEnrolReply *
axle_auth_enrol (AxleHub                 *hub,
                 const AxleEnrolRequest  *request,
                 GError                 **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(AxleEnrolReply) reply = g_new0 (AxleEnrolReply, 1);
  AxleHubDesk desk = { 0 };
  g_autoptr(GBytes) key = axle_auth_hash_text (request->key);
  g_autoptr(GBytes) known = NULL;
  gsize length = strlen (request->key);

  if (!axle_hub_begin (hub, NULL, 0, error))
    return NULL;
  transaction = hub;
  if (!axle_storage_get_entry (hub->storage, SPACE_DESK, key, &known, error))
    return NULL;
  if (length < KEY_MIN || length > KEY_MAX || known != NULL)
    {
      g_set_error_literal (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_INVALID,
                           _("The desk's key is too short, too long or used."));
      return NULL;
    }
  if (!take_code (hub, request->code, &desk, error))
    return NULL;
  desk.desk = axle_id_new (hub->host);
  desk.install = axle_id_new (hub->host);
  if (!add_desk (hub, &desk, request->name, CLAMP (request->after, 0, NUMBER_MAX), key, error) ||
      !axle_hub_commit (g_steal_pointer (&transaction), error))
    return NULL;
  reply->desk = desk.desk;
  reply->store = desk.store;
  reply->group = desk.group;
  reply->install = desk.install;
  reply->audience = desk.audience;
  return g_steal_pointer (&reply);
}

/**
 * axle_auth_check_desk:
 * @hub: a hub
 * @desk: an enrolled desk
 * @error: return location
 *
 * The desk's record decides, so that locking it out counts at once.
 *
 * Returns: whether the desk may ask
 */
gboolean
axle_auth_check_desk (AxleHub       *hub,
                      const AxleId  *desk,
                      GError       **error)
{
  g_autoptr(AxleRecord) record = NULL;

  if (!axle_hub_get (hub, desk, &record, error))
    return FALSE;
  if (record != NULL && !record->deleted && !axle_record_get_boolean (record, AXLE_DESK_REVOKED))
    return TRUE;
  g_set_error_literal (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_REVOKED,
                       _("This desk was locked out. What waits on it is kept; ask for a new enrolment code."));
  return FALSE;
}

/**
 * axle_auth_find_desk:
 * @hub: a hub
 * @key: (nullable): what a desk proves itself with
 * @error: return location
 *
 * Returns: (transfer full) (nullable): who asks
 */
AxleHubDesk *
axle_auth_find_desk (AxleHub     *hub,
                     const char  *key,
                     GError     **error)
{
  g_autoptr(GBytes) hashed = NULL;
  g_autoptr(GVariant) value = NULL;
  g_autofree AxleHubDesk *desk = g_new0 (AxleHubDesk, 1);
  guchar audience;

  if (key != NULL)
    {
      hashed = axle_auth_hash_text (key);
      if (!axle_hub_get_entry (hub->storage, SPACE_DESK, hashed, "(ayayayayy)", &value, error))
        return NULL;
    }
  if (value == NULL)
    {
      g_set_error_literal (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_DESK,
                           _("The server does not know this desk. Enrol it; what waits on it is kept."));
      return NULL;
    }
  g_variant_get_child (value, 4, "y", &audience);
  desk->desk = get_id_variant (value, 0);
  desk->store = get_id_variant (value, 1);
  desk->group = get_id_variant (value, 2);
  desk->install = get_id_variant (value, 3);
  desk->audience = MIN (audience, AXLE_AUDIENCE_KIOSK);
  if (!axle_auth_check_desk (hub, &desk->desk, error) || !axle_hub_load_view (hub, desk, error))
    return NULL;
  return g_steal_pointer (&desk);
}

/**
 * axle_auth_set_secret:
 * @hub: a hub, in a transaction
 * @staff: a member of staff
 * @secret: PIN or password
 * @error: return location
 *
 * Returns: whether it was kept, as argon2id
 */
gboolean
axle_auth_set_secret (AxleHub       *hub,
                      const AxleId  *staff,
                      const char    *secret,
                      GError       **error)
{
  g_autoptr(GBytes) key = axle_hub_id_key (staff);
  g_autoptr(GBytes) value = NULL;
  char verifier[crypto_pwhash_STRBYTES];
  gsize length = strlen (secret);

  if (length < SECRET_MIN || length > SECRET_MAX)
    {
      g_set_error (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_INVALID,
                   _("A PIN or password has %d to %d characters."), SECRET_MIN, SECRET_MAX);
      return FALSE;
    }
  if (crypto_pwhash_str (verifier, secret, length, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    {
      g_set_error_literal (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_INVALID, _("There is too little memory to keep a password safely."));
      return FALSE;
    }
  value = g_bytes_new (verifier, strlen (verifier));
  return axle_storage_put_entry (hub->storage, SPACE_SECRET, key, value, 0, error) &&
         axle_auth_reset_tries (hub, staff, error);
}

gboolean
axle_auth_reset_tries (AxleHub       *hub,
                       const AxleId  *staff,
                       GError       **error)
{
  g_autoptr(GBytes) key = axle_hub_id_key (staff);

  return axle_storage_drop_entry (hub->storage, SPACE_TRIES, key, error);
}

static gboolean
load_tries (AxleHub       *hub,
            const AxleId  *who,
            int           *n_tries,
            gint64        *last,
            GError       **error)
{
  g_autoptr(GBytes) key = axle_hub_id_key (who);
  g_autoptr(GVariant) value = NULL;

  *n_tries = 0;
  *last = 0;
  if (!axle_hub_get_entry (hub->storage, SPACE_TRIES, key, "(ix)", &value, error))
    return FALSE;
  if (value != NULL)
    g_variant_get (value, "(ix)", n_tries, last);
  if (*last + AXLE_TRIES_LIFETIME < axle_host_now (hub->host))
    *n_tries = 0;
  return TRUE;
}

static gboolean
save_tries (AxleHub       *hub,
            const AxleId  *who,
            int            n_tries,
            GError       **error)
{
  g_autoptr(GBytes) key = axle_hub_id_key (who);
  gint64 now = axle_host_now (hub->host);

  if (n_tries <= 0)
    return axle_storage_drop_entry (hub->storage, SPACE_TRIES, key, error);
  return axle_hub_put_entry (hub->storage, SPACE_TRIES, key, g_variant_new ("(ix)", n_tries, now),
                             now + AXLE_TRIES_LIFETIME, error);
}

/* Counts a try before it is made, so that many at once gain nothing. */
static gboolean
count_try (AxleHub       *hub,
           const AxleId  *who,
           int            n_free,
           gint64        *retry_after,
           GError       **error)
{
  gint64 wait;
  gint64 last;
  int n_tries;

  if (!load_tries (hub, who, &n_tries, &last, error))
    return FALSE;
  wait = axle_tries_get_wait (n_tries, n_free, last, axle_host_now (hub->host));
  if (wait > 0)
    {
      *retry_after = wait / G_TIME_SPAN_SECOND + 1;
      g_set_error (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_TRIES,
                   _("Too many wrong tries. Wait %d seconds."), (int) *retry_after);
      return FALSE;
    }
  return save_tries (hub, who, MIN (n_tries + 1, 1000), error);
}

/* Verified in place of a secret that is not there, so that it takes as long. */
static const char *
get_dummy_verifier (void)
{
  static char verifier[crypto_pwhash_STRBYTES];

  if (verifier[0] == '\0' &&
      crypto_pwhash_str (verifier, "", 0, crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    verifier[0] = '\0';
  return verifier;
}

/* Whether @staff works here and may use a desk of this store; @error only when it failed. */
static gboolean
may_sign_in (AxleHub            *hub,
             const AxleHubDesk  *desk,
             const AxleId       *staff,
             AxleId             *role,
             gboolean           *may,
             GError            **error)
{
  g_autoptr(AxleRecord) person = NULL;
  AxleId store;

  *may = FALSE;
  if (!axle_hub_get (hub, staff, &person, error))
    return FALSE;
  if (person == NULL || person->entity != &axle_staff_entity || person->deleted ||
      !axle_id_equal (&person->scope, &desk->group) || !axle_record_get_boolean (person, AXLE_STAFF_ACTIVE))
    return TRUE;
  store = axle_record_get_id (person, AXLE_STAFF_STORE);
  *role = axle_record_get_id (person, AXLE_STAFF_ROLE);
  *may = axle_id_is_none (&store) || axle_id_equal (&store, &desk->store);
  return TRUE;
}

/**
 * axle_auth_begin_session:
 * @hub: a hub
 * @desk: where
 * @staff: who says to be there
 * @retry_after: (out): with %AXLE_AUTH_ERROR_TRIES, how many seconds to wait
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what [func@Axle.auth_verify] needs
 */
char *
axle_auth_begin_session (AxleHub            *hub,
                         const AxleHubDesk  *desk,
                         const AxleId       *staff,
                         gint64             *retry_after,
                         GError            **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(GBytes) key = axle_hub_id_key (staff);
  g_autoptr(GBytes) value = NULL;
  AxleId locks[] = { desk->desk, *staff };

  *retry_after = 0;
  if (!axle_hub_begin (hub, locks, G_N_ELEMENTS (locks), error))
    return NULL;
  transaction = hub;
  if (!count_try (hub, &desk->desk, AXLE_TRIES_OF_DESK, retry_after, error) ||
      !count_try (hub, staff, AXLE_TRIES_OF_PERSON, retry_after, error) ||
      !axle_storage_get_entry (hub->storage, SPACE_SECRET, key, &value, error) ||
      !axle_hub_commit (g_steal_pointer (&transaction), error))
    return NULL;
  if (value == NULL)
    return g_strdup (get_dummy_verifier ());
  return g_strndup (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
}

/**
 * axle_auth_verify:
 * @verifier: from [func@Axle.auth_begin_session]
 * @secret: what a person typed
 *
 * Slow on purpose. May run on any thread.
 *
 * Returns: whether it is the secret
 */
gboolean
axle_auth_verify (const char *verifier,
                  const char *secret)
{
  return strlen (secret) >= SECRET_MIN && strlen (secret) <= SECRET_MAX &&
         crypto_pwhash_str_verify (verifier, secret, strlen (secret)) == 0;
}

static char *
make_token (AxleHub *hub)
{
  guint8 bytes[TOKEN_BYTES];
  char text[sodium_base64_ENCODED_LEN (TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  axle_host_fill (hub->host, bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return g_strdup (text);
}

static gboolean
save_session (AxleHub            *hub,
              const AxleHubDesk  *desk,
              const AxleId       *staff,
              AxleSessionReply   *session,
              GError            **error)
{
  g_autoptr(GBytes) key = axle_auth_hash_text (session->token);
  gint64 last;
  int n_tries;

  return axle_storage_drop_expired (hub->storage, axle_host_now (hub->host), error) &&
         axle_hub_put_entry (hub->storage, SPACE_SESSION, key,
                             g_variant_new ("(@ay@ayx)", axle_id_to_variant (&desk->desk), axle_id_to_variant (staff), session->expires),
                             session->expires, error) &&
         axle_hub_admit (hub, &desk->desk, staff, error) &&
         axle_auth_reset_tries (hub, staff, error) &&
         load_tries (hub, &desk->desk, &n_tries, &last, error) &&
         save_tries (hub, &desk->desk, n_tries - 1, error);
}

/**
 * axle_auth_finish_session:
 * @hub: a hub
 * @desk: where
 * @staff: who
 * @verified: what [func@Axle.auth_verify] said
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a session
 */
AxleSessionReply *
axle_auth_finish_session (AxleHub            *hub,
                          const AxleHubDesk  *desk,
                          const AxleId       *staff,
                          gboolean            verified,
                          GError            **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(AxleSessionReply) session = g_new0 (AxleSessionReply, 1);
  AxleId locks[] = { desk->desk, *staff };
  gboolean may;

  if (!axle_hub_begin (hub, locks, G_N_ELEMENTS (locks), error))
    return NULL;
  transaction = hub;
  if (!may_sign_in (hub, desk, staff, &session->role, &may, error))
    return NULL;
  if (!verified || !may)
    {
      g_set_error_literal (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_SECRET,
                           _("Wrong PIN or password, or this person may not sign in on this desk."));
      return NULL;
    }
  session->token = make_token (hub);
  session->expires = axle_host_now (hub->host) + AXLE_AUTH_SESSION_LIFETIME;
  if (!save_session (hub, desk, staff, session, error) ||
      !axle_hub_commit (g_steal_pointer (&transaction), error))
    return NULL;
  return g_steal_pointer (&session);
}

/* The rights of who is signed in: none when they do not work here any more. */
static gboolean
load_rights (AxleHub       *hub,
             const AxleId  *staff,
             AxleRecord   **role,
             GError       **error)
{
  g_autoptr(AxleRecord) person = NULL;
  AxleId id;

  *role = NULL;
  if (!axle_hub_get (hub, staff, &person, error))
    return FALSE;
  if (person == NULL || person->entity != &axle_staff_entity || person->deleted ||
      !axle_record_get_boolean (person, AXLE_STAFF_ACTIVE))
    return TRUE;
  id = axle_record_get_id (person, AXLE_STAFF_ROLE);
  return axle_hub_get (hub, &id, role, error);
}

/* Who is signed in on a desk with a session that holds; no id for nobody. */
static gboolean
find_session (AxleHub            *hub,
              const AxleHubDesk  *desk,
              const char         *token,
              AxleId             *staff,
              GError            **error)
{
  g_autoptr(GBytes) key = axle_auth_hash_text (token != NULL ? token : "");
  g_autoptr(GVariant) value = NULL;
  AxleId where;
  gint64 expires;

  *staff = AXLE_ID_NONE;
  if (!axle_hub_get_entry (hub->storage, SPACE_SESSION, key, "(ayayx)", &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;
  where = get_id_variant (value, 0);
  g_variant_get_child (value, 2, "x", &expires);
  if (axle_id_equal (&where, &desk->desk) && expires > axle_host_now (hub->host))
    *staff = get_id_variant (value, 1);
  return TRUE;
}

/**
 * axle_auth_check_right:
 * @hub: a hub
 * @desk: where
 * @token: (nullable): a session's token
 * @right: one of AXLE_RIGHT_…
 * @error: return location
 *
 * Their role decides now, not when they signed in.
 *
 * Returns: whether who is signed in at @desk may do that
 */
gboolean
axle_auth_check_right (AxleHub            *hub,
                       const AxleHubDesk  *desk,
                       const char         *token,
                       const char         *right,
                       GError            **error)
{
  g_autoptr(AxleRecord) role = NULL;
  AxleId staff;

  if (!find_session (hub, desk, token, &staff, error) ||
      (!axle_id_is_none (&staff) && !load_rights (hub, &staff, &role, error)))
    return FALSE;
  if (role != NULL && !role->deleted && role->entity == &axle_role_entity &&
      axle_rights_contain (axle_record_get (role, AXLE_ROLE_RIGHTS), right))
    return TRUE;
  g_set_error_literal (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_SESSION,
                       _("Nobody is signed in here whose role allows this. Sign in again."));
  return FALSE;
}

/* Who is signed in on the desk; nobody is an error. */
gboolean
axle_auth_find_staff (AxleHub            *hub,
                      const AxleHubDesk  *desk,
                      const char         *token,
                      AxleId             *staff,
                      GError            **error)
{
  if (!find_session (hub, desk, token, staff, error))
    return FALSE;
  if (!axle_id_is_none (staff))
    return TRUE;
  g_set_error_literal (error, AXLE_AUTH_ERROR, AXLE_AUTH_ERROR_SESSION, _("Nobody is signed in here. Sign in again."));
  return FALSE;
}

/**
 * axle_auth_end_session:
 * @hub: a hub
 * @desk: where
 * @token: a session's token
 * @error: return location
 *
 * Signs out. A session of another desk, or one that is not there, is left alone.
 *
 * Returns: whether it is over
 */
gboolean
axle_auth_end_session (AxleHub            *hub,
                       const AxleHubDesk  *desk,
                       const char         *token,
                       GError            **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(GBytes) key = axle_auth_hash_text (token);
  g_autoptr(GVariant) value = NULL;
  AxleId where = AXLE_ID_NONE;

  if (!axle_hub_begin (hub, &desk->desk, 1, error))
    return FALSE;
  transaction = hub;
  if (!axle_hub_get_entry (hub->storage, SPACE_SESSION, key, "(ayayx)", &value, error))
    return FALSE;
  if (value != NULL)
    where = get_id_variant (value, 0);
  return (!axle_id_equal (&where, &desk->desk) || axle_storage_drop_entry (hub->storage, SPACE_SESSION, key, error)) &&
         axle_hub_commit (g_steal_pointer (&transaction), error);
}
