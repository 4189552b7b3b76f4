/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * privileges.c - giving up what only opening a device needed.  See live.h.
 *
 * capset(2) is called directly: the one structure it needs is not worth a library.
 */
#include "capture/live.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int become(const char *user, struct err *e)
{
	const struct passwd *pw;

	errno = 0;
	pw = getpwnam(user);
	if (!pw)
		return errno ? err_sys(e, errno, "cannot become user %s", user) :
			       err_set(e, "cannot become user %s: there is no such user", user);
	if (initgroups(pw->pw_name, pw->pw_gid) < 0 || setgid(pw->pw_gid) < 0 ||
	    setuid(pw->pw_uid) < 0)
		return err_sys(e, errno, "cannot become user %s", user);
	return 0;
}

static int keep_only(uint32_t capabilities, struct err *e)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3] = {
		{ .effective = capabilities, .permitted = capabilities },
	};

	if (syscall(SYS_capset, &header, sets) < 0)
		return err_sys(e, errno, "cannot give up privileges");
	return 0;
}

int capture_drop_privileges(const char *user, bool creates_files, struct err *e)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct have[_LINUX_CAPABILITY_U32S_3] = { { 0 } };
	uint32_t wanted = creates_files ? UINT32_C(1) << CAP_DAC_OVERRIDE : 0;

	if (user && become(user, e) < 0)
		return -1;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return err_sys(e, errno, "cannot give up the way to new privileges");
	/* One can only keep what one has. */
	if (syscall(SYS_capget, &header, have) < 0)
		return err_sys(e, errno, "cannot read the process's privileges");
	return keep_only(wanted & have[0].permitted, e);
}
