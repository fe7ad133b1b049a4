package org.mailcloak.idp.authentik;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailcloak.http.HttpOutcome;

/**
 * Reads lists to their end, within a bound. A list of several pages that changes meanwhile is read once more: an item may
 * have slipped to a page that was read already. Only a removal and an addition at once go unnoticed.
 *
 * @param <T> what is in the list
 */
final class PagedList<T> {

    private final String items;
    private final Function<T, Object> key;
    private final Duration patience;

    /**
     * Where pages come from.
     *
     * @param <T> what is in the list
     */
    interface Source<T> {

        /** @param number from 1 */
        HttpOutcome<ResultPage<T>> page(long number);
    }

    /**
     * @param items what is in the list, for people: a plural
     * @param key distinguishes the items
     * @param patience after this time no further page is asked for
     */
    PagedList(String items, Function<T, Object> key, Duration patience) {
        this.items = items;
        this.key = key;
        this.patience = patience;
    }

    /**
     * Reads a whole list.
     *
     * @return empty if it has more pages
     */
    Optional<List<T>> read(Source<T> source, int maxPages) throws AuthentikUnavailableException {
        long started = System.nanoTime();
        ScanResult first = new ScanResult(source, maxPages, started);
        if (first.run()) {
            return first.all();
        }
        ScanResult second = new ScanResult(source, maxPages, started);
        if (second.run()) {
            return second.all();
        }
        throw new AuthentikUnavailableException("authentik's list of " + items + " changed twice while it was read");
    }

    private final class ScanResult {

        private final Source<T> source;
        private final int maxPages;
        private final long started;
        private final Map<Object, T> seen = new LinkedHashMap<>();
        private long count;
        private boolean tooMany;

        ScanResult(Source<T> source, int maxPages, long started) {
            this.source = source;
            this.maxPages = maxPages;
            this.started = started;
        }

        /** Whether the list stayed what it was meanwhile. */
        boolean run() throws AuthentikUnavailableException {
            for (long number = 1; number <= maxPages; number++) {
                HttpOutcome<ResultPage<T>> answer = source.page(number);
                if (number > 1 && answer instanceof HttpOutcome.Refused<ResultPage<T>> gone && gone.status() == 404) {
                    return false;
                }
                ResultPage<T> page = Responses.valueOf(answer, items);
                if (number > 1 && page.count() != count) {
                    return false;
                }
                count = page.count();
                page.items().forEach(item -> seen.put(key.apply(item), item));
                if (page.next() == 0) {
                    return seen.size() == page.count();
                }
                checkNext(page, number);
                if (page.count() > (long) maxPages * page.items().size()) {
                    break;
                }
            }
            tooMany = true;
            return true;
        }

        private void checkNext(ResultPage<T> page, long number) throws AuthentikUnavailableException {
            if (page.next() != number + 1 || page.items().isEmpty()) {
                throw new AuthentikUnavailableException("authentik names page " + page.next() + " after page " + number
                        + " with " + page.items().size() + ' ' + items);
            }
            if (System.nanoTime() - started > patience.toNanos()) {
                throw new AuthentikUnavailableException("authentik's list of " + items
                        + " could not be read to its end in " + patience.toSeconds() + " s");
            }
        }

        Optional<List<T>> all() {
            return tooMany ? Optional.empty() : Optional.of(List.copyOf(seen.values()));
        }
    }
}
