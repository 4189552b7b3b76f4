/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * role.c - what a part is for, by its type and its place: signed, a signature, a report, ...
 *
 * RFC 1847, 3156 (PGP/MIME), 8551 (S/MIME), 6522 (reports), 2046 5.2 (partial, external-body).
 */
#include "mime/part.h"

const char *mime_role_name(enum mime_role r)
{
	static const char *const names[] = {
#define ROLE(name, text) [MIME_ROLE_##name] = text,
#include "mime/roles.def"
#undef ROLE
	};

	return names[r];
}

const char *mime_charset_note_text(enum mime_charset_note n)
{
	static const char *const texts[] = {
		[MIME_CHARSET_AS_LABELLED] = "as labelled", [MIME_CHARSET_MISSING] = "no label",
		[MIME_CHARSET_UNKNOWN] = "unknown label", [MIME_CHARSET_WRONG] = "wrong label",
		[MIME_CHARSET_IN_HTML] = "label in the HTML",
	};

	return texts[n];
}

static const struct {
	struct bytes type, subtype;
	enum mime_role role;
} by_type[] = {
	{ B("multipart"), B("signed"), MIME_ROLE_SIGNED },
	{ B("multipart"), B("encrypted"), MIME_ROLE_ENCRYPTED },
	{ B("multipart"), B("report"), MIME_ROLE_REPORT },
	{ B("message"), B("partial"), MIME_ROLE_PARTIAL },
	{ B("message"), B("external-body"), MIME_ROLE_EXTERNAL_BODY },
	{ B("message"), B("delivery-status"), MIME_ROLE_DELIVERY_STATUS },
	{ B("message"), B("global-delivery-status"), MIME_ROLE_DELIVERY_STATUS },
	{ B("message"), B("disposition-notification"), MIME_ROLE_DISPOSITION },
	{ B("message"), B("global-disposition-notification"), MIME_ROLE_DISPOSITION },
	{ B("message"), B("feedback-report"), MIME_ROLE_FEEDBACK },
	{ B("text"), B("rfc822-headers"), MIME_ROLE_HEADERS },
	{ B("message"), B("global-headers"), MIME_ROLE_HEADERS },
	{ B("application"), B("pgp-signature"), MIME_ROLE_PGP_SIGNATURE },
	{ B("application"), B("pgp-encrypted"), MIME_ROLE_PGP_CONTROL },
	{ B("application"), B("pgp-keys"), MIME_ROLE_PGP_KEY },
	{ B("application"), B("pgp"), MIME_ROLE_PGP_INLINE },
	{ B("application"), B("pkcs7-signature"), MIME_ROLE_SMIME_SIGNATURE },
	{ B("application"), B("x-pkcs7-signature"), MIME_ROLE_SMIME_SIGNATURE },
	{ B("application"), B("pkcs7-mime"), MIME_ROLE_SMIME },
	{ B("application"), B("x-pkcs7-mime"), MIME_ROLE_SMIME },
	{ B("application"), B("ms-tnef"), MIME_ROLE_TNEF },
	{ B("application"), B("vnd.ms-tnef"), MIME_ROLE_TNEF },
	{ B("text"), B("calendar"), MIME_ROLE_CALENDAR },
	{ B("text"), B("vcard"), MIME_ROLE_VCARD },
	{ B("text"), B("x-vcard"), MIME_ROLE_VCARD },
	{ B("text"), B("directory"), MIME_ROLE_VCARD },
};

/* RFC 8551 3.2.2. */
static const struct {
	struct bytes smime_type;
	enum mime_role role;
} by_smime_type[] = {
	{ B("signed-data"), MIME_ROLE_SMIME_SIGNED },
	{ B("certs-only"), MIME_ROLE_SMIME_CERTIFICATES },
	{ B("enveloped-data"), MIME_ROLE_SMIME_ENCRYPTED },
	{ B("authenveloped-data"), MIME_ROLE_SMIME_ENCRYPTED },
	{ B("compressed-data"), MIME_ROLE_SMIME_COMPRESSED },
};

/* Senders that do not know the type know the name (S/MIME: RFC 8551 3.2.1). */
static const struct {
	struct bytes end;
	enum mime_role role;
} by_name[] = {
	{ B("winmail.dat"), MIME_ROLE_TNEF },
	{ B(".p7m"), MIME_ROLE_SMIME },
	{ B(".p7c"), MIME_ROLE_SMIME_CERTIFICATES },
	{ B(".p7z"), MIME_ROLE_SMIME_COMPRESSED },
	{ B(".p7s"), MIME_ROLE_SMIME_SIGNATURE },
};

static enum mime_role role_by_name(const struct mime_part *p)
{
	if (!bytes_eq(p->type, B("application")))
		return MIME_ROLE_NONE;
	for (size_t i = 0; i < sizeof(by_name) / sizeof(*by_name); i++) {
		struct bytes end = by_name[i].end;
		bool whole = bytes_at(end, 0) != '.';

		if (p->name.n < end.n || (whole && p->name.n > end.n))
			continue;
		if (bytes_ieq(bytes_from(p->name, p->name.n - end.n), end))
			return by_name[i].role;
	}
	return MIME_ROLE_NONE;
}

enum mime_role role_of(const struct mime_part *p, const struct mime_part *above, uint32_t number)
{
	enum mime_role role = MIME_ROLE_NONE;

	for (size_t i = 0; i < sizeof(by_type) / sizeof(*by_type); i++)
		if (bytes_eq(p->type, by_type[i].type) && bytes_eq(p->subtype, by_type[i].subtype))
			role = by_type[i].role;
	if (role == MIME_ROLE_SMIME && p->params)
		for (size_t i = 0; i < sizeof(by_smime_type) / sizeof(*by_smime_type); i++)
			if (bytes_ieq(p->params->smime_type, by_smime_type[i].smime_type))
				return by_smime_type[i].role;
	if (role != MIME_ROLE_NONE)
		return role;
	if (above && above->role == MIME_ROLE_SIGNED && number == 1)
		return MIME_ROLE_SIGNED_CONTENT;
	if (above && above->role == MIME_ROLE_ENCRYPTED && number == 2)
		return MIME_ROLE_ENCRYPTED_CONTENT;
	return role_by_name(p);
}
