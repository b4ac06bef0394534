/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/certificate.h"

#include <glib/gi18n-lib.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <time.h>

/* A desk knows the server by the hash of this certificate, not by its dates; ten
 * years outlast the machine. */
#define LIFETIME_SECONDS (3650LL * 24 * 60 * 60)

static gboolean
write_private (const char             *path,
               const gnutls_datum_t   *pem,
               GError                **error)
{
  return g_file_set_contents_full (path, (const char *) pem->data, pem->size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static int
fill_certificate (gnutls_x509_crt_t     certificate,
                  gnutls_x509_privkey_t key)
{
  static const guint8 loopback[] = { 127, 0, 0, 1 };
  guint8 serial[16];
  time_t now = time (NULL);
  int result;

  randombytes_buf (serial, sizeof serial);
  serial[0] &= 0x7f;
  if ((result = gnutls_x509_crt_set_version (certificate, 3)) < 0 ||
      (result = gnutls_x509_crt_set_serial (certificate, serial, sizeof serial)) < 0 ||
      (result = gnutls_x509_crt_set_dn (certificate, "CN=Axle server", NULL)) < 0 ||
      (result = gnutls_x509_crt_set_activation_time (certificate, now - 24 * 60 * 60)) < 0 ||
      (result = gnutls_x509_crt_set_expiration_time (certificate, now + LIFETIME_SECONDS)) < 0 ||
      (result = gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, "localhost", 9, GNUTLS_FSAN_SET)) < 0 ||
      (result = gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, loopback, sizeof loopback,
                                                      GNUTLS_FSAN_APPEND)) < 0 ||
      (result = gnutls_x509_crt_set_basic_constraints (certificate, 0, -1)) < 0 ||
      (result = gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE)) < 0 ||
      (result = gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0)) < 0 ||
      (result = gnutls_x509_crt_set_key (certificate, key)) < 0)
    return result;
  return gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0);
}

static gboolean
make (const char  *certificate_path,
      const char  *key_path,
      GError     **error)
{
  gnutls_x509_crt_t certificate = NULL;
  gnutls_x509_privkey_t key = NULL;
  gnutls_datum_t certificate_pem = { NULL, 0 };
  gnutls_datum_t key_pem = { NULL, 0 };
  gboolean written = FALSE;
  int result;

  if ((result = gnutls_x509_crt_init (&certificate)) < 0 ||
      (result = gnutls_x509_privkey_init (&key)) < 0 ||
      (result = gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0)) < 0 ||
      (result = fill_certificate (certificate, key)) < 0 ||
      (result = gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &certificate_pem)) < 0 ||
      (result = gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &key_pem)) < 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The server's certificate could not be made: %s."),
                 gnutls_strerror (result));
  else /* The key first: a certificate without its key would be in the way the next time. */
    written = write_private (key_path, &key_pem, error) && write_private (certificate_path, &certificate_pem, error);
  if (key_pem.data != NULL)
    sodium_memzero (key_pem.data, key_pem.size);
  gnutls_free (key_pem.data);
  gnutls_free (certificate_pem.data);
  gnutls_x509_privkey_deinit (key);
  gnutls_x509_crt_deinit (certificate);
  return written;
}

/**
 * axle_certificate_load_or_make:
 * @folder: the server's data folder
 * @error: return location
 *
 * A server without a certificate of its own makes one when it first starts, signed
 * by itself; desks trust it by the enrolment code.
 *
 * Returns: (transfer full) (nullable): the certificate with its key
 */
GTlsCertificate *
axle_certificate_load_or_make (const char  *folder,
                               GError     **error)
{
  g_autofree char *certificate_path = g_build_filename (folder, "certificate.pem", NULL);
  g_autofree char *key_path = g_build_filename (folder, "key.pem", NULL);

  if (!g_file_test (certificate_path, G_FILE_TEST_EXISTS) && !make (certificate_path, key_path, error))
    return NULL;
  return g_tls_certificate_new_from_files (certificate_path, key_path, error);
}

/**
 * axle_certificate_dup_der:
 * @certificate: a certificate
 *
 * Returns: (transfer full): it as the wire has it, without the key
 */
GBytes *
axle_certificate_dup_der (GTlsCertificate *certificate)
{
  g_autoptr(GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return g_byte_array_free_to_bytes (g_steal_pointer (&der));
}
