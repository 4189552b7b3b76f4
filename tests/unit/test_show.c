/* SPDX-License-Identifier: BSD-2-Clause */
/* test_show.c - one message to read, text for text, from hand-made events. */
#include "bench.h"
#include "view/text.h"

static const struct look piped = { false, 0 };

static struct ev_message message_of(uint64_t id)
{
	struct ev_message m;

	record_init(RECORD_MESSAGE, &m);
	m.id = id;
	m.head.session_id = 3;
	m.head.protocol = "smtp";
	m.head.client_ip = ip4_of(B("\xc0\x00\x02\x01"));
	m.head.client_port = 1025;
	m.head.server_ip = ip4_of(B("\xc0\x00\x02\x02"));
	m.head.server_port = 25;
	m.head.first_frame = 21;
	m.head.last_frame = 23;
	m.command = "DATA";
	m.direction = "submitted";
	m.size = 1234;
	m.frames_total = 3;
	m.complete = 1;
	return m;
}

static void begin(struct bench *b, uint64_t wanted)
{
	struct ev_message one = message_of(1), two = message_of(2);

	bench_file(b);
	b->sink = sink_show_new(b->file, wanted, "x.pcap", &piped, false);
	assert_int_equal(bench_put(b, EV_MESSAGE_OPEN, &one), 0);
	assert_int_equal(bench_put(b, EV_MESSAGE_OPEN, &two), 0);
}

static void field(struct bench *b, uint64_t id, size_t part, const char *name, const char *value)
{
	struct ev_header h = { .message_id = id, .part = part, .name = bytes_str(name),
			       .value = bytes_str(value) };

	assert_int_equal(bench_put(b, EV_HEADER, &h), 0);
}

static void container(struct bench *b, const char *path, const char *type)
{
	struct ev_part p;
	struct ev_part_event e = { .message_id = 1, .part = &p };

	record_init(RECORD_PART, &p);
	p.path = bytes_str(path);
	p.content_type = bytes_str(type);
	assert_int_equal(bench_put(b, EV_CONTAINER, &e), 0);
}

static struct ev_part row_of(const char *path, const char *type)
{
	struct ev_part p;

	record_init(RECORD_PART, &p);
	p.path = bytes_str(path);
	p.content_type = bytes_str(type);
	return p;
}

static void put_part(struct bench *b, struct ev_part p, struct bytes text)
{
	struct ev_part_event e = { .message_id = 1, .part = &p, .attachment = p.name.p != NULL };

	assert_int_equal(bench_put(b, EV_PART_OPEN, &e), 0);
	for (size_t i = 0; i < text.n; i++) {
		e.octets = bytes_sub(text, i, 1);
		assert_int_equal(bench_put(b, EV_PART_OCTETS, &e), 0);
	}
	e.octets = (struct bytes){ NULL, 0 };
	p.size = text.n;
	p.complete = 1;
	assert_int_equal(bench_put(b, EV_PART_CLOSE, &e), 0);
}

static void part(struct bench *b, const char *path, const char *type, const char *charset,
		 const char *name, struct bytes text)
{
	struct ev_part p = row_of(path, type);

	if (charset)
		p.charset = bytes_str(charset);
	if (name)
		p.name = bytes_str(name);
	put_part(b, p, text);
}

static void end(struct bench *b, const struct ev_message *m, const char *expected)
{
	assert_int_equal(bench_put(b, EV_MESSAGE, m), 0);
	assert_true(b->sink->done);
	assert_int_equal(bench_finish(b), 0);
	assert_string_equal(b->text, expected);
	bench_clear(b);
}

#define ON_THE_WIRE                                                            \
	"On the wire\n"                                                        \
	"  Session    3, smtp DATA, 192.0.2.1:1025 \xe2\x86\x92 192.0.2.2:25\n" \
	"  Octets     1,234 in 3 frames (#21-23), complete\n"

/* Lines that flow are paragraphs; a label that is wrong is said; what a part is about. */
static void what_parts_say(void **state)
{
	struct ev_message m = message_of(1);
	struct ev_part flowed = row_of("1", "text/plain"), wrong = row_of("2", "text/plain");
	struct ev_part calendar = row_of("3", "text/calendar");
	struct ev_part piece = row_of("4", "message/partial");
	struct ev_part far = row_of("5", "message/external-body");
	struct bench b;

	(void)state;
	flowed.flowed = 1;
	wrong.charset = B("us-ascii");
	wrong.charset_note = "wrong label";
	wrong.charset_found = B("UTF-8");
	calendar.role = "calendar";
	calendar.summary = B("REQUEST: Lunch\n");
	piece.partial_number = B("1");
	piece.partial_total = B("2");
	far.access_type = B("anon-ftp");
	far.access = B("ftp.example.org/x");
	begin(&b, 1);
	field(&b, 1, 0, "To", "a@example.org,\tb@example.org");
	container(&b, "TEXT", "multipart/mixed");
	put_part(&b, flowed, B("one \r\nline\r\n> quoted \r\n> text\r\n"));
	put_part(&b, wrong, B("caf\xc3\xa9\r\n"));
	put_part(&b, calendar, B("x"));
	put_part(&b, piece, B("x"));
	put_part(&b, far, B("x"));
	end(&b, &m,
	    "To:         a@example.org, b@example.org\n"
	    "\n"
	    "--- part 1, text\n"
	    "one line\n"
	    "> quoted text\n"
	    "\n"
	    "--- part 2, text\n"
	    "(not in us-ascii, as its label says; read as UTF-8)\n"
	    "caf\xc3\xa9\n"
	    "\n"
	    "Parts\n"
	    "  multipart/mixed\n"
	    "  \xe2\x94\x9c\xe2\x94\x80 1 text/plain, 31 octets\n"
	    "  \xe2\x94\x9c\xe2\x94\x80 2 text/plain, charset us-ascii but is UTF-8, 7 octets\n"
	    "  \xe2\x94\x9c\xe2\x94\x80 3 text/calendar, 1 octet\n"
	    "  \xe2\x94\x82    REQUEST: Lunch\\n\n"
	    "  \xe2\x94\x9c\xe2\x94\x80 4 message/partial, piece 1 of 2, 1 octet\n"
	    "  \xe2\x94\x94\xe2\x94\x80 5 message/external-body, elsewhere by anon-ftp: ftp.example.org/x, 1 octet\n"
	    ON_THE_WIRE);
}

/* The servers from the first to the last; what became of the body; domains in both forms. */
static void way_and_signatures(void **state)
{
	struct ev_message m = message_of(1);
	struct ev_hop hops[3];
	struct ev_dkim dkim[2];
	struct ev_arc arc[1];
	struct ev_authres check[1];
	struct bytes props[1] = { B("smtp.mailfrom=a@example.org") };
	struct ev_idn idn[1] = { { B("xn--bcher-kva.example"), B("b\xc3\xbc" "cher.example") } };
	struct bench b;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		record_init(RECORD_HOP, &hops[i]);
	record_init(RECORD_DKIM, &dkim[0]);
	record_init(RECORD_DKIM, &dkim[1]);
	record_init(RECORD_ARC, &arc[0]);
	record_init(RECORD_AUTHRES, &check[0]);
	hops[2].from = B("[192.0.2.4]");
	hops[2].ip = ip4_of(B("\xc0\x00\x02\x04"));
	hops[2].by = B("mail.example.org");
	hops[2].with = B("ESMTPSA");
	hops[2].tls = hops[2].authenticated = 1;
	hops[2].when = 1795422600 * NS_PER_SEC;
	hops[1].from = B("mail.example.org");
	hops[1].ip = ip4_of(B("\xc0\x00\x02\x05"));
	hops[1].by = B("mx.example.net");
	hops[1].with = B("ESMTPS");
	hops[1].tls = 1;
	hops[1].tls_version = B("TLSv1.3");
	hops[1].for_ = B("b@example.net");
	hops[1].delay = 3723 * NS_PER_SEC;
	hops[0].from_info = B("qmail 1 invoked by uid 0");
	hops[0].delay = -5 * NS_PER_SEC;
	hops[0].clock_skew = 1;
	dkim[0].d = B("example.org");
	dkim[0].s = B("s1");
	dkim[0].a = B("rsa-sha256");
	dkim[0].bh_ok = 0;
	dkim[1].d = B("example.net");
	dkim[1].bh_ok = 1;
	dkim[1].beyond = 9;
	arc[0].i = 1;
	arc[0].d = B("example.com");
	arc[0].cv = B("none");
	arc[0].bh_note = "octets missing";
	check[0].server = B("mx.example.net");
	check[0].method = B("spf");
	check[0].result = B("pass");
	check[0].props = (struct ev_texts){ props, 1 };
	check[0].reason = B("good\x1b[m");
	m.received = (struct ev_hops){ hops, 3 };
	m.dkim = (struct ev_dkims){ dkim, 2 };
	m.arc = (struct ev_arcs){ arc, 1 };
	m.auth_results = (struct ev_authres_rows){ check, 1 };
	m.idn = (struct ev_idns){ idn, 1 };
	begin(&b, 1);
	field(&b, 1, 0, "To", "a@b\xc3\xbc" "cher.example");
	part(&b, "1", "text/plain", NULL, NULL, B("x"));
	end(&b, &m,
	    "To:         a@b\xc3\xbc" "cher.example\n"
	    "Domains:    xn--bcher-kva.example is b\xc3\xbc" "cher.example\n"
	    "\n"
	    "x\n"
	    "\n"
	    "Parts\n"
	    "  1 text/plain, 1 octet\n"
	    "Its way, as the servers tell\n"
	    "  2026-11-23 08:30:00  [192.0.2.4] \xe2\x86\x92 mail.example.org, ESMTPSA, TLS, logged in\n"
	    "  +1 h 2 min           mail.example.org [192.0.2.5] \xe2\x86\x92 mx.example.net, ESMTPS, "
	    "TLSv1.3, for b@example.net\n"
	    "  -5 s                 (clocks differ) (qmail 1 invoked by uid 0)\n"
	    "Signatures\n"
	    "  DKIM   example.org, selector s1, rsa-sha256: the body is not the signed one\n"
	    "  DKIM   example.net: the body is the signed one, 9 octets behind it not signed\n"
	    "  ARC 1  example.com, chain so far none: body not checked, octets missing\n"
	    "Checks, as servers claim\n"
	    "  mx.example.net: spf=pass smtp.mailfrom=a@example.org (good\\x1b[m)\n" ON_THE_WIRE);
}

/* Text of a kind nobody knows is text; what cannot be read is said to be why. */
static void other_texts(void **state)
{
	struct ev_message m = message_of(1);
	struct ev_part sealed = row_of("1", "application/pkcs7-mime");
	struct bench b;

	(void)state;
	begin(&b, 1);
	part(&b, "1", "text/markdown", NULL, NULL, B("# words"));
	end(&b, &m, "\n# words\n\nParts\n  1 text/markdown, 7 octets\n" ON_THE_WIRE);
	sealed.role = "s/mime encrypted";
	begin(&b, 1);
	put_part(&b, sealed, B("x"));
	end(&b, &m, "\n(no text in this message: it is encrypted)\n\nParts\n"
		    "  1 application/pkcs7-mime, s/mime encrypted, 1 octet\n" ON_THE_WIRE);
}

/* Above the first text of a message inside stands whose it is. */
static void messages_inside(void **state)
{
	static const struct {
		const char *section, *name, *value;
	} fields[] = {
		{ "2.HEADER", "Subject", "two" },  { "2.HEADER", "From", "b@example.org" },
		{ "2.1.MIME", "Subject", "no" },   { "2.2.HEADER", "Subject", "deep" },
		{ "10.HEADER", "Subject", "ten" },
	};
	struct ev_message m = message_of(1);
	struct bench b;

	(void)state;
	begin(&b, 1);
	field(&b, 1, 0, "Subject", "outer");
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		struct ev_header h = { .message_id = 1, .part = i + 1,
				       .section = bytes_str(fields[i].section),
				       .name = bytes_str(fields[i].name),
				       .value = bytes_str(fields[i].value) };

		assert_int_equal(bench_put(&b, EV_HEADER, &h), 0);
	}
	container(&b, "TEXT", "multipart/mixed");
	container(&b, "2", "message/rfc822");
	container(&b, "2.TEXT", "multipart/mixed");
	part(&b, "2.1", "text/plain", NULL, NULL, B("a"));
	container(&b, "2.2", "message/global");
	part(&b, "2.2.1", "text/plain", NULL, NULL, B("b"));
	part(&b, "2.3", "text/plain", NULL, NULL, B("c"));
	container(&b, "9", "message/rfc822");
	part(&b, "9.1", "text/plain", NULL, NULL, B("d"));
	container(&b, "10", "message/rfc822");
	part(&b, "10.1", "text/plain", NULL, NULL, B("e"));
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_ptr_equal(strstr(b.text,
				"Subject:    outer\n\n"
				"--- message 2\nFrom:       b@example.org\nSubject:    two\n\n"
				"--- part 2.1, text\na\n\n"
				"--- message 2.2\nSubject:    deep\n\n"
				"--- part 2.2.1, text\nb\n\n"
				"--- part 2.3, text\nc\n\n"
				"--- message 9\n--- part 9.1, text\nd\n\n"
				"--- message 10\nSubject:    ten\n\n"
				"--- part 10.1, text\ne\n"), b.text);
	bench_clear(&b);
}

/* RFC 6532 3.7 allows to encode a message inside, RFC 2046 5.2.1 does not; people read it. */
static void a_message_sent_encoded(void **state)
{
	struct ev_message m = message_of(1);
	struct bench b;

	(void)state;
	begin(&b, 1);
	container(&b, "TEXT", "multipart/mixed");
	part(&b, "1", "text/plain", NULL, NULL, B("see:\n"));
	part(&b, "2", "message/rfc822", NULL, "fwd.eml",
	     B("Subject: =?utf-8?q?caf=C3=A9?=\r\nFrom: a@example.org\r\n"
	       "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	       "--b\r\nContent-Type: text/plain; charset=gbk\r\n"
	       "Content-Transfer-Encoding: base64\r\n\r\nxOO6ww==\r\n"
	       "--b\r\nContent-Type: text/html\r\n\r\n<p>html\r\n"
	       "--b\r\nContent-Disposition: attachment\r\n\r\nfile\r\n"
	       "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: no\r\n\r\ndeep\r\n--b--\r\n"));
	part(&b, "3", "message/global", NULL, NULL, B("Subject: x\n\n"));
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_non_null(strstr(b.text,
			       "--- part 1, text\nsee:\n\n"
			       "--- message 2, sent encoded\nFrom:       a@example.org\n"
			       "Subject:    caf\xc3\xa9\n\n"
			       "\xe4\xbd\xa0\xe5\xa5\xbd\n\ndeep\n\n"
			       "--- message 3, sent encoded\nSubject:    x\n\n"));
	assert_null(strstr(b.text, "file"));
	bench_clear(&b);
}

static void a_whole_message(void **state)
{
	struct ev_message m = message_of(1);
	struct ev_rcpt rcpts[1];
	struct bench b;

	(void)state;
	record_init(RECORD_RCPT, &rcpts[0]);
	rcpts[0].address = B("b@example.org");
	rcpts[0].code = 250;
	rcpts[0].text = B("Accepted");
	m.mail_from = B("a@example.org");
	m.rcpt = (struct ev_rcpts){ rcpts, 1 };
	m.reply_code = 250;
	m.reply_text = B("OK id=1");
	begin(&b, 1);
	field(&b, 1, 0, "Received", "not shown");
	field(&b, 1, 0, "subject", "\xe4\xbd\xa0\xe5\xa5\xbd\x1b[2J");
	field(&b, 2, 0, "Subject", "of another message");
	field(&b, 1, 2, "Subject", "of a part");
	field(&b, 1, 0, "From", "A <a@example.org>");
	field(&b, 1, 0, "From", "B <b@example.org>");
	container(&b, "TEXT", "multipart/mixed");
	container(&b, "1", "multipart/alternative");
	part(&b, "1.1", "text/plain", "gb2312", NULL, B("\xc4\xe3\xba\xc3\r\n\ttab \x9b\r\n"));
	part(&b, "1.2", "text/html", "gb2312", NULL, B("<b>not shown</b>"));
	container(&b, "2", "message/rfc822");
	container(&b, "2.TEXT", "multipart/mixed");
	part(&b, "2.1", "image/png", NULL, "\xe2\x80\xae""gnp.exe", B("xxx"));
	part(&b, "3", "text/plain", NULL, "attached.txt", B("not shown"));
	end(&b, &m,
	    "From:       A <a@example.org>\n"
	    "From:       B <b@example.org>\n"
	    "subject:    \xe4\xbd\xa0\xe5\xa5\xbd\\x1b[2J\n"
	    "\n"
	    "\xe4\xbd\xa0\xe5\xa5\xbd\n\ttab \xef\xbf\xbd\n"
	    "\n"
	    "Parts\n"
	    "  multipart/mixed\n"
	    "  \xe2\x94\x9c\xe2\x94\x80 1 multipart/alternative\n"
	    "  \xe2\x94\x82  \xe2\x94\x9c\xe2\x94\x80 1.1 text/plain, charset gb2312, 14 octets\n"
	    "  \xe2\x94\x82  \xe2\x94\x94\xe2\x94\x80 1.2 text/html, charset gb2312, 16 octets\n"
	    "  \xe2\x94\x9c\xe2\x94\x80 2 message/rfc822, in it multipart/mixed\n"
	    "  \xe2\x94\x82  \xe2\x94\x94\xe2\x94\x80 2.1 image/png, \"\\u202egnp.exe\", 3 octets\n"
	    "  \xe2\x94\x94\xe2\x94\x80 3 text/plain, \"attached.txt\", 9 octets\n"
	    "On the wire\n"
	    "  Envelope   <a@example.org>\n"
	    "  To         b@example.org  250 Accepted\n"
	    "  Reply      250 OK id=1\n"
	    "  Session    3, smtp DATA, 192.0.2.1:1025 \xe2\x86\x92 192.0.2.2:25\n"
	    "  Octets     1,234 in 3 frames (#21-23), complete\n");
}

/* Files inside a part stand below it, and their octets are no text of the message. */
static void files_inside_a_part(void **state)
{
	struct ev_message m = message_of(1);
	struct ev_part text, file;
	struct ev_part_event outer = { .message_id = 1, .part = &text };
	struct ev_part_event inner = { .message_id = 1, .part = &file, .inner = true };
	struct bench b;

	(void)state;
	record_init(RECORD_PART, &text);
	text.path = B("1");
	text.content_type = B("text/plain");
	record_init(RECORD_PART, &file);
	file.path = B("1.tnef.text");
	file.content_type = B("application/octet-stream");
	file.inner = 1;
	begin(&b, 1);
	container(&b, "TEXT", "multipart/mixed");
	assert_int_equal(bench_put(&b, EV_PART_OPEN, &outer), 0);
	outer.octets = B("be");
	assert_int_equal(bench_put(&b, EV_PART_OCTETS, &outer), 0);
	assert_int_equal(bench_put(&b, EV_PART_OPEN, &inner), 0);
	inner.octets = B("inside");
	assert_int_equal(bench_put(&b, EV_PART_OCTETS, &inner), 0);
	file.content_type = B("text/html");
	assert_int_equal(bench_put(&b, EV_PART_CLOSE, &inner), 0);
	outer.octets = B("low\n");
	assert_int_equal(bench_put(&b, EV_PART_OCTETS, &outer), 0);
	assert_int_equal(bench_put(&b, EV_PART_CLOSE, &outer), 0);
	end(&b, &m, "\nbelow\n\nParts\n  multipart/mixed\n"
		    "  \xe2\x94\x94\xe2\x94\x80 1 text/plain\n"
		    "     \xe2\x94\x94\xe2\x94\x80 1.tnef.text text/html\n" ON_THE_WIRE);
}

static void html_where_there_is_no_plain_text(void **state)
{
	struct ev_message m = message_of(1);
	struct bench b;

	(void)state;
	begin(&b, 1);
	part(&b, "1", "text/html", "utf-8", NULL, B("<p>one</p><p>caf\xc3\xa9</p>"));
	end(&b, &m,
	    "\n"
	    "(HTML, as text)\n"
	    "one\n\ncaf\xc3\xa9\n"
	    "\n"
	    "Parts\n"
	    "  1 text/html, charset utf-8, 22 octets\n"
	    ON_THE_WIRE);
}

static void an_empty_plain_part_does_not_hide_the_html(void **state)
{
	struct ev_message m = message_of(1);
	struct bench b;

	(void)state;
	begin(&b, 1);
	container(&b, "TEXT", "multipart/alternative");
	part(&b, "1", "text/plain", NULL, NULL, B(""));
	container(&b, "2", "multipart/related");
	part(&b, "2.1", "text/html", NULL, NULL, B("<b>shown</b>"));
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_non_null(strstr(b.text, "\nshown\n"));
	bench_clear(&b);

	begin(&b, 1);
	container(&b, "TEXT", "multipart/alternative");
	part(&b, "1", "text/plain", NULL, NULL, B("words"));
	container(&b, "2", "multipart/related");
	part(&b, "2.1", "text/html", NULL, NULL, B("<b>hidden</b>"));
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_non_null(strstr(b.text, "\nwords\n"));
	assert_null(strstr(b.text, "hidden"));
	bench_clear(&b);
}

/* What became of another message, by recipient; what a reader did with it; a complaint. */
static void reports(void **state)
{
	struct ev_message m = message_of(1);
	struct ev_dsn d[3];
	struct bench b;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		record_init(RECORD_DSN, &d[i]);
	d[0].part = d[1].part = B("2");
	d[0].final = B("c@example.com");
	d[0].original = B("C@example.com");
	d[0].action = B("failed");
	d[0].status = B("5.1.1");
	d[0].remote_mta = B("mx.example.com");
	d[0].diagnostic = B("smtp; 550 \t  \x1b[2J");
	d[0].log_id = B("4711");
	d[1].original = B("d@example.com");
	d[1].last_attempt = B("Mon");
	d[1].will_retry_until = B("Tue");
	d[1].action = B("undecided-as-yet");
	d[2].part = B("3");
	m.dsn = (struct ev_dsns){ d, 3 };
	m.dsn_mta = B("mx.example.org");
	m.dsn_arrival_date = B("Sun");
	m.dsn_received_from = B("a.example.org");
	m.dsn_envelope_id = B("E1");
	m.mdn_final = B("e@example.com");
	m.mdn_original = B("f@example.com");
	m.mdn_message_id = B("1@example.net");
	m.mdn_disposition = B("manual-action/MDN-sent-manually; displayed");
	m.mdn_error = B("none");
	m.mdn_ua = B("Reader 1.0");
	m.arf_type = B("abuse");
	m.arf_source_ip = B("192.0.2.9");
	begin(&b, 1);
	part(&b, "1", "text/plain", NULL, NULL, B("words"));
	end(&b, &m,
	    "\nwords\n\n"
	    "Parts\n"
	    "  1 text/plain, 5 octets\n"
	    "Delivery report, part 2\n"
	    "  By         mx.example.org\n"
	    "  Arrived    Sun\n"
	    "  From       a.example.org\n"
	    "  ENVID      E1\n"
	    "  failed     c@example.com, originally to C@example.com, status 5.1.1\n"
	    "             answer      smtp; 550 \\x1b[2J\n"
	    "             of          mx.example.com\n"
	    "             in its log  4711\n"
	    "  undecided-as-yet d@example.com\n"
	    "             last tried  Mon\n"
	    "             tries until Tue\n"
	    "Delivery report, part 3\n"
	    "  (unsaid)   (no recipient)\n"
	    "Receipt\n"
	    "  From       e@example.com\n"
	    "  Sent to    f@example.com\n"
	    "  About      <1@example.net>\n"
	    "  Says       manual-action/MDN-sent-manually; displayed\n"
	    "  Error      none\n"
	    "  Program    Reader 1.0\n"
	    "Complaint\n"
	    "  Of         abuse\n"
	    "  From host  192.0.2.9\n"
	    ON_THE_WIRE);
}

static void several_texts_are_told_apart(void **state)
{
	struct ev_message m = message_of(1);
	struct bench b;

	(void)state;
	begin(&b, 1);
	container(&b, "TEXT", "multipart/mixed");
	part(&b, "1", "text/plain", "x-no-such", NULL, B("one"));
	part(&b, "2", "text/plain", "utf-8", NULL, B("\xef\xbb\xbftwo\x1b[2J\r\xe2\x80\xaex\xe2\x80\x8cy"));
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_non_null(strstr(b.text, "--- part 1, text\n"
				       "(unknown character set x-no-such; read as "));
	assert_non_null(strstr(b.text, ")\none\n\n--- part 2, text\n"
				       "two\\x1b[2J\\r\\u202ex\xe2\x80\x8cy\n"));
	bench_clear(&b);
}

static void a_body_that_was_fetched_alone(void **state)
{
	struct ev_message m = message_of(1);
	struct bench b;

	(void)state;
	m.section = B("TEXT");
	begin(&b, 1);
	part(&b, "1", "text/plain", NULL, NULL, B("words"));
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_non_null(strstr(b.text, "(not the whole message was fetched: TEXT only)\n\nwords\n"));
	bench_clear(&b);
}

static void a_text_without_a_label(void **state)
{
	struct ev_part p = row_of("1", "text/plain");
	struct ev_message m = message_of(1);
	struct bench b;

	(void)state;
	p.charset_note = "no label";
	p.charset_found = B("GB18030");
	begin(&b, 1);
	put_part(&b, p, B("\xc4\xe3\xba\xc3"));
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_non_null(strstr(b.text, "(no label of the character set; read as GB18030)\n"
				       "\xe4\xbd\xa0\xe5\xa5\xbd\n"));
	bench_clear(&b);
}

static void html_beside_plain_text_is_shown_unless_it_is_an_alternative(void **state)
{
	struct ev_message m = message_of(1);
	struct bench b;

	(void)state;
	begin(&b, 1);
	container(&b, "TEXT", "multipart/mixed");
	part(&b, "1", "text/plain", NULL, NULL, B("one"));
	part(&b, "2", "text/html", NULL, NULL, B("<b>two</b>"));
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_non_null(strstr(b.text, "--- part 1, text\none\n\n--- part 2, HTML as text\ntwo\n"));
	bench_clear(&b);
}

static void text_is_cut_at_its_limit(void **state)
{
	enum { PIECE = 1 << 16, PIECES = 40 };
	static uint8_t piece[PIECE];
	struct ev_message m = message_of(1);
	struct ev_part p;
	struct ev_part_event e = { .message_id = 1, .part = &p, .octets = { piece, PIECE } };
	struct bench b;

	(void)state;
	memset(piece, 'x', PIECE);
	begin(&b, 1);
	record_init(RECORD_PART, &p);
	p.path = B("1");
	p.content_type = B("text/plain");
	assert_int_equal(bench_put(&b, EV_PART_OPEN, &e), 0);
	for (int i = 0; i < PIECES; i++)
		assert_int_equal(bench_put(&b, EV_PART_OCTETS, &e), 0);
	assert_int_equal(bench_put(&b, EV_PART_CLOSE, &e), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_true(b.n > 1 << 20 && b.n < (1 << 20) + 1000);
	assert_non_null(strstr(b.text, "x\n(cut here: `mailwire extract` gives all of it)\n"));
	bench_clear(&b);
}

static void what_is_missing_is_said_first(void **state)
{
	struct ev_message m = message_of(1);
	struct bench b;

	(void)state;
	begin(&b, 1);
	m.complete = 0;
	m.missing = 512;
	end(&b, &m,
	    "(this message is not complete: 512 octets missing)\n"
	    "\n"
	    "(no text in this message)\n"
	    "\n"
	    "On the wire\n"
	    "  Session    3, smtp DATA, 192.0.2.1:1025 \xe2\x86\x92 192.0.2.2:25\n"
	    "  Octets     1,234 in 3 frames (#21-23), 512 octets missing\n");
}

static void a_hole_is_where_it_is(void **state)
{
	struct ev_message m = message_of(1);
	struct ev_part p = row_of("1", "text/plain"), wide = row_of("2", "text/plain");
	struct ev_part_event e = { .message_id = 1, .part = &p };
	struct bench b;

	(void)state;
	wide.charset = B("utf-16le");
	begin(&b, 1);
	for (unsigned i = 0; i < 2; i++) {
		e.part = i ? &wide : &p;
		assert_int_equal(bench_put(&b, EV_PART_OPEN, &e), 0);
		e.octets = i ? B("a\0") : B("one");
		assert_int_equal(bench_put(&b, EV_PART_OCTETS, &e), 0);
		e.octets = (struct bytes){ NULL, 0 };
		e.missing = 1400;
		assert_int_equal(bench_put(&b, EV_PART_OCTETS, &e), 0);
		e.missing = 0;
		e.octets = i ? B("b\0") : B("two");
		assert_int_equal(bench_put(&b, EV_PART_OCTETS, &e), 0);
		e.octets = (struct bytes){ NULL, 0 };
		assert_int_equal(bench_put(&b, EV_PART_CLOSE, &e), 0);
	}
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_non_null(strstr(b.text, "one\n[1,400 octets missing]\ntwo\n"
				       "(1,400 octets of this text not captured)\n"));
	assert_non_null(strstr(b.text, "--- part 2, text\nab\n(1,400 octets of"));
	bench_clear(&b);
}

static void no_such_message(void **state)
{
	struct bench b;

	(void)state;
	begin(&b, 7);
	assert_int_equal(bench_finish(&b), -1);
	assert_string_equal(b.err.text, "there is no message 7: x.pcap holds 2 messages");
	assert_string_equal(b.text, "");
	bench_clear(&b);
}

static void raw(struct bench *b, uint64_t missing)
{
	static const struct { uint64_t id; struct bytes text; } runs[] = {
		{ 1, B("a\r\n\0") }, { 2, B("other") }, { 1, B(".b\xff\r\n") },
	};
	struct ev_message one = message_of(1);

	bench_file(b);
	b->sink = sink_raw_new(b->file, 1, "x.pcap");
	assert_int_equal(bench_put(b, EV_MESSAGE_OPEN, &one), 0);
	for (size_t i = 0; i < 3; i++) {
		struct ev_octets o = { .message_id = runs[i].id, .octets = runs[i].text };

		assert_int_equal(bench_put(b, EV_OCTETS, &o), 0);
	}
	if (missing) {
		struct ev_octets hole = { .message_id = 1, .offset = 9, .missing = missing };

		assert_int_equal(bench_put(b, EV_OCTETS, &hole), 0);
	}
	assert_int_equal(bench_put(b, EV_MESSAGE, &one), 0);
	assert_true(b->sink->done);
}

static void raw_octets(void **state)
{
	struct bench b;

	(void)state;
	raw(&b, 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_true(bytes_eq(bytes_of(b.text, b.n), B("a\r\n\0.b\xff\r\n")));
	bench_clear(&b);
	raw(&b, 5);
	assert_int_equal(bench_finish(&b), -1);
	assert_true(bytes_eq(bytes_of(b.text, b.n), B("a\r\n\0.b\xff\r\n")));
	assert_string_equal(b.err.text, "message 1 is not complete: 5 of its octets were not "
					"captured, the first at 9; the others were written");
	bench_clear(&b);
}

/* A message inside is no leaf: its octets are those of the whole, from here to there. */
static int part_that_is_a_message(struct bench *b, const char *path, uint64_t missing)
{
	struct ev_part row = row_of("2", "message/rfc822"), multi = row_of("3", "multipart/mixed");
	struct ev_part leaf = row_of("2.1", "text/plain");
	struct ev_part rows[2] = { row, multi };
	struct ev_message one = message_of(1);
	struct ev_octets first = { .message_id = 1, .octets = B("head\r\nSub") };
	struct ev_octets last = { .message_id = 1, .octets = B("ject: x\r\n--"), .missing = missing };

	rows[0].offset = rows[1].offset = 6;
	rows[0].encoded = rows[1].encoded = 12;
	one.containers = (struct ev_parts){ rows, 2 };
	bench_file(b);
	b->sink = sink_part_new(b->file, 1, path, "x.pcap");
	assert_int_equal(bench_put(b, EV_MESSAGE_OPEN, &one), 0);
	assert_int_equal(bench_put(b, EV_OCTETS, &first), 0);
	put_part(b, leaf, B("text"));
	assert_int_equal(bench_put(b, EV_OCTETS, &last), 0);
	return bench_put(b, EV_MESSAGE, &one) < 0 ? -1 : bench_finish(b);
}

static void a_message_inside_is_a_part(void **state)
{
	struct bench b;

	(void)state;
	assert_int_equal(part_that_is_a_message(&b, "2", 0), 0);
	assert_string_equal(b.text, "Subject: x\r\n");
	bench_clear(&b);
	assert_int_equal(part_that_is_a_message(&b, "2.1", 0), 0);
	assert_string_equal(b.text, "text");
	bench_clear(&b);
	assert_int_equal(part_that_is_a_message(&b, "3", 0), -1);
	assert_string_equal(b.err.text, "message 1 has no part 3: it has 2.1, 2");
	bench_clear(&b);
	assert_int_equal(part_that_is_a_message(&b, "2", 9), -1);
	assert_string_equal(b.err.text,
			    "part 2 is a message, and octets are missing: ask for its parts");
	bench_clear(&b);
}

/* RFC 2046 5.1: a multipart has parts.  Where its boundary never comes, people read it all the
   same, up to the first part that there is. */
static void a_multipart_without_parts_is_shown(void **state)
{
	struct ev_octets o = { .message_id = 1, .octets = B("Subject: x\r\nContent-Type: multi"
							   "part/mixed; boundary=b\r\n\r\nall ") };
	struct ev_octets more = { .message_id = 1, .octets = B("there is\r\n") };
	struct ev_octets other = { .message_id = 2, .octets = B("\r\n\r\nof another") };
	struct ev_message m = message_of(1);
	struct bench b;

	(void)state;
	begin(&b, 1);
	assert_int_equal(bench_put(&b, EV_OCTETS, &o), 0);
	container(&b, "TEXT", "multipart/mixed");
	assert_int_equal(bench_put(&b, EV_OCTETS, &other), 0);
	assert_int_equal(bench_put(&b, EV_OCTETS, &more), 0);
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_non_null(strstr(b.text, "(a multipart whose boundary never comes: its octets, as they "
				       "are)\nall there is\n"));
	assert_null(strstr(b.text, "no text"));
	bench_clear(&b);

	begin(&b, 1);
	assert_int_equal(bench_put(&b, EV_OCTETS, &o), 0);
	container(&b, "TEXT", "multipart/mixed");
	part(&b, "1", "image/png", NULL, NULL, B("x"));
	assert_int_equal(bench_put(&b, EV_MESSAGE, &m), 0);
	assert_int_equal(bench_finish(&b), 0);
	assert_non_null(strstr(b.text, "(no text in this message)"));
	bench_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(way_and_signatures),
		cmocka_unit_test(other_texts),
		cmocka_unit_test(messages_inside),
		cmocka_unit_test(a_message_sent_encoded),
		cmocka_unit_test(a_whole_message), cmocka_unit_test(what_parts_say),
		cmocka_unit_test(files_inside_a_part),
		cmocka_unit_test(html_where_there_is_no_plain_text),
		cmocka_unit_test(an_empty_plain_part_does_not_hide_the_html),
		cmocka_unit_test(several_texts_are_told_apart), cmocka_unit_test(reports),
		cmocka_unit_test(a_text_without_a_label),
		cmocka_unit_test(a_body_that_was_fetched_alone),
		cmocka_unit_test(a_multipart_without_parts_is_shown),
		cmocka_unit_test(html_beside_plain_text_is_shown_unless_it_is_an_alternative),
		cmocka_unit_test(text_is_cut_at_its_limit),
		cmocka_unit_test(what_is_missing_is_said_first),
		cmocka_unit_test(a_hole_is_where_it_is),
		cmocka_unit_test(no_such_message),
		cmocka_unit_test(raw_octets),
		cmocka_unit_test(a_message_inside_is_a_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
