/*
 * mcload - closed-loop load generator and minimal reference server for the
 * Postfix policy delegation and socketmap protocols.
 *
 *   cc -O2 -o mcload mcload.c
 *
 *   mcload policy    ADDR [-c CONNS] [-d SECONDS] [-n REQUESTS] [-f FILE] [-x EXPECT] [-X FILE] [-i IDLE]
 *   mcload socketmap ADDR [-c CONNS] [-d SECONDS] [-n REQUESTS] [-f FILE] [-x EXPECT] [-X FILE] [-i IDLE]
 *   mcload serve-policy    ADDR     answers every request with action=DUNNO
 *   mcload serve-socketmap ADDR     answers every request with NOTFOUND
 *
 * ADDR is unix:/path or tcp:host:port. Each connection has one request in
 * flight, as a Postfix process has. A server that closes after its reply is
 * reconnected to, as Postfix does; each reconnect is counted.
 *
 * -f for policy: requests as they go on the wire, each ended by an empty line.
 * -f for socketmap: one "map key" a line. Requests are used round robin.
 * -x counts as unexpected every reply that does not begin with EXPECT.
 * -X is the same with a line for each request of -f.
 * -i opens so many more connections first. Each asks once and is silent
 *    from then on; one that the server closes meanwhile is an error.
 *
 * The serve-* modes do the least work that the protocol allows (one thread,
 * epoll, no parsing beyond framing): they stand for the limit that a server
 * on this machine can reach with this generator.
 *
 * Prints one line of key=value figures; times are microseconds.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define BUF 65536
enum { POLICY, SOCKETMAP };

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t) t.tv_sec * 1000000000u + (uint64_t) t.tv_nsec;
}

static void die(const char *what) { perror(what); exit(2); }

static int address(const char *addr, struct sockaddr_storage *sa, socklen_t *len, int *family) {
    memset(sa, 0, sizeof *sa);
    if (!strncmp(addr, "unix:", 5)) {
        struct sockaddr_un *un = (struct sockaddr_un *) sa;
        if (strlen(addr + 5) >= sizeof un->sun_path) { fprintf(stderr, "path too long\n"); exit(2); }
        un->sun_family = AF_UNIX;
        strcpy(un->sun_path, addr + 5);
        *len = sizeof *un;
        *family = AF_UNIX;
        return 0;
    }
    if (!strncmp(addr, "tcp:", 4)) {
        char host[256];
        const char *colon = strrchr(addr, ':');
        size_t n = (size_t) (colon - (addr + 4));
        if (colon < addr + 4 || n >= sizeof host) return -1;
        memcpy(host, addr + 4, n);
        host[n] = 0;
        struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *ai;
        if (getaddrinfo(host, colon + 1, &hints, &ai)) return -1;
        memcpy(sa, ai->ai_addr, ai->ai_addrlen);
        *len = ai->ai_addrlen;
        *family = ai->ai_family;
        freeaddrinfo(ai);
        return 0;
    }
    return -1;
}

/* Length of the first whole frame in buf, or 0 when it is not whole yet. */
static size_t frame_len(int mode, const char *buf, size_t len) {
    if (mode == POLICY) {
        const char *end = memmem(buf, len, "\n\n", 2);
        return end ? (size_t) (end - buf) + 2 : 0;
    }
    size_t n = 0, i = 0;
    while (i < len && buf[i] >= '0' && buf[i] <= '9') n = n * 10 + (size_t) (buf[i++] - '0');
    if (i == len || buf[i] != ':') return 0;
    return len >= i + 1 + n + 1 ? i + 1 + n + 1 : 0;
}

struct conn { int fd; size_t have, request; uint64_t sent_at; char buf[BUF]; };

static const char *DEFAULT_POLICY =
    "request=smtpd_access_policy\nprotocol_state=RCPT\nprotocol_name=ESMTP\n"
    "client_address=192.0.2.25\nclient_name=mx.example.net\nclient_port=40912\n"
    "reverse_client_name=mx.example.net\nserver_address=198.51.100.7\nserver_port=25\n"
    "helo_name=mx.example.net\nsender=sender@example.net\nrecipient=alice@d1.test\n"
    "recipient_count=0\nqueue_id=\ninstance=4d2.673e5f11.2a1b9.0\nsize=2048\netrn_domain=\n"
    "stress=\nsasl_method=\nsasl_username=\nsasl_sender=\nccert_subject=\nccert_issuer=\n"
    "ccert_fingerprint=\nccert_pubkey_fingerprint=\nencryption_protocol=TLSv1.3\n"
    "encryption_cipher=TLS_AES_256_GCM_SHA384\nencryption_keysize=256\npolicy_context=\n\n";

static char **requests, **expected;
static size_t *request_len, nrequests, nexpected;

static void add_request(const char *p, size_t n) {
    requests = realloc(requests, (nrequests + 1) * sizeof *requests);
    request_len = realloc(request_len, (nrequests + 1) * sizeof *request_len);
    requests[nrequests] = malloc(n);
    memcpy(requests[nrequests], p, n);
    request_len[nrequests++] = n;
}

static void add_netstring(const char *p, size_t n) {
    char *b = malloc(n + 32);
    int h = sprintf(b, "%zu:", n);
    memcpy(b + h, p, n);
    b[(size_t) h + n] = ',';
    add_request(b, (size_t) h + n + 1);
    free(b);
}

static char *read_file(const char *file, size_t *len) {
    FILE *f = fopen(file, "r");
    if (!f) die(file);
    char *all = NULL;
    size_t cap = 0;
    *len = 0;
    for (;;) {
        if (*len + 65536 > cap) all = realloc(all, cap = cap * 2 + 65536 * 2);
        size_t n = fread(all + *len, 1, 65536, f);
        if (!n) break;
        *len += n;
    }
    fclose(f);
    return all;
}

static void load_requests(int mode, const char *file) {
    if (!file) {
        if (mode == POLICY) add_request(DEFAULT_POLICY, strlen(DEFAULT_POLICY));
        else add_netstring("alias alias1@d1.test", 20);
        return;
    }
    size_t len, at = 0;
    char *all = read_file(file, &len);
    while (at < len) {
        if (mode == POLICY) {
            size_t n = frame_len(POLICY, all + at, len - at);
            if (!n) break;
            add_request(all + at, n);
            at += n;
        } else {
            char *nl = memchr(all + at, '\n', len - at);
            size_t n = nl ? (size_t) (nl - (all + at)) : len - at;
            if (n) add_netstring(all + at, n);
            at += n + 1;
        }
    }
    free(all);
    if (!nrequests) { fprintf(stderr, "%s holds no request\n", file); exit(2); }
}

static void load_expected(const char *file) {
    size_t len, at = 0;
    char *all = read_file(file, &len);
    expected = calloc(nrequests, sizeof *expected);
    while (at < len && nexpected < nrequests) {
        char *nl = memchr(all + at, '\n', len - at);
        size_t n = nl ? (size_t) (nl - (all + at)) : len - at;
        expected[nexpected++] = strndup(all + at, n);
        at += n + 1;
    }
    free(all);
    if (nexpected != nrequests) { fprintf(stderr, "%s has %zu lines for %zu requests\n", file, nexpected, nrequests); exit(2); }
}

/* The reply without the framing that precedes the word that matters. */
static const char *word(int mode, const char *reply, size_t len) {
    if (mode == SOCKETMAP) {
        const char *colon = memchr(reply, ':', len);
        return colon ? colon + 1 : reply;
    }
    return strncmp(reply, "action=", 7) ? reply : reply + 7;
}

static int open_conn(const char *addr) {
    struct sockaddr_storage sa;
    socklen_t len;
    int family;
    if (address(addr, &sa, &len, &family)) { fprintf(stderr, "bad address %s\n", addr); exit(2); }
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) die("socket");
    for (int tries = 0;; tries++) {
        if (!connect(fd, (struct sockaddr *) &sa, len)) break;
        if (tries > 200 || (errno != EAGAIN && errno != ECONNREFUSED && errno != EINTR)) { close(fd); return -1; }
        usleep(1000);
    }
    if (family != AF_UNIX) { int one = 1; setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one); }
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

static int cmp_u32(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *) a, y = *(const uint32_t *) b;
    return (x > y) - (x < y);
}

/* Asks the first request and takes the reply: from now on the server knows the connection. */
static int open_idle(int mode, const char *addr) {
    int fd = open_conn(addr);
    if (fd < 0) return -1;
    fcntl(fd, F_SETFL, 0);
    char buf[4096];
    size_t have = 0;
    ssize_t got = write(fd, requests[0], request_len[0]);
    while (got > 0 && !frame_len(mode, buf, have)) {
        got = read(fd, buf + have, sizeof buf - have);
        have += got > 0 ? (size_t) got : 0;
    }
    return frame_len(mode, buf, have) ? fd : -1;
}

static int still_open(int fd) {
    char byte;
    return fd >= 0 && recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

static int load(int mode, const char *addr, int conns, int idle, double seconds, uint64_t total, const char *expect) {
    int ep = epoll_create1(EPOLL_CLOEXEC);
    struct conn *c = calloc((size_t) conns, sizeof *c);
    size_t next = 0, cap = 1 << 22, nlat = 0;
    uint32_t *lat = malloc(cap * sizeof *lat);
    uint64_t done = 0, errors = 0, unexpected = 0, reconnects = 0, started = 0;
    int *idlers = calloc((size_t) idle + 1, sizeof *idlers);
    uint64_t start = now_ns(), stop = start + (uint64_t) (seconds * 1e9);
    int live = 0;

    for (int i = 0; i < idle; i++)
        if ((idlers[i] = open_idle(mode, addr)) < 0) errors++;
    for (int i = 0; i < conns; i++) {
        if ((c[i].fd = open_conn(addr)) < 0) { errors++; continue; }
        struct epoll_event ev = {.events = EPOLLIN, .data.ptr = &c[i]};
        epoll_ctl(ep, EPOLL_CTL_ADD, c[i].fd, &ev);
        live++;
    }
    start = now_ns();
    stop = start + (uint64_t) (seconds * 1e9);
    for (int i = 0; i < conns; i++) {
        struct conn *k = &c[i];
        if (k->fd < 0) continue;
        size_t r = k->request = next++ % nrequests;
        k->sent_at = now_ns();
        started++;
        if (write(k->fd, requests[r], request_len[r]) < 0) errors++;
    }
    struct epoll_event evs[256];
    while (live > 0) {
        int n = epoll_wait(ep, evs, 256, 1000);
        uint64_t now = now_ns();
        if (n == 0 && now > stop + 5000000000u) { errors += (uint64_t) live; break; }
        for (int e = 0; e < n; e++) {
            struct conn *k = evs[e].data.ptr;
            ssize_t got = read(k->fd, k->buf + k->have, BUF - k->have);
            if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
            if (got <= 0) {
                /* closed: fine between requests, an error with one in flight */
                epoll_ctl(ep, EPOLL_CTL_DEL, k->fd, NULL);
                close(k->fd);
                if (k->sent_at) errors++;
                reconnects++;
                now = now_ns();
                if (now >= stop || (total && started >= total) || (k->fd = open_conn(addr)) < 0) { live--; continue; }
                struct epoll_event ev = {.events = EPOLLIN, .data.ptr = k};
                epoll_ctl(ep, EPOLL_CTL_ADD, k->fd, &ev);
                k->have = 0;
                size_t r = k->request = next++ % nrequests;
                k->sent_at = now_ns();
                started++;
                if (write(k->fd, requests[r], request_len[r]) < 0) errors++;
                continue;
            }
            k->have += (size_t) got;
            size_t f = frame_len(mode, k->buf, k->have);
            if (!f) continue;
            now = now_ns();
            done++;
            uint64_t us100 = (now - k->sent_at) / 10; /* hundredths of a microsecond */
            if (nlat == cap) lat = realloc(lat, (cap *= 2) * sizeof *lat);
            lat[nlat++] = us100 > UINT32_MAX ? UINT32_MAX : (uint32_t) us100;
            const char *want = expected ? expected[k->request] : expect;
            if (want && strncmp(word(mode, k->buf, f), want, strlen(want))) {
                if (!unexpected++) fprintf(stderr, "unexpected: %.*s", (int) f, k->buf);
            }
            memmove(k->buf, k->buf + f, k->have -= f);
            k->sent_at = 0;
            if (now >= stop || (total && started >= total)) {
                epoll_ctl(ep, EPOLL_CTL_DEL, k->fd, NULL);
                close(k->fd);
                live--;
                continue;
            }
            size_t r = k->request = next++ % nrequests;
            k->sent_at = now_ns();
            started++;
            ssize_t w = write(k->fd, requests[r], request_len[r]);
            if (w < 0 && errno == EPIPE) { started--; k->sent_at = 0; } /* EOF follows: reconnect there */
            else if (w < 0) errors++;
        }
    }
    double secs = (double) (now_ns() - start) / 1e9;
    for (int i = 0; i < idle; i++)
        if (!still_open(idlers[i])) errors++;
    qsort(lat, nlat, sizeof *lat, cmp_u32);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    double cpu = (double) (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 + (double) (used.ru_utime.tv_usec + used.ru_stime.tv_usec);
#define P(q) (nlat ? lat[(size_t) ((double) (nlat - 1) * (q))] / 100.0 : 0.0)
    printf("conns=%d seconds=%.2f done=%llu rps=%.0f p50=%.1f p90=%.1f p99=%.1f p999=%.1f max=%.1f cpu=%.0f reconnects=%llu unexpected=%llu errors=%llu\n",
           conns, secs, (unsigned long long) done, (double) done / secs, P(.5), P(.9), P(.99), P(.999), P(1.0), cpu,
           (unsigned long long) reconnects, (unsigned long long) unexpected, (unsigned long long) errors);
    return errors || unexpected ? 1 : 0;
}

static int serve(int mode, const char *addr) {
    struct sockaddr_storage sa;
    socklen_t len;
    int family;
    if (address(addr, &sa, &len, &family)) { fprintf(stderr, "bad address %s\n", addr); return 2; }
    if (family == AF_UNIX) unlink(addr + 5);
    int s = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(s, (struct sockaddr *) &sa, len) || listen(s, 4096)) die("listen");
    const char *reply = mode == POLICY ? "action=DUNNO\n\n" : "9:NOTFOUND ,";
    size_t rlen = strlen(reply);
    int ep = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event ev = {.events = EPOLLIN, .data.ptr = NULL}, evs[256];
    epoll_ctl(ep, EPOLL_CTL_ADD, s, &ev);
    for (;;) {
        int n = epoll_wait(ep, evs, 256, -1);
        for (int e = 0; e < n; e++) {
            struct conn *k = evs[e].data.ptr;
            if (!k) {
                int fd = accept4(s, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
                if (fd < 0) continue;
                if (family != AF_UNIX) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                struct conn *c = malloc(sizeof *c);
                c->fd = fd;
                c->have = 0;
                ev.data.ptr = c;
                epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev);
                continue;
            }
            ssize_t got = read(k->fd, k->buf + k->have, BUF - k->have);
            if (got < 0 && errno == EAGAIN) continue;
            if (got <= 0) { close(k->fd); free(k); continue; }
            k->have += (size_t) got;
            size_t f;
            while ((f = frame_len(mode, k->buf, k->have)) > 0) {
                memmove(k->buf, k->buf + f, k->have -= f);
                if (write(k->fd, reply, rlen) < 0) break;
            }
        }
    }
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN);
    if (argc < 3) { fprintf(stderr, "usage: mcload policy|socketmap|serve-policy|serve-socketmap ADDR [-c N] [-d S] [-n N] [-f FILE] [-x EXPECT] [-X FILE] [-i IDLE]\n"); return 2; }
    int conns = 20, idle = 0;
    double seconds = 5;
    uint64_t total = 0;
    const char *file = NULL, *expect = NULL, *expect_file = NULL;
    for (int i = 3; i + 1 < argc; i += 2) {
        if (!strcmp(argv[i], "-c")) conns = atoi(argv[i + 1]);
        else if (!strcmp(argv[i], "-d")) seconds = atof(argv[i + 1]);
        else if (!strcmp(argv[i], "-n")) total = strtoull(argv[i + 1], NULL, 10);
        else if (!strcmp(argv[i], "-f")) file = argv[i + 1];
        else if (!strcmp(argv[i], "-x")) expect = argv[i + 1];
        else if (!strcmp(argv[i], "-X")) expect_file = argv[i + 1];
        else if (!strcmp(argv[i], "-i")) idle = atoi(argv[i + 1]);
        else { fprintf(stderr, "unknown option %s\n", argv[i]); return 2; }
    }
    if (!strcmp(argv[1], "serve-policy")) return serve(POLICY, argv[2]);
    if (!strcmp(argv[1], "serve-socketmap")) return serve(SOCKETMAP, argv[2]);
    int mode = !strcmp(argv[1], "policy") ? POLICY : !strcmp(argv[1], "socketmap") ? SOCKETMAP : -1;
    if (mode < 0) { fprintf(stderr, "unknown mode %s\n", argv[1]); return 2; }
    load_requests(mode, file);
    if (expect_file) load_expected(expect_file);
    if (total) seconds = seconds > 5 ? seconds : 3600;
    return load(mode, argv[2], conns, idle, seconds, total, expect);
}
