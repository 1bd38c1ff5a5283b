/* Fails the n-th call of one kind that concerns a ledger's files, after SQLite's own "I/O error tests".

   For io_faults.py, under LD_PRELOAD: failing_io(kind, at, errno, stays) says which call fails from now on: the at-th of
   "write", "sync", "open", "truncate", "read" or "unlink", with stays every later one too. A write that fails has
   written half of what it was given, as a full disk leaves it. errno 0 kills the process there (SIGKILL); at 0 fails
   nothing. FAIL_COUNT=FILE: how many calls there were is written there as they come. Only files with ".rashomon" in
   their path count.
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long calls, at = -1;
static int stays, number;
static char kind[16];

void failing_io(const char *what, long which, int error, int all_after) {
    strncpy(kind, what, sizeof kind - 1);
    calls = 0;
    at = which;
    number = error;
    stays = all_after;
}

static int is_ledger(const char *path) { return path && strstr(path, ".rashomon") != NULL; }

static int is_ledger_fd(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return is_ledger(path);
}

static void counted(void) {
    const char *file = getenv("FAIL_COUNT");
    FILE *out = file ? fopen(file, "w") : NULL;
    if (!out) return;
    fprintf(out, "%ld\n", calls);
    fclose(out);
}

static int fails(const char *what, int concerned) {
    if (at < 0 || strcmp(kind, what) || !concerned) return 0;
    calls++;
    if (!at) counted();
    if (!at || !(calls == at || (stays && calls > at))) return 0;
    if (!number) raise(SIGKILL);
    errno = number;
    return 1;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

static ssize_t half(ssize_t (*real)(int, const void *, size_t, off_t), int fd, const void *data, size_t size, off_t where) {
    int kept = errno;
    if (size > 1) real(fd, data, size / 2, where);
    errno = kept;
    return -1;
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t where) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off_t);
    return fails("write", is_ledger_fd(fd)) ? half(real, fd, data, size, where) : real(fd, data, size, where);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t where) {
    REAL(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return fails("write", is_ledger_fd(fd)) ? half(real, fd, data, size, where) : real(fd, data, size, where);
}
ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return fails("write", is_ledger_fd(fd)) ? -1 : real(fd, data, size);
}
ssize_t pread64(int fd, void *data, size_t size, off64_t where) {
    REAL(ssize_t, "pread64", int, void *, size_t, off_t);
    return fails("read", is_ledger_fd(fd)) ? -1 : real(fd, data, size, where);
}
ssize_t pread(int fd, void *data, size_t size, off_t where) {
    REAL(ssize_t, "pread", int, void *, size_t, off_t);
    return fails("read", is_ledger_fd(fd)) ? -1 : real(fd, data, size, where);
}
int fsync(int fd) {
    REAL(int, "fsync", int);
    return fails("sync", is_ledger_fd(fd)) ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return fails("sync", is_ledger_fd(fd)) ? -1 : real(fd);
}
int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off_t);
    return fails("truncate", is_ledger_fd(fd)) ? -1 : real(fd, size);
}
int ftruncate(int fd, off_t size) {
    REAL(int, "ftruncate", int, off_t);
    return fails("truncate", is_ledger_fd(fd)) ? -1 : real(fd, size);
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return fails("unlink", is_ledger(path)) ? -1 : real(path);
}
#define OPEN(function)                                                                      \
    int function(const char *path, int flags, ...) {                                        \
        REAL(int, #function, const char *, int, ...);                                       \
        mode_t mode = 0;                                                                    \
        if (flags & (O_CREAT | O_TMPFILE)) {                                                \
            va_list more;                                                                   \
            va_start(more, flags);                                                          \
            mode = va_arg(more, mode_t);                                                    \
            va_end(more);                                                                   \
        }                                                                                   \
        return fails("open", is_ledger(path)) ? -1 : real(path, flags, mode);               \
    }
OPEN(open)
OPEN(open64)
