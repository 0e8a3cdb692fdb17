/* SPDX-License-Identifier: Apache-2.0
   A preloaded library that makes the system unkind to a program, as the environment says. "A change" is a call that
   changes a regular file or a folder: write, pwrite, writev, ftruncate, fsync, rename, link, symlink, unlink, remove and
   a creating open.
     UNKIND_KILL=n       SIGKILL at the n-th change, before it happens; -n: a write is torn in its middle first
     UNKIND_COUNT=file   the number of changes is written there at the end
     UNKIND_FLOCK=e      flock fails with this errno
     UNKIND_SLOW=m       a rename or removal of a link waits m milliseconds first
     UNKIND_FULL=n       writes to regular files fail from the n-th on, having written half of that one
     UNKIND_FULL_ERROR=e with this errno, ENOSPC where none is given
     UNKIND_SHORT=k      a write writes k bytes at most
     UNKIND_EINTR=n      every n-th write is interrupted first */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long changes, writes, tries;

static long asked(const char* name) {
    const char* text = getenv(name);
    return text ? atol(text) : 0;
}

static void* real(const char* name) { return dlsym(RTLD_NEXT, name); }

static int is_file(int descriptor) {
    struct stat status;
    const int kept = errno;
    const int regular = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && descriptor > 2;
    errno = kept;
    return regular;
}

/* True where the process is to end within this change. */
static int ends_here(void) {
    const long kill_at = asked("UNKIND_KILL"), now = ++changes;
    if (now == kill_at) raise(SIGKILL);
    return now == -kill_at;
}

static void wait_if_link(const char* path) {
    const long milliseconds = asked("UNKIND_SLOW");
    struct stat status;
    if (milliseconds > 0 && lstat(path, &status) == 0 && S_ISLNK(status.st_mode))
        usleep((useconds_t)milliseconds * 1000);
}

__attribute__((destructor)) static void tell(void) {
    const char* path = getenv("UNKIND_COUNT");
    FILE* file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", (long)changes);
    fclose(file);
}

/* How many of these bytes may be written; -1 where the write fails, with errno set. */
static ssize_t allowed(size_t count, int* torn) {
    *torn = ends_here();
    if (*torn) return (ssize_t)(count / 2);
    const long interrupted = asked("UNKIND_EINTR"), full = asked("UNKIND_FULL"), most = asked("UNKIND_SHORT");
    if (interrupted > 0 && ++tries % interrupted == 0) {
        errno = EINTR;
        return -1;
    }
    const long now = ++writes;
    if (full > 0 && now > full) {
        const long error = asked("UNKIND_FULL_ERROR");
        errno = error ? (int)error : ENOSPC;
        return -1;
    }
    if (full > 0 && now == full) return (ssize_t)(count / 2);
    return most > 0 && (size_t)most < count ? most : (ssize_t)count;
}

ssize_t write(int descriptor, const void* bytes, size_t count) {
    ssize_t (*next)(int, const void*, size_t) = real("write");
    if (!is_file(descriptor)) return next(descriptor, bytes, count);
    int torn;
    const ssize_t some = allowed(count, &torn);
    const ssize_t done = some > 0 || count == 0 ? next(descriptor, bytes, (size_t)some) : some;
    if (torn) raise(SIGKILL);
    if (done == 0 && count > 0) errno = ENOSPC;
    return done == 0 && count > 0 ? -1 : done;
}

static ssize_t pwrite_as(const char* name, int descriptor, const void* bytes, size_t count, off_t at) {
    ssize_t (*next)(int, const void*, size_t, off_t) = real(name);
    if (!is_file(descriptor)) return next(descriptor, bytes, count, at);
    int torn;
    const ssize_t some = allowed(count, &torn);
    const ssize_t done = some > 0 || count == 0 ? next(descriptor, bytes, (size_t)some, at) : some;
    if (torn) raise(SIGKILL);
    if (done == 0 && count > 0) errno = ENOSPC;
    return done == 0 && count > 0 ? -1 : done;
}
ssize_t pwrite(int d, const void* bytes, size_t count, off_t at) { return pwrite_as("pwrite", d, bytes, count, at); }
ssize_t pwrite64(int d, const void* bytes, size_t count, off64_t at) { return pwrite_as("pwrite64", d, bytes, count, at); }

ssize_t writev(int descriptor, const struct iovec* parts, int count) {
    ssize_t (*next)(int, const struct iovec*, int) = real("writev");
    if (!is_file(descriptor) || count < 1) return next(descriptor, parts, count);
    return write(descriptor, parts[0].iov_base, parts[0].iov_len); /* fewer than asked, which is allowed */
}

int ftruncate(int descriptor, off_t length) {
    if (ends_here()) raise(SIGKILL);
    return ((int (*)(int, off_t))real("ftruncate"))(descriptor, length);
}
int ftruncate64(int descriptor, off64_t length) {
    if (ends_here()) raise(SIGKILL);
    return ((int (*)(int, off64_t))real("ftruncate64"))(descriptor, length);
}
int fsync(int descriptor) {
    if (ends_here()) raise(SIGKILL);
    return ((int (*)(int))real("fsync"))(descriptor);
}
int rename(const char* from, const char* to) {
    if (ends_here()) raise(SIGKILL);
    wait_if_link(from);
    return ((int (*)(const char*, const char*))real("rename"))(from, to);
}
int link(const char* from, const char* to) {
    if (ends_here()) raise(SIGKILL);
    return ((int (*)(const char*, const char*))real("link"))(from, to);
}
int symlink(const char* from, const char* to) {
    if (ends_here()) raise(SIGKILL);
    return ((int (*)(const char*, const char*))real("symlink"))(from, to);
}
int unlink(const char* path) {
    if (ends_here()) raise(SIGKILL);
    wait_if_link(path);
    return ((int (*)(const char*))real("unlink"))(path);
}
int remove(const char* path) {
    if (ends_here()) raise(SIGKILL);
    return ((int (*)(const char*))real("remove"))(path);
}

static int open_as(const char* name, const char* path, int flags, mode_t mode) {
    if ((flags & O_CREAT) && ends_here()) raise(SIGKILL);
    return ((int (*)(const char*, int, ...))real(name))(path, flags, mode);
}
int open(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_as("open", path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open_as("open64", path, flags, mode);
}

int flock(int descriptor, int operation) {
    const long error = asked("UNKIND_FLOCK");
    if (error == 0) return ((int (*)(int, int))real("flock"))(descriptor, operation);
    errno = (int)error;
    return -1;
}
